// The left picture of BoundaryByHand: the points, the line with its two handles, the shade of the probability.
import { drawAxes } from "../shared/axes.js";
import { h, s, setAttributes, uniqueId } from "../shared/dom.js";
import { fixed } from "../shared/format.js";
import { createHandle } from "../shared/handle.js";
import { around, createLabel } from "../shared/labels.js";
import { clipSegment, toPath } from "../shared/path.js";
import { linear } from "../shared/scale.js";
import { chord, dataDomains, farthest, hasLine, settle, shifted, turnedBy, turnedTo } from "./geometry.js";
import { plotBox, plotHeight } from "./layout.js";
import { openPoints } from "./points.js";
import { mistakes, probability } from "./model.js";

const FULL_SHADE = 0.26;
const SHADE_SCORES = [-6, -4, -3, -2, -1, 0, 1, 2, 3, 4, 6];
const RING = 7;
const LEAST_ARM = 44;
const ARROW = 46;
const SHIFT_KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1], PageDown: [0, -10], PageUp: [0, 10] };
const SHIFT_ENDS = { Home: -0.96, End: 0.96 };
const TURN_KEYS = { ArrowLeft: -2, ArrowUp: 2, ArrowRight: 2, ArrowDown: -2, PageUp: 15, PageDown: -15 };
const TURN_ENDS = { Home: [0, -1], End: [0, 1] };

const ringAt = ([x, y]) => `M${(x - RING).toFixed(1)} ${y.toFixed(1)}a${RING} ${RING} 0 1 0 ${2 * RING} 0a${RING} ${RING} 0 1 0 ${-2 * RING} 0`;

function key(labels) {
  const glyph = (className, d) => s("svg", { class: "dl-picture dl-glyph", viewBox: "-8 -8 16 16", "aria-hidden": "true" }, s("path", { class: className, d }));
  const entry = (drawing, words) => h("span", {}, drawing, words);
  return h(
    "div",
    { class: "dl-heading" },
    entry(glyph("dl-cross dl-truth", "M-4 -4L4 4M-4 4L4 -4"), labels[1]),
    entry(glyph("dl-dot dl-quiet", "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0"), labels[0]),
    entry(glyph("dl-thin dl-gradient", "M-6.5 0a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0 -13 0"), "wrong side"),
  );
}

