"""Every page: what it loads, whether it fits, who can use it, where its links lead."""

import re
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from browsing import (
    CUT_WORDS,
    assert_all_but_colors_is_accessible,
    assert_colors_can_be_told,
    prepare_for_axe,
    settle,
)

MAX_BYTES = 1_600_000
SECONDS = """(mark) => {
  const [entry] = performance.getEntriesByName(mark);
  const [page] = performance.getEntriesByType("navigation");
  return (entry?.startTime ?? page.domContentLoadedEventEnd) / 1000;
}"""


@pytest.fixture(scope="module")
def visit(open_for_all, http_address):
    """Return the page as a server gives it: wide, light, without motion."""
    return open_for_all(http_address, reduced_motion="reduce", color_scheme="light")


@pytest.fixture(scope="module")
def dark_visit(open_for_all, file_address):
    """Return the page from its file: wide, dark, with motion."""
    return open_for_all(file_address, color_scheme="dark")


def test_nothing_from_outside_and_no_error(visit, dark_visit):
    """A page works with the network cut, over http and from a file."""
    for one in (visit, dark_visit):
        assert one.outside == []
        assert one.errors == []


def test_weight_and_time(visit, record_property):
    """A page is light; how soon it answers is recorded.

    The aim is one second. It is not asserted: a timed test fails when the machine is busy.
    """
    interactive = visit.page.evaluate(SECONDS, "dl-explorables-in-view")
    complete = visit.page.evaluate(SECONDS, "dl-explorables-mounted")
    record_property("seconds_to_interactive", interactive)
    record_property("seconds_until_all_explorables_stand", complete)
    record_property("processor_seconds", visit.busy_seconds())
    sizes = visit.loaded()
    record_property("bytes", sum(sizes.values()))
    assert sizes
    assert sum(sizes.values()) <= MAX_BYTES, sorted(sizes.items(), key=lambda item: -item[1])[:8]


def test_formulas_are_mathml(visit, page_name, site):
    """No formula is left as TeX, and all are drawn with the book's font."""
    text = (site / f"{page_name}.html").read_text(encoding="utf-8")
    assert 'class="math notranslate' not in text
    if "<math" not in text:
        return
    assert text.count("<math") == text.count('<annotation encoding="application/x-tex">')
    assert visit.page.evaluate("() => document.fonts.check('16px \"Book Math\"')")
    loaded = "() => [...document.fonts].filter((f) => f.status === 'loaded').map((f) => f.family)"
    assert "Book Math" in " ".join(visit.page.evaluate(loaded))


def test_explorables_stand(visit):
    """Each mount holds its explorable, labelled, with numbers in its status line; so on paper."""
    page = visit.page
    mounts = page.locator(".dl-mount")
    if not mounts.count():
        pytest.skip("this page has no explorable")
    assert page.locator(".dl-mount[data-ready]").count() == mounts.count()
    found = page.locator(".dl-mount [data-explorable]").all()
    for one in found:
        assert one.get_attribute("aria-label")
        words = one.locator("[role=status]").text_content()
        assert any(character.isdigit() for character in words), words
        assert one.bounding_box()["height"] > 100
    assert page.evaluate(CUT_WORDS) == []
    page.emulate_media(media="print")
    for one in found:
        assert_only_its_picture_is_printed(one)
    page.emulate_media(media="screen")


def assert_only_its_picture_is_printed(explorable):
    """On paper the picture stays, the controls go."""
    widths = explorable.locator("svg, canvas").evaluate_all(
        "(all) => all.map((one) => one.getBoundingClientRect().width)"
    )
    assert max(widths) > 150
    assert not explorable.get_by_role("button", name="Reset").is_visible()


def test_colors_follow_the_system_and_the_button(dark_visit):
    """Dark is dark from the start, and the button switches."""
    page = dark_visit.page
    background = "() => getComputedStyle(document.body).backgroundColor"
    theme = "() => document.documentElement.dataset.theme"
    assert page.evaluate(theme) == "dark"
    dark = page.evaluate(background)
    for _ in range(3):
        page.locator(".theme-switch-button").locator("visible=true").first.click()
        if page.evaluate(theme) == "light":
            break
    assert page.evaluate(theme) == "light"
    assert page.evaluate(background) != dark


def test_accessible(visit, require_tool):
    """Axe finds nothing to complain of; neither by day nor by night."""
    prepare_for_axe(visit.page, Path(require_tool("axe-core")) / "axe.min.js")
    assert_all_but_colors_is_accessible(visit.page)
    for scheme in ("light", "dark"):
        assert_colors_can_be_told(visit.page, scheme)


def test_figures_have_alternative_text(site, page_name):
    """Every picture says in words what it shows; ids are not used twice."""
    text = (site / f"{page_name}.html").read_text(encoding="utf-8")
    for tag in re.findall(r"<img[^>]*>", text):
        assert re.search(r'alt="[^"]{3,}"', tag), tag
    for tag in re.findall(r'<svg class="dl-figure"[^>]*>', text):
        assert re.search(r'aria-label="[^"]{10,}"', tag), tag
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert sorted({name for name in ids if ids.count(name) > 1}) == []


def test_links_lead_somewhere(site, page_name):
    """Each link within the book meets a page, and its anchor exists there."""
    page = site / f"{page_name}.html"
    text = page.read_text(encoding="utf-8")
    broken = []
    for target in set(re.findall(r'(?:href|src)="([^"]+)"', text)):
        if re.match(r"[a-z]+:|//", target) or target == "#":
            continue
        path, anchor = urldefrag(target.split("?")[0] if "#" not in target else target)
        file = (page.parent / unquote(path.split("?")[0])).resolve() if path else page
        if file.is_dir():
            file = file / "index.html"
        if not file.is_file() or (
            anchor and f'id="{unquote(anchor)}"' not in file.read_text(encoding="utf-8")
        ):
            broken.append(target)
    assert broken == []


def test_address_of_a_section_leads_there(new_context, http_address):
    """A link to a section far down shows its heading, though explorables above it come to life."""
    address = f"{http_address}/chapters/03_logistic_regression.html#exercises"
    page = new_context().new_page()
    page.goto(address)
    settle(page)
    top = page.locator("#exercises > h2").evaluate("(h) => h.getBoundingClientRect().top")
    assert 0 <= top < 200
