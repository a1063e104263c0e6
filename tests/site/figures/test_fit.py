"""FitAndOverfit: points and the present place dragged, many data sets, the question, the link."""

import json
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

POINT = "svg [aria-label^='point;']"
STATES = [
    {"degree": 12},
    {"degree": 15, "points": 5, "noise": 0.5, "along": "points"},
    {"degree": 0, "points": 200, "along": "decay", "decay": 100},
    {"degree": 14, "along": "decay", "noise": 0, "moved": [[2, 2.5], [5, -2.5]]},
    {"degree": 13, "mode": "many"},
    {"degree": 4, "points": 8, "mode": "many", "along": "points"},
    {"degree": 12, "points": 20, "mode": "many", "along": "decay", "decay": 3, "noise": 0.5},
]


def settled(page):
    """Return the words of the status once all data sets are in."""
    page.wait_for_function(
        "!document.querySelector('[role=status]').textContent.match(/^\\d+ of 50/)"
    )
    return status(page)


def drag(page, x, y, dx, dy):
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + dx, y + dy, steps=5)
    page.mouse.up()
    frames(page)


def place_of(page, index):
    """Return where on the page a point is, by the rectangle that takes hold of it."""
    box = page.locator(".dl-grips rect").nth(index).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@pytest.mark.parametrize("width", [720, 328])
def test_the_names_of_the_errors_are_not_exchanged(show, width):
    """New points cost more than old ones, and so stands the one name above the other."""
    page = show("FitAndOverfit", width=width)
    for degree in (1, 3, 5, 9, 12):
        page.evaluate("(degree) => model.set('degree', degree)", degree)
        names = [page.locator("text", has_text=name).first for name in ("on new", "training")]
        boxes = [name.bounding_box() for name in names if name.is_visible()]
        assert boxes
        assert boxes == sorted(boxes, key=lambda box: box["y"]), degree


@pytest.mark.parametrize("width", [720, 328])
def test_looks_in_every_state(show, width):
    page = show("FitAndOverfit", width=width)
    open_folds(page)
    usual = page.evaluate("model.get('_defaults')")
    for state in STATES:
        page.evaluate("(to) => { for (const k in to) model.set(k, to[k]); }", usual | state)
        frames(page)
        settled(page)
        assert page.evaluate(SMALL_LETTERS) == []
        assert page.evaluate(CROSSINGS) == [], state
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert "NaN" not in page.locator("figure").inner_html()


def test_the_mouse_takes_hold_of_any_point_and_the_curve_follows(show):
    page = show("FitAndOverfit", degree=12)
    x, y = place_of(page, 3)
    drag(page, x + 4, y + 3, 20, -60)
    ((index, _),) = value(page, "moved")
    assert index == 3
    assert place_of(page, 3) == pytest.approx((x, y - 60), abs=2)
    assert centre(page, f"{POINT} .dl-knob") == pytest.approx((x, y - 60), abs=2)
    assert re.search(r"It goes 87 % of the way of the point moved last\.$", status(page))
    x, y = place_of(page, 7)
    drag(page, x, y, 0, 30)
    assert [index for index, _ in value(page, "moved")] == [3, 7]
    x, y = place_of(page, 3)
    drag(page, x, y, 0, 1000)
    assert value(page, "moved")[-1] == [3, -2.5]


def test_a_stiff_curve_hardly_follows(show):
    page = show("FitAndOverfit", degree=1)
    x, y = place_of(page, 3)
    drag(page, x, y, 0, -60)
    assert re.search(r"It goes 1\d % of the way", status(page))


def test_a_finger_takes_hold_of_a_point_and_of_the_present_place(show):
    page = show("FitAndOverfit", width=328, height=740, touch=True)
    x, y = place_of(page, 5)
    swipe(page, x, y, 0, -40)
    ((index, _),) = value(page, "moved")
    assert index == 5
    assert place_of(page, 5) == pytest.approx((x, y - 40), abs=2)
    x, y = centre(page, f"{handle('degree')} .dl-knob")
    swipe(page, x, y, 90, 0)
    assert value(page, "degree") >= 7
    assert page.evaluate("scrollY") == 0


