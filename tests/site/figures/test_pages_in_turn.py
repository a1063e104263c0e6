"""A page is used again only if the figure before has left nothing on it."""

import pytest

LEAVES = [
    "document.body.append('words')",
    "document.documentElement.lang = 'zh'",
    "window.copied = 'words'",
    "Object.defineProperty(navigator, 'clipboard', { value: 'none' })",
    "document.title = 'Another'",
    "document.body.style.margin = '0'",
]


def shown(pages):
    page = pages.open(False)
    page.evaluate("openFigure('name=SigmoidSlope&theme=dark')")
    page.wait_for_selector("figure [role=status]:not(:empty)")
    return page


def test_a_page_on_which_nothing_is_left_is_used_again(pages):
    page = shown(pages)
    page.locator("svg [role=slider]").first.focus()
    page.keyboard.press("End")
    assert pages.give_back() == []
    assert pages.open(False) is page
    assert page.evaluate("document.getElementById('mount').childElementCount") == 0
    assert page.evaluate("listenerCount()") == 0
    assert pages.give_back() == []


@pytest.mark.parametrize("leave", LEAVES)
def test_a_page_on_which_something_is_left_is_closed(pages, leave):
    page = shown(pages)
    page.evaluate(f"() => {{ {leave}; }}")
    assert pages.give_back() == []
    assert page.is_closed()


def test_a_page_that_was_left_for_another_is_closed(pages):
    page = shown(pages)
    page.goto("about:blank")
    pages.give_back()
    assert page.is_closed()
