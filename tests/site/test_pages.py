"""Every page: what it loads, whether it fits, who can use it, where its links lead."""

import re
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from browsing import CUT_WORDS, OPEN_FOLDS, OPEN_SOLUTIONS, WCAG, complaints, open_page, settle

MAX_BYTES = 1_600_000
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
# Letters of code and signs of formulas are the same in every width, and most of what axe reads.
WITHOUT_INNER_PARTS = """() => document.querySelectorAll("article math, article pre")
  .forEach((one) => { one.textContent = one.textContent; })"""
SECONDS = """(mark) => {
  const [entry] = performance.getEntriesByName(mark);
  const [page] = performance.getEntriesByType("navigation");
  return (entry?.startTime ?? page.domContentLoadedEventEnd) / 1000;
}"""


def test_nothing_from_outside_and_no_error(new_context, address, page_name):
    """A page works with the network cut, over http and from a file."""
    visit = open_page(new_context(), address, f"{page_name}.html")
    assert visit.outside == []
    assert visit.errors == []


def test_weight_and_time(new_context, http_address, page_name, record_property):
    """A page is light; how soon it answers is recorded.

    The aim is one second. It is not asserted: a timed test fails when the machine is busy.
    """
    visit = open_page(new_context(), http_address, f"{page_name}.html")
    interactive = visit.page.evaluate(SECONDS, "dl-explorables-in-view")
    complete = visit.page.evaluate(SECONDS, "dl-explorables-mounted")
    record_property("seconds_to_interactive", interactive)
    record_property("seconds_until_all_explorables_stand", complete)
    record_property("processor_seconds", visit.busy_seconds())
    sizes = visit.loaded()
    record_property("bytes", sum(sizes.values()))
    assert sizes
    assert sum(sizes.values()) <= MAX_BYTES, sorted(sizes.items(), key=lambda item: -item[1])[:8]


@pytest.mark.parametrize("width", [1280, 360])
def test_accessible(new_context, http_address, page_name, width, require_tool):
    """Axe finds nothing to complain of; in dark mode only colors can be different."""
    axe = Path(require_tool("axe-core")) / "axe.min.js"
    size = {"width": width, "height": 900}
    context = new_context(viewport=size, color_scheme="light", reduced_motion="reduce")
    page = open_page(context, http_address, f"{page_name}.html").page
    page.add_script_tag(path=str(axe))
    page.evaluate(OPEN_SOLUTIONS)
    # Of letters before a picture axe says nothing: the shades at the ends of wide boxes go first.
    page.add_style_tag(content=".bd-article * { background-image: none !important; }")
    narrow = width == 360
    if narrow:
        page.evaluate(WITHOUT_INNER_PARTS)
    assert complaints(page, {"type": "tag", "values": WCAG}, contrast=not narrow) == []
    if narrow:  # the colors within the article are those of the wide page
        page.evaluate("() => document.querySelector('article').remove()")
    for scheme in ("light", "dark") if narrow else ("dark",):
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function(f"() => document.documentElement.dataset.theme === '{scheme}'")
        only = {"type": "rule", "values": ["color-contrast"]}
        assert complaints(page, only) == [], scheme


def test_fits_a_phone(new_context, http_address, page_name):
    """At 360 pixels a page never scrolls sideways, and no text is cut off."""
    context = new_context(viewport={"width": 360, "height": 800})
    page = open_page(context, http_address, f"{page_name}.html").page
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
    page.evaluate(OPEN_SOLUTIONS)
    page.evaluate(OPEN_FOLDS)
    page.wait_for_timeout(100)
    assert page.locator("article .toggle-hidden").count() == 0
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
    assert page.evaluate(CUT_WORDS) == []
    assert page.evaluate(TORN) == []
    cut_off = """() => [...document.querySelectorAll("article code.literal")]
        .filter((code) => !code.closest("table") && code.getBoundingClientRect().right > 360)
        .map((code) => code.textContent)"""
    assert page.evaluate(cut_off) == []


def test_colors_follow_the_system_and_the_button(new_context, file_address, page_name):
    """Dark is dark from the start, and the button switches."""
    page = open_page(new_context(color_scheme="dark"), file_address, f"{page_name}.html").page
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


def test_formulas_are_mathml(new_context, file_address, page_name, site):
    """No formula is left as TeX, and all are drawn with the book's font."""
    text = (site / f"{page_name}.html").read_text(encoding="utf-8")
    assert 'class="math notranslate' not in text
    if "<math" not in text:
        return
    assert text.count("<math") == text.count('<annotation encoding="application/x-tex">')
    page = open_page(new_context(), file_address, f"{page_name}.html").page
    assert page.evaluate("() => document.fonts.check('16px \"Book Math\"')")
    loaded = "() => [...document.fonts].filter((f) => f.status === 'loaded').map((f) => f.family)"
    assert "Book Math" in " ".join(page.evaluate(loaded))


def test_address_of_a_section_leads_there(new_context, http_address):
    """A link to a section far down shows its heading, though explorables above it come to life."""
    address = f"{http_address}/chapters/03_logistic_regression.html#exercises"
    page = new_context().new_page()
    page.goto(address)
    settle(page)
    top = page.locator("#exercises > h2").evaluate("(h) => h.getBoundingClientRect().top")
    assert 0 <= top < 200
