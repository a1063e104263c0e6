"""What holds for every explorable: looks, keyboard, reset, clean-up, speed."""

import pytest
from figure_driving import CROSSINGS, SMALL_LETTERS, centre, frames, open_folds
from frame_cost import assert_frame_below

from lib.widgets import Explorable

NAMES = sorted(cls.__name__ for cls in Explorable.__subclasses__())
VALUE = """(handle) => ["min", "now", "max", "text"]
  .map((part) => handle.getAttribute(`aria-value${part}`))"""


@pytest.mark.parametrize("width", [720, 328])
@pytest.mark.parametrize("name", NAMES)
def test_looks(show, name, width):
    page = show(name, width=width)
    open_folds(page)
    assert page.evaluate(SMALL_LETTERS) == []
    assert page.evaluate(CROSSINGS) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("figure").get_attribute("data-explorable") == name


# A word of its own, a line and a curve through it, a curve around it, two strokes left and right.
PATHS = {
    "M10 50L90 50": ["crosses"],
    "M10 90C30 40 70 40 90 10": ["crosses"],
    "M10 10H90V90": [],
    "M5 50L25 50M75 50L95 50": [],
}


@pytest.mark.parametrize("d", PATHS)
def test_a_line_through_a_word_is_found(show, d):
    page = show("SigmoidSlope")
    page.evaluate(
        """(d) => { document.querySelector("figure").innerHTML = `
          <svg class="dl-picture" width="100" height="100"><path class="dl-curve" d="${d}" />
          <text x="50" y="56" text-anchor="middle" font-size="16">word</text></svg>`; }""",
        d,
    )
    assert [found.split()[1] for found in page.evaluate(CROSSINGS)] == PATHS[d]


@pytest.mark.parametrize("name", NAMES)
def test_every_handle_follows_the_keys(show, name):
    page = show(name)
    open_folds(page)  # what is folded away cannot take the keys
    handles = page.locator("svg [role=slider]")
    assert handles.count() >= 1
    for i in range(handles.count()):
        handle = handles.nth(i)
        handle.focus()
        seen = set()
        for key in ("Home", "ArrowRight", "Shift+ArrowRight", "ArrowUp", "PageUp", "End"):
            page.keyboard.press(key)
            low, now, high, text = handle.evaluate(VALUE)
            seen.add((now, text))
            assert float(low) <= float(now) <= float(high)
        assert len(seen) >= 4


@pytest.mark.parametrize("name", NAMES)
def test_reset_and_python_and_the_end(show, pages, name):
    page = show(name)
    first = page.locator("[role=status]").inner_text()
    page.locator("svg [role=slider]").first.focus()
    page.keyboard.press("Home")
    frames(page)
    assert page.evaluate("model.saves") >= 1
    page.get_by_role("button", name="Reset").click()
    frames(page)
    assert page.locator("[role=status]").inner_text() == first
    page.evaluate("cleanUp()")
    assert page.evaluate("listenerCount()") == 0
    assert pages.is_as_new(page)


@pytest.mark.parametrize("name", NAMES)
def test_a_frame_takes_less_than_16_ms(show, name):
    page = show(name)
    open_folds(page)
    page.locator("svg [role=slider]").first.focus()

    move = """() => new Promise((done) => {
      const press = (key) =>
        document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key }));
      let left = 30;
      const one = () => {
        press(left % 12 ? "ArrowRight" : "Home");
        left -= 1;
        if (left) requestAnimationFrame(one);
        else done(30);
      };
      one();
    })"""
    assert_frame_below(page, 16, lambda: page.evaluate(move))


@pytest.mark.parametrize("name", NAMES)
def test_the_keys_are_told_to_those_who_come_by_tab(show, name):
    page = show(name)
    told = page.locator(".dl-keys")
    assert not told.is_visible()
    for _ in range(12):
        page.keyboard.press("Tab")
        on_handle = page.evaluate("Boolean(document.activeElement.closest('.dl-handle'))")
        assert told.is_visible() == on_handle
    handle = page.locator("svg .dl-handle:visible")
    if handle.count():
        page.mouse.click(2, 2)
        x, y = centre(page, "svg .dl-handle .dl-hit")
        page.mouse.click(x, y)
        frames(page)
        assert not told.is_visible()
