"""BuildAFunction by descent: from the bumps and from random weights."""

import json

from figure_driving import frames, handle, open_folds, press, status, value
from frame_cost import assert_frame_below

EIGHT = [0.7, 0.9, 0.9, 0.7, 0.3, 0.1, 0.1, 0.3]


def test_descent_plays_stops_and_goes_back(show):
    page = show("BuildAFunction", mode="descent", heights=json.dumps(EIGHT))
    assert status(page) == "Start: error 0.00299 with 16 hidden units."
    press(page, "Step", 3)
    assert status(page).startswith("Step 3: error ")
    press(page, "▶ Play")
    page.wait_for_function("model.get('steps') >= 60")
    press(page, "❚❚ Pause")
    steps = value(page, "steps")
    page.wait_for_timeout(150)
    assert value(page, "steps") == steps
    assert "A rise has moved by up to" in status(page)
    press(page, "Back to the start")
    assert status(page).startswith("Start: error 0.00299")


def test_a_step_has_no_slope_to_follow(show):
    page = show(
        "BuildAFunction", mode="descent", heights=json.dumps(EIGHT), steepness=1000, steps=500
    )
    assert "The edges have hardly moved (at most 0.005)" in status(page)


def test_random_weights_are_compared_with_the_bumps_and_drawn_anew(show):
    page = show("BuildAFunction", mode="descent", activation="relu", steps=200)
    page.get_by_label("from").select_option("random")
    assert "My bumps have 0.0256." in status(page)
    first = status(page)
    open_folds(page)
    press(page, "Other random weights")
    assert status(page) != first
    assert value(page, "steps") == 0


def test_a_dead_relu_is_named(show):
    page = show(
        "BuildAFunction", mode="descent", activation="relu", start="random", seed=2, steps=400
    )
    assert "can learn no more: 0 everywhere" in status(page)


def test_a_hand_on_the_bumps_begins_descent_anew(show):
    page = show("BuildAFunction", mode="descent", steps=50)
    press(page, "A curve")
    page.locator(handle("height 1")).focus()
    page.keyboard.press("ArrowUp")
    frames(page)
    assert value(page, "steps") == 0


def test_play_takes_a_hundred_steps_for_readers_who_want_no_motion(show):
    page = show("BuildAFunction", mode="descent", still=True)
    press(page, "Play (100 steps)")
    assert status(page).startswith("Step 100:")


def test_a_frame_of_descent_takes_less_than_16_ms(show):
    page = show("BuildAFunction", mode="descent", heights=json.dumps(EIGHT), start="random")
    open_folds(page)

    def descend():
        steps = value(page, "steps")
        press(page, "▶ Play")
        page.wait_for_function("(goal) => model.get('steps') >= goal", arg=steps + 600)
        press(page, "❚❚ Pause")
        return (value(page, "steps") - steps) / 20

    assert_frame_below(page, 16, descend)
