"""SoftmaxScores by mouse, by finger, by keys, by its buttons, and left to learn."""

import pytest
from figure_driving import (
    CROSSINGS,
    centre,
    frames,
    handle,
    open_folds,
    press,
    status,
    swipe,
    value,
)
from softmax_driving import FIRST, drag

FOUR = [1, 2, 3, 4]


STATES = [
    {},
    {"truth": 4, "steps": 100},
    {"shown": "sigmoids"},
    {"shown": "sigmoids", "steps": 100},
    {"scores": [0, 0, 0]},
    {"scores": [16, 16, 16], "truth": 3},
    {"scores": [-16, -16, -15.55, -16], "truth": 2},
    {"scores": [-16, 16, -9.99, -4.21, 12.34], "truth": 1},
    {"scores": [-16, 16, -9.99, -4.21, 12.34], "truth": 3, "shown": "sigmoids"},
    {"scores": [8, 8, 8, 8, 8], "truth": 2, "steps": 1},
    {"scores": [16, 16, 16, 16, 16], "truth": 5},
    {"scores": [-16, -16, -16, -16, 16], "truth": 5, "shown": "sigmoids"},
    {"scores": [11.97, 11.98, 11.99, 11.96, 11.95], "truth": 3},
]


USUAL = {"scores": FOUR, "truth": 1, "shown": "softmax", "steps": 0}


BEYOND = """() => [...document.querySelectorAll("svg.dl-picture :is(text, path, .dl-knob)")]
  .filter((one) => {
    const [box, frame] = [one, one.ownerSVGElement].map((it) => it.getBoundingClientRect());
    const [left, right] = [frame.left - box.left, box.right - frame.right];
    return box.width && Math.max(left, right, frame.top - box.top, box.bottom - frame.bottom) > 0;
  }).map((one) => one.textContent || one.getAttribute("class"))"""


ARROWS_ON_WORDS = """() => {
  const boxes = (select) => [...document.querySelectorAll(`svg.dl-picture ${select}`)]
    .map((one) => one.getBoundingClientRect()).filter((box) => box.width);
  const words = boxes("text.dl-truth");
  return boxes("path.dl-solid.dl-gradient").filter((arrow) => words.some((word) =>
    arrow.left < word.right && word.left < arrow.right && arrow.top < word.bottom - 2 &&
    word.top < arrow.bottom)).length;
}"""


HEIGHTS = """() => [...document.querySelectorAll("svg.dl-picture rect.dl-answer")]
  .map((bar) => Number(bar.getAttribute("height")))"""


@pytest.mark.parametrize("width", [720, 328])
def test_no_word_is_crossed_or_cut_off_in_any_state(show, width):
    page = show("SoftmaxScores", width=width)
    open_folds(page)
    for state in STATES:
        changes = USUAL | state
        page.evaluate("(c) => { for (const k in c) model.set(k, c[k]); }", changes)
        frames(page)
        assert page.evaluate(CROSSINGS) == [], changes
        assert page.evaluate(BEYOND) == [], changes
        assert page.evaluate(ARROWS_ON_WORDS) == 0, changes


def test_the_bars_are_the_answers_and_the_last_column_is_their_sum(show):
    page = show("SoftmaxScores")
    heights = page.evaluate(HEIGHTS)
    assert heights[:4] == pytest.approx(
        [110 * a for a in (0.0321, 0.0871, 0.2369, 0.6439)], rel=1e-2
    )
    assert sum(heights[:4]) == pytest.approx(110, abs=0.1)
    assert sum(heights[4:]) == pytest.approx(110, abs=0.1)
    page.get_by_text("separate sigmoids").first.click()
    page.get_by_label("answers by").select_option("sigmoids")
    frames(page)
    heights = page.evaluate(HEIGHTS)
    assert sum(heights[4:]) == pytest.approx(110 * 3.5464 / 4, abs=0.1)
    assert status(page).startswith("Separate sigmoids: the answers add up to 3.546. ")


def test_a_score_follows_the_mouse_and_the_others_keep_their_ratios(show):
    page = show("SoftmaxScores")
    assert status(page) == FIRST
    assert drag(page, "score 4", -31.7) == pytest.approx(-31.7, abs=1)
    assert value(page, "scores") == [1, 2, 3, 6]
    assert status(page) == (
        "Score 4 from 4 to 6: each other answer becomes 0.196 times what it was, so their ratios "
        "stay. The true answer, 1, gets 0.006: loss 5.07."
    )
    drag(page, "score 4", 31.7)
    assert value(page, "scores") == FOUR
    assert status(page) == FIRST


