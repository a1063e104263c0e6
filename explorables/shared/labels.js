// Puts a word next to what it names, where it crosses no line and covers no other word.
import { s } from "./dom.js";
import { clipSegment } from "./path.js";

const MARGIN = 3;
const LINE_HEIGHT = 1.25;
let context;

/** Width in pixels of a text as an SVG text node of this class would show it. */
export function textWidth(text, node) {
  context ??= document.createElement("canvas").getContext("2d");
  const style = getComputedStyle(node);
  context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  return context.measureText(text).width;
}

/** Does the segment from a to b touch the box? Most do not, and are seen at once to lie on one side of it. */
export function segmentTouches(a, b, box) {
  if (Math.max(a[0], b[0]) < box.x0 || Math.min(a[0], b[0]) > box.x1) return false;
  if (Math.max(a[1], b[1]) < box.y0 || Math.min(a[1], b[1]) > box.y1) return false;
  return clipSegment(a, b, box) !== null;
}

function overlap(a, b) {
  return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;
}

/** How badly a box sits: crossed lines, covered boxes, and leaving the picture, which is worst. */
export function cost(box, { lines = [], boxes = [], bounds }) {
  let sum = 0;
  if (bounds && (box.x0 < bounds.x0 || box.x1 > bounds.x1 || box.y0 < bounds.y0 || box.y1 > bounds.y1)) sum += 1000;
  for (const other of boxes) if (overlap(box, other)) sum += 100;
  for (const line of lines) {
    for (let i = 1; i < line.length; i += 1) if (segmentTouches(line[i - 1], line[i], box)) sum += 1;
  }
  return sum;
}

/** Places around a point, the best first: below and above on both sides, beside, under, over; then the same farther out. */
export function around([x, y], gap = 14) {
  const ring = (out) => [
    [x + out, y + out + 6, "start"],
    [x - out, y + out + 6, "end"],
    [x + out, y - out - 6, "start"],
    [x - out, y - out - 6, "end"],
    [x + out + 4, y, "start"],
    [x - out - 4, y, "end"],
    [x, y + out + 12, "middle"],
    [x, y - out - 12, "middle"],
    [x - 4, y + out + 12, "start"],
    [x + 4, y + out + 12, "end"],
    [x - 4, y - out - 12, "start"],
    [x + 4, y - out - 12, "end"],
  ];
  return [gap, gap + 16, gap + 36, gap + 80].flatMap(ring);
}

/** Places all over the picture, row by row: the last resort in a crowded one. */
export function anywhere({ x0, x1, y0, y1 }) {
  const shares = [0.1, 0.3, 0.5, 0.7, 0.9];
  return shares.flatMap((down) => shares.map((right) => [x0 + right * (x1 - x0), y0 + down * (y1 - y0), "middle"]));
}

/**
 * A label that finds its place. `place(text, candidates, obstacles)` takes candidates
 * [x, middle of the text, anchor], keeps its last place while that is free, and returns the box taken.
 * With `optional`, a label that would cross something is left out (the box is then null). With `eager` it goes back to the
 * first place that is free, as the candidates are in an order that matters more than standing still.
 */
export function createLabel(layer, className, { optional = false, eager = false } = {}) {
  const node = s("text", { class: className });
  layer.append(node);
  let last = 0;
  let shown = null;
  let size = null;

  const measure = (text) => {
    if (text !== shown) {
      const rows = text.split("\n");
      const em = parseFloat(getComputedStyle(node).fontSize) || 14;
      size = { em, rows, width: Math.max(...rows.map((row) => textWidth(row, node))), height: rows.length * em * LINE_HEIGHT };
      shown = text;
    }
    return size;
  };

  const boxAt = ([x, y, anchor], { width, height }) => {
    const x0 = anchor === "start" ? x : anchor === "end" ? x - width : x - width / 2;
    return { x0: x0 - MARGIN, x1: x0 + width + MARGIN, y0: y - height / 2, y1: y + height / 2 };
  };

  return {
    node,
    place(text, candidates, obstacles) {
      const { em, rows, ...extent } = measure(text);
      const costOf = (index) => cost(boxAt(candidates[index], extent), obstacles);
      let best = !eager && last < candidates.length ? last : 0;
      let bestCost = costOf(best);
      for (let i = 0; i < candidates.length && bestCost > 0; i += 1) {
        const next = costOf(i);
        if (next < bestCost) [best, bestCost] = [i, next];
      }
      last = best;
      const hidden = optional && bestCost > 0;
      node.style.display = hidden ? "none" : "";
      const [x, y, anchor] = candidates[best];
      const first = y - ((rows.length - 1) * em * LINE_HEIGHT) / 2;
      const spans = rows.map((row, i) => s("tspan", { x, y: first + i * em * LINE_HEIGHT, dy: "0.35em" }, row));
      node.setAttribute("text-anchor", anchor);
      node.replaceChildren(...spans);
      return hidden ? null : boxAt(candidates[best], extent);
    },
    hide() {
      node.style.display = "none";
      return null;
    },
  };
}
