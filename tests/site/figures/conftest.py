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


@pytest.fixture
def show(browser, figure_address):
    """Open one figure; at the end of the test no page may have complained."""
    contexts, complaints = [], []

    def open_page(name, *, width=720, height=900, touch=False, still=False, **state):
        context = browser.new_context(
            viewport={"width": width + 32, "height": height},
            has_touch=touch,
            is_mobile=touch,
            reduced_motion="reduce" if still else "no-preference",
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text))
        page.goto(f"{figure_address}?{urlencode({'name': name, **state})}")
        page.wait_for_selector("figure [role=status]:not(:empty)")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
