"""SoftmaxScores left to learn, asked, linked, and ended."""

import pytest
from figure_driving import (
    frames,
    handle,
    press,
    status,
    value,
)
from softmax_driving import FIRST, drag


def test_play_learns_until_it_is_sure_then_to_the_end_then_anew(show):
    page = show("SoftmaxScores")
    press(page, "Step")
    assert status(page).startswith("Step 1: the true answer, 1, gets 0.122 of 1: loss 2.10.")
    press(page, "▶ Play")
    page.wait_for_function("model.get('steps') === 18", timeout=30_000)
    page.get_by_role("button", name="▶ Play").wait_for()
    page.wait_for_timeout(300)
    assert status(page) == (
        "Step 18, sure: the true answer, 1, gets 0.953 of 1: loss 0.048. "
        "Pushes: score 1 up by 0.047, the others down by as much together."
    )
    page.evaluate("model.set('steps', 98)")
    frames(page)
    press(page, "▶ Play")
    page.wait_for_function("model.get('steps') === 100", timeout=30_000)
    page.get_by_role("button", name="▶ Play").wait_for()
    assert "Step 100, sure, the end: " in status(page)
    press(page, "▶ Play")
    page.wait_for_function("[2, 3, 4].includes(model.get('steps'))", timeout=30_000)
    page.locator(handle("score 2")).focus()
    page.keyboard.press("ArrowUp")
    frames(page)
    assert page.get_by_role("button", name="▶ Play").is_visible()
    assert value(page, "steps") == 0
    assert value(page, "scores")[0] > 2
    press(page, "Reset")
    assert status(page) == FIRST


def test_learning_stops_at_the_end_of_the_axis(show):
    page = show("SoftmaxScores", scores=[15, 15, 15], still=True)
    press(page, "Play (10 steps)")
    assert "The next step would bring a score beyond 16: learning stops here." in status(page)
    assert value(page, "steps") == 2


def test_another_truth_takes_the_scores_as_they_are(show):
    page = show("SoftmaxScores", steps=18)
    page.get_by_label("truth").select_option("3")
    assert status(page).startswith(
        "Answer 1 gets 0.953 of 1. The true answer, 3, gets 0.016: loss 4.11. Pushes: score 3 up"
    )
    assert value(page, "steps") == 0
    page.get_by_text("separate sigmoids").first.click()
    page.get_by_label("answers by").select_option("sigmoids")
    kept = value(page, "scores")
    assert kept[0] == pytest.approx(5.594, abs=1e-3)
    press(page, "Step")
    rate = page.get_by_label("rate")
    rate.focus()
    before = status(page)
    page.keyboard.press("ArrowRight")
    assert status(page) != before
    assert value(page, "rate") > 1


def test_the_question_is_answered_when_the_last_score_has_been_raised_by_1(show):
    page = show("SoftmaxScores")
    caption = page.locator("figcaption")
    page.get_by_role("button", name="each loses the same").click()
    assert "Now drag score 4 up by 1, and leave the others where they are." in caption.inner_text()
    page.locator(handle("score 4")).focus()
    for _ in range(9):
        page.keyboard.press("ArrowUp")
    frames(page)
    assert "Now drag score 4" in caption.inner_text()
    page.keyboard.press("ArrowUp")
    frames(page)
    assert (
        "You said: each loses the same. As score 4 went from 4 to 5, they went from 0.032, 0.087, "
        "0.237 to 0.015, 0.041, 0.112: each became 0.475 times what it was. So answer 2 is still "
        "2.72 times answer 1."
    ) in caption.inner_text()
    press(page, "Reset")
    assert "0.475" in caption.inner_text()


def test_python_may_send_another_number_of_scores(show):
    page = show("SoftmaxScores")
    page.evaluate("model.set('scores', [0, 1, 0, 1, 0])")
    frames(page)
    assert page.locator("svg [role=slider]").count() == 5
    assert page.locator("select option:not([hidden])").count() >= 5
    page.evaluate("model.set('scores', [0, 1, 0])")
    frames(page)
    assert page.locator("svg [role=slider]").count() == 3
    drag(page, "score 3", -30)
    assert value(page, "scores")[2] > 1


@pytest.mark.parametrize(
    "state",
    [
        {"scores": [1, 2]},
        {"scores": [1, 2, 17, 4]},
        {"scores": "[1, null, 3]"},
        {"truth": 5},
        {"truth": 1.5},
        {"shown": "x"},
        {"rate": 0},
        {"steps": 101},
    ],
)
def test_a_link_that_says_what_cannot_be_gets_the_usual(show, state):
    assert status(show("SoftmaxScores", **state)) == FIRST


def test_a_link_brings_the_state(show):
    page = show("SoftmaxScores", scores=[0, 0, 2, 0, 0], truth=5, steps=4, rate=2)
    assert status(page).startswith("Step 4: the true answer, 5, gets 0.903 of 1")
    page.get_by_text("Show the numbers").click()
    assert page.locator("tbody tr").count() == 5
    press(page, "Reset")
    assert status(page) == FIRST


def test_nothing_goes_on_after_the_end(show):
    page = show("SoftmaxScores")
    press(page, "Raise all by 1")
    press(page, "▶ Play")
    page.evaluate("cleanUp()")
    steps = value(page, "steps")
    page.wait_for_timeout(400)
    assert value(page, "steps") == steps
