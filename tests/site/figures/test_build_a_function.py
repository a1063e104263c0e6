"""BuildAFunction by hand: the unit, the bump, the curve, and the link to all of it."""

import json
import re

import pytest
from figure_driving import centre, frames, handle, open_folds, press, status, value

NAMES = ("One unit", "A bump", "A curve", "Descent")
EIGHT = [0.7, 0.9, 0.9, 0.7, 0.3, 0.1, 0.1, 0.3]


def drag(page, selector, dx, dy):
    x, y = centre(page, f"{selector} .dl-knob")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + dx, y + dy, steps=5)
    frames(page)
    page.mouse.up()
    frames(page)


def visible_handles(page):
    return page.locator("svg [role=slider]:visible")


@pytest.mark.parametrize(
    ("state", "labels"),
    [
        ({"mode": "unit"}, ["place of the unit", "height of the unit", "width of the unit"]),
        ({"mode": "unit", "activation": "relu"}, ["place of the unit", "height of the unit"]),
        (
            {"mode": "bump"},
            [f"{part} of the bump" for part in ("left edge", "right edge", "height")],
        ),
        ({"mode": "curve"}, [f"height {i}" for i in (1, 2, 3, 4)]),
        ({"mode": "curve", "activation": "relu"}, [f"height {i}" for i in (1, 2, 3, 4)]),
        ({"mode": "descent"}, []),
    ],
)
def test_each_mode_has_its_handles_and_all_follow_the_keys(show, state, labels):
    page = show("BuildAFunction", **state)
    handles = visible_handles(page)
    assert [handles.nth(i).get_attribute("aria-label") for i in range(handles.count())] == labels
    for label in labels:
        page = show("BuildAFunction", **state)
        one = page.locator(handle(label))
        one.focus()
        seen = set()
        for key in ("Home", "ArrowRight", "Shift+ArrowUp", "PageUp", "End"):
            before = page.evaluate("JSON.stringify(model.get('heights'))"), status(page)
            page.keyboard.press(key)
            frames(page)
            low, now, high = (
                float(one.get_attribute(f"aria-value{part}")) for part in ("min", "now", "max")
            )
            assert low <= now <= high
            seen.add(one.get_attribute("aria-valuetext"))
            after = page.evaluate("JSON.stringify(model.get('heights'))"), status(page)
            assert after != before, (label, key)
        assert len(seen) >= 4


def test_the_place_moves_only_the_bias_and_the_height_only_the_weight_after(show):
    page = show("BuildAFunction")
    drag(page, handle("place of the unit"), 60, 20)
    assert value(page, "position") > 0.45
    assert value(page, "height") == 0.8
    place = value(page, "position")
    drag(page, handle("height of the unit"), 10, -40)
    assert value(page, "height") > 0.9
    assert value(page, "position") == place
    drag(page, handle("width of the unit"), -15, 0)
    assert value(page, "steepness") > 60
    assert value(page, "position") == place


def test_the_hand_stays_on_its_handle(show):
    for state in ({"mode": "unit"}, {"mode": "bump", "steepness": 12}, {"mode": "curve"}):
        page = show("BuildAFunction", **state)
        label = {"unit": "height of the unit", "bump": "height of the bump"}.get(
            state["mode"], "height 2"
        )
        before = centre(page, f"{handle(label)} .dl-knob")
        drag(page, handle(label), 0, 31)
        after = centre(page, f"{handle(label)} .dl-knob")
        assert after[1] - before[1] == pytest.approx(31, abs=1.5), label


@pytest.mark.parametrize("activation", ["sigmoid", "tanh"])
def test_the_arithmetic_of_the_unit_multiplies_out(show, activation):
    page = show("BuildAFunction", activation=activation)
    for state in ((23.4, 0.413, 0.72), (117, 0.999, -0.35), (4, 0, 1.4), (1000, 0.007, 0.5)):
        page.evaluate(
            "([steepness, position, height]) => Object.entries({ steepness, position, height })"
            ".forEach(([name, value]) => model.set(name, value))",
            list(state),
        )
        said = status(page).replace("−", "-")
        w, b, v = (
            float(x) for x in re.search(r"w = (\S+), b = (\S+), v = (\S+)\. ", said).groups()
        )
        top, bottom, at = re.search(r"-b/w = (\S+)/(\S+) = (\S+)\. ", said).groups()
        assert (float(top), float(bottom), float(at)) == (-b, w, state[1])
        assert float(top) / float(bottom) == pytest.approx(float(at), abs=1e-9)
        assert v == pytest.approx(state[2] * (0.5 if activation == "tanh" else 1))
        four, width = re.search(r"about (\d)/w = (\S+) wide", said).groups()
        assert float(width) == pytest.approx(float(four) / w, rel=0.005)
        assert ("for the eye, a step" in said) is (state[0] >= 200)


