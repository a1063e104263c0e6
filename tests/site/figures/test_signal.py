"""SignalThroughLayers by mouse, by finger and by keys; its words, its labels, its speed."""

import re

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

SIGMA, DEPTH, LAYER = (handle(name) for name in ("spread of the weights σ", "depth", "layer"))
STATES = [
    {"depth": 50, "layer": 50},
    {"depth": 30, "scale": 8, "layer": 12},
    {"depth": 50, "scale": 0.05, "layer": 25},
    {"depth": 50, "activation": "sigmoid", "layer": 20},
    {"depth": 50, "activation": "relu", "scale": 1.4142135623730951},
    {"depth": 20, "activation": "relu", "scale": 10, "layer": 4},
    {"depth": 2, "activation": "identity", "scale": 10, "layer": 1},
    {"depth": 20, "init": "equal", "scale": 0.125, "layer": 3},
    {"depth": 10, "init": "zeros"},
    {"depth": 30, "init": "zeros", "activation": "sigmoid", "layer": 30},
]


def drag(page, selector, dx):
    x, y = centre(page, f"{selector} .dl-knob")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + dx, y, steps=6)
    page.mouse.up()
    frames(page)
    return x, centre(page, f"{selector} .dl-knob")[0]


@pytest.mark.parametrize("width", [720, 328])
def test_no_label_crosses_a_line_wherever_the_signal_goes(show, width):
    page = show("SignalThroughLayers", width=width)
    usual = {"depth": 10, "scale": 1, "activation": "tanh", "init": "normal", "layer": 10}
    for state in STATES:
        changes = usual | state
        page.evaluate("(c) => { for (const k in c) model.set(k, c[k]); }", changes)
        frames(page)
        assert page.evaluate(CROSSINGS) == [], changes
        assert page.evaluate(SMALL_LETTERS) == []
        inside = """() => [...document.querySelectorAll("svg.dl-picture")].every((svg) => {
          const box = svg.getBoundingClientRect();
          return [...svg.querySelectorAll("text")].every((word) => {
            const { left, right, width } = word.getBoundingClientRect();
            return !width || (left >= box.left && right <= box.right);
          });
        })"""
        assert page.evaluate(inside), changes


def test_the_spread_follows_the_mouse_and_holds_at_the_named_places(show):
    page = show("SignalThroughLayers", depth=30, layer=30)
    before, after = drag(page, SIGMA, -90)
    assert after == pytest.approx(before - 90, abs=3)
    assert 0.2 < value(page, "scale") < 0.6
    assert "the signal has vanished" in status(page)
    drag(page, SIGMA, 88.5)
    assert value(page, "scale") == 1
    assert "σ = 0.125 = 1/√n" in page.locator("svg").first.text_content()
    assert "the signal is alive" in status(page)


def test_the_depth_takes_the_last_layer_with_it(show):
    page = show("SignalThroughLayers")
    drag(page, DEPTH, 100)
    depth = value(page, "depth")
    assert depth > 20
    assert value(page, "layer") == depth
    assert status(page).startswith(f"Layer {depth} of {depth}: ")
    page.locator(LAYER).focus()
    page.keyboard.press("Home")
    page.locator(DEPTH).focus()
    page.keyboard.press("End")
    frames(page)
    assert (value(page, "depth"), value(page, "layer")) == (50, 1)
    assert status(page).startswith("Layer 1 of 50: ")
    page.locator(LAYER).focus()
    page.keyboard.press("End")
    page.locator(DEPTH).focus()
    page.keyboard.press("Home")
    frames(page)
    assert (value(page, "depth"), value(page, "layer")) == (2, 2)


def test_a_layer_is_chosen_by_pressing_on_it(show):
    page = show("SignalThroughLayers", depth=20, layer=20)
    surface = page.locator("svg").nth(1).locator(".dl-surface").bounding_box()
    page.mouse.click(surface["x"] + surface["width"] * 4.5 / 20, surface["y"] + 40)
    frames(page)
    assert value(page, "layer") == 5
    assert status(page).startswith("Layer 5 of 20: ")
    card = page.locator(".dl-signal-card")
    assert re.search(r"layer 5: activationsmean near 0, deviation 0\.\d\d", card.text_content())
    assert "layer 5: gradientssize 0." in card.text_content()


