// The line z = 0 in a plane, moved by hand: two square handles, and an arrow to the side where the score is above 0.
import { s, setAttributes } from "./dom.js";
import { fixed } from "./format.js";
import { createHandle } from "./handle.js";
import { clipSegment, toPath } from "./path.js";
import { along, chord, farthest, hasLine, settle, shifted, turnedBy, turnedTo } from "./plane.js";
import { clamp } from "./scale.js";

const LEAST_ARM = 44;
const ARROW = 46;
const SHIFT_KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1], PageDown: [0, -10], PageUp: [0, 10] };
const SHIFT_ENDS = { Home: -0.96, End: 0.96 };
const TURN_KEYS = { ArrowLeft: -2, ArrowUp: 2, ArrowRight: 2, ArrowDown: -2, PageUp: 15, PageDown: -15 };
const TURN_ENDS = { Home: [0, -1], End: [0, 1] };

/**
 * Options: picture, layers { lines, grip, handles } of it, parameters() gives { w1, w2, b }, move(parameters) takes what the hand
 * has set, size (length of the weights that a line gets where there was none), decimals (of the numbers
 * as they are spoken), signal. Returns
 *   layOut(scales, box)  takes the scales and the plot's box in pixels
 *   update(parameters)   draws the line; returns { part, from, end, held, arrow }: the line in the box, both handles, whether it
 *                        is in sight, and the arrow, in pixels or null
 *   touched()            has a hand moved it yet?
 */
