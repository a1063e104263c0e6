// The map of Descent2D: lines of equal cost, the start, the path, the arrow downhill, the lowest point.
import { drawAxes } from "../shared/axes.js";
import { contourLines, sampleGrid } from "../shared/contours.js";
import { s, setAttributes } from "../shared/dom.js";
import { significant } from "../shared/format.js";
import { createHandle } from "../shared/handle.js";
import { around, createLabel } from "../shared/labels.js";
import { clipLine, clipSegment, toPath } from "../shared/path.js";
import { linear } from "../shared/scale.js";
import { START, nextGradient } from "./model.js";
import { SURFACES, whereabouts } from "./surfaces.js";
import { nearestMinimum } from "./words.js";

/** Half of what the map shows in each direction. One unit is equally long in both, or no gradient would cross a contour at a right angle. */
const HALF_WIDTH = 4.5;
const halfHeight = (narrow) => (narrow ? 3 : 2.3);
const LEVELS = { ravine: 2, bumpy: 1, logistic: 2 }; // the power that spaces the levels: 2 spaces a bowl's lines evenly

function frame(width) {
  const narrow = width < 480;
  const margin = { top: 34, right: narrow ? 12 : 18, bottom: 50, left: narrow ? 36 : 46 };
  const unit = (width - margin.left - margin.right) / (2 * HALF_WIDTH);
  return { margin, unit, height: margin.top + margin.bottom + Math.round(2 * halfHeight(narrow) * unit) };
}

/** The points of a path up to step `shown`, which may lie between two. */
export function partOf(points, shown) {
  const whole = Math.floor(shown);
  const part = points.slice(0, whole + 1);
  const [a, b] = [points[whole], points[whole + 1]];
  if (b && shown > whole) part.push(a.map((from, i) => from + (shown - whole) * (b[i] - from)));
  return part;
}

/** What the surface depends on: its name, and the steepness if it is the ravine. */
export const shapeOf = (state) => [state.get("surface"), state.get("surface") === "ravine" && state.get("steepness")];

export const dots = (points) => points.map(([x, y]) => `M${x.toFixed(1)} ${y.toFixed(1)}h0`).join("");

