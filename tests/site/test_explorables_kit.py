"""Every explorable alone in a real browser: looks, mouse, touch, keyboard, speed, clean-up."""

import functools
import http.server
import json
import shutil
import threading
from pathlib import Path
from urllib.parse import urlencode

import pytest

from lib.widgets import Explorable

sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright: pip install it")
pytestmark = pytest.mark.site

EXPLORABLES = Path(__file__).parents[2] / "explorables"
AXE = EXPLORABLES / "node_modules" / "axe-core" / "axe.min.js"
NAMES = sorted(cls.__name__ for cls in Explorable.__subclasses__())
QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]

# Words of a picture that a line of it crosses or another word covers, found in the SVG itself.
CROSSINGS = """() => {
  const found = [];
  for (const svg of document.querySelectorAll("svg.dl-picture")) {
    if (!svg.getClientRects().length) continue;
    const words = [...svg.querySelectorAll("text")].filter(
      (word) => word.getClientRects().length && word.style.display !== "none" && word.textContent);
    const boxes = words.map((word) => word.getBoundingClientRect());
    for (const path of svg.querySelectorAll("path.dl-curve, path.dl-thin")) {
      if (!path.getAttribute("d") || !path.getClientRects().length) continue;
      const matrix = path.getScreenCTM();
      const length = path.getTotalLength();
      for (let i = 0; i <= 400; i += 1) {
        const at = path.getPointAtLength((length * i) / 400).matrixTransform(matrix);
        boxes.forEach((box, j) => {
          const across = at.x > box.left + 1 && at.x < box.right - 1;
          const inside = across && at.y > box.top + 4 && at.y < box.bottom - 4;
          if (inside) found.push(`${path.getAttribute("class")} crosses ${words[j].textContent}`);
        });
      }
    }
    for (let i = 0; i < words.length; i += 1) for (let j = i + 1; j < words.length; j += 1) {
      const [a, b] = [boxes[i], boxes[j]];
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const tall = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      const pair = `${words[i].textContent} covers ${words[j].textContent}`;
      if (wide > 1 && tall > 3) found.push(pair);
    }
  }
  return [...new Set(found)];
}"""

SMALL_LETTERS = """() => [...document.querySelectorAll("figure *")]
  .filter((node) => [...node.childNodes].some((part) => part.nodeType === 3 && part.data.trim()))
  .filter((node) => node.getClientRects().length)
  .filter((node) => parseFloat(getComputedStyle(node).fontSize) < 13)
  .map((node) => node.textContent)"""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def address():
    handler = functools.partial(_Quiet, directory=str(EXPLORABLES))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/dev.html"
    server.shutdown()


@pytest.fixture(scope="module")
def browser():
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("needs Chromium: apt-get install chromium")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def show(browser, address):
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
        page.goto(f"{address}?{urlencode({'name': name, **state})}")
        page.wait_for_selector("figure [role=status]:not(:empty)")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def frames(page):
    page.evaluate(
        "() => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))"
    )


def value(page, name):
    return page.evaluate("(name) => model.get(name)", name)


def centre(page, selector):
    box = page.locator(selector).first.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def open_folds(page):
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    frames(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [720, 328])
@pytest.mark.parametrize("name", NAMES)
def test_looks(show, name, width, theme):
    page = show(name, width=width, theme=theme)
    open_folds(page)
    assert page.evaluate(SMALL_LETTERS) == []
    assert page.evaluate(CROSSINGS) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("figure").get_attribute("data-explorable") == name


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(show, name, theme):
    if not AXE.exists():
        pytest.skip("needs axe-core: cd explorables && npm ci")
    page = show(name, width=328, theme=theme)
    open_folds(page)
    page.add_script_tag(path=str(AXE))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    options = json.dumps({"runOnly": tags})
    found = page.evaluate(f"axe.run('figure', {options}).then((r) => r.violations)")
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_handle_follows_the_keys(show, name):
    page = show(name)
    handles = page.locator("svg [role=slider]")
    assert handles.count() >= 1
    for i in range(handles.count()):
        handle = handles.nth(i)
        handle.focus()
        seen = set()
        for key in ("Home", "ArrowRight", "Shift+ArrowRight", "ArrowUp", "PageUp", "End"):
            page.keyboard.press(key)
            frames(page)
            seen.add(
                (handle.get_attribute("aria-valuenow"), handle.get_attribute("aria-valuetext"))
            )
            low, now, high = (
                float(handle.get_attribute(f"aria-value{part}")) for part in ("min", "now", "max")
            )
            assert low <= now <= high
        assert len(seen) >= 4


