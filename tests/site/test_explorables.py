"""Every explorable on every page, by one driver that knows nothing of any of them."""

from urllib.parse import parse_qs, urldefrag

import pytest
from browsing import open_page, settle, watched_page
from drawn import frames

NONSENSE = "z=<img src=x onerror=alert(1)>&w1=NaN&_esm=x&rate=1e999&step=[[]]"
# What a control answers to: a button to these two, all others to those that move a value as well.
PRESSES = ["Enter", "Space"]
KEYS = ["ArrowLeft", "ArrowUp", "End", "PageUp", "Home", *PRESSES]
BUTTON = "(node) => node.matches('button, summary, [type=checkbox]')"


@pytest.fixture
def path_with_explorables(site, page_name):
    """Return the path of the page, if it has explorables."""
    if 'class="dl-mount' not in (site / f"{page_name}.html").read_text(encoding="utf-8"):
        pytest.skip("this page has no explorable")
    return f"{page_name}.html"


@pytest.fixture
def explorables(new_context, http_address, path_with_explorables):
    """Return the page and its explorables."""
    context = new_context(reduced_motion="reduce")
    page = open_page(context, http_address, path_with_explorables).page
    return page, page.locator(".dl-mount [data-explorable]")


@pytest.fixture(scope="module")
def pressed():
    """Return the names of those that have taken every key: others of their kind need not."""
    return set()


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
    """Return the words under the picture."""
    return explorable.locator("[role=status]").text_content()


def test_keys_move_it_a_link_brings_it_back_and_reset_puts_all_back(
    explorables, pressed, new_context, http_address
):
    """Each control takes the keys; another reader sees the same numbers; Reset ends it.

    There, links with nonsense in them break nothing.
    """
    page, found = explorables
    elsewhere = watched_page(new_context(reduced_motion="reduce"), http_address)
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
            there = status_elsewhere(elsewhere.page, copied(page))
            assert there is None or there == here, f"{name} is another one by its link"
        if name not in pressed:
            answers = press_all(page, one) or answers
            pressed.add(name)
        answers = answers or status_of(one) != before
        assert answers, f"{name} does not answer to the keyboard"
        one.get_by_role("button", name="Reset").focus()
        page.keyboard.press("Enter")
        assert status_of(one) == before, f"{name} is not as before after Reset"
    for number in range(1, found.count() + 1):
        elsewhere.page.goto(f"{urldefrag(page.url).url}#explorable={number}&{NONSENSE}")
        settle(elsewhere.page)
        frames(elsewhere.page)
    assert (elsewhere.outside, elsewhere.errors) == ([], [])


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
        for key in PRESSES if control.evaluate(BUTTON) else KEYS:
            page.keyboard.press(key)
            answers = answers or status_of(one) != before
        status_of(one)
    return answers


def copied(page):
    """Return the address that *Copy link* gave."""
    page.wait_for_function("() => window.copied")
    return page.evaluate("() => { const url = window.copied; window.copied = ''; return url; }")


def status_elsewhere(page, url):
    """Return what another reader sees at this address, None if nothing was changed.

    The first address opens the book there, those after it change the place in the open page.
    """
    parameters = parse_qs(urldefrag(url).fragment)
    assert "explorable" in parameters
    if len(parameters) == 1:
        return None
    page.goto(url)
    settle(page)
    number = int(parameters["explorable"][0]) - 1
    frames(page)
    return status_of(page.locator(".dl-mount").nth(number).locator("[data-explorable]").first)


def test_a_link_in_an_open_page_shows_what_it_shows_in_a_new_one(new_context, http_address):
    """What the reader did there before is not mixed with it."""
    page = new_context().new_page()
    address = f"{http_address}/chapters/04_network_in_28_lines.html"
    page.goto(f"{address}#explorable=1&step=5")
    settle(page)
    one = page.locator("[data-explorable=NetworkByHand]").first

    def shown():
        frames(page)
        return status_of(one), one.locator("svg text").all_text_contents()

    linked = shown()
    one.locator("svg [role=slider]").first.press("ArrowUp")
    changed = shown()
    page.goto(f"{address}#explorable=1&step=4")
    other = shown()
    assert linked[1] != changed[1]
    assert linked[1] != other[1]
    page.goto(f"{address}#explorable=1&step=5")
    assert shown() == linked


@pytest.mark.parametrize(
    "nonsense", [f"explorable=1&{NONSENSE}", "explorable=99&z=1"], ids=["values", "number"]
)
def test_a_hostile_link_opens_the_page(new_context, http_address, nonsense):
    """An address with nonsense in it breaks nothing."""
    address = f"chapters/04_network_in_28_lines.html#{nonsense}"
    visit = open_page(new_context(), http_address, address)
    assert visit.errors == []


def test_without_javascript_numbers_stand_in(new_context, file_address, page_name, site):
    """The fallback is in the page itself."""
    context = new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{file_address}/{page_name}.html")
    mounts = page.locator(".dl-mount")
    for index in range(mounts.count()):
        assert mounts.nth(index).locator("table").first.is_visible()
    assert page.locator("main").is_visible()
