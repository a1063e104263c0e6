// The right picture of BoundaryByHand: the cost for every pair of weights at the present b, and the way of descent.
import { drawAxes } from "../shared/axes.js";
import { contourLines } from "../shared/contours.js";
import { h, s, setAttributes, uniqueId } from "../shared/dom.js";
import { createField } from "../shared/field.js";
import { fixed, significant } from "../shared/format.js";
import { createHandle } from "../shared/handle.js";
import { around, createLabel } from "../shared/labels.js";
import { clipSegment, toPath } from "../shared/path.js";
import { hasLine } from "../shared/plane.js";
import { plotBox, plotHeight } from "../shared/plot-box.js";
import { clamp, linear } from "../shared/scale.js";
import { weightHalves, zoomFor } from "./geometry.js";
import { LIMIT, costField } from "./model.js";

const COLUMNS = 41;
const ROWS = 33;
const LEVELS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500];
const [LIGHT, DARK] = [0.02, 10]; // costs at which the shade begins and is full
const FULL_SHADE = 0.36;
const STEP_DOTS = 6; // pixels between two steps that are drawn as dots of their own

const shadeOf = (cost) => FULL_SHADE * clamp(Math.log(cost / LIGHT) / Math.log(DARK / LIGHT), 0, 1);
const evenly = ([low, high], count) => Float64Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1));

