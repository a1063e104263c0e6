"""Search works over http and from a file."""

import pytest
from browsing import open_page


@pytest.mark.parametrize("term", ["sigmoid", "cross-entropy", "gradient check"])
def test_finds(new_context, address, term):
    """The chapter is among the results, and nothing fails on the way."""
    visit = open_page(new_context(), address, f"search.html?q={term.replace(' ', '+')}")
    page = visit.page
    page.wait_for_selector("#search-results li a")
    page.wait_for_function(
        "() => /finished|found/i.test(document.querySelector('.search-summary').textContent)"
    )
    links = page.locator("#search-results li a").evaluate_all("(all) => all.map((a) => a.href)")
    assert any("03_logistic_regression.html" in link for link in links)
    assert visit.errors == []
    assert visit.outside == []
    page.locator("#search-results li a", has_text="Logistic").first.click()
    page.wait_for_load_state()
    assert "03_logistic_regression" in page.url
