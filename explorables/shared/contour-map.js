// A map of a surface over the plane: axes and lines of equal height, and the paths that lead across it.
import { drawAxes } from "./axes.js";
import { contourLines, sampleGrid } from "./contours.js";
import { s, setAttributes } from "./dom.js";
import { createHandle } from "./handle.js";
import { clipLine, toPath } from "./path.js";
import { linear } from "./scale.js";

/** Half of what the map shows in each direction. One unit is equally long in both, or no gradient would cross a contour at a right angle. */
const HALF_WIDTH = 4.5;
export const FLAT = 2.3;
const TALL = 3; // where it is narrow
const NARROW = 480; // pixels, as for pictures

/** Margins and height of a map that is so wide; `half` is half of what it shows upward. */
export function mapFrame(width, half = width < NARROW ? TALL : FLAT) {
  const narrow = width < NARROW;
  const margin = { top: 34, right: narrow ? 12 : 18, bottom: 50, left: narrow ? 36 : 46 };
  const unit = (width - margin.left - margin.right) / (2 * HALF_WIDTH);
  return { margin, half, height: margin.top + margin.bottom + Math.round(2 * half * unit) };
}

/**
 * Draws into the layers `axes` and `contours` and lays `surface`, a rectangle, over the map. Options besides: picture,
 * frame (of mapFrame), landscape (value, minima, levels), steepness, titles of the axes. Returns { scales: { x, y }, box }.
 */
export function drawContourMap({ picture, axes, contours, surface, frame, landscape, steepness, titles }) {
  const { width, height, narrow } = picture;
  const { margin, half } = frame;
  const x = linear([-HALF_WIDTH, HALF_WIDTH], [margin.left, width - margin.right]);
  const y = linear([-half, half], [height - margin.bottom, margin.top]);
  const [xTitle, yTitle] = titles;
  drawAxes(axes, { x, y, xTicks: [-4, -2, 0, 2, 4], yTicks: narrow ? [-2, 0, 2] : [-2, -1, 0, 1, 2], xTitle, yTitle, grid: "" });
  const box = { x0: x.range[0], x1: x.range[1], y0: y.range[1], y1: y.range[0] };
  setAttributes(surface, { x: box.x0, y: box.y0, width: box.x1 - box.x0, height: box.y1 - box.y0 });
  const count = narrow ? 10 : 14;
  const low = landscape.value(...landscape.minima[0], steepness);
  const { linesAt, high } = landscape.outline ? outlined(landscape, half, steepness) : marched(landscape, half, narrow);
  const lines = Array.from({ length: count }, (_, k) => {
    const share = (k + 0.5) / count;
    const d = linesAt(low + (high - low) * share ** landscape.levels)
      .flatMap((line) => clipLine(line.map(([a, b]) => [x(a), y(b)]), box))
      .map(toPath)
      .join("");
    return s("path", { class: "dl-contour", d, opacity: (0.3 + 0.5 * share).toFixed(2) });
  });
  contours.replaceChildren(...lines);
  return { scales: { x, y }, box };
}

function outlined({ value, outline }, half, steepness) {
  return { linesAt: (level) => [outline(level, steepness)], high: value(HALF_WIDTH, half, steepness) };
}

function marched({ value }, half, narrow) {
  const grid = sampleGrid(value, { x0: -HALF_WIDTH, x1: HALF_WIDTH, y0: -half, y1: half, columns: 96, rows: narrow ? 64 : 50 });
  return { linesAt: (level) => contourLines(grid, level), high: Math.max(...grid.values) };
}

/** The square on the map from which runs start: `start_x` and `start_y` of the state. */
export function createStart({ picture, surface, state, range, scales, signal }) {
  return createHandle({
    layer: picture.layer("dl-handles"),
    svg: picture.svg,
    surface,
    label: "start",
    shape: "square",
    tone: "parameter",
    range,
    scales,
    value: () => ({ x: state.get("start_x"), y: state.get("start_y") }),
    move: ({ x, y }) => state.set({ start_x: x, start_y: y }),
    signal,
  });
}

/** The points of a path up to step `shown`, which may lie between two. */
export function partOf(points, shown) {
  const whole = Math.floor(shown);
  const part = points.slice(0, whole + 1);
  const [a, b] = [points[whole], points[whole + 1]];
  if (b && shown > whole) part.push(a.map((from, i) => from + (shown - whole) * (b[i] - from)));
  return part;
}

/** A dot at each point, for a line with round ends. */
export const dots = (points) => points.map(([x, y]) => `M${x.toFixed(1)} ${y.toFixed(1)}h0`).join("");
