"""The built book in a real browser."""

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from browsing import open_page, serve
from build_book import documents
from drawn import look_only_at_drawn_pages

ROOT = Path(__file__).resolve().parents[2]
CONFIGURATION = ["_config.yml", "book/ext", "book/site", "book/references.bib"]


def page_names():
    """Return the pages of the book as `_toc.yml` names them."""
    return [str(path.relative_to(ROOT).with_suffix("")) for path in documents(ROOT)]


def pytest_generate_tests(metafunc):
    """Run a test that asks for `page_name` on every page, a module's tests page by page."""
    if "page_name" in metafunc.fixturenames:
        metafunc.parametrize("page_name", page_names(), scope="module")


def pytest_collection_modifyitems(items):
    """Mark the tests of this folder."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("site")


@pytest.fixture(scope="session", autouse=True)
def looks_at_drawn_pages():
    """Make each look at a page wait for the frames that answer to the last touch."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        look_only_at_drawn_pages(monkeypatch)
        yield


@pytest.fixture(scope="session")
def site():
    """Return the folder of the built book, built now if it is not up to date."""
    command = [sys.executable, str(ROOT / "scripts" / "build_book.py")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.fail(f"the book does not build:\n{done.stdout}\n{done.stderr}")
    return ROOT / "_build" / "html"


@pytest.fixture(scope="session")
def http_address(site):
    """Return the address of the book on a server of its own."""
    with serve(site) as address:
        yield address


@pytest.fixture(scope="session")
def file_address(site):
    """Return the address of the book as files."""
    return site.as_uri()


@pytest.fixture(params=["http", "file"])
def address(request):
    """Return both addresses, one after the other."""
    return request.getfixturevalue(f"{request.param}_address")


@contextlib.contextmanager
def contexts_of(browser):
    """Give a function that opens a browser context; all are closed at the end."""
    contexts = []

    def new(**options):
        options.setdefault("viewport", {"width": 1280, "height": 900})
        context = browser.new_context(**options)
        context.set_default_timeout(60_000)
        contexts.append(context)
        return context

    yield new
    for context in contexts:
        context.close()


@pytest.fixture
def new_context(browser):
    """Return a function that opens a browser context; all are closed after the test."""
    with contexts_of(browser) as new:
        yield new


@pytest.fixture(scope="module")
def open_for_all(browser, page_name):
    """Return a function that opens the page once for several tests of a module.

    It takes the address and options of the context. After the last test the page may not have
    complained, nor asked for anything outside the book.
    """
    visits = []
    with contexts_of(browser) as new:

        def visit(address, **options):
            visits.append(open_page(new(**options), address, f"{page_name}.html"))
            return visits[-1]

        yield visit
    for one in visits:
        assert (one.outside, one.errors) == ([], [])


@pytest.fixture
def small_book(tmp_path):
    """Return a function that builds a book of one page: text to exit code and messages."""
    for name in CONFIGURATION:
        source, target = ROOT / name, tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: book/index\n")
    without = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}

    def build(text):
        (tmp_path / "book" / "index.md").write_text(text)
        command = [sys.executable, str(ROOT / "scripts" / "build_book.py"), "--root", str(tmp_path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=without)
        return done.returncode, done.stdout + done.stderr

    return build
