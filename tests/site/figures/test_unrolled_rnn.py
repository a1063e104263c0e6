"""UnrolledRNN by mouse, by finger and by keys; its words, its labels, its speed."""

import pytest
from figure_driving import (
    CROSSINGS,
    SMALL_LETTERS,
    centre,
    frames,
    handle,
    open_folds,
    press,
    status,
    swipe,
    value,
)
from frame_cost import assert_frame_below
from playwright.sync_api import expect

NORM, BACK = handle("norm of W"), handle("step walked back to")
SUM = handle("dL/dW, sum so far")
STATES = [
    {},
    {"done": 6},
    {"done": 12, "clip": True, "threshold": 0.1},
    {"steps": 2, "done": 3},
    {"steps": 3, "done": 4, "beta": 0.1},
    {"steps": 40, "done": 20, "activation": "identity", "beta": 2.5},
    {"steps": 40, "done": 62, "activation": "identity", "beta": 1.1},
    {"steps": 40, "done": 80, "activation": "tanh", "shape": "mix", "beta": 2.5},
    {"steps": 40, "done": 41, "activation": "sigmoid", "shape": "uneven", "beta": 0.1},
    {"steps": 40, "done": 79, "activation": "relu", "beta": 1.6},
    {"steps": 25, "done": 40, "activation": "relu", "beta": 0.5},
    {"steps": 12, "done": 24, "planted": "source", "beta": 1.5},
]
USUAL = {
    "beta": 0.9,
    "steps": 6,
    "activation": "tanh",
    "shape": "turn",
    "done": 0,
    "planted": "none",
    "clip": False,
    "threshold": 1,
}
INSIDE = """() => [...document.querySelectorAll("svg.dl-picture")].every((svg) => {
  const box = svg.getBoundingClientRect();
  return [...svg.querySelectorAll("text")].every((word) => {
    const { left, right, width } = word.getBoundingClientRect();
    return !width || (left >= box.left && right <= box.right);
  });
})"""

GUIDED = """() => {
  const line = document.querySelector("line.dl-guide").getBoundingClientRect();
  return [...document.querySelectorAll("svg.dl-picture text")].filter((word) => {
    const { left, right, top, bottom, width } = word.getBoundingClientRect();
    const across = left + 1 < line.left && line.left < right - 1;
    return width && across && top + 4 < line.bottom && bottom - 4 > line.top;
  }).map((word) => word.textContent);
}"""


def says(page, words):
    expect(page.locator("[role=status]")).to_contain_text(words)


@pytest.mark.parametrize("width", [720, 328])
def test_no_word_is_crossed_or_cut_off(show, width):
    page = show("UnrolledRNN", width=width)
    for state in STATES:
        page.evaluate("(c) => { for (const k in c) model.set(k, c[k]); }", USUAL | state)
        frames(page)
        assert page.evaluate(CROSSINGS) == [], state
        assert page.evaluate(SMALL_LETTERS) == []
        assert page.evaluate(INSIDE), state
        assert page.evaluate(GUIDED) == [], state


def test_steps_go_forward_and_then_back(show):
    page = show("UnrolledRNN")
    assert status(page).startswith("Start: s₀ = (0, 0), ‖W‖ = 0.9.")
    press(page, "Step")
    says(page, "Forward, t = 1: s₁ = (0.462, −0.245), from x₁ = 1 and s₀.")
    press(page, "Step", 5)
    says(page, "The cost is the sum of its two numbers, L = 0.339.")
    press(page, "Step", 3)
    says(page, "Step back 3, t = 4: δ₄ has length 0.98, 0.90 of what the bound allows.")
    press(page, "Step", 3)
    says(page, "Nudge check of w₁₁: measured ")
    says(page, ", as the sum says.")
    press(page, "Step")
    says(page, "Start: s₀ = (0, 0)")


def test_play_goes_to_the_end_and_stops(show):
    page = show("UnrolledRNN", steps=2, still=True)
    press(page, "Play (10 steps)")
    says(page, "Step back 2, t = 1:")


def test_the_norm_follows_the_mouse_and_both_lines_move(show):
    page = show("UnrolledRNN", steps=40, activation="identity")
    paths = """() => [...document.querySelectorAll("path.dl-curve, path.dl-dashed")]
      .map((path) => path.getAttribute("d"))"""
    before = page.evaluate(paths)
    x, y = centre(page, f"{NORM} .dl-knob")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 200, y, steps=5)
    page.mouse.up()
    frames(page)
    assert centre(page, f"{NORM} .dl-knob")[0] == pytest.approx(x + 200, abs=3)
    assert value(page, "beta") == pytest.approx(0.9 + 200 / 672 * 2.4, abs=0.02)
    says(page, "Exploded: after ")
    assert all(new != old for new, old in zip(page.evaluate(paths), before, strict=True))


def test_the_norm_by_keys_and_by_finger(show):
    page = show("UnrolledRNN", width=328, height=740, touch=True)
    page.locator(NORM).focus()
    for key, expected in (("ArrowRight", 0.95), ("Shift+ArrowLeft", 0.945), ("Home", 0.1)):
        page.keyboard.press(key)
        frames(page)
        assert value(page, "beta") == expected
    says(page, "Vanished: after 3 steps back less than a thousandth is left")
    x, y = centre(page, f"{NORM} .dl-knob")
    swipe(page, x, y, 100, 3)
    assert centre(page, f"{NORM} .dl-knob")[0] == pytest.approx(x + 100, abs=3)