export function createLine({ picture, layers, parameters, move, size, decimals = 2, signal }) {
  const line = s("path", { class: "dl-curve dl-parameter" });
  const arrow = s("path", { class: "dl-thin dl-parameter" });
  const arrowHead = s("path", { class: "dl-solid dl-parameter", d: "M0 0L-10 -5L-10 5Z" });
  const grip = s("path", { class: "dl-grip" });
  layers.lines.append(line, arrow, arrowHead);
  layers.grip.append(grip);

  const range = { x: { min: 0, max: 1, step: 1, page: 1 }, y: { min: 0, max: 1, step: 1, page: 1 } };
  let scales;
  let box; // in pixels
  let area; // in units of the plane, a little inside the box
  let anchor = null; // the point by which the line is held
  let [side, arm] = [1, null];
  let touched = false;
  const toPixels = ([a, c]) => [scales.x(a), scales.y(c)];
  const some = () => (hasLine(parameters()) ? parameters() : { ...parameters(), w1: 0, w2: size ?? 1 / (range.y.step * 20) });
  const byHand = (next) => {
    touched = true;
    move(next);
  };

  const handle = (options) =>
    createHandle({ layer: layers.handles, svg: picture.svg, shape: "square", tone: "parameter", range, scales: () => scales, signal, ...options });
  const shift = handle({
    label: "shift the line",
    surface: grip,
    value: () => ({ x: anchor[0], y: anchor[1] }),
    move({ x, y }) {
      anchor = [x, y];
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
      const sign = Math.sign(direction[0] * now.w1 + direction[1] * now.w2) || Math.sign(direction[0] + direction[1]);
      const way = (sign * Math.hypot(...direction) * range.x.step * (event.shiftKey ? 0.1 : 1)) / Math.hypot(now.w1, now.w2);
      byHand(shifted(now, [anchor[0] + way * now.w1, anchor[1] + way * now.w2]));
      return true;
    },
  });
  const turn = handle({
    label: "turn the line, counterclockwise with up or right",
    value() {
      const [px, py] = turnPlace();
      return { x: scales.x.invert(px), y: scales.y.invert(py) };
    },
    move({ x, y }) {
      const [px, py] = toPixels([x, y]);
      const [ax, ay] = toPixels(anchor);
      if (Math.hypot(px - ax, py - ay) < 4) return;
      arm = Math.max(LEAST_ARM, Math.hypot(px - ax, py - ay));
      byHand(turnedTo(some(), [side * (x - anchor[0]), side * (y - anchor[1])], anchor));
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
  function direction() {
    const [dx, dy] = along(some());
    const from = toPixels(anchor);
    const to = toPixels([anchor[0] + dx, anchor[1] + dy]);
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
    return [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
  }

  /** Where the turning handle stands: an arm's length along the line, on the side that has room for it. */
  function turnPlace() {
    const [ax, ay] = toPixels(anchor);
    const [dx, dy] = direction();
    const room = (sign) => {
      const reach = (start, way, low, high) => (way > 0 ? (high - start) / way : way < 0 ? (low - start) / way : Infinity);
      return Math.min(reach(ax, sign * dx, box.x0 + 12, box.x1 - 12), reach(ay, sign * dy, box.y0 + 12, box.y1 - 12));
    };
    if (!turn.node.classList.contains("is-dragged") && room(side) < LEAST_ARM && room(-side) > room(side)) side = -side;
    const length = Math.max(Math.min(arm, room(side)), Math.min(LEAST_ARM, room(side)));
    return [ax + side * length * dx, ay + side * length * dy];
  }

  function drawArrow({ from, held }) {
    const [dx, dy] = direction();
    const [nx, ny] = [-dy, dx]; // a quarter to the right, as the picture's y points down
    const tip = clipSegment(from, [from[0] + ARROW * nx, from[1] + ARROW * ny], box)?.[1] ?? from;
    const shown = held && Math.hypot(tip[0] - from[0], tip[1] - from[1]) >= 22;
    for (const node of [arrow, arrowHead]) node.style.display = shown ? "" : "none";
    if (!shown) return null;
    arrow.setAttribute("d", toPath([[from[0] + 9 * nx, from[1] + 9 * ny], [tip[0] - 8 * nx, tip[1] - 8 * ny]]));
    arrowHead.setAttribute("transform", `translate(${tip[0].toFixed(2)} ${tip[1].toFixed(2)}) rotate(${((Math.atan2(ny, nx) * 180) / Math.PI).toFixed(2)})`);
    return [from, tip];
  }

  return {
    layOut(nextScales, nextBox) {
      [scales, box] = [nextScales, nextBox];
      for (const axis of ["x", "y"]) {
        const [min, max] = scales[axis].domain;
        Object.assign(range[axis], { min, max, step: (max - min) / 100 });
      }
      const inset = ([low, high]) => [low + 0.04 * (high - low), high - 0.04 * (high - low)];
      const [[x0, x1], [y0, y1]] = [inset(scales.x.domain), inset(scales.y.domain)];
      area = { x0, x1, y0, y1 };
      setAttributes(shift.node, { "aria-valuemin": range.x.min, "aria-valuemax": range.x.max });
      setAttributes(turn.node, { "aria-valuemin": -180, "aria-valuemax": 180 });
      anchor ??= [(x0 + x1) / 2, (y0 + y1) / 2];
      arm ??= Math.min(100, (box.x1 - box.x0) * 0.3);
    },
    update(now) {
      const { x, y } = range;
      const part = chord(now, { x0: x.min, x1: x.max, y0: y.min, y1: y.max })?.map(toPixels) ?? null;
      for (const node of [line, grip]) node.setAttribute("d", part ? toPath(part) : "");
      const settled = settle(now, anchor, area);
      anchor = settled ?? [clamp(anchor[0], area.x0, area.x1), clamp(anchor[1], area.y0, area.y1)];
      const drawn = { part, from: toPixels(anchor), end: turnPlace(), held: settled !== null };
      const where = drawn.held ? "" : hasLine(now) ? "; the line is outside the picture" : "; there is no line yet";
      const degrees = hasLine(now) ? (Math.atan2(now.w1, -now.w2) * 180) / Math.PI : 0;
      shift.update({ at: drawn.from, text: `b ${fixed(now.b, decimals)}${where}` });
      turn.update({ at: drawn.end, now: Number(degrees.toFixed(1)), text: `direction ${fixed(degrees, 1)} degrees, w1 ${fixed(now.w1, decimals)}, w2 ${fixed(now.w2, decimals)}${where}` });
      return { ...drawn, arrow: drawArrow(drawn) };
    },
    touched: () => touched,
    turning: turn.node,
  };
}
