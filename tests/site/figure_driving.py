"""Ways to drive one explorable in a browser, and to see what is wrong in its picture."""

from drawn import frames

# Words of a picture that a line of it crosses or another word covers, found in the SVG itself.
CROSSINGS = """() => {
  const found = [];
  // A path as points, null where the pen is lifted; a curve is as good as pieces of four pixels.
  const NUMBER = /[+-]?(\\d+\\.?\\d*|\\.\\d+)(e[+-]?\\d+)?/gi;
  const pointsOf = (path) => path.getAttribute("d").split(/(?=M)/).flatMap((part) => {
    if (/[^MLZ\\d\\s,.eE+-]/.test(part)) {
      const piece = path.cloneNode();
      piece.setAttribute("d", part);
      const length = piece.getTotalLength();
      const count = Math.max(1, Math.ceil(length / 4));
      const at = (i) => piece.getPointAtLength((length * i) / count);
      return [...Array.from({ length: count + 1 }, (_, i) => at(i)), null];
    }
    const numbers = part.match(NUMBER).map(Number);
    const points = [];
    for (let i = 0; i < numbers.length; i += 2) {
      points.push(new DOMPoint(numbers[i], numbers[i + 1]));
    }
    return part.includes("Z") ? [...points, points[0], null] : [...points, null];
  });
  const meet = (a, b, box) => {
    let [enters, leaves] = [0, 1];
    for (const [from, to, low, high] of [
      [a.x, b.x, box.left + 1, box.right - 1],
      [a.y, b.y, box.top + 4, box.bottom - 4],
    ]) {
      if (low >= high) return false;
      if (from === to) {
        if (from <= low || from >= high) return false;
        continue;
      }
      const [s, t] = [(low - from) / (to - from), (high - from) / (to - from)];
      [enters, leaves] = [Math.max(enters, Math.min(s, t)), Math.min(leaves, Math.max(s, t))];
    }
    return enters < leaves;
  };
  for (const svg of document.querySelectorAll("svg.dl-picture")) {
    if (!svg.getClientRects().length) continue;
    const words = [...svg.querySelectorAll("text")].filter(
      (word) => word.getClientRects().length && word.style.display !== "none" && word.textContent);
    const boxes = words.map((word) => word.getBoundingClientRect());
    for (const path of svg.querySelectorAll("path.dl-curve, path.dl-thin")) {
      if (!path.getAttribute("d") || !path.getClientRects().length) continue;
      const around = path.getBoundingClientRect();
      const near = boxes.flatMap((box, j) => {
        const apart = box.left > around.right || box.right < around.left;
        return apart || box.top > around.bottom || box.bottom < around.top ? [] : [[box, j]];
      });
      if (!near.length) continue;
      const matrix = path.getScreenCTM();
      const points = pointsOf(path).map((point) => point && point.matrixTransform(matrix));
      for (const [box, j] of near) {
        const crosses = (at, i) => i && at && points[i - 1] && meet(points[i - 1], at, box);
        const pair = `${path.getAttribute("class")} crosses ${words[j].textContent}`;
        if (points.some(crosses)) found.push(pair);
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

# What a finger misses: lower or narrower than 44 pixels.
SMALL_TARGETS = """() => [...document.querySelectorAll("figure *")]
  .filter((node) => node.matches("button, select, input, summary"))
  .filter((node) => node.getClientRects().length)
  .map((node) => [node, node.getBoundingClientRect()])
  .filter(([node, box]) => box.height < 43.5 || box.width < 43.5)
  .map(([node, box]) => `${node.textContent} ${box.width} x ${box.height}`)"""


def value(page, name):
    return page.evaluate("(name) => model.get(name)", name)


def centre(page, selector):
    box = page.locator(selector).first.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def finger(page):
    """Return a function that tells the page what a finger does (as touchStart), and where."""
    session = page.context.new_cdp_session(page)

    def touch(kind, *points):
        points = [{"x": x, "y": y} for x, y in points]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    return touch


def swipe(page, x, y, dx, dy):
    """Put a finger down at (x, y), move it in two steps, and take it away."""
    touch = finger(page)
    touch("touchStart", (x, y))
    for share in (0.5, 1):
        touch("touchMove", (x + share * dx, y + share * dy))
    touch("touchEnd")
    frames(page)


def open_folds(page):
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    frames(page)


def handle(label):
    """Return the selector of what can be dragged, by its label."""
    return f"svg [aria-label='{label}']"


def status(page):
    """Return the words under the picture, once the frame is drawn."""
    frames(page)
    return page.locator("[role=status]").inner_text()


def press(page, name, times=1):
    """Press a button, named in full."""
    for _ in range(times):
        page.get_by_role("button", name=name, exact=True).click()


def each_press(button, times, look):
    """Press a button again and again, and return what `look`, JavaScript, gives of it after each.

    It is done within the page: from here a press takes ten times as long.
    """
    press_and_look = f"""async (button, times) => {{
      const [look, found] = [{look}, []];
      while (found.length < times) {{
        button.click();
        for (let i = 0; i < 2; i += 1) await new Promise(requestAnimationFrame);
        found.push(look(button));
      }}
      return found;
    }}"""
    return button.evaluate(press_and_look, times)