def test_a_finger_drags_the_spread(show):
    page = show("SignalThroughLayers", width=328, height=740, touch=True)
    x, y = centre(page, f"{SIGMA} .dl-knob")
    swipe(page, x, y, 60, 4)
    assert centre(page, f"{SIGMA} .dl-knob")[0] == pytest.approx(x + 60, abs=3)
    assert value(page, "scale") > 2


def test_the_keys_can_leave_a_named_place(show):
    page = show("SignalThroughLayers")
    page.locator(SIGMA).focus()
    for key, expected in (("Shift+ArrowRight", 1.012), ("Shift+ArrowLeft", 1), ("ArrowUp", 1.122)):
        page.keyboard.press(key)
        frames(page)
        assert value(page, "scale") == expected
    for _ in range(2):
        page.keyboard.press("ArrowRight")
        frames(page)
    assert page.locator(SIGMA).get_attribute("aria-valuetext") == "σ 0.177 = √(2/n)"


def test_equal_weights_and_zeros(show):
    page = show("SignalThroughLayers", scale=0.125)
    page.get_by_label("weights", exact=True).select_option("equal")
    assert "all 64 units are one and the same" in status(page)
    assert "every weight = 0.0156 = 1/n" in page.locator("svg").first.text_content()
    assert "64 units alike" in page.locator(".dl-signal-card").text_content()
    before = value(page, "seed")
    page.get_by_role("button", name="New draw").press("Enter")
    assert value(page, "seed") == before
    page.get_by_label("weights", exact=True).select_option("zeros")
    assert "every weight is 0, so all 64 units say 0" in status(page)
    assert "σ plays no part" in page.locator("svg").first.text_content()


def test_a_new_draw_changes_the_numbers_and_reset_brings_them_back(show):
    page = show("SignalThroughLayers")
    first = status(page)
    press(page, "New draw")
    page.wait_for_function("model.get('seed') === 1")
    assert status(page) != first
    press(page, "Reset")
    assert status(page) == first


def test_the_weights_of_fifty_layers_are_drawn_in_parts(show):
    page = show("SignalThroughLayers", depth=50, layer=50)
    first = status(page)
    press(page, "New draw")
    page.wait_for_function("model.get('seed') === 1")
    assert status(page) != first


def test_the_prediction_waits_until_all_three_places_were_seen(show):
    page = show("SignalThroughLayers", depth=30, layer=30)
    press(page, "1/√n = 0.125")
    caption = page.locator("figcaption")
    assert "drag σ to each of the three; seen so far: 1/√n." in caption.inner_text()
    page.locator(SIGMA).focus()
    for key in ("Home", "End"):
        page.keyboard.press(key)
        frames(page)
    assert "It is 1/√n: a unit adds up n = 64 products" in caption.inner_text()


@pytest.mark.parametrize(
    "state",
    [{"depth": 99}, {"scale": 0}, {"activation": "elu"}, {"init": "x"}, {"seed": -1}, {"layer": 0}],
)
def test_a_link_that_says_what_cannot_be_gets_the_usual(show, state):
    page = show("SignalThroughLayers", **state)
    assert status(page).startswith("Layer 10 of 10: activations have standard deviation 0.2")


def test_a_link_brings_its_state_and_a_layer_too_high_is_the_last(show):
    page = show("SignalThroughLayers", depth=5, layer=9, activation="relu", seed=3)
    assert status(page).startswith("Layer 5 of 5: ")
    assert page.locator(LAYER).get_attribute("aria-valuemax") == "5"
    open_folds(page)
    assert page.locator("tbody tr").count() == 5


def test_fifty_layers_follow_a_drag(show):
    page = show("SignalThroughLayers", depth=50, layer=50)
    page.locator(SIGMA).focus()

    def move():
        for key in ["Home", *["ArrowRight"] * 44]:
            page.keyboard.press(key)
            frames(page)
        return 45

    assert_frame_below(page, 16, move)