def test_a_step_back_is_chosen_in_the_chart_and_by_keys(show):
    page = show("UnrolledRNN", steps=20)
    surface = page.locator("svg").nth(2).locator(".dl-surface").bounding_box()
    page.mouse.click(surface["x"] + surface["width"] * 4.5 / 20, surface["y"] + 40)
    says(page, "Step back 16, t = 5:")
    assert value(page, "done") == 36
    page.locator(BACK).focus()
    page.keyboard.press("Home")
    says(page, "Step back 20, t = 1:")
    page.keyboard.press("End")
    says(page, "Step back 1, t = 20:")


def test_t_keeps_the_place_on_the_way(show):
    page = show("UnrolledRNN", done=12)
    slider = page.get_by_label("T", exact=True)
    slider.fill("40")
    says(page, "Step back 40, t = 1:")
    page.evaluate("model.set('done', 43)")
    says(page, "Step back 3, t = 38:")
    slider.fill("2")
    says(page, "Step back 2, t = 1:")
    page.evaluate("model.set('done', 0)")
    slider.fill("10")
    says(page, "Start:")
    assert value(page, "done") == 0


def test_another_weight_is_checked(show):
    page = show("UnrolledRNN", done=12)
    page.locator(SUM).focus()
    page.keyboard.press("ArrowDown")
    says(page, "Nudge check of w₂₁:")
    page.locator(".dl-unrolled .dl-number-grid").last.locator("[data-square='0,1']").click()
    says(page, "Nudge check of w₁₂:")
    assert value(page, "selected") == "w12"


def test_a_planted_bug_passes_at_two_steps_and_fails_at_three(show):
    page = show("UnrolledRNN", steps=2)
    open_folds(page)
    for bug in ("source", "last"):
        page.get_by_label("planted bug").select_option(bug)
        says(page, "Nudge check, T = 2: dL/dW agrees, though the code is wrong")
        says(page, "Nudge U too: dL/dU is wrong by 0.")
        page.get_by_label("T", exact=True).fill("3")
        says(page, "Nudge check, T = 3: dL/dW is wrong by up to ")
        says(page, "The same code passes at T = 1 and T = 2.")
        page.get_by_label("T", exact=True).fill("2")
    rows = page.locator("table", has_text="dL/dU").locator("tbody tr")
    words = [row.inner_text().split("\t") for row in rows.all()][:3]
    assert [w for _, w, _ in words[:2]] == ["agrees", "agrees"]
    assert words[0][2] == "agrees"
    assert words[1][2].startswith("wrong by ")
    assert words[2][1].startswith("wrong by ")


def test_clipping_shortens_and_keeps_the_direction(show):
    page = show("UnrolledRNN", steps=40, activation="identity", beta=1.1, done=80)
    open_folds(page)
    page.get_by_label("clipping").select_option("true")
    says(page, "Clipped: the gradient's length 636 becomes 1; its direction stays.")
    page.get_by_label("longest").fill("-1")
    says(page, "becomes 0.1; its direction stays.")
    assert "dL/dW, clipped" in page.locator("svg").nth(1).text_content()
    fold = page.locator("details", has_text="Clip the gradient").first.inner_text()
    assert "would turn the direction by " in fold


def test_the_shape_of_w_is_told(show):
    page = show("UnrolledRNN", steps=40, activation="identity", beta=1.1)
    open_folds(page)
    page.get_by_label("W", exact=True).select_option("uneven")
    says(page, "Alive: ‖δ₁‖ is 0.15 of ‖δ₄₀‖.")
    expect(page.locator("details", has_text="What W does").first).to_contain_text("0.86 ‖W‖")


def test_the_prediction_is_answered_when_both_places_were_seen(show):
    page = show("UnrolledRNN", steps=40, activation="identity")
    press(page, "about 50")
    caption = page.locator("figcaption")
    expect(caption).to_contain_text("seen so far: 0.9.")
    page.locator(NORM).focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(caption).to_contain_text("It is 2505: each of the 39 steps back")


@pytest.mark.parametrize(
    "state",
    [{"steps": 99}, {"beta": 0}, {"activation": "elu"}, {"done": -1}, {"shape": "x"}, {"clip": 3}],
)
def test_a_link_that_says_what_cannot_be_gets_the_usual(show, state):
    page = show("UnrolledRNN", **state)
    assert status(page).startswith("Start: s₀ = (0, 0), ‖W‖ = 0.9.")


def test_a_link_brings_its_state_and_reset_the_first(show):
    page = show("UnrolledRNN", beta=1.3, steps=10, done=14, activation="relu", shape="mix")
    assert status(page).startswith("Step back 4, t = 7:")
    press(page, "Reset")
    says(page, "Start: s₀ = (0, 0), ‖W‖ = 0.9.")
    open_folds(page)
    assert page.locator("tbody").last.locator("tr").count() == 6


def test_forty_steps_follow_a_drag(show):
    page = show("UnrolledRNN", steps=40, done=60)
    page.locator(NORM).focus()

    def move():
        for key in ["Home", *["ArrowRight"] * 44]:
            page.keyboard.press(key)
            frames(page)
        return 45

    assert_frame_below(page, 16, move)
