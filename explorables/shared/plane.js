// Points of the plane and the line z = 0: where they lie, and which parameters put the line elsewhere. No DOM.
import { clipSegment } from "./path.js";

const NO_LINE = 1e-9;

/** Few digits: what a hand sets need not be exact. */
const rounded = (value) => Number(value.toPrecision(5));

export const hasLine = ({ w1, w2 }) => Math.hypot(w1, w2) > NO_LINE;

/** The direction along the line, turned from the weights by a quarter to the left. */
export function along({ w1, w2 }) {
  const length = Math.hypot(w1, w2);
  return [-w2 / length, w1 / length];
}

/** The part of the line within the box, or null. */
export function chord(parameters, box) {
  if (!hasLine(parameters)) return null;
  const [px, py] = foot(parameters, [(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2]);
  const [dx, dy] = along(parameters);
  const far = 2 * (box.x1 - box.x0 + box.y1 - box.y0);
  return clipSegment([px - far * dx, py - far * dy], [px + far * dx, py + far * dy], box);
}

/** The point of the line that is nearest to p. */
export function foot({ w1, w2, b }, [x, y]) {
  const share = (w1 * x + w2 * y + b) / (w1 * w1 + w2 * w2);
  return [x - share * w1, y - share * w2];
}

const inside = ([x, y], box) => x >= box.x0 && x <= box.x1 && y >= box.y0 && y <= box.y1;

/** The point of the line by which it is held: near the last one, in the picture; null if the line is not in it. */
export function settle(parameters, last, box) {
  if (!hasLine(parameters)) return null;
  const near = foot(parameters, last);
  if (inside(near, box)) return near;
  const part = chord(parameters, box);
  return part && [(part[0][0] + part[1][0]) / 2, (part[0][1] + part[1][1]) / 2];
}

/** How far the line can be shifted: towards the corner of the box that its weights point to (share 1) or away from it (-1). */
export function farthest({ w1, w2 }, share, { x0, x1, y0, y1 }) {
  const to = (weight, low, high) => (low + high + share * (weight < 0 ? low - high : high - low)) / 2;
  return [to(w1, x0, x1), to(w2, y0, y1)];
}

/** The same direction, through another point. */
export function shifted({ w1, w2 }, [x, y]) {
  return { w1, w2, b: rounded(-w1 * x - w2 * y) };
}

/** Turned about a point until it runs along (dx, dy); the length of the weights stays. */
export function turnedTo({ w1, w2 }, [dx, dy], [x, y]) {
  const size = Math.hypot(w1, w2) / Math.hypot(dx, dy);
  const turned = { w1: rounded(dy * size), w2: rounded(-dx * size) };
  return shifted(turned, [x, y]);
}

/** Turned about a point by an angle in degrees, counterclockwise. */
export function turnedBy(parameters, degrees, point) {
  const [dx, dy] = along(parameters);
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return turnedTo(parameters, [cos * dx - sin * dy, sin * dx + cos * dy], point);
}

/** Range of the numbers, with a margin; a single value gets a range of 1. */
function extent(values, margin = 0.07) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = margin * (high - low || 1 / margin / 2);
  return [low - room, high + room];
}

/** Domains of the data plot: one unit is equally long in both directions unless the features differ too much. */
export function dataDomains(X, width, height) {
  const [xs, ys] = [0, 1].map((feature) => extent(X.map((point) => point[feature])));
  const unit = Math.min(width / (xs[1] - xs[0]), height / (ys[1] - ys[0]));
  const stretch = Math.max(width / (xs[1] - xs[0]), height / (ys[1] - ys[0])) / unit;
  if (stretch > 3) return { x: xs, y: ys };
  const widen = ([low, high], pixels) => {
    const half = pixels / unit / 2;
    return [(low + high) / 2 - half, (low + high) / 2 + half];
  };
  return { x: widen(xs, width), y: widen(ys, height) };
}
