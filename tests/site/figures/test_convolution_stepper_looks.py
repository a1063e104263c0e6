"""ConvolutionStepper in every state: its looks, the volume, phones, links and speed."""

import json
import re

import pytest
from convolution_figure import MADE, NAME, grid, notes, shown, square
from figure_driving import (
    CROSSINGS,
    SMALL_LETTERS,
    frames,
    handle,
    open_folds,
    status,
    value,
)
from frame_cost import assert_frame_below

COUNTED = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
STATES = [
    {},
    {"stride": 3, "show_all": True},
    {"padding": 2, "place": 49},
    {"padding": 2, "stride": 3, "place": 0},
    {"square": [2, 2], "place": 9},
    {"kernel": COUNTED, "turned": True, "place": 5},
    {"kernel": [[9, -9, 9], [-9, 9, -9], [9, -9, 9]], "place": 9, "bias": [9]},
    {"kernel": [[9] * 5] * 5, "picture": [[9] * 9] * 9, "padding": 2, "show_all": True},
    {"kernel": [[1]], "picture": [[1, 0], [0, 1]], "stride": 2},
]
VOLUME_STATES = [
    {},
    {"place": 18, "square": [1, 2, 2]},
    {"padding": 2, "stride": 1, "show_all": True},
    {"padding": 0, "stride": 1, "turned": True},
    {"stride": 3, "place": 0},
    {"kernel": [[[[9] * 3] * 3] * 3] * 2, "picture": [[[9] * 5] * 5] * 3, "show_all": True},
]
BEYOND = """() => [...document.querySelectorAll("svg.dl-picture :is(text, rect):not(pattern *)")]
  .filter((one) => {
    const [box, frame] = [one, one.ownerSVGElement].map((it) => it.getBoundingClientRect());
    const out = Math.max(frame.left - box.left, box.right - frame.right,
      frame.top - box.top, box.bottom - frame.bottom);
    return box.width && out > 0;
  }).map((one) => one.textContent || one.getAttribute("class"))"""


def put(page, state):
    page.evaluate(
        """(to) => { for (const all of [model.get("_defaults"), to])
             for (const k in all) model.set(k, structuredClone(all[k])); }""",
        state,
    )
    frames(page)


@pytest.mark.parametrize("width", [720, 328])
@pytest.mark.parametrize("case", ["small", "volume"])
def test_no_word_is_crossed_or_cut_off_in_any_state(show, width, case):
    made = {} if case == "small" else {"made": MADE}
    page = show(NAME, width=width, still=True, **made)
    open_folds(page)
    for state in STATES if case == "small" else VOLUME_STATES:
        put(page, state)
        assert page.evaluate(CROSSINGS) == [], state
        assert page.evaluate(BEYOND) == [], state
        assert page.evaluate(SMALL_LETTERS) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert "NaN" not in page.locator("figure").inner_html()
        assert "undefined" not in page.locator("figure").inner_html()


def test_the_volume_adds_channel_by_channel(show):
    page = show(NAME, made=MADE)
    assert status(page) == (
        "Row 1, column 1 of map 1: 2 + (−1) + 3 + bias 1 = 5. One term a channel."
    )
    names = page.locator(".dl-words text.dl-name").all_text_contents()
    assert names[-3:] == ["2", "−1", "3"]
    assert not page.get_by_role("button", name="Channel 2").is_visible()
    square(page, "map 2", 1, 1).click()
    page.mouse.move(2, 2)
    assert status(page).startswith("Row 2, column 2 of map 2: 2 + 3 + (−1) + bias 0 = 4.")
    assert value(page, "place") == 14
    assert shown(page, "map 1") == "5 3 −2 2 7 4 3 2 1"
    assert shown(page, "map 2") == "5 3 −4 4 4 ? ? ? ?"
    page.locator(handle("bias of filter 2")).focus()
    page.keyboard.press("ArrowUp")
    frames(page)
    assert value(page, "bias") == [1, 1]
    assert "Bias of filter 2 (1): added to all 9 numbers of map 2." in status(page)
    page.keyboard.press("Home")
    assert value(page, "bias") == [1, -9]


