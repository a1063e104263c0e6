"""What holds for every explorable: looks, keyboard, reset, clean-up, speed."""

import json
from pathlib import Path

import pytest
from figure_driving import CROSSINGS, SMALL_LETTERS, centre, frames, open_folds
from frame_cost import assert_frame_below

from lib.widgets import Explorable

NAMES = sorted(cls.__name__ for cls in Explorable.__subclasses__())


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [720, 328])
@pytest.mark.parametrize("name", NAMES)
def test_looks(show, name, width, theme):
    page = show(name, width=width, theme=theme)
    open_folds(page)
    assert page.evaluate(SMALL_LETTERS) == []
    assert page.evaluate(CROSSINGS) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("figure").get_attribute("data-explorable") == name


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(show, require_tool, name, theme):
    axe = Path(require_tool("axe-core")) / "axe.min.js"
    page = show(name, width=328, theme=theme)
    open_folds(page)
    page.add_script_tag(path=str(axe))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    options = json.dumps({"runOnly": tags})
    found = page.evaluate(f"axe.run('figure', {options}).then((r) => r.violations)")
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found] == []


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
            frames(page)
            seen.add(
                (handle.get_attribute("aria-valuenow"), handle.get_attribute("aria-valuetext"))
            )
            low, now, high = (
                float(handle.get_attribute(f"aria-value{part}")) for part in ("min", "now", "max")
            )
            assert low <= now <= high
        assert len(seen) >= 4


@pytest.mark.parametrize("name", NAMES)
def test_reset_and_python_and_the_end(show, name):
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


@pytest.mark.parametrize("name", NAMES)
def test_a_frame_takes_less_than_16_ms(show, name):
    page = show(name)
    open_folds(page)
    page.locator("svg [role=slider]").first.focus()

    move = """() => new Promise((done) => {
      const press = (key) =>
        document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key }));
      let left = 60;
      const one = () => {
        press(left % 12 ? "ArrowRight" : "Home");
        left -= 1;
        if (left) requestAnimationFrame(one);
        else done(60);
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
