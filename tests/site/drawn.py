"""What a test reads of a page is what the last frame drew.

An explorable answers to a hand at the next frame, and a fold at the one after its click. On a
busy machine a test can read before that. So each look at a page first waits for two frames if
the page was touched since the last look.
"""

import functools

from playwright.sync_api import BrowserContext, Keyboard, Locator, Mouse, Page, Touchscreen

TWO_FRAMES = "() => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))"
TOUCHES = {
    Keyboard: ["down", "insert_text", "press", "type", "up"],
    Locator: [
        *("blur", "check", "clear", "click", "dblclick", "dispatch_event", "drag_to", "fill"),
        *("focus", "hover", "press", "press_sequentially", "select_option", "set_checked"),
        *("tap", "uncheck"),
    ],
    Mouse: ["click", "dblclick", "down", "move", "up", "wheel"],
    Page: ["emulate_media", "set_viewport_size"],
    Touchscreen: ["tap"],
}
LOOKS = {
    Locator: [
        *("all", "all_inner_texts", "all_text_contents", "aria_snapshot", "bounding_box", "count"),
        *("element_handles", "evaluate", "evaluate_all", "get_attribute", "inner_html"),
        *("inner_text", "input_value", "is_checked", "is_disabled", "is_enabled", "is_hidden"),
        *("is_visible", "screenshot", "text_content"),
    ],
    Page: ["evaluate", "screenshot"],
}
SETS = "model.set("  # an evaluation that changes what is shown
evaluate = Page.evaluate
touches = 0  # of all pages: a touch of another page costs two frames, no more


def frames(page):
    """Wait for two frames."""
    evaluate(page, TWO_FRAMES)
    page.touches_drawn = touches


def wait_until_drawn(page):
    """Wait for two frames, unless nothing was touched since the last time."""
    if getattr(page, "touches_drawn", touches) != touches:
        frames(page)


def untouched(new_page):
    """Return the method that opens a page, which now notes that nothing has touched it yet."""

    @functools.wraps(new_page)
    def opening(self):
        page = new_page(self)
        page.touches_drawn = touches
        return page

    return opening


def noting(method):
    """Return the method, which now also notes that something was touched."""

    @functools.wraps(method)
    def touch(self, *arguments, **options):
        global touches
        touches += 1
        return method(self, *arguments, **options)

    return touch


def waiting(method):
    """Return the method, which now looks at a page when it is drawn."""

    @functools.wraps(method)
    def look(self, *arguments, **options):
        global touches
        wait_until_drawn(self if isinstance(self, Page) else self.page)
        found = method(self, *arguments, **options)
        touches += SETS in str(arguments[:1])
        return found

    return look


def look_only_at_drawn_pages(monkeypatch):
    """Make each look of this process at a page wait, until `monkeypatch` is undone."""
    monkeypatch.setattr(BrowserContext, "new_page", untouched(BrowserContext.new_page))
    for kinds, change in ((TOUCHES, noting), (LOOKS, waiting)):
        for cls, names in kinds.items():
            for name in names:
                monkeypatch.setattr(cls, name, change(getattr(cls, name)))
