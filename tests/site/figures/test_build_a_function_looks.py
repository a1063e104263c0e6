"""How BuildAFunction looks in every mode, on a phone, and on paper."""

import json

import pytest
from figure_driving import (
    CROSSINGS,
    SMALL_LETTERS,
    centre,
    finger,
    frames,
    handle,
    open_folds,
    press,
    status,
    value,
)

MODES = ("unit", "bump", "curve", "descent")
NAMES = ("One unit", "A bump", "A curve", "Descent")
EIGHT = [0.7, 0.9, 0.9, 0.7, 0.3, 0.1, 0.1, 0.3]
MANY = [
    {"mode": "unit", "position": 0, "height": -0.4, "steepness": 4},
    {"mode": "unit", "activation": "relu", "position": 1, "height": 1.4},
    {"mode": "unit", "activation": "tanh", "position": 1, "steepness": 1000},
    {"mode": "bump", "left": 0, "right": 0.05, "steepness": 4, "height": 1.4},
    {"mode": "bump", "activation": "relu", "left": 0.1, "right": 1, "height": -0.4},
    {"mode": "curve", "heights": json.dumps(EIGHT), "target": "jump", "steepness": 1000},
    {"mode": "curve", "activation": "relu", "heights": "[1.4,-0.4]", "target": "dent"},
    {"mode": "descent", "heights": json.dumps(EIGHT), "steepness": 1000, "steps": 300},
    {"mode": "descent", "activation": "relu", "start": "random", "steps": 150, "rate": 0.3},
    {"mode": "descent", "activation": "tanh", "start": "small", "target": "dent"},
]


@pytest.mark.parametrize("width", [720, 328])
@pytest.mark.parametrize("state", MANY)
def test_looks_in_every_mode(show, width, state):
    page = show("BuildAFunction", width=width, **{k: v for k, v in state.items() if k != "height"})
    page.evaluate("(to) => model.set('height', to)", state.get("height", 0.8))
    open_folds(page)
    assert page.evaluate(SMALL_LETTERS) == []
    assert page.evaluate(CROSSINGS) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert "NaN" not in page.locator("figure").inner_html()


@pytest.mark.parametrize("width", [720, 688, 600, 328])
def test_no_picture_is_scaled_down(show, width):
    page = show("BuildAFunction", width=width)
    for name in NAMES:
        press(page, name)
        open_folds(page)
        scales = page.locator("svg.dl-picture:visible").evaluate_all(
            "(all) => all.map((one) => one.clientWidth / one.viewBox.baseVal.width)"
        )
        assert scales == pytest.approx([1] * len(scales), abs=0.01), name


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [720, 328])
def test_axe_finds_nothing_in_any_mode(show, axe_finds, width, theme):
    page = show("BuildAFunction", width=width, theme=theme, heights=json.dumps(EIGHT))
    for name in NAMES:
        press(page, name)
        open_folds(page)
        assert axe_finds(page) == [], name


@pytest.fixture
def phone(show):
    """Open the figure on a phone and return it with a function that touches."""

    def open_page(**state):
        page = show("BuildAFunction", width=328, height=740, touch=True, **state)
        touch = finger(page)

        return page, touch

    return open_page


def test_a_finger_drags_a_height_and_taps_a_column(phone):
    page, touch = phone(mode="curve", heights=json.dumps(EIGHT))
    x, y = centre(page, f"{handle('height 3')} .dl-knob")
    touch("touchStart", (x + 8, y + 20))
    for step in range(1, 6):
        touch("touchMove", (x + 8, y + 20 + 8 * step))
    touch("touchEnd")
    frames(page)
    heights = value(page, "heights")
    assert heights[2] < 0.7
    assert heights[:2] + heights[3:] == EIGHT[:2] + EIGHT[3:]
    assert page.evaluate("scrollY") == 0
    x, _ = centre(page, f"{handle('height 6')} .dl-knob")
    page.touchscreen.tap(x + 9, y)
    frames(page)
    assert value(page, "heights")[5] > 0.7


@pytest.mark.parametrize("mode", MODES)
def test_picture_buttons_and_words_are_on_a_phone_s_screen_at_once(phone, mode):
    page, _ = phone(mode=mode, steps=200, heights=json.dumps(EIGHT))
    box = page.locator("[role=status]").bounding_box()
    assert box["y"] + box["height"] <= 740
    for button in page.locator("figure button.dl-button:visible").all():
        assert button.bounding_box()["height"] >= 44
    for select in page.locator("figure select:visible").all():
        assert select.bounding_box()["height"] >= 44


@pytest.mark.parametrize("mode", ["unit", "bump"])
def test_fingers_find_the_handles(phone, mode):
    page, _ = phone(mode=mode)
    boxes = [one.bounding_box() for one in page.locator("svg .dl-handle:visible .dl-hit").all()]
    assert all(box["width"] >= 43.9 and box["height"] >= 43.9 for box in boxes)


def test_eight_heights_have_a_column_each(phone):
    page, _ = phone(mode="curve", heights=json.dumps(EIGHT))
    for one in page.locator("svg .dl-handle:visible .dl-hit").all():
        box = one.bounding_box()
        assert box["width"] >= 24
        assert box["height"] >= 44


@pytest.mark.parametrize("mode", MODES)
def test_it_prints_as_picture_and_words(show, mode):
    page = show("BuildAFunction", mode=mode, steps=100)
    said = status(page)
    page.emulate_media(media="print")
    assert page.locator("svg.dl-picture").first.bounding_box()["width"] > 300
    assert page.locator("[role=status]").inner_text() == said
    assert page.get_by_role("button", name="Reset").is_hidden()
    assert page.locator(".dl-modes").is_hidden()
