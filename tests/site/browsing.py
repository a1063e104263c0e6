"""A server on loopback for the built book, and pages that note what they load and what fails."""

import contextlib
import functools
import http.server
import threading
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Words of pictures that can be moved which reach beyond their picture, and so are cut off.
CUT_WORDS = """() => [...document.querySelectorAll("svg.dl-picture text")]
  .filter((word) => {
    const [box, picture] = [word, word.closest("svg")].map((one) => one.getBoundingClientRect());
    return box.width && (box.right > picture.right + 1 || box.left < picture.left - 1);
  })
  .map((word) => word.textContent)"""
# Whatever a press would show: solutions, tables, hidden code.
OPEN_SOLUTIONS = """() => document.querySelectorAll("article .toggle-button-hidden")
  .forEach((button) => button.click())"""
OPEN_FOLDS = """() => document.querySelectorAll("article details")
  .forEach((fold) => { fold.open = true; })"""
# A page with code, as a text.
NOTEBOOK = """---
kernelspec: {name: python3, display_name: Python 3}
jupytext: {text_representation: {extension: .md, format_name: myst}}
---
# Page

```{code-cell} ipython3
%s
```
"""


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serve files without a line for each."""

    def log_message(self, *arguments):
        pass


@contextlib.contextmanager
def serve(folder: Path):
    """Serve a folder on a free port of loopback and give its address."""
    handler = functools.partial(QuietHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@dataclass
class Visit:
    """An open page with what happened on it."""

    page: object
    devtools: object
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    responses: list = field(default_factory=list)

    def busy_seconds(self):
        """Return the processor time that the page's main thread has used, whatever else runs."""
        metrics = self.devtools.send("Performance.getMetrics")["metrics"]
        return next(one["value"] for one in metrics if one["name"] == "TaskDuration")

    def loaded(self):
        """Return the bytes of each file loaded so far, uncompressed; it takes a while to ask."""
        sizes = {}
        for response in self.responses:
            with contextlib.suppress(Exception):
                sizes[response.url] = len(response.body())
        return sizes


def open_page(context, address: str, path: str) -> Visit:
    """Open a page, watch it, and wait until it and its explorables stand still."""
    visit = watched_page(context, address)
    visit.page.goto(f"{address}/{path}", wait_until="load")
    settle(visit.page)
    return visit


def watched_page(context, address: str) -> Visit:
    """Return an empty page that notes what it loads from outside this address, and what fails."""
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
    visit = Visit(page, devtools)
    home = urlsplit(address)

    def on_request(request):
        url = urlsplit(request.url)
        inside = url.scheme in ("data", "blob") or (url.scheme, url.netloc) == home[:2]
        if not inside:
            visit.outside.append(request.url)

    def on_response(response):
        if not response.url.startswith(("data:", "blob:")):
            visit.responses.append(response)

    def on_console(message):
        if message.type in ("error", "warning"):
            visit.errors.append(f"{message.type}: {message.text}")

    page.on("request", on_request)
    page.on("response", on_response)
    page.on("console", on_console)
    page.on("pageerror", lambda error: visit.errors.append(f"page error: {error}"))
    return visit


def settle(page):
    """Wait until every explorable is mounted, fonts are there, and a frame was drawn."""
    page.wait_for_function(
        "() => [...document.querySelectorAll('.dl-mount')].every((m) => 'ready' in m.dataset)"
    )
    page.evaluate("() => document.fonts.ready.then(() => new Promise(requestAnimationFrame))")


# A word of code looks like all of its kind, and one of a formula too: axe reads one of each. Of a
# single letter, and of what is drawn in a figure, it says nothing.
ONE_OF_EACH_KIND = """() => {
  const seen = new Set();
  const isNew = (node) => {
    if (node.children.length || node.textContent.trim().length < 2) return false;
    const kinds = [`${node.tagName} ${node.getAttribute("style")}`];
    for (let at = node; at.tagName !== "ARTICLE"; at = at.parentElement) {
      if (at.getAttribute("class")) kinds.push(at.getAttribute("class"));
    }
    const kind = kinds.join();
    return !seen.has(kind) && seen.add(kind);
  };
  for (const span of document.querySelectorAll("article pre span")) {
    if (!span.children.length && !isNew(span)) span.replaceWith(span.textContent);
  }
  for (const math of document.querySelectorAll("article math")) {
    const parts = [...math.querySelectorAll("*")].filter((part) => !part.closest("annotation"));
    if (!parts.filter(isNew).length) math.textContent = math.textContent;
  }
  document.querySelectorAll("svg.dl-figure").forEach((figure) => figure.replaceChildren());
}"""
# Letters of one color, size and weight on the same ground can be told as well as each other. Three
# of each are marked, since axe passes over some, as the words of a button that is switched off.
MARK_SOME_OF_EACH_LOOK = """() => {
  const [seen, grounds] = [new Map(), new Map([[null, ""]])];
  const groundOf = (node) => {
    if (!grounds.has(node)) {
      const { backgroundColor, opacity } = getComputedStyle(node);
      const covers = backgroundColor.startsWith("rgb(");
      const below = covers ? "" : groundOf(node.parentElement);
      grounds.set(node, `${backgroundColor} ${opacity} ${below}`);
    }
    return grounds.get(node);
  };
  for (const node of document.querySelectorAll("body *")) {
    node.removeAttribute("data-look");
    const isWord = (part) => part.nodeType === 3 && part.data.trim().length > 1;
    if (node.closest("svg") || ![...node.childNodes].some(isWord)) continue;
    if (!node.getClientRects().length) continue;
    const { color, fontSize, fontWeight } = getComputedStyle(node);
    const look = [color, fontSize, fontWeight, groundOf(node)].join();
    const count = seen.get(look) ?? 0;
    if (count < 3) node.setAttribute("data-look", "");
    seen.set(look, count + 1);
  }
}"""


def prepare_for_axe(page, axe):
    """Open all that can be opened, and leave out what axe would only read again."""
    page.add_script_tag(path=str(axe))
    # Of letters before a picture axe says nothing: the shades at the ends of wide boxes go first.
    # What is opened shows at once: while it fades in its letters are pale.
    page.add_style_tag(
        content=".bd-article * { background-image: none !important; transition: none !important; }"
    )
    page.evaluate(OPEN_SOLUTIONS)
    page.evaluate(OPEN_FOLDS)
    page.evaluate(ONE_OF_EACH_KIND)


def assert_colors_can_be_told(page, scheme):
    """In this color scheme axe finds no letters too pale."""
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function(f"() => document.documentElement.dataset.theme === '{scheme}'")
    page.evaluate(MARK_SOME_OF_EACH_LOOK)
    only_colors = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
    assert complaints(page, "[data-look]", only_colors) == [], scheme


def assert_all_but_colors_is_accessible(page):
    """Of all that axe knows by itself it finds nothing."""
    rules = {
        "runOnly": {"type": "tag", "values": WCAG},
        "rules": {"color-contrast": {"enabled": False}},
    }
    assert complaints(page, "html", rules) == []


def complaints(page, where, options):
    """Return what axe finds in the elements of a selector, a line each."""
    found = page.evaluate(
        "async ([where, how]) => (await axe.run({ include: [[where]] }, how)).violations",
        [where, options | {"resultTypes": ["violations"]}],
    )
    return [
        f"{rule['id']}: {node['html'][:160]} ({node['failureSummary'][:200]})"
        for rule in found
        for node in rule["nodes"]
        # Axe takes a table heading that is one formula for empty; screen readers do read MathML.
        if not (rule["id"] == "empty-table-header" and "<math" in node["html"])
    ]
