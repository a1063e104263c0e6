"""What all tests share."""

import importlib.util
import os
import shutil

import pytest

# How to get what some tests need: a program on the path, or a Python package.
TOOLS = {
    "chromium": "install Chromium, on Debian: apt-get install chromium-headless-shell",
    "node": "install Node 20 or newer, on Debian: apt-get install nodejs npm",
    "npm": "install npm, on Debian: apt-get install npm",
    "torch": "run `make torch`",
    "playwright": "run `make test`, which installs requirements.lock",
    "axe-core": "run `npm --prefix explorables ci`",
    "esbuild": "run `npm --prefix explorables ci`",
}
# Other names of a program, the best first. The shell draws no window: half the processor time.
NAMES = {"chromium": ["chromium-headless-shell", "chromium"]}
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_tool(name, root):
    """Return where a program, a Python package or a package of explorables/ is, or None."""
    package = root / "explorables" / "node_modules" / name
    if package.is_dir():
        return str(package)
    for program in NAMES.get(name, [name]):
        if found := shutil.which(program):
            return found
    spec = importlib.util.find_spec(name) if name.isidentifier() else None
    return spec and spec.origin


@pytest.fixture(scope="session")
def require_tool(pytestconfig):
    """Return a function that gives a tool's path; without the tool it skips, and on CI it fails."""

    def require(name):
        if found := find_tool(name, pytestconfig.rootpath):
            return found
        message = f"{name} is missing: {TOOLS.get(name, 'install it')}"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)

    return require


@pytest.fixture(scope="session")
def browser(require_tool):
    """Return a headless Chromium, one for all tests of a process: Playwright allows no second."""
    executable = require_tool("chromium")
    require_tool("playwright")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()