@pytest.mark.parametrize("name", NAMES)
def test_reset_and_python_and_the_end(show, name):
    page = show(name)
    first = page.locator("[role=status]").inner_text()
    page.locator("svg [role=slider]").first.focus()
    page.keyboard.press("Home")
    frames(page)
    assert page.evaluate("model.saves") >= 1
    page.get_by_role("button", name="Reset").click()
    frames(page)
    assert page.locator("[role=status]").inner_text() == first
    page.evaluate("cleanUp()")
    assert page.evaluate("listenerCount()") == 0


@pytest.mark.parametrize("name", NAMES)
def test_a_frame_takes_less_than_16_ms(show, name):
    page = show(name)
    open_folds(page)
    page.locator("svg [role=slider]").first.focus()
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def busy():
        metrics = session.send("Performance.getMetrics")["metrics"]
        return next(m["value"] for m in metrics if m["name"] == "TaskDuration")

    move = """() => new Promise((done) => {
      const press = (key) =>
        document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key }));
      let left = 60;
      const one = () => {
        press(left % 12 ? "PageUp" : "Home");
        left -= 1;
        if (left) requestAnimationFrame(one);
        else done();
      };
      one();
    })"""
    page.evaluate(move)
    before = busy()
    page.evaluate(move)
    milliseconds = (busy() - before) / 60 * 1000
    print(f"{name}: {milliseconds:.2f} ms a frame")
    assert milliseconds < 16


def test_the_mouse_drags_the_point_and_presses_bring_it(show):
    page = show("SigmoidSlope")
    x, y = centre(page, "svg [role=slider] .dl-knob")
    page.mouse.move(x + 4, y)
    page.mouse.down()
    page.mouse.move(x + 104, y + 40, steps=5)
    frames(page)
    dragged = value(page, "z")
    assert 3.5 < dragged < 4.6
    page.mouse.up()
    page.mouse.move(x + 300, y)
    frames(page)
    assert value(page, "z") == dragged
    page.mouse.click(x - 100, y + 60)
    frames(page)
    assert -1.6 < value(page, "z") < -0.4


def test_a_finger_drags_the_point_and_a_tap_brings_it(show):
    page = show("SigmoidSlope", width=358, height=500, touch=True)
    session = page.context.new_cdp_session(page)

    def touch(kind, *points):
        points = [{"x": px, "y": py} for px, py in points]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    x, y = centre(page, "svg [role=slider] .dl-knob")
    touch("touchStart", (x + 15, y + 10))
    for step in range(1, 6):
        touch("touchMove", (x + 15 - 12 * step, y + 10 + 8 * step))
    touch("touchEnd")
    frames(page)
    assert -2.6 < value(page, "z") < -1
    assert page.evaluate("scrollY") == 0
    x, y = centre(page, "svg [role=slider] .dl-knob")
    page.touchscreen.tap(x + 60, y + 20)
    frames(page)
    assert value(page, "z") == pytest.approx(1.6, abs=0.15)


def test_controls_and_words_of_the_slope(show):
    page = show("SigmoidSlope")
    page.get_by_label("curve", exact=True).select_option("relu")
    page.get_by_role("slider", name="score z").nth(1).focus()
    page.keyboard.press("Home")
    frames(page)
    assert "no slope at all" in page.locator("[role=status]").inner_text()
    page.evaluate("model.set('activation', 'sigmoid'); model.set('z', 4)")
    frames(page)
    assert page.locator("[role=status]").inner_text() == (
        "z = 4.00, prediction 0.982, slope 0.0177: learning has almost stopped."
    )
    page.get_by_role("button", name="0.06").click()
    assert "You said 0.06. It is 0.018" in page.locator("figcaption").inner_text()


@pytest.mark.parametrize("width", [720, 328])
@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu", "leaky_relu"])
def test_no_label_of_the_slope_crosses_a_line_wherever_the_point_is(show, activation, width):
    page = show("SigmoidSlope", width=width, activation=activation)
    for z in range(-32, 33):
        page.evaluate("(z) => model.set('z', z)", z / 4)
        frames(page)
        assert page.evaluate(CROSSINGS) == [], f"z = {z / 4}"
