"""DrawADigit: its looks, the maps of the filters, one unit and its sum."""

import itertools

import pytest
from figure_driving import (
    CROSSINGS,
    SMALL_LETTERS,
    centre,
    frames,
    handle,
    open_folds,
    press,
    value,
)

from lib.widgets import draw_a_digit
from lib.widgets.digit_samples import SAMPLES
from lib.widgets.digit_strokes import to_ink

STATES = [
    {},
    {"ink": to_ink([[(50, 50)]])},
    {"ink": SAMPLES["1 with a roof"], "filter": "2.16", "row": 7, "column": 0},
    {"ink": SAMPLES["house"], "filter": "1.6", "row": 23, "column": 23},
    {"ink": SAMPLES["8"], "filter": "2.13", "row": 23, "column": 23},
    {"ink": SAMPLES["0"], "filter": "1.2", "row": 0, "column": 0, "pen_x": 0, "pen_y": 100},
]


def chosen(page):
    frames(page)
    return page.locator(".dl-map[aria-checked=true]").get_attribute("aria-label")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [720, 560, 328])
def test_looks_in_every_state(show, width, theme):
    page = show("DrawADigit", width=width, theme=theme)
    open_folds(page)
    usual = page.evaluate("model.get('_defaults')")
    for state in STATES:
        page.evaluate("(to) => { for (const k in to) model.set(k, to[k]); }", usual | state)
        frames(page)
        assert page.evaluate(SMALL_LETTERS) == []
        assert page.evaluate(CROSSINGS) == [], state
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert "NaN" not in page.locator("figure").inner_html()


def test_a_filter_is_chosen_by_pointer_and_by_keys(show):
    page = show("DrawADigit", ink=SAMPLES["4"])
    page.locator(".dl-map").nth(2).click()
    frames(page)
    assert chosen(page) == "filter 3 of layer 1"
    fold = page.locator("details", has_text="Look into filter 3 of layer 1")
    assert fold.get_attribute("open") is not None
    found = draw_a_digit.numbers(SAMPLES["4"], "1.3", value(page, "row"), value(page, "column"))
    assert found.value == max(map(max, found.map))  # it begins where the map is strongest
    page.keyboard.press("ArrowRight")
    assert chosen(page) == "filter 4 of layer 1"
    page.keyboard.press("End")
    assert chosen(page) == "filter 16 of layer 2"
    page.keyboard.press("ArrowDown")
    assert chosen(page) == "filter 1 of layer 1"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Home")
    assert chosen(page) == "filter 1 of layer 1"
    assert page.locator(".dl-map[tabindex='0']").count() == 1


@pytest.mark.parametrize("label", ["unit of the map", "window on the picture"])
def test_the_unit_is_dragged_and_its_sum_is_written_out(show, label):
    page = show("DrawADigit", ink=SAMPLES["4"], filter="1.3", row=8, column=9)
    open_folds(page)
    page.locator(handle(label)).scroll_into_view_if_needed()
    x, y = centre(page, handle(label) + " .dl-knob")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y - 20, steps=4)
    page.mouse.up()
    frames(page)
    row, column = value(page, "row"), value(page, "column")
    assert (row < 8, column > 9) == (True, True)
    found = draw_a_digit.numbers(SAMPLES["4"], "1.3", row, column)
    said = page.locator(".dl-sum-words").inner_text().replace("−", "-")
    assert said.startswith(
        f"Unit at row {row}, column {column}: 25 products, together {found.parts[0]:.2f}, "
        f"and the bias {found.bias:.2f} make {found.value:.2f} (all rounded)."
    )


