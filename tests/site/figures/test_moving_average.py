"""MovingAverage by mouse, by finger and by keys; its words, its window, its labels."""

import pytest
from figure_driving import (
    CROSSINGS,
    SMALL_LETTERS,
    centre,
    frames,
    handle,
    open_folds,
    press,
    swipe,
    value,
)
from figure_driving import status as spoken

BETA, DAY = handle("β"), handle("day")


def status(page):
    """Return the status with plain spaces."""
    return spoken(page).replace("\u00a0", " ")


def set_state(page, **state):
    page.evaluate("(c) => { for (const k in c) model.set(k, c[k]); }", state)
    frames(page)


def drag(page, selector, dx):
    x, y = centre(page, f"{selector} .dl-knob")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + dx, y, steps=6)
    page.mouse.up()
    frames(page)


@pytest.mark.parametrize("width", [720, 328])
def test_no_label_crosses_a_line_whatever_is_averaged(show, width):
    page = show("MovingAverage", width=width)
    for beta in (0, 0.4, 0.9, 0.95, 0.98, 0.99):
        for day, corrected in ((1, True), (60, False), (130, True), (200, False)):
            set_state(page, beta=beta, day=day, corrected=corrected)
            assert page.evaluate(CROSSINGS) == [], (beta, day, corrected)
            assert page.evaluate(SMALL_LETTERS) == []
            inside = """() => [...document.querySelectorAll("svg.dl-picture")].every((svg) => {
              const box = svg.getBoundingClientRect();
              return [...svg.querySelectorAll("text")].every((word) => {
                const { left, right, width } = word.getBoundingClientRect();
                return !width || (left >= box.left && right <= box.right);
              });
            })"""
            assert page.evaluate(inside), (beta, day, corrected)


def test_beta_follows_the_mouse_and_its_window_with_it(show):
    page = show("MovingAverage", day=150)

    def window():
        return page.locator(".dl-window").bounding_box()["width"]

    ten = window()
    axis = page.locator("svg").first.locator(".dl-tick")
    fifty = axis.get_by_text("50", exact=True).bounding_box()
    knob = centre(page, f"{BETA} .dl-knob")[0]
    drag(page, BETA, fifty["x"] + fifty["width"] / 2 - knob + 1)
    assert value(page, "beta") == 0.98
    assert window() == pytest.approx(5 * ten, rel=0.01)
    assert "over about the last 50 days (β = 0.98)" in status(page)


def test_the_day_follows_mouse_and_press(show):
    page = show("MovingAverage")
    drag(page, DAY, 100)
    day = value(page, "day")
    assert 85 < day < 100
    assert status(page).startswith(f"Day {day}: ")
    surface = page.locator("svg").nth(1).locator(".dl-surface").bounding_box()
    page.mouse.click(surface["x"] + surface["width"] * 20 / 202, surface["y"] + 30)
    frames(page)
    assert value(page, "day") == 20
    assert "Not corrected it would be 11.5 °C: 12 % of the weight lies on the" in status(page)


def test_a_finger_drags_the_day(show):
    page = show("MovingAverage", width=328, height=740, touch=True)
    x, y = centre(page, f"{DAY} .dl-knob")
    swipe(page, x, y, 60, 4)
    assert centre(page, f"{DAY} .dl-knob")[0] == pytest.approx(x + 60, abs=2)
    assert value(page, "day") > 90


def test_keys_alone(show):
    page = show("MovingAverage")
    page.locator(BETA).focus()
    for key, expected in (
        ("ArrowRight", 0.9206),
        ("ArrowLeft", 0.9),
        ("Shift+ArrowRight", 0.9023),
        ("End", 0.99),
        ("Home", 0),
        ("PageUp", 0.5),
    ):
        page.keyboard.press(key)
        frames(page)
        assert value(page, "beta") == expected
    assert page.locator(BETA).get_attribute("aria-valuetext") == "0.5, memory about 2 days"
    page.locator(DAY).focus()
    for key, expected in (("ArrowLeft", 59), ("PageDown", 49), ("End", 200), ("Home", 1)):
        page.keyboard.press(key)
        frames(page)
        assert value(page, "day") == expected


def test_without_the_correction_the_start_at_zero_is_seen_and_said(show):
    page = show("MovingAverage", beta=0.98, day=10)
    svg = page.locator("svg").nth(1)
    solid = "path.dl-curve.dl-activation:not(.dl-dashed)"
    assert "(correction: ÷ 0.18)" in svg.text_content()
    assert svg.locator(solid).get_attribute("d")
    before = page.locator("circle.dl-solid.dl-activation").bounding_box()["y"]
    page.get_by_label("correct the start").select_option("false")
    assert "82 % of the weight lies on the start at 0; corrected it would be" in status(page)
    assert value(page, "corrected") is False
    assert not svg.locator(solid).get_attribute("d")
    assert svg.locator("path.dl-curve.dl-dashed.dl-activation").count() == 1
    assert page.locator("circle.dl-solid.dl-activation").bounding_box()["y"] > before + 50
    assert "(correction" not in svg.text_content()


def test_reset_and_a_link(show):
    page = show("MovingAverage", beta=0.95, day=7, corrected="false")
    assert status(page).startswith("Day 7: measured 11.0 °C, average 4.")
    assert page.get_by_label("correct the start").input_value() == "false"
    press(page, "Reset")
    assert status(page).startswith("Day 60: measured 6.6 °C, average 8.2 °C over about the last 10")
    assert page.get_by_label("correct the start").input_value() == "true"


@pytest.mark.parametrize(
    "state", [{"beta": 1}, {"beta": -1}, {"day": 0}, {"day": 2.5}, {"corrected": 3}]
)
def test_a_link_that_says_what_cannot_be_gets_the_usual(show, state):
    page = show("MovingAverage", **state)
    assert status(page).startswith("Day 60: measured 6.6 °C, average 8.2 °C")


def test_the_prediction_and_the_sums(show):
    page = show("MovingAverage")
    press(page, "later")
    caption = page.locator("figcaption")
    assert "Now drag β to 0.98" in caption.inner_text()
    set_state(page, beta=0.98, day=2)
    assert "the season is coldest on day 141, this average on day 185" in caption.inner_text()
    open_folds(page)
    sums = page.locator(".dl-fold-content").first.inner_text()
    assert "0.98 × 0.418 + 0.02 × 20.2 = 0.814" in sums
    assert page.locator("tbody tr").count() == 22
