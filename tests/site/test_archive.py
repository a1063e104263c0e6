"""What one can carry away: the site as an archive, opened with the network cut, and on paper."""

import zipfile

from browsing import open_page
from build_book import ARCHIVE


def test_the_unpacked_archive_works_without_a_network(site, tmp_path, new_context):
    """A chapter and its figures come to life, links lead on, and nothing is asked of anybody."""
    with zipfile.ZipFile(site.parent / f"{ARCHIVE}.zip") as archive:
        archive.extractall(tmp_path)
    context = new_context(offline=True)
    address = (tmp_path / ARCHIVE).as_uri()
    visit = open_page(context, address, "chapters/03_logistic_regression.html")
    page = visit.page
    assert page.locator(".dl-mount[data-ready]").count() >= 3
    handle = page.locator("[data-explorable=SigmoidSlope] [role=slider]").first
    before = handle.get_attribute("aria-valuetext") or handle.get_attribute("aria-valuenow")
    handle.focus()
    page.keyboard.press("End")
    page.wait_for_timeout(100)
    after = handle.get_attribute("aria-valuetext") or handle.get_attribute("aria-valuenow")
    assert after != before
    page.locator(".prev-next-area a.right-next").click()
    page.wait_for_load_state()
    assert page.url.startswith(address)
    assert page.locator("article h1").first.is_visible()
    assert (visit.outside, visit.errors) == ([], [])


def test_on_paper_a_page_is_light_and_open_and_comes_back(file_address, new_context):
    """Proofs that are folded shut are printed; afterwards the screen is as it was."""
    context = new_context(color_scheme="dark")
    page = open_page(context, file_address, "chapters/03_logistic_regression.html").page
    page.evaluate(
        "() => { [...document.querySelectorAll('article details')]"
        ".find((fold) => !fold.closest('[data-explorable]')).open = true; }"
    )
    state = """() => [document.documentElement.dataset.theme,
      [...document.querySelectorAll("article details")]
        .filter((fold) => !fold.closest("[data-explorable]")).map((fold) => fold.open)]"""
    theme, before = page.evaluate(state)
    assert theme == "dark"
    assert sum(before) == 1
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    theme, folds = page.evaluate(state)
    assert theme == "light"
    assert all(folds)
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(state) == ["dark", before]
    assert page.pdf(format="A4").startswith(b"%PDF")
