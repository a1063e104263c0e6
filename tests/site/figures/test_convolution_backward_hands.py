"""ConvolutionBackward by mouse, by finger, by keys and by its buttons; its links, and its end."""

import json

import pytest
from convolution_backward_views import VIEWS
from figure_driving import (
    finger,
    frames,
    handle,
    press,
    status,
    value,
)
from frame_cost import assert_frame_below
from number_grid_driving import read, square

from lib.widgets import ConvolutionBackward
from lib.widgets.convolution_cases import CASES

DX, DELTA = "gradient of the picture", "δ, gradient of the output"


def show_case(show, case, **more):
    made = json.dumps({"case": case} | ConvolutionBackward(case=case).state)
    return show("ConvolutionBackward", made=made, **more)


def choose_view(page, words):
    page.get_by_label("What is worked out").select_option(label=words)
    frames(page)


def test_a_number_is_pulled_by_the_mouse_and_the_sums_follow(show):
    page = show("ConvolutionBackward", step=4)
    x, y = square(page, DELTA, 0, 0)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 37, steps=4)
    page.mouse.up()
    assert value(page, "delta") == [[[4, 3], [-1, -2]]]
    assert read(page, DX) == [4, 11, 6, 11, 21, 8, -3, -10, -8]
    assert "δ₁₁ = 4: the output at row 1, column 1 sends it back" in status(page)
    assert "they agree" in status(page)


def test_by_keys_alone(show):
    page = show("ConvolutionBackward", way="gather")
    page.locator(handle("δ, framed by zeros")).focus()
    for key, selected in (
        ("ArrowRight", "delta[1,1,2]"),
        ("ArrowDown", "delta[1,2,2]"),
        ("ArrowLeft", "delta[1,2,1]"),
        ("Home", "delta[1,1,1]"),
        ("End", "delta[1,2,2]"),
    ):
        page.keyboard.press(key)
        frames(page)
        assert value(page, "selected") == selected
    page.keyboard.press("7")
    assert value(page, "delta") == [[[1, 3], [-1, 7]]]
    page.locator(handle("filter")).focus()
    page.keyboard.press("Home")  # the first square of the turned filter is the last weight
    frames(page)
    page.keyboard.press("-")
    assert value(page, "selected") == "w[1,1,2,2]"
    assert value(page, "w") == [[[[1, 2], [3, 3]]]]
    page.locator(handle(DX)).focus()
    page.keyboard.press("End")
    assert "dL/dx at row 3, column 3 = δ₂₂·w₂₂ = 7·3 = 21." in status(page)
    page.keyboard.press("4")
    assert value(page, "x") == [CASES["simple"].x[0]]


def test_between_zeros_the_keys_find_the_next_delta(show):
    page = show_case(show, "stride", way="gather")
    page.locator(handle("δ, framed by zeros")).focus()
    for key, selected in (("Home", "1,1"), ("ArrowRight", "1,2"), ("ArrowDown", "2,2")):
        page.keyboard.press(key)
        frames(page)
        assert value(page, "selected") == f"delta[1,{selected}]"
    page.mouse.click(*square(page, "δ, framed by zeros", 0, 0))
    frames(page)
    assert value(page, "selected") == "delta[1,1,1]"


def test_a_finger_chooses_and_the_buttons_change(show):
    page = show("ConvolutionBackward", width=328, height=740, touch=True, step=4)
    minus = page.get_by_role("button", name="− 1")
    assert minus.get_attribute("aria-disabled") == "true"
    touch = finger(page)
    touch("touchStart", square(page, DELTA, 0, 1))
    touch("touchEnd")
    frames(page)
    assert value(page, "selected") == "delta[1,1,2]"
    minus.tap()
    minus.tap()
    assert read(page, DX) == [1, 3, 2, 2, 3, 0, -3, -10, -8]
    touch("touchStart", square(page, DX, 0, 0))
    touch("touchEnd")
    frames(page)
    assert minus.get_attribute("aria-disabled") == "true"
    minus.dispatch_event("click")
    assert value(page, "x") == CASES["simple"].x