def test_while_a_score_is_dragged_the_axis_stands_and_afterwards_it_has_room(show):
    page = show("SoftmaxScores")
    x, y = centre(page, f"{handle('score 4')} .dl-knob")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 300, steps=4)
    frames(page)
    assert value(page, "scores")[3] == 8
    other = centre(page, f"{handle('score 1')} .dl-knob")
    page.mouse.move(x, y - 50)
    frames(page)
    assert centre(page, f"{handle('score 1')} .dl-knob") == other
    page.mouse.move(x, y - 300)
    page.mouse.up()
    frames(page)
    assert value(page, "scores")[3] == 8
    assert centre(page, f"{handle('score 1')} .dl-knob")[1] > other[1]


def test_a_press_on_a_rail_brings_the_score_there(show):
    page = show("SoftmaxScores")
    x, y = centre(page, f"{handle('score 2')} .dl-knob")
    page.mouse.click(x, y + 47.5)
    frames(page)
    assert value(page, "scores") == [1, -1, 3, 4]


def test_a_finger_drags_a_score(show):
    page = show("SoftmaxScores", width=328, height=900, touch=True)
    x, y = centre(page, f"{handle('score 2')} .dl-knob")
    swipe(page, x, y, 3, -46.7)
    assert status(page).startswith("Score 2 from 2 to 6: each other answer becomes 0.176 times")
    assert value(page, "scores") == [1, 6, 3, 4]


def test_by_keys_alone(show):
    page = show("SoftmaxScores")
    page.locator(handle("score 1")).focus()
    for key, z in (
        ("ArrowUp", 1.1),
        ("Shift+ArrowUp", 1.11),
        ("PageUp", 2.11),
        ("PageDown", 1.11),
        ("End", 16),
        ("Home", -16),
    ):
        page.keyboard.press(key)
        frames(page)
        assert value(page, "scores") == [pytest.approx(z), 2, 3, 4]
    assert "Score 1 from 1 to −16" in status(page)
    page.evaluate(
        """() => { for (let i = 0; i < 3; i += 1) document.activeElement.dispatchEvent(
          new KeyboardEvent("keydown", { key: "PageUp" })); }"""
    )
    frames(page)
    assert value(page, "scores")[0] == -13


def test_to_raise_all_changes_no_answer(show):
    page = show("SoftmaxScores", still=True)
    before = page.evaluate(HEIGHTS)
    press(page, "Raise all by 1")
    assert status(page) == (
        "All scores raised by 1: every e^z grows by the same factor, so no answer changes. Only "
        "differences count. The true answer, 1, gets 0.032: loss 3.44."
    )
    assert value(page, "scores") == [2, 3, 4, 5]
    assert page.evaluate(HEIGHTS) == pytest.approx(before, abs=0.011)


def test_to_double_is_surer_to_halve_is_less_sure_and_the_axis_has_an_end(show):
    page = show("SoftmaxScores")
    press(page, "Double all")
    assert "softmax is surer. Answer 4 gets 0.865, before 0.644." in status(page)
    press(page, "Halve all")
    assert "softmax is less sure. Answer 4 gets 0.644, before 0.865." in status(page)
    press(page, "Double all", times=2)
    frames(page)
    double = page.get_by_role("button", name="Double all")
    assert double.get_attribute("aria-disabled") == "true"
    double.click(force=True)
    assert status(page).startswith("Too far: a score would go beyond 16")
    assert value(page, "scores") == [4, 8, 12, 16]


def test_all_glide_to_where_a_button_sends_them(show):
    page = show("SoftmaxScores")
    start = centre(page, f"{handle('score 1')} .dl-knob")[1]
    press(page, "Raise all by 1")
    goal = start - 190 / 12
    page.wait_for_function(
        """(y) => {
          const box = document.querySelector("svg .dl-handle .dl-knob").getBoundingClientRect();
          return Math.abs(box.y + box.height / 2 - y) < 0.1;
        }""",
        arg=goal,
    )
    page.locator(handle("score 1")).focus()
    page.keyboard.press("ArrowDown")
    frames(page)
    assert value(page, "scores") == [1.9, 3, 4, 5]
