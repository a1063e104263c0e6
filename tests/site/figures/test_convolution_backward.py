"""ConvolutionBackward: what it shows and says, view by view, and without the turn."""

import json

import pytest
from convolution_backward_views import VIEWS
from figure_driving import (
    CROSSINGS,
    SMALL_LETTERS,
    frames,
    handle,
    open_folds,
    press,
    status,
    value,
)
from number_grid_driving import read, square

from lib.widgets import ConvolutionBackward
from lib.widgets.convolution_cases import CASES

# Grids that lie over each other, or beyond the picture.
OVER = """() => {
  const frame = document.querySelector("svg.dl-picture").getBoundingClientRect();
  const boxes = [...document.querySelectorAll(".dl-conv-grids > g")]
    .filter((one) => one.getClientRects().length && one.style.display !== "none")
    .map((one) => one.getBoundingClientRect());
  const out = boxes.filter((b) => b.left < frame.left || b.right > frame.right ||
    b.top < frame.top || b.bottom > frame.bottom).length;
  const both = boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) => a.left < b.right - 4 &&
    b.left < a.right - 4 && a.top < b.bottom - 4 && b.top < a.bottom - 4));
  return [out, both.length];
}"""
DX, DELTA = "gradient of the picture", "δ, gradient of the output"


def show_case(show, case, **more):
    made = json.dumps({"case": case} | ConvolutionBackward(case=case).state)
    return show("ConvolutionBackward", made=made, **more)


def choose_view(page, words):
    page.get_by_label("What is worked out").select_option(label=words)
    frames(page)


@pytest.mark.parametrize("width", [720, 328])
@pytest.mark.parametrize("case", CASES)
def test_no_grid_lies_over_another_in_any_view(show, case, width):
    page = show_case(show, case, width=width)
    for words in VIEWS:
        choose_view(page, words)
        for step in (0, 3, 75):
            page.evaluate("(step) => model.set('step', step)", step)
            frames(page)
            assert page.evaluate(OVER) == [0, 0], (words, step)
            assert page.evaluate(CROSSINGS) == [], (words, step)
            assert page.evaluate(SMALL_LETTERS) == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_sent_output_by_output_the_sums_grow(show):
    page = show("ConvolutionBackward")
    assert read(page, DX) == [None] * 9
    assert status(page).startswith("Nothing has been sent back yet. Each of four outputs sends")
    press(page, "Step", 2)
    assert status(page).startswith(
        "The output at row 1, column 2 sends δ₁₂ = 3 back through each weight. "
        "To its window go 3·1, 3·2, 3·3, 3·4."
    )
    assert read(page, DX) == [1, 5, 6, 3, 13, 12, None, None, None]
    press(page, "Step", 2)
    assert "All have sent: this is dL/dx." in status(page)
    assert "All 9 numbers of dL/dx, each checked by ±0.0001: they agree." in status(page)
    assert read(page, DX) == [1, 5, 6, 2, 9, 8, -3, -10, -8]
    press(page, "Step")
    assert value(page, "step") == 0


def test_collected_the_same_numbers_come_out(show):
    page = show("ConvolutionBackward")
    choose_view(page, "dL/dx: each square collects")
    assert read(page, "filter") == [4, 3, 2, 1]
    assert read(page, "δ, framed by zeros") == [0, 0, 0, 0, 0, 1, 3, 0, 0, -1, -2, 0, 0, 0, 0, 0]
    press(page, "Step", 2)
    assert status(page).startswith(
        "dL/dx at row 1, column 2 = δ₁₁·w₁₂ + δ₁₂·w₁₁ = 1·2 + 3·1 = 5. "
        "Two products: the square was in two windows."
    )
    page.evaluate("model.set('step', 9)")
    assert read(page, DX) == [1, 5, 6, 2, 9, 8, -3, -10, -8]
    assert "All collected: the same 9 numbers as when the outputs send." in status(page)


def test_not_turned_the_check_fails_and_says_by_how_much(show):
    page = show("ConvolutionBackward", step=9, way="gather")
    choose_view(page, "dL/dx: filter not turned")
    assert value(page, "step") == 9
    assert "9 of 9 numbers are wrong." in status(page)
    assert "marked by a cross, disagree with the measured slopes, by up to 13." in status(page)
    assert page.locator(".dl-number.is-wrong").count() == 9
    page.mouse.click(*square(page, DX, 1, 1))
    assert "dL/dx at row 2, column 2 = δ₁₁·w₁₁ + δ₁₂·w₁₂ + δ₂₁·w₂₁" in status(page)
    assert "this square was multiplied by w₂₂, not by w₁₁." in status(page)
    assert "divided by 0.0002, 9. The sum says −4: wrong by 13." in status(page)
    open_folds(page)
    press(page, "All δ = 1")
    assert "The sum agrees. But eight other numbers of dL/dx do not." in status(page)
    assert page.locator(".dl-number.is-wrong").count() == 8
    press(page, "Make the filter equal its half turn")
    assert value(page, "w") == [[[[1, 2], [2, 1]]]]
    assert "The filter is the same after half a turn" in status(page)
    assert page.locator(".dl-number.is-wrong").count() == 0