def test_numbers_stay_between_minus_nine_and_nine(show):
    page = show("ConvolutionBackward", selected="delta[1,1,1]", delta="[[[9,3],[-1,-2]]]")
    plus = page.get_by_role("button", name="+ 1")
    assert plus.get_attribute("aria-disabled") == "true"
    plus.dispatch_event("click")
    assert value(page, "delta")[0][0][0] == 9


def test_play_pause_and_scrub(show):
    page = show("ConvolutionBackward")
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("model.get('step') >= 2")
    page.get_by_role("button", name="Pause").click()
    stopped = value(page, "step")
    page.wait_for_timeout(1200)
    assert value(page, "step") == stopped
    page.get_by_label("step", exact=True).locator("visible=true").focus()
    page.keyboard.press("End")
    assert value(page, "step") == 4
    page.keyboard.press("ArrowLeft")
    assert value(page, "step") == 3
    assert status(page).startswith("The output at row 2, column 1 sends δ₂₁ = −1")


@pytest.mark.parametrize("words", VIEWS)
def test_each_view_has_its_own_steps(show, words):
    page = show("ConvolutionBackward")
    choose_view(page, words)
    press(page, "Step", VIEWS[words])
    frames(page)
    assert page.locator(".dl-value:visible").inner_text() == f"{VIEWS[words]} of {VIEWS[words]}"
    assert None not in read(
        page, page.locator("svg [role=slider]:visible").last.get_attribute("aria-label")
    )


def test_reset_puts_all_back(show):
    page = show("ConvolutionBackward")
    first = status(page)
    choose_view(page, "dL/dw: the filter")
    page.locator(handle("picture")).focus()
    page.keyboard.press("9")
    frames(page)
    press(page, "Step", 2)
    press(page, "Reset")
    assert status(page) == first
    assert value(page, "x") == CASES["simple"].x
    assert read(page, DX) == [None] * 9


@pytest.mark.parametrize(
    "state",
    [
        {"goal": "loss"},
        {"way": "x"},
        {"step": 500},
        {"step": 1.5},
        {"selected": "x[9,9,9]"},
        {"delta": "[[1]]"},
        {"w": "[[[[1,2],[3,99]]]]"},
        {"x": "[[[0.5,3,1],[3,2,0],[0,3,0]]]"},
    ],
)
def test_a_link_that_says_what_cannot_be_gets_the_usual(show, state):
    page = show("ConvolutionBackward", **state)
    assert status(page).startswith("Nothing has been sent back yet.")
    assert value(page, "delta") == CASES["simple"].delta


def test_a_link_brings_back_what_the_reader_made(show):
    page = show("ConvolutionBackward")
    page.locator(handle(DELTA)).focus()
    page.keyboard.press("5")
    page.mouse.click(*square(page, DX, 0, 0))
    made = {name: value(page, name) for name in ConvolutionBackward().state}
    other = show(
        "ConvolutionBackward",
        **{k: v if isinstance(v, str) else json.dumps(v) for k, v in made.items()},
    )
    assert status(other) == status(page)
    assert status(other).startswith("dL/dx at row 1, column 1 = δ₁₁·w₁₁ = 5·1 = 5.")


def test_a_frame_of_the_largest_case_takes_less_than_16_ms(show):
    page = show_case(show, "check", way="gather", step=75)
    page.locator(handle("δ, framed by zeros, filter 1")).focus()
    move = """async () => {
      for (let i = 0; i < 40; i += 1) {
        const key = i % 2 ? "PageUp" : "ArrowRight";
        document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key }));
        await new Promise(requestAnimationFrame);
      }
      return 40;
    }"""
    assert_frame_below(page, 16, lambda: page.evaluate(move))


def test_without_motion_play_takes_ten_steps(show):
    page = show("ConvolutionBackward", still=True, way="gather")
    page.get_by_role("button", name="10 steps").click()
    frames(page)
    assert value(page, "step") == 9


def test_nothing_goes_on_after_the_end(show):
    page = show("ConvolutionBackward")
    page.get_by_role("button", name="Play").click()
    page.evaluate("cleanUp()")
    step = value(page, "step")
    page.wait_for_timeout(1300)
    assert value(page, "step") == step
