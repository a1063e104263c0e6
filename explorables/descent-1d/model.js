// Gradient descent on three curves of one weight. Mirrors lib/widgets/descent_1d.py.
import { sigmoid } from "../sigmoid-slope/model.js";

export const START = { min: -4.5, max: 4.5, step: 0.1, page: 1 };
export const RATE = { min: 0.01, max: 10 };
export const MAX_STEPS = 60;

/** A run has arrived when the slope is smaller than this, or than this share of the first one. */
const AT_REST = 1e-3;
const SHARE_AT_REST = 0.005;

/** A run has diverged when the weight is larger than this: many pictures away. */
const FAR_AWAY = 100;

const CENTER = 1;
const WAVE = 2;
const FEATURES = [-2, -1, 1, 2, -1.5, 0.5];
const CLASSES = [0, 0, 1, 1, 1, 0];
const mean = (terms) => terms.reduce((sum, term) => sum + term, 0) / terms.length;

export const CURVES = {
  bowl: {
    name: "bowl",
    value: (w) => w ** 2 / 2,
    slope: (w) => w,
    top: 10.5,
    lowest: 0,
    usual: { start: -3.2, rate: 0.3 },
  },
  valleys: {
    name: "three valleys",
    value: (w) => 0.08 * (w - CENTER) ** 2 + 0.6 * (1 - Math.cos(WAVE * w)),
    slope: (w) => 0.16 * (w - CENTER) + 0.6 * WAVE * Math.sin(WAVE * w),
    top: 3.7,
    lowest: 0.075,
    usual: { start: -3.4, rate: 0.1 },
  },
  logistic: {
    name: "logistic cost",
    value: (w) => mean(FEATURES.map((x, i) => Math.max(w * x, 0) + Math.log1p(Math.exp(-Math.abs(w * x))) - CLASSES[i] * w * x)),
    slope: (w) => mean(FEATURES.map((x, i) => (sigmoid(w * x) - CLASSES[i]) * x)),
    top: 5,
    lowest: 0,
    usual: { start: -3.2, rate: 1 },
  },
};

/** The whole run: weights, costs and slopes from the start on, w ← w - rate · J′(w). */
export function numbers({ curve, start, rate, steps }) {
  const { value, slope } = CURVES[curve];
  const points = [start];
  const slopes = [slope(start)];
  const small = Math.max(AT_REST, SHARE_AT_REST * Math.abs(slopes[0]));
  const isAtRest = () => Math.abs(slopes.at(-1)) < small;
  const isFar = () => Math.abs(points.at(-1)) > FAR_AWAY;
  for (let k = 0; k < steps && !isAtRest() && !isFar(); k += 1) {
    points.push(points.at(-1) - rate * slopes.at(-1));
    slopes.push(slope(points.at(-1)));
  }
  return { points, costs: points.map(value), slopes, at_rest: isAtRest(), diverged: isFar() };
}

/** Is there nothing more to do? */
export function ended(run) {
  return run.at_rest || run.diverged || run.points.length > MAX_STEPS;
}