export function openMap(figure, signal) {
  const { state } = figure;
  const picture = figure.picture({
    label: "Map of the cost with a start to drag",
    height: (width) => frame(width).height,
  });
  const axes = picture.layer("dl-axes");
  const contours = picture.layer("dl-contours");
  const surface = s("rect", { class: "dl-surface" });
  picture.svg.append(surface);
  const lines = picture.layer("dl-lines");
  const ghostLine = s("path", { class: "dl-thin dl-route dl-dotted dl-quiet" });
  const pathLine = s("path", { class: "dl-thin dl-route dl-activation" });
  const head = s("circle", { class: "dl-solid dl-activation", r: 5 });
  const pathDots = s("path", { class: "dl-dots dl-activation" });
  const arrow = s("path", { class: "dl-thin dl-dashed dl-gradient" });
  const arrowHead = s("path", { class: "dl-solid dl-gradient", d: "M0 0 L-10 -5 L-10 5 Z" });
  const cross = s("path", { class: "dl-curve dl-truth", d: "M-6 -6 L6 6 M-6 6 L6 -6" });
  lines.append(ghostLine, pathLine, pathDots, arrow, arrowHead, head, cross);
  const words = picture.layer("dl-words");
  const word = (tone) => createLabel(words, `dl-name dl-knockout dl-${tone}`, { optional: true });
  const lowestWord = word("truth");
  const startWord = word("parameter");
  const runWord = word("activation");
  const ghostWord = word("quiet");
  const arrowWord = word("gradient");
  const sideWord = word("activation");

  let scales;
  let box; // the part of the picture in which the map lies
  const within = ([px, py]) => px >= box.x0 && px <= box.x1 && py >= box.y0 && py <= box.y1;
  const handle = createHandle({
    layer: picture.layer("dl-handles"),
    svg: picture.svg,
    surface,
    label: "start",
    shape: "square",
    tone: "parameter",
    range: START,
    scales: () => scales,
    value: () => ({ x: state.get("start_x"), y: state.get("start_y") }),
    move: ({ x, y }) => state.set({ start_x: x, start_y: y }),
    signal,
  });

  function layOut() {
    const { width, height, narrow } = picture;
    const { margin } = frame(width);
    const tall = halfHeight(narrow);
    const x = linear([-HALF_WIDTH, HALF_WIDTH], [margin.left, width - margin.right]);
    const y = linear([-tall, tall], [height - margin.bottom, margin.top]);
    scales = { x, y };
    const [xTitle, yTitle] = SURFACES[state.get("surface")].axes;
    drawAxes(axes, { x, y, xTicks: [-4, -2, 0, 2, 4], yTicks: narrow ? [-2, 0, 2] : [-2, -1, 0, 1, 2], xTitle, yTitle, grid: "" });
    box = { x0: x.range[0], x1: x.range[1], y0: y.range[1], y1: y.range[0] };
    setAttributes(surface, { x: box.x0, y: box.y0, width: box.x1 - box.x0, height: box.y1 - box.y0 });
    const { value } = SURFACES[state.get("surface")];
    const grid = sampleGrid((a, b) => value(a, b, state.get("steepness")), {
      x0: -HALF_WIDTH, x1: HALF_WIDTH, y0: -tall, y1: tall, columns: 96, rows: narrow ? 64 : 50,
    });
    contours.replaceChildren(...drawContours(grid, narrow ? 10 : 14));
  }

  function drawContours(grid, count) {
    const { surface: name, steepness } = state.all();
    const low = SURFACES[name].value(...SURFACES[name].minima[0], steepness);
    const high = Math.max(...grid.values);
    return Array.from({ length: count }, (_, k) => {
      const share = (k + 0.5) / count;
      const d = contourLines(grid, low + (high - low) * share ** LEVELS[name])
        .map((line) => toPath(line.map(([a, b]) => [scales.x(a), scales.y(b)])))
        .join("");
      return s("path", { class: "dl-contour", d, opacity: (0.3 + 0.5 * share).toFixed(2) });
    });
  }

  const toPixels = ([a, b]) => [scales.x(a), scales.y(b)];

  /** Draws the arrow from `at` and returns it as a line, or null when there is nothing to point at. */
  function drawArrow(at, gradient) {
    const length = Math.hypot(...gradient);
    const visible = within(at) && length > 1e-3;
    for (const part of [arrow, arrowHead]) part.style.display = visible ? "" : "none";
    if (!visible) return null;
    const reach = 22 + Math.min(46, 20 * Math.log2(1 + length)); // longer where it is steeper, and never out of sight
    const [ux, uy] = [-gradient[0] / length, gradient[1] / length];
    const [, tip] = clipSegment(at, [at[0] + reach * ux, at[1] + reach * uy], box);
    arrow.setAttribute("d", toPath([at, [tip[0] - 8 * ux, tip[1] - 8 * uy]]));
    const angle = (Math.atan2(uy, ux) * 180) / Math.PI;
    arrowHead.setAttribute("transform", `translate(${tip[0].toFixed(2)} ${tip[1].toFixed(2)}) rotate(${angle.toFixed(1)})`);
    return [at, tip];
  }

  function placeWords({ run, shown, path, seen, ghostSeen, arrowPath, lowest, names }) {
    const bounds = { x0: box.x0 + 2, x1: box.x1 - 2, y0: box.y0 + 2, y1: box.y1 - 2 };
    const start = path[0];
    const square = ([px, py], r) => ({ x0: px - r, x1: px + r, y0: py - r, y1: py + r });
    const boxes = [square(start, 12), square(lowest, 8)];
    const obstacles = { lines: [...seen, ...ghostSeen, arrowPath ?? []], boxes, bounds };
    const put = (label, text, places) => {
      const taken = label.place(text, places, obstacles);
      if (taken) boxes.push(taken);
    };
    const inset = 12;
    const corners = [
      [bounds.x1 - inset, bounds.y0 + 14, "end"],
      [bounds.x1 - inset, bounds.y1 - 14, "end"],
      [bounds.x0 + inset, bounds.y1 - 14, "start"],
      [bounds.x0 + inset, bounds.y0 + 14, "start"],
    ];
    put(startWord, "start", around(start, 12));
    put(lowestWord, "lowest point", around(lowest, 10));
    const side = run.at_rest && shown === run.points.length - 1 && nearestMinimum(state.get("surface"), run.points.at(-1)) > 0;
    if (side) put(sideWord, "local minimum", around(path.at(-1), 10));
    else sideWord.hide();
    if (arrowPath) put(arrowWord, picture.narrow ? "−gradient" : "−gradient (not to scale)", around(arrowPath[1], 6).slice(0, 16));
    else arrowWord.hide();
    if (!ghostSeen.length) {
      runWord.hide();
      ghostWord.hide();
      return;
    }
    const along = ([line]) => (line ?? []).slice(1, 5).flatMap((point) => around(point, 8).slice(0, 8));
    put(runWord, `solid: ${names.run}`, [...along(seen), ...corners]);
    put(ghostWord, `dotted: ${names.ghost}`, [...along(ghostSeen), ...corners]);
  }

  return {
    update({ run, shown, ghost, names }) {
      picture.once(contours, shapeOf(state), layOut);
      const reached = partOf(run.points, shown);
      const path = reached.map(toPixels);
      const seen = clipLine(path, box);
      const ghostSeen = ghost ? clipLine(ghost.points.map(toPixels), box) : [];
      const whole = path.slice(0, Math.floor(shown) + 1);
      pathLine.setAttribute("d", seen.map(toPath).join(""));
      pathDots.setAttribute("d", dots(whole.slice(1).filter(within)));
      pathDots.setAttribute("class", `${path.length > 60 ? "dl-small-dots" : "dl-dots"} dl-activation`);
      ghostLine.setAttribute("d", ghostSeen.map(toPath).join(""));
      const lowest = toPixels(SURFACES[state.get("surface")].minima[0]);
      cross.setAttribute("transform", `translate(${lowest[0].toFixed(2)} ${lowest[1].toFixed(2)})`);
      const gradient = nextGradient(state.all(), reached.at(-1), Math.floor(shown));
      const arrowPath = drawArrow(path.at(-1), gradient);
      head.style.display = shown && within(path.at(-1)) ? "" : "none";
      setAttributes(head, { cx: path.at(-1)[0].toFixed(2), cy: path.at(-1)[1].toFixed(2) });
      const text = `${whereabouts(state.get("surface"), run.points[0])}, cost ${significant(run.costs[0])}`;
      handle.update({ at: path[0], text });
      placeWords({ run, shown, path, seen, ghostSeen, arrowPath, lowest, names });
    },
  };
}