/** `move(parameters)` takes what the hand has set. Returns { update(…), zoomIn(), zoom() }. */
export function openWeightSpace({ figure, cell, data, parameters, move, signal }) {
  const { X, y, names } = data;
  const heading = h("span");
  const stage = h("div", { class: "dl-stage" });
  cell.append(h("div", { class: "dl-heading" }, heading), stage);
  const picture = figure.picture({ parent: stage, label: "The cost for every pair of weights, with a handle to drag", height: plotHeight });
  const field = createField({
    stage,
    tone: "gradient",
    onTheme: () => {
      painted = null;
      figure.redraw();
    },
    signal,
  });
  const clip = s("rect");
  const clipId = uniqueId();
  picture.svg.prepend(s("clipPath", { id: clipId }, clip));
  const axes = picture.layer("dl-axes");
  const surface = s("rect", { class: "dl-surface" });
  const lines = picture.layer("dl-lines");
  setAttributes(lines, { "clip-path": `url(#${clipId})`, "pointer-events": "none" });
  const contours = s("path", { class: "dl-contour", opacity: 0.55 });
  const origin = s("path", { class: "dl-origin" });
  const circle = s("circle", { class: "dl-turning" });
  const dual = s("path", { class: "dl-curve dl-dotted" });
  const lastRun = s("path", { class: "dl-curve dl-dotted dl-quiet" });
  const run = s("path", { class: "dl-curve dl-activation" });
  const runDots = s("path", { class: "dl-small-dots dl-activation" });
  const vector = s("path", { class: "dl-thin dl-parameter" });
  const arrow = s("path", { class: "dl-curve dl-dashed dl-gradient" });
  const arrowHead = s("path", { class: "dl-solid dl-gradient", d: "M0 0L-11 -5.5L-11 5.5Z" });
  lines.append(contours, origin, circle, dual, lastRun, vector, run, runDots, arrow, arrowHead);
  picture.svg.append(surface);
  const words = picture.layer("dl-words");
  setAttributes(words, { "pointer-events": "none" });
  const costWord = createLabel(words, "dl-name dl-knockout dl-gradient");
  const downWord = createLabel(words, "dl-name dl-knockout dl-gradient", { optional: true });
  const dualWord = createLabel(words, "dl-note dl-knockout", { optional: true });

  const halves = weightHalves(X);
  const steepest = 0.5 * Math.max(...X.map((point) => Math.hypot(...point)), 1e-9);
  const range = { x: { min: -1, max: 1, step: 1, page: 1 }, y: { min: -1, max: 1, step: 1, page: 1 } };
  let zoom = 1;
  let scales;
  let box;
  let grid = null;
  let painted = null;

  const handle = createHandle({
    layer: picture.layer("dl-handles"),
    svg: picture.svg,
    surface,
    label: "weights w1 and w2",
    shape: "square",
    tone: "parameter",
    range,
    scales: () => scales,
    value: () => ({ x: parameters().w1, y: parameters().w2 }),
    move: ({ x, y: w2 }) => move({ w1: x, w2 }),
    signal,
  });
  // While a hand is on it the picture keeps still; it zooms out when the hand lets go.
  for (const node of [handle.node, surface]) node.addEventListener("pointerup", figure.redraw, { signal });
  const dragged = () => handle.node.classList.contains("is-dragged");

  function layOut() {
    box = plotBox(picture);
    const [wide, tall] = [box.x1 - box.x0, box.y1 - box.y0];
    const [half1, half2] = halves.map((half) => half * zoom);
    const stretch = half1 === half2 ? wide / tall : 1; // one unit is equally long in both directions
    const domains = { x: [-half1 * stretch, half1 * stretch], y: [-half2, half2] };
    scales = { x: linear(domains.x, [box.x0, box.x1]), y: linear(domains.y, [box.y1, box.y0]) };
    for (const axis of ["x", "y"]) {
      const max = Math.min(LIMIT, domains[axis][1]);
      const step = (halves[axis === "x" ? 0 : 1] * zoom) / 100;
      Object.assign(range[axis], { min: -max, max, step, page: 10 * step });
    }
    setAttributes(handle.node, { "aria-valuemin": range.x.min, "aria-valuemax": range.x.max });
    drawAxes(axes, {
      ...scales,
      xTicks: scales.x.ticks(4),
      yTicks: scales.y.ticks(4),
      xTitle: `w₁, weight of ${names[0]}`,
      yTitle: `w₂, weight of ${names[1]}`,
      grid: "",
    });
    const rectangle = { x: box.x0, y: box.y0, width: wide, height: tall };
    for (const node of [surface, clip]) setAttributes(node, rectangle);
    const [ox, oy] = [scales.x(0), scales.y(0)];
    origin.setAttribute("d", `M${box.x0} ${oy}H${box.x1}M${ox} ${box.y0}V${box.y1}`);
    const [w1s, w2s] = [evenly(domains.x, COLUMNS), evenly(domains.y, ROWS)];
    grid = { xs: w1s, ys: w2s, values: null, at: costField({ X, y, w1s, w2s }) };
    painted = null;
  }

  /** Shade and contours: anew only when b or the frame has changed. */
  function drawField(b) {
    if (painted === b) return;
    painted = b;
    const values = (grid.values = grid.at(b));
    field.paint({ columns: COLUMNS, rows: ROWS, shade: (k) => shadeOf(values[k]), box });
    let [least, most] = [Infinity, -Infinity];
    for (const value of values) {
      if (value < least) least = value;
      if (value > most) most = value;
    }
    const d = LEVELS.filter((level) => level > least && level < most)
      .flatMap((level) => contourLines(grid, level))
      .map((part) => toPath(part.map(toPixels)))
      .join("");
    contours.setAttribute("d", d);
  }

  const toPixels = ([w1, w2]) => [scales.x(w1), scales.y(w2)];

  function drawRun(steps) {
    const points = steps.map(toPixels);
    run.setAttribute("d", points.length > 1 ? toPath(points) : "");
    let last = null;
    const spaced = points.filter((point) => {
      const far = !last || Math.hypot(point[0] - last[0], point[1] - last[1]) >= STEP_DOTS;
      if (far) last = point;
      return far;
    });
    runDots.setAttribute("d", points.length > 1 ? spaced.map(([px, py]) => `M${px.toFixed(1)} ${py.toFixed(1)}h0`).join("") : "");
    return points;
  }

  /** Which way is down from here; longer where it is steeper. */
  function drawArrow([px, py], [slope1, slope2]) {
    const size = Math.hypot(slope1, slope2);
    const [ux, uy] = [-slope1 * (scales.x(1) - scales.x(0)), -slope2 * (scales.y(1) - scales.y(0))];
    const visible = size > 1e-4 * steepest;
    for (const node of [arrow, arrowHead]) node.style.display = visible ? "" : "none";
    if (!visible) return null;
    const reach = 26 + 50 * Math.sqrt(Math.min(1, size / steepest));
    const [dx, dy] = [ux, uy].map((part) => part / Math.hypot(ux, uy));
    const tip = clipSegment([px, py], [px + reach * dx, py + reach * dy], box)?.[1] ?? [px, py];
    if (Math.hypot(tip[0] - px, tip[1] - py) < 24) {
      for (const node of [arrow, arrowHead]) node.style.display = "none";
      return null;
    }
    arrow.setAttribute("d", toPath([[px + 10 * dx, py + 10 * dy], [tip[0] - 9 * dx, tip[1] - 9 * dy]]));
    const angle = (Math.atan2(dy, dx) * 180) / Math.PI;
    arrowHead.setAttribute("transform", `translate(${tip[0].toFixed(2)} ${tip[1].toFixed(2)}) rotate(${angle.toFixed(2)})`);
    return [[px, py], tip];
  }

  /** All weights for which the picked point has the score 0: a line here, as the point is one there. */
  function drawDual(index, b) {
    const line = index === null ? null : dualLine(X[index], b);
    const part = line && clipSegment(...line.map(toPixels), box);
    dual.setAttribute("d", part ? toPath(part) : "");
    if (part) setAttributes(dual, { class: `dl-curve dl-dotted ${y[index] ? "dl-truth" : "dl-quiet"}` });
    return part;
  }

  function dualLine([x1, x2], b) {
    const size = x1 * x1 + x2 * x2;
    if (size < 1e-12) return null;
    const far = (4 * (range.x.max + range.y.max)) / Math.sqrt(size);
    const near = [(-b * x1) / size, (-b * x2) / size];
    return [-far, far].map((t) => [near[0] - t * x2, near[1] + t * x1]);
  }

  function placeWords({ at, tip, cost, path, last, down, part }) {
    const square = ([px, py], r) => ({ x0: px - r, x1: px + r, y0: py - r, y1: py + r });
    const boxes = [square(at, 11)];
    const obstacles = { lines: [path, last, [toPixels([0, 0]), at], down ?? [], part ?? []], boxes, bounds: box };
    boxes.push(costWord.place(`cost ${significant(cost)}`, around(at, 12), obstacles));
    if (tip) boxes.push(downWord.place("downhill", around(tip, 6).slice(0, 16), obstacles) ?? boxes[0]);
    else downWord.hide();
    if (!part) dualWord.hide();
    else {
      const along = [0.08, 0.92, 0.25, 0.75, 0.5].map((share) => part[0].map((from, i) => from + share * (part[1][i] - from)));
      dualWord.place("score 0 for this point", along.flatMap((point) => around(point, 6).slice(0, 24)), obstacles);
    }
  }

  return {
    zoom: () => zoom,
    zoomIn() {
      zoom = 1;
    },
    /** `runs` is { now, last }: lists of [w1, w2]. */
    update({ now, numbers, runs, picked, turning }) {
      if (!dragged()) zoom = Math.min(zoomFor(now, halves, zoom), Math.max(1, LIMIT / Math.min(...halves)));
      picture.once(axes, zoom, layOut);
      drawField(now.b);
      const at = toPixels([now.w1, now.w2]);
      vector.setAttribute("d", toPath([toPixels([0, 0]), at]));
      const radius = Math.hypot(at[0] - scales.x(0), at[1] - scales.y(0));
      setAttributes(circle, { cx: scales.x(0), cy: scales.y(0), r: radius, display: turning && halves[0] === halves[1] ? null : "none" });
      const path = drawRun(runs.now);
      const last = runs.last.map(toPixels);
      lastRun.setAttribute("d", last.length > 1 ? toPath(last) : "");
      const down = drawArrow(at, numbers.gradient);
      const part = drawDual(picked, now.b);
      handle.update({ at, text: `w1 ${fixed(now.w1, 2)}, w2 ${fixed(now.w2, 2)}, cost ${significant(numbers.cost)}` });
      placeWords({ at, tip: down?.[1], cost: numbers.cost, path, last, down, part });
      const fixedB = `b = ${fixed(now.b, 2)}`;
      heading.textContent = zoom > 1 ? `${fixedB}; redder: more cost; zoomed out ${zoom} ×` : `cost at ${fixedB}, redder: higher`;
      if (!hasLine(now)) vector.setAttribute("d", "");
    },
  };
}
