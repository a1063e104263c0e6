"""One explorable alone on a page, from its sources: no book is built for these tests."""

import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlencode

import pytest
from browsing import serve

EXPLORABLES = Path(__file__).parents[3] / "explorables"


@pytest.fixture(scope="session")
def figure_address(require_tool, tmp_path_factory):
    """Return the address of the page that shows one explorable.

    The sources are bundled first: to load 300 modules takes a page a second, the bundle a tenth.
    """
    require_tool("esbuild")
    folder = tmp_path_factory.mktemp("figures")
    for name in ("dev.html", "test/golden/states.json"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(EXPLORABLES / name, folder / name)
    build = [require_tool("node"), "build.js", str(folder)]
    subprocess.run(build, cwd=EXPLORABLES, check=True, capture_output=True)
    (folder / "shared").mkdir()
    (folder / "explorables.css").rename(folder / "shared" / "explorables.css")
    (folder / "explorables.js").rename(folder / "index.js")
    with serve(folder) as address:
        yield f"{address}/dev.html"


class Pages:
    """Pages that one test after the other uses: a new one takes twice the time.

    What a test sets by `show`, the size of the window or `emulate_media` is set anew each time.
    """

    def __init__(self, browser):
        self.browser = browser
        self.free = {True: [], False: []}
        self.taken = []
        self.complaints = []

    def open(self, touch):
        """Return a page that nobody uses, with touch or without."""
        page = self.free[touch].pop() if self.free[touch] else self.new(touch)
        self.taken.append((touch, page))
        return page

    def new(self, touch):
        """Return a new page whose complaints are noted."""
        page = self.browser.new_context(has_touch=touch, is_mobile=touch).new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self.complaints.append(said.text))
        return page

    def give_back(self):
        """Empty the pages in use for the next test, and return what they complained of."""
        for touch, page in self.taken:
            page.goto("about:blank")
            if not touch:
                page.mouse.move(0, 0)
            self.free[touch].append(page)
        said = list(self.complaints)
        self.taken.clear()
        self.complaints.clear()
        return said


@pytest.fixture(scope="session")
def pages(browser):
    """Return the pages of this process."""
    return Pages(browser)


@pytest.fixture
def show(pages, figure_address):
    """Open one figure; at the end of the test no page may have complained.

    A test that changes more than is set anew (`clock`, `route`) asks for a page of its `own`.
    """
    owned = []

    def open_figure(name, *, width=720, height=900, touch=False, still=False, own=False, **state):
        page = pages.new(touch) if own else pages.open(touch)
        if own:
            owned.append(page)
        page.set_viewport_size({"width": width + 32, "height": height})
        motion = "reduce" if still else "no-preference"
        page.emulate_media(media="null", reduced_motion=motion, color_scheme="light")
        page.goto(f"{figure_address}?{urlencode({'name': name, **state})}")
        page.wait_for_selector("figure [role=status]:not(:empty)")
        return page

    yield open_figure
    for page in owned:
        page.context.close()
    assert pages.give_back() == []
