// The slope of a curve by nudging: rise divided by run. Mirrors lib/widgets/slope_by_nudge.py.
import { PAY, YEARS, cost } from "../line-by-hand/model.js";

const mean = (numbers) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

/** at and nudge: their bounds, as in Python; step and page of the keys; plot: what the picture shows. */
export const CURVES = {
  salaries: {
    value: (w) => cost({ w, b: 0 }),
    slope: (w) => mean(YEARS.map((x, i) => (w * x - PAY[i]) * x)),
    at: { min: 0, max: 1600, step: 20, page: 200 },
    nudge: { min: 0.0005, max: 500 },
    plot: { x: [-60, 2140], y: [0, 25e6] },
    steepest: 42572,
  },
  square: {
    value: (u) => u * u,
    slope: (u) => 2 * u,
    at: { min: -3, max: 3, step: 0.1, page: 1 },
    nudge: { min: 0.0001, max: 1 },
    plot: { x: [-4.3, 4.3], y: [0, 18] },
    steepest: 6,
  },
};

export const SIDES = ["right", "both"];

/** Both ends of the nudge as [place, value], rise and run between them, and their quotient; `exact` is the slope of the curve. */
export function numbers({ curve, at, nudge, sides }) {
  const { value, slope } = CURVES[curve];
  const [from, to] = [sides === "both" ? at - nudge : at, at + nudge];
  const [low, high] = [value(from), value(to)];
  const run = sides === "both" ? 2 * nudge : nudge;
  return { ends: [[from, low], [to, high]], rise: high - low, run, quotient: (high - low) / run, exact: slope(at) };
}

/** Has rise ÷ run come close to the slope? */
export function hasSettled({ quotient, exact }, curve) {
  return Math.abs(quotient - exact) <= 0.02 * Math.max(Math.abs(exact), 0.02 * CURVES[curve].steepest);
}
