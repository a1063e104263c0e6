"""Ways to drive NextLetter that two test files share."""

import re

from playwright.sync_api import expect

from lib.widgets import next_letter


def field(page):
    return page.get_by_label("Your text")


def expect_status(page, pattern):
    expect(page.locator("[role=status]")).to_contain_text(re.compile(pattern))


def expected(page, **model):
    """Return the numbers of Python for the page's present state."""
    state = page.evaluate(
        "Object.fromEntries(Object.keys(model.get('_defaults')).map((n) => [n, model.get(n)]))"
    )
    return next_letter.numbers(**state, **model)