def test_keys_choose_points_in_their_order_and_move_them(show):
    page = show("FitAndOverfit")
    point = page.locator(POINT)
    point.focus()
    seen = []
    for _ in range(15):
        page.keyboard.press("ArrowRight")
        frames(page)
        seen.append(
            float(
                re.search(r"x = (\S+):", point.get_attribute("aria-valuetext"))[1].replace("−", "-")
            )
        )
    assert len(set(seen)) == 15
    start = seen.index(min(seen))
    assert seen[start:] + seen[:start] == sorted(seen)
    assert value(page, "moved") == []
    before = float(point.get_attribute("aria-valuenow"))
    for key in ("ArrowUp", "Shift+ArrowUp", "PageUp", "ArrowDown"):
        page.keyboard.press(key)
    frames(page)
    assert float(point.get_attribute("aria-valuenow")) == pytest.approx(before + 0.51, abs=0.006)
    page.keyboard.press("Home")
    frames(page)
    assert value(page, "moved")[0][1] == -2.5


def test_keys_pressed_between_two_frames_all_count(show):
    page = show("FitAndOverfit")
    point = page.locator(POINT)
    before = float(point.get_attribute("aria-valuenow"))
    point.evaluate(
        """(node) => [1, 2, 3].forEach(
          () => node.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowUp" })))"""
    )
    frames(page)
    assert float(point.get_attribute("aria-valuenow")) == pytest.approx(before + 0.3, abs=0.006)


@pytest.mark.parametrize(
    ("along", "label", "name", "stops"),
    [
        ("degree", "degree", "degree", [0, 1, 2, 5, 15]),
        ("decay", "λ", "decay", [0, 1e-4, 1.78e-4, 1.78e-3, 100]),
        ("points", "points", "points", [5, 6, 7, 17, 200]),
    ],
)
def test_the_present_place_follows_mouse_and_keys_along_each_axis(show, along, label, name, stops):
    page = show("FitAndOverfit")
    page.get_by_label("errors along").select_option(along)
    frames(page)
    one = page.locator(f"{handle(label)}:visible")
    one.focus()
    for key, stop in zip(("Home", "ArrowRight", "ArrowUp", "PageUp", "End"), stops, strict=True):
        page.keyboard.press(key)
        frames(page)
        assert value(page, name) == pytest.approx(stop, rel=1e-2)
    page.keyboard.press("Home")
    frames(page)
    x, y = centre(page, f"{handle(label)} .dl-knob")
    drag(page, x, y, 120, 0)
    middle = value(page, name)
    assert stops[0] < middle < stops[-1]
    page.mouse.click(x + 200, y - 80)
    frames(page)
    assert value(page, name) > middle
    assert centre(page, f"{handle(label)} .dl-knob")[0] == pytest.approx(x + 200, abs=10)


def test_sliders_and_the_present_place_are_one(show):
    page = show("FitAndOverfit")
    slider = page.get_by_role("slider", name="degree").last
    slider.focus()
    for _ in range(9):
        page.keyboard.press("ArrowRight")
    frames(page)
    assert value(page, "degree") == 12
    said = (
        "Degree 12, 15 points, λ = 0: training error 0.008, error on new points 0.612. "
        "It has learned the noise (high variance): new points cost 0.604 more."
    )
    assert status(page) == said
    slider = page.get_by_role("slider", name="λ")
    slider.focus()
    page.keyboard.press("ArrowRight")
    frames(page)
    assert value(page, "decay") == pytest.approx(1e-4)
    page.keyboard.press("End")
    frames(page)
    assert "λ = 100: " in status(page)
    assert "Too stiff (high bias)" in status(page)
    press(page, "Reset")
    assert "About right" in status(page)


def test_new_data_are_other_points_and_moved_ones_are_gone(show):
    page = show("FitAndOverfit", moved="[[3,2]]")
    before = status(page)
    press(page, "Draw new data")
    assert value(page, "seed") == 1
    assert value(page, "moved") == []
    assert status(page) != before
    page.evaluate("model.set('seed', 9999)")
    press(page, "Draw new data")
    assert value(page, "seed") == 0


@pytest.mark.parametrize(
    "state",
    [{"degree": 16}, {"points": 3.5}, {"along": "x"}, {"mode": "all"}, {"moved": "[[900,1]]"}],
)
def test_a_link_that_says_what_cannot_be_gets_the_usual(show, state):
    page = show("FitAndOverfit", **state)
    assert status(page).startswith("Degree 3, 15 points, λ = 0: training error 0.087")


def test_a_link_brings_back_what_was_set(show):
    moved = [[3, 2.0], [0, -1.0]]
    page = show("FitAndOverfit", degree=7, points=30, moved=json.dumps(moved), along="points")
    assert value(page, "moved") == moved
    press(page, "Reset")
    frames(page)
    assert value(page, "moved") == []