/** `move(parameters)` takes what the hand has set. Returns { update(parameters), selected() }. */
export function openDataSpace({ figure, cell, data, parameters, move, signal }) {
  const { X, y, names, labels } = data;
  cell.append(key(labels));
  const stage = h("div", { class: "dl-stage" });
  cell.append(stage);
  const picture = figure.picture({ parent: stage, label: "The points and the line, with two handles to move it", height: plotHeight });
  const axes = picture.layer("dl-axes");
  const clip = s("rect");
  const clipId = uniqueId();
  const shadeId = uniqueId();
  const gradient = s("linearGradient", { id: shadeId, gradientUnits: "userSpaceOnUse" });
  gradient.append(...SHADE_SCORES.map((z) => s("stop", { class: "dl-stop", offset: (z + 6) / 12, "stop-opacity": FULL_SHADE * probability(z) })));
  picture.svg.prepend(s("defs", {}, s("clipPath", { id: clipId }, clip), gradient));
  const shade = s("rect", { class: "dl-likely" });
  if (data.part !== "line") axes.before(shade);
  const circles = s("path", { class: "dl-dot dl-quiet" });
  const crosses = s("path", { class: "dl-cross dl-truth" });
  const rings = s("path", { class: "dl-thin dl-gradient" });
  const line = s("path", { class: "dl-curve dl-parameter" });
  const grip = s("path", { class: "dl-grip" });
  const arrow = s("path", { class: "dl-thin dl-parameter" });
  const arrowHead = s("path", { class: "dl-solid dl-parameter", d: "M0 0L-10 -5L-10 5Z" });
  picture.layer("dl-lines").append(circles, crosses, rings, line, arrow, arrowHead);
  const look = picture.layer("dl-look-layer");
  picture.svg.append(grip);
  const words = picture.layer("dl-words");
  setAttributes(words, { "pointer-events": "none" });
  const sideWord = createLabel(words, "dl-name dl-knockout dl-parameter", { optional: true });
  const hints = ["shift", "turn"].map((text) => [text, createLabel(words, "dl-name dl-knockout dl-parameter", { optional: true })]);

  const range = { x: { min: 0, max: 1, step: 1, page: 1 }, y: { min: 0, max: 1, step: 1, page: 1 } };
  let scales;
  let box; // in pixels
  let area; // in units of the features
  let anchor = null; // the point by which the line is held
  let [side, arm] = [1, null];
  let touched = false;
  const toPixels = ([a, c]) => [scales.x(a), scales.y(c)];
  const toData = ([px, py]) => ({ x: scales.x.invert(px), y: scales.y.invert(py) });
  const some = () => (hasLine(parameters()) ? parameters() : { ...parameters(), w1: 0, w2: 1 / (range.y.step * 20) });
  const byHand = (next) => {
    touched = true;
    move(next);
  };

  const layer = picture.layer("dl-handles");
  const points = openPoints({ picture, look, stage, data, parameters, redraw: figure.redraw, signal });
  const handle = (options) =>
    createHandle({ layer, svg: picture.svg, shape: "square", tone: "parameter", range, scales: () => scales, signal, ...options });
  const shift = handle({
    label: "shift the line",
    surface: grip,
    value: () => ({ x: anchor[0], y: anchor[1] }),
    move({ x, y: c }) {
      anchor = [x, c];
      byHand(shifted(some(), anchor));
    },
    keys(event) {
      const corner = SHIFT_ENDS[event.key];
      if (corner) {
        byHand(shifted(some(), farthest(some(), corner, area)));
        return true;
      }
      const direction = SHIFT_KEYS[event.key];
      if (!direction) return false;
      const now = some();
      const size = Math.hypot(now.w1, now.w2);
      const sign = Math.sign(direction[0] * now.w1 + direction[1] * now.w2) || Math.sign(direction[0] + direction[1]);
      const way = (sign * Math.hypot(...direction) * range.x.step * (event.shiftKey ? 0.1 : 1)) / size;
      byHand(shifted(now, [anchor[0] + way * now.w1, anchor[1] + way * now.w2]));
      return true;
    },
  });
  const turn = handle({
    label: "turn the line, counterclockwise with up or right",
    value: () => {
      const at = toData(turnPlace());
      return { x: at.x, y: at.y };
    },
    move({ x, y: c }) {
      const [dx, dy] = [side * (x - anchor[0]), side * (c - anchor[1])];
      const [px, py] = toPixels([x, c]);
      const [ax, ay] = toPixels(anchor);
      if (Math.hypot(px - ax, py - ay) < 4) return;
      arm = Math.max(LEAST_ARM, Math.hypot(px - ax, py - ay));
      byHand(turnedTo(some(), [dx, dy], anchor));
    },
    keys(event) {
      if (event.key in TURN_ENDS) {
        byHand(turnedTo(some(), TURN_ENDS[event.key], anchor));
        return true;
      }
      const degrees = TURN_KEYS[event.key];
      if (!degrees) return false;
      byHand(turnedBy(some(), degrees * (event.shiftKey ? 0.1 : 1), anchor));
      return true;
    },
  });

  /** The unit vector along the line, in pixels. */
  function lineDirection() {
    const { w1, w2 } = some();
    const from = toPixels(anchor);
    const to = toPixels([anchor[0] - w2, anchor[1] + w1]);
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
    return [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
  }

  /** Where the turning handle stands: an arm's length along the line, on the side that has room for it. */
  function turnPlace() {
    const [ax, ay] = toPixels(anchor);
    const [dx, dy] = lineDirection();
    const room = (sign) => {
      const reach = (start, direction, low, high) => (direction > 0 ? (high - start) / direction : direction < 0 ? (low - start) / direction : Infinity);
      return Math.min(reach(ax, sign * dx, box.x0 + 12, box.x1 - 12), reach(ay, sign * dy, box.y0 + 12, box.y1 - 12));
    };
    if (!turn.node.classList.contains("is-dragged") && room(side) < LEAST_ARM && room(-side) > room(side)) side = -side;
    const length = Math.max(Math.min(arm, room(side)), Math.min(LEAST_ARM, room(side)));
    return [ax + side * length * dx, ay + side * length * dy];
  }

  function layOut() {
    box = plotBox(picture);
    const domains = dataDomains(X, box.x1 - box.x0, box.y1 - box.y0);
    scales = { x: linear(domains.x, [box.x0, box.x1]), y: linear(domains.y, [box.y1, box.y0]) };
    const inset = ([low, high]) => [low + 0.04 * (high - low), high - 0.04 * (high - low)];
    const [[x0, x1], [y0, y1]] = [inset(domains.x), inset(domains.y)];
    area = { x0, x1, y0, y1 };
    for (const axis of ["x", "y"]) {
      const [min, max] = domains[axis];
      Object.assign(range[axis], { min, max, step: (max - min) / 100 });
    }
    setAttributes(shift.node, { "aria-valuemin": range.x.min, "aria-valuemax": range.x.max });
    setAttributes(turn.node, { "aria-valuemin": -180, "aria-valuemax": 180 });
    anchor ??= [(x0 + x1) / 2, (y0 + y1) / 2];
    arm ??= Math.min(100, (box.x1 - box.x0) * 0.3);
    drawAxes(axes, { ...scales, xTicks: scales.x.ticks(4), yTicks: scales.y.ticks(4), xTitle: names[0], yTitle: names[1], grid: "" });
    const rectangle = { x: box.x0, y: box.y0, width: box.x1 - box.x0, height: box.y1 - box.y0 };
    for (const node of [shade, clip]) setAttributes(node, rectangle);
    const places = X.map(toPixels);
    const path = (kind, draw) => places.filter((_, i) => y[i] === kind).map(draw).join("");
    circles.setAttribute("d", path(0, ([px, py]) => `M${(px - 4).toFixed(1)} ${py.toFixed(1)}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0`));
    crosses.setAttribute("d", path(1, ([px, py]) => `M${(px - 4).toFixed(1)} ${(py - 4).toFixed(1)}l8 8m-8 0l8 -8`));
    points.layOut({ places, box });
  }

  /** The shade follows the score, which grows evenly in one direction of the picture. */
  function drawShade({ w1, w2, b }) {
    const [gx, gy] = [w1 / (scales.x(1) - scales.x(0)), w2 / (scales.y(1) - scales.y(0))];
    const steep = gx * gx + gy * gy;
    const flat = steep < 1e-12;
    shade.style.fill = flat ? "" : `url(#${shadeId})`;
    shade.style.fillOpacity = flat ? FULL_SHADE * probability(b) : 1;
    if (flat) return;
    const [cx, cy] = [(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2];
    const z = w1 * scales.x.invert(cx) + w2 * scales.y.invert(cy) + b;
    const end = (score) => [cx + (gx * (score - z)) / steep, cy + (gy * (score - z)) / steep];
    const [[x1, y1], [x2, y2]] = [end(-6), end(6)];
    setAttributes(gradient, { x1, y1, x2, y2 });
  }

  function drawLine(now) {
    const full = { x0: scales.x.domain[0], x1: scales.x.domain[1], y0: scales.y.domain[0], y1: scales.y.domain[1] };
    const part = chord(now, full)?.map(toPixels) ?? null;
    for (const node of [line, grip]) node.setAttribute("d", part ? toPath(part) : "");
    const held = settle(now, anchor, area);
    anchor = held ?? [Math.min(area.x1, Math.max(area.x0, anchor[0])), Math.min(area.y1, Math.max(area.y0, anchor[1]))];
    const from = toPixels(anchor);
    const end = turnPlace();
    const where = held ? "" : hasLine(now) ? "; the line is outside the picture" : "; there is no line yet";
    const degrees = hasLine(now) ? (Math.atan2(now.w1, -now.w2) * 180) / Math.PI : 0;
    shift.update({ at: from, text: `b ${fixed(now.b, 2)}${where}` });
    turn.update({ at: end, now: Number(degrees.toFixed(1)), text: `direction ${fixed(degrees, 1)} degrees, w1 ${fixed(now.w1, 2)}, w2 ${fixed(now.w2, 2)}${where}` });
    return { part, from, end, held };
  }

  function drawArrow(now, { from, held }) {
    const visible = held !== null;
    for (const node of [arrow, arrowHead]) node.style.display = visible ? "" : "none";
    if (!visible) return null;
    const [dx, dy] = lineDirection();
    const [nx, ny] = [-dy, dx]; // a quarter to the right, as the picture's y points down
    const start = [from[0] + 9 * nx, from[1] + 9 * ny];
    const tip = clipSegment(from, [from[0] + ARROW * nx, from[1] + ARROW * ny], box)?.[1] ?? from;
    if (Math.hypot(tip[0] - from[0], tip[1] - from[1]) < 22) {
      for (const node of [arrow, arrowHead]) node.style.display = "none";
      return null;
    }
    arrow.setAttribute("d", toPath([start, [tip[0] - 8 * nx, tip[1] - 8 * ny]]));
    arrowHead.setAttribute("transform", `translate(${tip[0].toFixed(2)} ${tip[1].toFixed(2)}) rotate(${((Math.atan2(ny, nx) * 180) / Math.PI).toFixed(2)})`);
    return [from, tip];
  }

  function placeWords({ part, from, end }, arrowLine, wrong) {
    const square = ([px, py], r) => ({ x0: px - r, x1: px + r, y0: py - r, y1: py + r });
    const dots = points.places().map((place, i) => square(place, wrong[i] ? RING : 4));
    const boxes = [square(from, 11), square(end, 11), ...dots];
    const obstacles = { lines: [part, arrowLine].filter(Boolean), boxes, bounds: box };
    const put = (label, text, places) => {
      const taken = label.place(text, places, obstacles);
      if (taken) boxes.push(taken);
    };
    if (arrowLine) put(sideWord, `“${labels[1]}”`, around(arrowLine[1], 6).slice(0, 24));
    else sideWord.hide();
    hints.forEach(([text, label], i) => (touched ? label.hide() : put(label, text, around([from, end][i], 12).slice(0, 36))));
  }

  return {
    update(now) {
      picture.once(axes, null, layOut);
      drawShade(now);
      const wrong = mistakes(X, y, now);
      rings.setAttribute("d", points.places().filter((_, i) => wrong[i]).map(ringAt).join(""));
      const drawn = drawLine(now);
      placeWords(drawn, drawArrow(now, drawn), wrong);
      points.update(now, [drawn.from, drawn.end]);
      return { seen: drawn.held !== null };
    },
    selected: points.selected,
    turning: () => turn.node.matches(":focus, .is-dragged"),
    onTurning: (run) => ["focus", "blur"].forEach((type) => turn.node.addEventListener(type, run, { signal })),
  };
}
