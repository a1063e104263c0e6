"""Playground: points drawn by mouse, by finger and by keys; links bring everything back."""

import json
from urllib.parse import parse_qs, urlparse

import pytest
from figure_driving import frames, value
from playground_driving import STATE, press, status

CURSOR = "svg [aria-label='crosshair in the plane']"
EMPTY = {"problem": "points", "examples": "[]"}


def on_plane(page, x1, x2):
    box = page.locator("svg .dl-look").first.bounding_box()
    across, down = (x1 + 2.5) / 5, (2.5 - x2) / 5
    return box["x"] + across * box["width"], box["y"] + down * box["height"]


def linked(page):
    """The state as a link would carry it."""
    page.evaluate(
        "() => Object.defineProperty(navigator, 'clipboard', "
        "{value: {writeText: async (text) => { window.copied = text; }}})"
    )
    page.get_by_role("button", name="Copy link").click()
    page.wait_for_function("() => window.copied")
    query = parse_qs(urlparse(page.evaluate("window.copied")).query)
    # The page of these tests reads lists as JSON; its links have them with commas only.
    state = json.loads(page.evaluate(STATE))
    assert set(query) >= set(state) - {"start"}
    return {k: v if isinstance(v, str) else json.dumps(v) for k, v in state.items()}


def test_the_crosshair_follows_mouse_and_keys(show):
    page = show("Playground", steps=50)
    page.mouse.click(*on_plane(page, 1.5, -1))
    frames(page)
    assert [value(page, name) for name in ("x1", "x2")] == pytest.approx([1.5, -1], abs=0.06)
    assert "the network says 0." in page.locator(CURSOR).get_attribute("aria-valuetext")
    before = value(page, "x1")
    page.keyboard.press("ArrowRight")
    frames(page)
    assert value(page, "x1") == pytest.approx(before + 0.1)
    assert value(page, "problem") == "rings"
    page.keyboard.press("a")
    frames(page)
    assert len(value(page, "examples")) == 4


def test_points_are_drawn_by_keys(show):
    page = show("Playground", **EMPTY, x1=1, x2=-1)
    assert status(page).startswith("0 points")
    page.locator(CURSOR).focus()
    page.keyboard.press("a")
    frames(page)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("PageUp")
    page.keyboard.press("B")
    frames(page)
    assert value(page, "examples") == [[1, -1, 1], [1, -0.4, 0]]
    assert "on a circle" in page.locator(CURSOR).get_attribute("aria-valuetext")
    page.keyboard.press("Delete")
    frames(page)
    assert value(page, "examples") == [[1, -1, 1]]
    page.keyboard.press("Enter")
    frames(page)
    assert len(value(page, "examples")) == 2


def test_points_are_drawn_by_mouse_stroke_by_stroke(show):
    page = show("Playground", **EMPTY)
    x, y = on_plane(page, -1, 1)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 100, y, steps=25)
    page.mouse.up()
    frames(page)
    drawn = value(page, "examples")
    assert 5 <= len(drawn) <= 8
    assert {truth for _, _, truth in drawn} == {1}
    press(page, "add circle")
    page.mouse.click(*on_plane(page, 1, -1))
    frames(page)
    assert value(page, "examples")[-1] == [1, -1, 0]
    page.mouse.click(*on_plane(page, 1, -1))
    frames(page)
    assert len(value(page, "examples")) == len(drawn) + 1
    press(page, "Remove")
    assert len(value(page, "examples")) == len(drawn)
    press(page, "Remove all")
    assert value(page, "examples") == []


def test_a_finger_draws(show):
    page = show("Playground", **EMPTY, width=328, touch=True)
    page.touchscreen.tap(*on_plane(page, 1, 1))
    frames(page)
    assert len(value(page, "examples")) == 1
    for name in ("button", "select", ".dl-unit .dl-look"):
        for one in page.locator(name).all():
            if one.is_visible() and "dl-choice" not in (one.get_attribute("class") or ""):
                assert one.bounding_box()["height"] >= 43.9, one.evaluate("(e) => e.outerHTML")


def test_points_may_come_while_it_learns(show):
    page = show("Playground", problem="points", rate=1)
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("model.get('steps') > 5")
    page.locator(CURSOR).focus()
    page.keyboard.press("a")
    page.wait_for_function("model.get('begun') > 0 && model.get('steps') > 5")
    assert page.get_by_role("button", name="Pause").is_visible()
    page.get_by_role("button", name="Pause").click()
    assert "of 5 right" in status(page) or "all 5 right" in status(page)


@pytest.mark.parametrize(
    "changes",
    [
        {"problem": "spiral", "hidden": "[8]", "rate": 1, "batch": "10", "dropout": 0.2, "seed": 7},
        {"problem": "points", "optimizer": "adam", "rate": 0.03, "l2": 0.01, "unit": "1.2"},
    ],
)
def test_a_link_brings_everything_back(show, changes):
    page = show("Playground", **changes, still=True)
    page.get_by_role("button", name="Play (100 steps)").click()
    page.get_by_label("rate").focus()
    page.keyboard.press("ArrowLeft")
    page.get_by_role("button", name="Play (100 steps)").click()
    assert status(page).startswith("Step 200: ")
    other = show("Playground", **linked(page))
    assert status(other) == status(page)
    formula = ".dl-unit-line"
    assert other.locator(formula).inner_text() == page.locator(formula).inner_text()