def test_the_parameters_are_asked_and_counted(show):
    page = show(NAME, made=MADE)
    formula = page.locator(".dl-size")
    assert formula.inner_text().endswith("to be learned ?")
    page.get_by_role("button", name="54").click()
    frames(page)
    assert "(3·3·3 + 1)·2 = 56" in formula.inner_text()
    assert "You said 54. It is 56: (3·3·3 + 1)·2 = 56" in page.locator("figcaption").inner_text()


def test_on_a_phone_the_channel_of_the_chosen_square_is_shown(show):
    page = show(NAME, width=328, made=MADE, square="[2,0,0]")
    assert grid(page, "channel 3").is_visible()
    page.get_by_role("button", name="Channel 1").click()
    frames(page)
    assert grid(page, "channel 1").is_visible()


def test_on_a_phone_one_channel_is_shown(show):
    page = show(NAME, width=328, height=740, touch=True, made=MADE)
    assert grid(page, "channel 1").is_visible()
    assert not grid(page, "channel 2").is_visible()
    page.get_by_role("button", name="Channel 2").tap()
    frames(page)
    assert grid(page, "channel 2").is_visible()
    assert grid(page, "filter 2, slice 2").is_visible()
    assert not grid(page, "filter 1, slice 1").is_visible()
    assert len(notes(page, "channel 2")) == 9
    square(page, "channel 2", 2, 2).tap()
    frames(page)
    assert value(page, "square") == [1, 1, 1]
    assert "Channel 2, row 2, column 2 (2): in 4 windows of each map" in status(page)


@pytest.mark.parametrize("case", ["small", "volume"])
def test_on_a_phone_picture_buttons_and_status_are_seen_together(show, case):
    made = {} if case == "small" else {"made": MADE}
    page = show(NAME, width=328, height=740, touch=True, **made)
    pictures = page.locator(".dl-pictures").bounding_box()
    said = page.locator("[role=status]").bounding_box()
    assert said["y"] + said["height"] - pictures["y"] <= 740 - 56
    play, more = (page.get_by_role("button", name=name) for name in ("Play", "more: "))
    assert play.bounding_box()["y"] == more.bounding_box()["y"]


@pytest.mark.parametrize(
    "state",
    [
        {"picture": "[[1,2],[3]]"},
        {"kernel": "[[1,2]]"},
        {"kernel": json.dumps([[1] * 5] * 5), "picture": "[[1,2,3],[4,5,6]]"},
        {"stride": 4},
        {"padding": -1},
        {"place": 1000},
        {"square": "[7,7]"},
        {"bias": "[1,2]"},
        {"turned": "3"},
    ],
    ids=str,
)
def test_a_link_that_says_what_cannot_be_gets_what_fits(show, state):
    page = show(NAME, **state)
    assert re.match(r"Row 1, column 1: .* = -?\d+\.", status(page))
    for name in state.keys() - {"picture"}:
        assert value(page, name) == page.evaluate(f"model.get('_defaults').{name}")


def test_python_may_bring_another_picture(show):
    page = show(NAME)
    page.evaluate("model.set('picture', [[1, 2, 3, 4], [5, 6, 7, 8], [9, 0, 1, 2]])")
    frames(page)
    assert shown(page, "output") == "20 ?"
    formula = page.locator(".dl-size").inner_text()
    assert formula.startswith("width ⌊(n + 2P − k) / S⌋ + 1 = ⌊(4 + 2·0 − 3) / 1⌋ + 1 = 2; height")


def test_a_frame_of_the_volume_takes_less_than_16_ms(show):
    page = show(NAME, made=MADE, padding=2, stride=1)
    open_folds(page)

    move = """() => new Promise((done) => {
      let left = 60;
      const one = () => {
        model.set("place", 1 + ((7 * left) % 98));
        left -= 1;
        if (left) requestAnimationFrame(one);
        else done(60);
      };
      one();
    })"""
    assert_frame_below(page, 16, lambda: page.evaluate(move))
