"""Every page at 360 pixels: what fits, what is cut off, who can use it."""

from pathlib import Path

import pytest
from browsing import (
    CUT_WORDS,
    OPEN_FOLDS,
    OPEN_SOLUTIONS,
    assert_all_but_colors_is_accessible,
    assert_colors_can_be_told,
    prepare_for_axe,
)

WIDTH = "() => document.documentElement.scrollWidth"
# What ends a sentence behind a formula, and stands at the beginning of the next line.
TORN = """() => [...document.querySelectorAll("article math:not([display])")]
  .filter((math) => math.getClientRects().length && /^[.,;:!?)]/.test(math.nextSibling?.data))
  .filter((math) => {
    const end = document.createRange();
    end.setStart(math.nextSibling, 0);
    end.setEnd(math.nextSibling, 1);
    return end.getBoundingClientRect().left < math.getBoundingClientRect().right - 3;
  })
  .map((math) => math.parentElement.textContent)"""
# Code within a sentence that leaves the screen.
CUT_CODE = """() => [...document.querySelectorAll("article code.literal")]
  .filter((code) => !code.closest("table") && code.getBoundingClientRect().right > 360)
  .map((code) => code.textContent)"""


@pytest.fixture(scope="module")
def page(open_for_all, http_address):
    """Return the page on a narrow screen."""
    size = {"width": 360, "height": 800}
    return open_for_all(http_address, viewport=size, reduced_motion="reduce").page


def test_fits_a_phone(page):
    """A page never scrolls sideways, and no text is cut off."""
    assert page.evaluate(WIDTH) <= 360
    page.evaluate(OPEN_SOLUTIONS)
    page.evaluate(OPEN_FOLDS)
    page.wait_for_timeout(100)
    assert page.locator("article .toggle-hidden").count() == 0
    assert page.evaluate(WIDTH) <= 360
    for what_is_wrong in (CUT_WORDS, TORN, CUT_CODE):
        assert page.evaluate(what_is_wrong) == []


def test_accessible(page, require_tool):
    """Axe finds nothing; the colors within the article are those of the wide page."""
    prepare_for_axe(page, Path(require_tool("axe-core")) / "axe.min.js")
    assert_all_but_colors_is_accessible(page)
    page.evaluate("() => document.querySelector('article').remove()")
    for scheme in ("light", "dark"):
        assert_colors_can_be_told(page, scheme)