def test_the_sources_own_numbers_hide_the_missing_turn(show):
    page = show_case(show, "check", step=75, way="gather", turned="false")
    assert "All 75 numbers of dL/dx, each checked by ±0.0001: they agree. And yet" in status(page)
    page.locator(handle("δ, framed by zeros, filter 1")).focus()
    page.keyboard.press("Home")
    frames(page)
    page.keyboard.press("5")
    frames(page)
    assert (
        "numbers of dL/dx, marked by a cross, disagree with the measured slopes, by up to"
        in status(page)
    )


def test_the_gradients_of_the_sources_check_stand_in_the_picture(show):
    page = show_case(show, "check", step=54, goal="weight")
    for channel, expected in (
        (1, [5, 6, 5, 5, 7, 5, 5, 6, 5]),
        (2, [2, 1, 2, 9, 9, 9, 2, 1, 2]),
        (3, [4, 5, 4, 4, 9, 4, 4, 5, 4]),
    ):
        assert read(page, f"gradient of the filter, filter 1, channel {channel}") == expected
    assert "All 54 numbers of dL/dw, each checked by ±0.0001: they agree." in status(page)


def test_a_weight_is_pinned_and_its_places_are_marked(show):
    page = show_case(show, "stride", goal="weight")
    page.mouse.click(*square(page, "gradient of the filter", 1, 1))
    assert value(page, "selected") == "w[1,1,2,2]"
    assert status(page).startswith("dL/dw₂₂ = δ₁₁·x₂₂ + δ₁₂·x₂₄ + δ₂₁·x₄₂ + δ₂₂·x₄₄ = ")
    assert "The sum agrees." in status(page)
    marked = page.locator("g:has(> [aria-label='picture']) .is-now").evaluate_all(
        "(all) => all.map((one) => one.dataset.square)"
    )
    assert marked == ["1,1", "1,3", "3,1", "3,3"]
    press(page, "Step")
    assert value(page, "selected") == ""


def test_a_phone_shows_one_filter_and_channel_and_follows_the_step(show):
    page = show_case(show, "check", width=328, way="gather", step=30)
    channel = page.get_by_label("channel", exact=True)
    assert channel.input_value() == "1"  # the second
    assert page.get_by_text("channel 2", exact=True).is_visible()
    channel.select_option(label="3")
    frames(page)
    assert page.get_by_text("channel 3", exact=True).is_visible()
    press(page, "Step")
    frames(page)
    assert page.get_by_text("channel 2", exact=True).is_visible()


def test_the_prediction_is_answered_when_it_has_been_seen(show):
    page = show("ConvolutionBackward")
    page.get_by_role("button", name="9", exact=True).click()
    caption = page.locator("figcaption")
    assert "You said: 9. Now step until all have arrived" in caption.inner_text()
    page.mouse.click(*square(page, DX, 1, 1))
    frames(page)
    assert "It is 4: 4 windows saw the middle, and each sends one product." in caption.inner_text()
    assert "A corner gets 1." in caption.inner_text()


@pytest.mark.parametrize(
    ("goal", "said"), [("weight", "One for each output of its filter"), ("bias", "It stays")]
)
def test_each_goal_has_its_own_question(show, goal, said):
    page = show("ConvolutionBackward", goal=goal)
    page.locator(".dl-choice").first.click()
    assert said not in page.locator("figcaption").inner_text()
    press(page, "Step", 4)
    frames(page)
    assert said in page.locator("figcaption").inner_text()


def test_the_table_sets_each_sum_beside_its_slope(show):
    page = show("ConvolutionBackward", way="gather", turned="false")
    open_folds(page)
    rows = page.locator("tbody tr")
    assert rows.count() == 9
    assert rows.nth(4).inner_text().split("\t") == ["x₂₂", "−4", "9", "wrong"]
    choose_view(page, "dL/dw: the filter")
    assert rows.count() == 4
    assert rows.nth(0).inner_text().split("\t") == ["w₁₁", "2", "2", "agrees"]