def test_a_press_on_the_map_brings_the_unit_there_and_keys_move_it(show):
    page = show("DrawADigit", ink=SAMPLES["4"], filter="2.5", row=0, column=0)
    open_folds(page)
    page.locator(".dl-surface").scroll_into_view_if_needed()
    box = page.locator(".dl-surface").bounding_box()
    page.mouse.click(box["x"] + 3.5 / 8 * box["width"], box["y"] + 6.5 / 8 * box["height"])
    frames(page)
    assert (value(page, "row"), value(page, "column")) == (6, 3)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    frames(page)
    assert (value(page, "row"), value(page, "column")) == (5, 4)
    found = draw_a_digit.numbers(SAMPLES["4"], "2.5", 5, 4)
    node = page.locator(handle("unit of the map"))
    assert node.get_attribute("aria-valuemax") == "7"
    words = node.get_attribute("aria-valuetext").replace("−", "-")
    assert words == f"row 5, column 4: {found.value:.2f}"
    shown = [text.replace("−", "-") for text in page.locator(".dl-amount").all_text_contents()]
    assert shown[-6:] == [f"{part:.2f}" for part in found.parts]
    press(page, "Strongest unit")
    frames(page)
    assert value(page, "row") == 7 or value(page, "column") != 4
    found = draw_a_digit.numbers(SAMPLES["4"], "2.5", value(page, "row"), value(page, "column"))
    assert found.value == max(map(max, found.map))


def test_what_pooling_and_relu_pass_on_is_said(show):
    page = show("DrawADigit", ink=SAMPLES["4"], filter="2.13")
    open_folds(page)
    words = page.locator(".dl-sum-words")
    assert words.inner_text().endswith(
        "No unit of this whole map is above 0: after ReLU, the filter passes nothing on."
    )
    page.locator(".dl-map").nth(2).click()
    frames(page)
    assert words.inner_text().endswith(
        "It is the largest of its 2 × 2 block and above 0: pooling and ReLU pass it on."
    )
    found = draw_a_digit.numbers(SAMPLES["4"], "1.3")
    units = {}  # one of each kind: is its block above 0, and is it the largest there?
    for row, column in itertools.product(range(24), repeat=2):
        block = [found.map[r][c] for r in (row & ~1, row | 1) for c in (column & ~1, column | 1)]
        kind = (max(block) > 0, found.map[row][column] == max(block))
        units.setdefault(kind, (row, column))
    expected = {
        (True, True): "pooling and ReLU pass it on",
        (True, False): "pooling passes on that one",
        (False, True): "but not above 0",
        (False, False): "No unit of its 2 × 2 block is above 0",
    }
    for kind, place in units.items():
        page.evaluate("([r, c]) => { model.set('row', r); model.set('column', c) }", place)
        frames(page)
        assert expected[kind] in words.inner_text()
    assert len(units) == 4


def test_the_table_has_the_products(show):
    page = show("DrawADigit", ink=SAMPLES["4"], filter="1.3", row=8, column=9)
    open_folds(page)
    rows = page.locator(".dl-fold .dl-fold .dl-scroll tbody tr")
    assert rows.count() == 25
    found = draw_a_digit.numbers(SAMPLES["4"], "1.3", 8, 9)
    products = [
        float(text.replace("−", "-"))
        for text in page.locator(
            ".dl-fold .dl-fold .dl-scroll tbody td:last-child"
        ).all_inner_texts()
    ]
    assert sum(products) == pytest.approx(found.parts[0], abs=0.02)
    page.locator(".dl-map").nth(8).click()
    frames(page)
    assert rows.count() == 150


def test_small_pictures_follow_the_theme(show):
    page = show("DrawADigit", ink=SAMPLES["4"], theme="light")
    strongest = """() => {
      const canvas = document.querySelector("canvas.dl-tile");
      const copy = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
      copy.drawImage(canvas, 0, 0);
      const { data } = copy.getImageData(0, 0, 28, 28);
      const at = [...data.keys()].find((i) => i % 4 === 3 && data[i] === 255);
      return [...data.slice(at - 3, at)];
    }"""
    assert page.evaluate(strongest) == [0x12, 0x64, 0xC8]
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    frames(page)
    assert page.evaluate(strongest) == [0x6C, 0xB6, 0xFF]
