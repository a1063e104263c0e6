"""One explorable alone on a page, from its sources: no book is built for these tests."""

import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlencode

import pytest
from browsing import WCAG, complaints, serve

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


# What is on the page, and which names are in use, once the figure has ended.
LOOK = """() => {
  window.emptyPage?.(); // elsewhere there is none
  const names = [window, document, navigator].flatMap(Object.getOwnPropertyNames).sort();
  return [document.documentElement.outerHTML, ...names];
}"""


class Pages:
    """Pages on which one test after the other shows its figures: to load one takes four times that.

    What a test sets by `show`, the size of the window or `emulate_media` is set anew each time. A
    page that does not look as before its first figure is not used again.
    """

    def __init__(self, browser, address):
        self.browser = browser
        self.address = address
        self.free = {True: [], False: []}
        self.taken = []
        self.complaints = []

    def open(self, touch, *, own=False):
        """Return a page that nobody uses, with touch or without, or one that is used only once."""
        page = self.free[touch].pop() if self.free[touch] and not own else self.new(touch)
        self.taken.append((touch, page, own))
        return page

    def new(self, touch):
        """Return a new page whose complaints are noted."""
        page = self.browser.new_context(has_touch=touch, is_mobile=touch).new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self.complaints.append(said.text))
        page.goto(self.address)
        page.wait_for_function("'cleanUp' in window")
        page.as_new = page.evaluate(LOOK)
        return page

    def is_as_new(self, page):
        """Whether the page looks as before its first figure, once the last has ended."""
        return page.evaluate(LOOK) == page.as_new

    def give_back(self):
        """Empty the pages in use for the next test, and return what they complained of."""
        for touch, page, own in self.taken:
            if not own and self.is_as_new(page):
                if not touch:
                    page.mouse.move(0, 0)
                self.free[touch].append(page)
            else:
                page.context.close()
        said = list(self.complaints)
        self.taken.clear()
        self.complaints.clear()
        return said


@pytest.fixture(scope="session")
def pages(browser, figure_address):
    """Return the pages of this process."""
    return Pages(browser, figure_address)


@pytest.fixture
def show(pages):
    """Open one figure; at the end of the test no page may have complained.

    A test that changes more than is set anew (`clock`, `route`) asks for a page of its `own`.
    """

    def open_figure(name, *, width=720, height=900, touch=False, still=False, own=False, **state):
        page = pages.open(touch, own=own)
        page.set_viewport_size({"width": width + 32, "height": height})
        motion = "reduce" if still else "no-preference"
        page.emulate_media(media="null", reduced_motion=motion, color_scheme="light")
        page.evaluate("(query) => openFigure(query)", urlencode({"name": name, **state}))
        page.wait_for_selector("figure [role=status]:not(:empty)")
        return page

    yield open_figure
    assert pages.give_back() == []


@pytest.fixture
def axe_finds(require_tool):
    """Return a function that gives what axe finds in the figure of a page, as it stands now."""
    axe = Path(require_tool("axe-core")) / "axe.min.js"

    def find(page):
        if not page.evaluate("'axe' in window"):
            page.add_script_tag(path=str(axe))
        return complaints(page, "figure", {"runOnly": {"type": "tag", "values": WCAG}})

    return find
