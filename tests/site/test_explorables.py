"""Every explorable on every page, by one driver that knows nothing of any of them."""

from urllib.parse import parse_qs, urldefrag

import pytest
from browsing import CUT_WORDS, open_page, settle

KEYS = ["ArrowLeft", "ArrowUp", "End", "PageUp", "Home", "Enter", "Space"]
SETTLED = """async (root) => {
  for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame);
  return root.querySelector('[role=status]').textContent;
}"""


@pytest.fixture
def explorables(new_context, http_address, page_name):
    """Return the page and its explorables, if it has any."""
    page = open_page(new_context(reduced_motion="reduce"), http_address, f"{page_name}.html").page
    found = page.locator(".dl-mount [data-explorable]")
    if page.locator(".dl-mount").count() == 0:
        pytest.skip("this page has no explorable")
    return page, found


def controls_of(explorable):
    """Yield what Tab reaches in an explorable, without Reset and Copy link.

    One control may hide another (a question that belongs to one curve): that one is passed over.
    """
    focusable = explorable.locator(
        "button:visible, input:visible, select:visible, [tabindex='0']:visible, summary:visible"
    )
    for control in focusable.element_handles():
        name = (control.text_content() or "").strip()
        if name not in ("Reset", "Copy link") and control.is_visible():
            yield control


def status_of(explorable):
    """Return the words under the picture, once the frame is drawn."""
    return explorable.evaluate(SETTLED)


def test_mounted(explorables):
    """Each mount holds its explorable, labelled, with numbers in its status line."""
    page, found = explorables
    assert page.locator(".dl-mount[data-ready]").count() == page.locator(".dl-mount").count()
    for index in range(found.count()):
        one = found.nth(index)
        assert one.get_attribute("aria-label")
        assert any(character.isdigit() for character in status_of(one)), status_of(one)
        assert one.bounding_box()["height"] > 100
    assert page.evaluate(CUT_WORDS) == []


def test_keys_move_it_a_link_brings_it_back_and_reset_puts_all_back(explorables, new_context):
    """Each control takes the keys; another reader sees the same numbers; Reset ends it."""
    page, found = explorables
    page.evaluate(
        "() => Object.defineProperty(navigator, 'clipboard', "
        "{value: {writeText: async (text) => { window.copied = text; }}})"
    )
    for index in range(found.count()):
        one = found.nth(index)
        name = one.get_attribute("data-explorable")
        before = status_of(one)
        answers = move_all(page, one)
        link = one.get_by_role("button", name="Copy link")
        if link.count():
            page.evaluate("() => document.activeElement.blur()")  # words on what a hand does go
            here = status_of(one)
            link.click()
            there = status_in_another_window(new_context, copied(page))
            assert there is None or there == here, f"{name} is another one by its link"
        answers = press_all(page, one) or answers or status_of(one) != before
        assert answers, f"{name} does not answer to the keyboard"
        one.get_by_role("button", name="Reset").focus()
        page.keyboard.press("Enter")
        assert status_of(one) == before, f"{name} is not as before after Reset"


def move_all(page, one):
    """Press an arrow on each control, and say whether the words under the picture changed."""
    before, answers = status_of(one), False
    for control in controls_of(one):
        control.focus()
        page.keyboard.press("ArrowRight")
        # What the key has changed is drawn: a control may be another one now.
        answers = status_of(one) != before or answers
    return answers


def press_all(page, one):
    """Press all keys on each control; until the words change, look after each of them."""
    before, answers = status_of(one), False
    for control in controls_of(one):
        control.focus()
        for key in KEYS:
            page.keyboard.press(key)
            answers = answers or status_of(one) != before
        status_of(one)
    return answers


def copied(page):
    """Return the address that *Copy link* gave."""
    page.wait_for_function("() => window.copied")
    return page.evaluate("() => { const url = window.copied; window.copied = ''; return url; }")


def status_in_another_window(new_context, url):
    """Return what another reader sees at this address, None if nothing was changed."""
    parameters = parse_qs(urldefrag(url).fragment)
    assert "explorable" in parameters
    if len(parameters) == 1:
        return None
    other = new_context(reduced_motion="reduce").new_page()
    other.goto(url)
    settle(other)
    number = int(parameters["explorable"][0]) - 1
    again = status_of(other.locator(".dl-mount").nth(number).locator("[data-explorable]").first)
    other.close()
    return again


def test_hostile_link_is_harmless(new_context, http_address, explorables, page_name):
    """An address with nonsense in it breaks nothing."""
    nonsense = "#explorable=1&z=<img src=x onerror=alert(1)>&w1=NaN&_esm=x&rate=1e999&step=[[]]"
    visit = open_page(new_context(), http_address, f"{page_name}.html{nonsense}")
    assert visit.errors == []
    visit = open_page(new_context(), http_address, f"{page_name}.html#explorable=99&z=1")
    assert visit.errors == []


def test_prints_as_it_stands(explorables):
    """On paper the picture stays, the controls go."""
    page, found = explorables
    page.emulate_media(media="print")
    for index in range(found.count()):
        widths = (
            found.nth(index)
            .locator("svg, canvas")
            .evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().width)")
        )
        assert max(widths) > 150
        assert not found.nth(index).get_by_role("button", name="Reset").is_visible()


def test_without_javascript_numbers_stand_in(new_context, file_address, page_name, site):
    """The fallback is in the page itself."""
    context = new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{file_address}/{page_name}.html")
    mounts = page.locator(".dl-mount")
    for index in range(mounts.count()):
        assert mounts.nth(index).locator("table").first.is_visible()
    assert page.locator("main").is_visible()
