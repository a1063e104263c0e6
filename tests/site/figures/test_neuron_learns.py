"""NeuronLearns by mouse, by finger, by keys, and left to run."""

import pytest
from figure_driving import CROSSINGS, centre, frames, open_folds, press, status, swipe, value

START, EPOCH = "svg [aria-label^='start, score']", "svg [aria-label='epoch']"

STATES = [
    {},
    {"weight": 0.6, "bias": 0.9},
    {"weight": 4, "bias": 4},
    {"weight": -4, "bias": -4},
    {"weight": -1.2, "bias": 1},
    {"rates": "own"},
    {"weight": 0.6, "bias": 0.9, "rates": "own"},
    {"rates": "own", "rate_squared": 5, "rate_cross": 5},
    {"rates": "own", "rate_squared": 5, "rate_cross": 0.001},
    {"weight": 4, "bias": -1, "rate_squared": 5},
]
USUAL = {"weight": 2, "bias": 2, "rate_squared": 0.15, "rate_cross": 0.005, "rates": "same"}


def drag(page, selector, dx, dy=0):
    x, y = centre(page, f"{selector} .dl-knob")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + dx, y + dy, steps=5)
    page.mouse.up()
    frames(page)


@pytest.mark.parametrize("width", [720, 328])
def test_no_label_crosses_a_line_in_any_run(show, width):
    page = show("NeuronLearns", width=width)
    open_folds(page)
    for state in STATES:
        for epoch in (0, 1, 8, 20, 40, 120, 232, 300):
            changes = USUAL | state | {"epoch": epoch}
            page.evaluate("(c) => { for (const k in c) model.set(k, c[k]); }", changes)
            frames(page)
            assert page.evaluate(CROSSINGS) == [], changes
            beyond = page.evaluate(
                """() => [...document.querySelectorAll("svg.dl-picture text")].filter((word) => {
                  const [box, frame] = [word, word.ownerSVGElement].map((one) =>
                    one.getBoundingClientRect());
                  return box.width && (box.right > frame.right || box.left < frame.left);
                }).map((word) => word.textContent)"""
            )
            assert beyond == [], changes


def test_the_start_follows_the_mouse_along_the_sigmoid(show):
    page = show("NeuronLearns")
    drag(page, START, -60)
    w, b = value(page, "weight"), value(page, "bias")
    assert w == pytest.approx(b)
    assert 0 < w < 1
    assert value(page, "epoch") == 0
    said = status(page)
    assert said.startswith("Start: both say 0.")
    assert "0.982" not in said
    press(page, "Bad start")
    assert "57 times as hard" in status(page)


def test_the_epoch_is_dragged_along_the_curves_and_shows_the_same_numbers(show):
    page = show("NeuronLearns", rates="own")
    drag(page, EPOCH, 400)
    assert value(page, "epoch") == 300
    said = status(page)
    assert "the squared error says 0.203" in said
    assert "Cross-entropy says 0.780" in said
    drag(page, EPOCH, -150)
    back = value(page, "epoch")
    assert 100 < back < 200
    there = status(page)
    page.evaluate("(epoch) => { model.set('epoch', 0); model.set('epoch', epoch); }", back)
    assert status(page) == there


def test_a_finger_drags_the_epoch(show):
    page = show("NeuronLearns", width=328, height=900, touch=True)
    x, y = centre(page, f"{EPOCH} .dl-knob")
    swipe(page, x, y, 80, -5)
    assert centre(page, f"{EPOCH} .dl-knob") == pytest.approx((x + 80, y), abs=2)
    assert value(page, "epoch") > 60


def test_by_keys_alone(show):
    page = show("NeuronLearns")
    for key, moved in (("ArrowRight", 1), ("PageUp", 11), ("End", 300), ("Home", 0)):
        page.locator(EPOCH).focus()
        page.keyboard.press(key)
        frames(page)
        assert value(page, "epoch") == moved
    page.locator(START).focus()
    page.keyboard.press("ArrowLeft")
    frames(page)
    assert value(page, "weight") + value(page, "bias") == pytest.approx(3.9)
    page.keyboard.press("Shift+ArrowLeft")
    frames(page)
    assert value(page, "weight") + value(page, "bias") == pytest.approx(3.89)
    page.keyboard.press("End")
    frames(page)
    assert [value(page, name) for name in ("weight", "bias")] == [4, 4]