def test_a_relu_bends_and_a_hat_is_made_of_three(show):
    page = show("BuildAFunction", activation="relu")
    assert "never stops: at 1.2 it is 1.28." in status(page)
    assert page.get_by_label("steepness").locator("visible=true").count() == 0
    press(page, "A bump")
    assert "three ReLUs bend at 0.3, 0.5 and 0.7" in status(page)
    assert "the slopes are 4, then 4 − 8 = −4, then −4 + 4 = 0." in status(page)


def test_soft_edges_do_not_reach_the_top(show):
    page = show("BuildAFunction", mode="bump", steepness=10)
    assert "The edges are so soft that it reaches only" in status(page)
    slider = page.get_by_role("slider", name="steepness")
    slider.focus()
    page.keyboard.press("End")
    assert "Right of both, 0.8 − 0.8 = 0." in status(page)
    assert value(page, "steepness") == 1000


def test_the_edges_of_a_bump_cannot_pass_each_other(show):
    page = show("BuildAFunction", mode="bump")
    page.locator(handle("left edge of the bump")).focus()
    page.keyboard.press("End")
    frames(page)
    assert value(page, "left") == pytest.approx(0.65)
    page.locator(handle("right edge of the bump")).focus()
    page.keyboard.press("Home")
    frames(page)
    assert value(page, "right") == pytest.approx(0.7)


def test_the_prediction_is_answered_once_it_is_done(show):
    page = show("BuildAFunction", mode="curve")
    press(page, "5")
    reply = page.locator(".dl-reply:visible")
    assert "until the error is below 0.01" in reply.inner_text()
    slider = page.get_by_role("slider", name="bumps")
    slider.focus()
    page.keyboard.press("ArrowRight")
    open_folds(page)
    press(page, "Take the heights from the target")
    assert "Error 0.00638 with 5 bumps, 10 hidden units" in status(page)
    assert "You said: 5. You have done it with 5." in reply.inner_text()
    assert "it takes 5." in reply.inner_text()


def test_more_bumps_keep_what_the_hand_has_made(show):
    page = show("BuildAFunction", mode="curve", heights="[0.2,0.9]")
    page.get_by_role("slider", name="bumps").focus()
    page.keyboard.press("End")
    frames(page)
    assert value(page, "heights") == [0.2] * 4 + [0.9] * 4
    page.get_by_label("kind of unit").locator("visible=true").select_option("relu")
    assert "8 hats, 7 hidden units" in status(page)


def test_the_largest_miss_and_the_outside_are_told(show):
    page = show("BuildAFunction", mode="curve", target="jump", heights="[0,0,0,0,0,0,0]")
    open_folds(page)
    press(page, "Take the heights from the target")
    assert "at the target’s jump" in status(page)
    assert "Outside, where nobody asked, f(−0.2) = 0.00 and f(1.2) = 0.02." in status(page)


def test_the_link_brings_the_state_back(show):
    state = {"mode": "descent", "activation": "tanh", "heights": json.dumps(EIGHT), "steps": 120}
    page = show("BuildAFunction", target="dent", rate=0.03, **state)
    page.evaluate(
        "Object.defineProperty(navigator, 'clipboard', "
        "{ value: { writeText: async (text) => { window.copied = text; } } })"
    )
    press(page, "Copy link")
    said = status(page)
    link = page.evaluate("copied")
    link = re.sub(r"heights=[^&]*", f"heights={json.dumps(EIGHT)}", link)
    page.goto(page.evaluate("(link) => new URL(link, location.href).href", link))
    page.wait_for_selector("figure [role=status]:not(:empty)")
    assert status(page) == said
    assert said.startswith("Step 120:")


@pytest.mark.parametrize(
    "state",
    [
        {"steepness": "1e999", "mode": "hat", "position": -3},
        {"heights": "[1]", "activation": "softmax"},
        {"heights": '["a","b"]', "steps": -1, "seed": 0.5, "rate": 7},
        {"heights": "[9,9]", "target": "line", "left": "[]"},
    ],
)
def test_a_link_that_says_what_cannot_be_gets_the_usual(show, state):
    page = show("BuildAFunction", **state)
    assert status(page).startswith("A rise by 0.8 at 0.4: w = 40")
    for name in NAMES:
        press(page, name)
        assert "NaN" not in status(page)


def test_reset_brings_back_mode_and_bumps(show):
    page = show("BuildAFunction")
    first = status(page)
    press(page, "A curve")
    page.locator(handle("height 1")).focus()
    page.keyboard.press("Home")
    press(page, "Reset")
    assert status(page) == first
    press(page, "A curve")
    frames(page)
    assert value(page, "heights") == [0.4, 0.8, 0.2, 0.6]