def test_play_runs_to_the_end_and_answers_the_question(show):
    page = show("NeuronLearns", rates="own")
    caption = page.locator("figcaption")
    page.get_by_role("button", name="squared error, near 20").click()
    assert "choose the bad start and the same rate 0.15" in caption.inner_text()
    page.get_by_label("rates").select_option("same")
    frames(page)
    assert "You said: squared error, near 20. Now play to the end." in caption.inner_text()
    press(page, "▶ Play")
    page.wait_for_function("model.get('epoch') >= 60")
    press(page, "❚❚ Pause")
    paused = value(page, "epoch")
    said = status(page)
    assert f"Epoch {paused}: the squared error still says 0.97" in said
    assert "it hardly moves. Cross-entropy says 0.0" in said
    page.wait_for_timeout(300)
    assert value(page, "epoch") == paused
    press(page, "▶ Play")
    page.wait_for_function("model.get('epoch') === 300", timeout=30_000)
    frames(page)
    assert page.get_by_role("button", name="▶ Play").is_visible()
    assert "Cross-entropy is there at epoch 17, the squared error at epoch 232" in (
        caption.inner_text()
    )
    assert status(page) == (
        "Epoch 300, the end: the squared error says 0.203, below 0.5 since epoch 232. "
        "Cross-entropy says 0.012, below 0.5 since epoch 17 (14 times as soon)."
    )
    press(page, "Step")
    assert status(page).startswith("Epoch 1: ")


def test_a_hand_on_the_epoch_stops_the_run(show):
    page = show("NeuronLearns")
    press(page, "▶ Play")
    page.wait_for_function("model.get('epoch') >= 3")
    page.locator(EPOCH).focus()
    page.keyboard.press("End")
    frames(page)
    assert value(page, "epoch") == 300
    page.wait_for_timeout(200)
    assert value(page, "epoch") == 300
    assert page.get_by_role("button", name="▶ Play").is_visible()


def test_the_starts_of_the_book_begin_anew(show):
    page = show("NeuronLearns", epoch=200, rates="own")
    press(page, "Good start")
    assert [value(page, name) for name in ("weight", "bias", "epoch")] == [0.6, 0.9, 0]
    page.locator(EPOCH).focus()
    page.keyboard.press("End")
    said = status(page)
    assert "the squared error says 0.094" in said
    assert "Cross-entropy says 0.418" in said
    press(page, "Bad start")
    assert [value(page, name) for name in ("weight", "bias", "epoch")] == [2, 2, 0]


def test_each_its_own_rate_or_one_for_both(show):
    page = show("NeuronLearns", epoch=100)
    assert page.get_by_label("rate of both").is_visible()
    assert not page.get_by_label("rate, cross-entropy").is_visible()
    page.get_by_label("rates").select_option("own")
    frames(page)
    own = page.get_by_label("rate, cross-entropy")
    assert own.get_attribute("aria-valuetext") == "0.005"
    own.focus()
    before = status(page)
    page.keyboard.press("ArrowRight")
    after = status(page)
    assert value(page, "rate_cross") > 0.005
    assert after.split("Cross")[0] == before.split("Cross")[0]
    assert after != before


def test_the_folds_move_weight_and_bias_and_show_the_costs(show):
    page = show("NeuronLearns", rates="own", epoch=150)
    open_folds(page)
    words = page.locator("figure").inner_text()
    assert "cross-entropy w = 1.28, b = 1.28" in words
    assert page.locator("svg.dl-picture path.dl-dashed.dl-curve.dl-gradient").is_visible()
    page.get_by_label("weight w").focus()
    page.keyboard.press("ArrowLeft")
    frames(page)
    assert value(page, "weight") == 1.9
    assert "z = w + b = 3.90" in page.locator("figure").inner_text()
    assert page.locator("tbody tr").count() == 9


def test_without_motion_play_takes_fifty_epochs(show):
    page = show("NeuronLearns", still=True)
    press(page, "Play (50 steps)")
    assert value(page, "epoch") == 50


@pytest.mark.parametrize(
    "state", [{"rates": "x"}, {"weight": 9}, {"rate_squared": 0}, {"epoch": 2.5}, {"epoch": 301}]
)
def test_a_link_that_says_what_cannot_be_gets_the_usual(show, state):
    page = show("NeuronLearns", **state)
    assert status(page).startswith("Start: both say 0.982, the target is 0.")


def test_a_link_brings_the_state(show):
    page = show("NeuronLearns", weight=0.6, bias=0.9, rates="own", epoch=300)
    said = status(page)
    assert "says 0.094, below 0.5 since epoch 36 (6.3 times as soon)" in said
    press(page, "Reset")
    assert status(page).startswith("Start: both say 0.982")


def test_nothing_goes_on_after_the_end(show):
    page = show("NeuronLearns")
    press(page, "▶ Play")
    page.evaluate("cleanUp()")
    epoch = value(page, "epoch")
    page.wait_for_timeout(300)
    assert value(page, "epoch") == epoch
