// Two losses of one prediction, and the two costs along a weight. Mirrors lib/widgets/cost_curves.py.
import { fixed } from "../shared/format.js";
import { sigmoid } from "../sigmoid-slope/model.js";

export const MIN_A = 0.01;
export const MAX_A = 0.99;
export const MIN_W = -6;
export const MAX_W = 6;

export const COSTS = { squared_error: "squared error", cross_entropy: "cross-entropy" };

/** Three examples whose squared error has two valleys; the bias is held at −3. */
const THREE = { x: [1, 2, -1.5], y: [1, 1, 1], bias: -3 };

export const EXAMPLES = { one: "one", three: "three" };

const GRID = 200;

export const LOSS = {
  squared_error: (a, y) => 0.5 * (a - y) ** 2,
  cross_entropy: (a, y) => -Math.log(y === 1 ? a : 1 - a),
};

/** dL/dz, when a = σ(z). */
export const GRADIENT = {
  squared_error: (a, y) => (a - y) * a * (1 - a),
  cross_entropy: (a, y) => a - y,
};

/** A gradient with three decimals, or four where three would be zero. */
export const gradientText = (gradient) => fixed(gradient, Math.abs(gradient) < 0.0005 ? 4 : 3);

/** Cross-entropy from the score: ln(1 + eᶻ) - yz, with no large number in an exponent. */
function crossEntropyOfScore(z, y) {
  return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - y * z;
}

/** The cost at weight w: the mean loss over the examples. */
export function costAt(w, { cost, examples, y }) {
  const { x, y: truths, bias } = examples === "one" ? { x: [1], y: [y], bias: 0 } : THREE;
  const sum = x.reduce((total, xi, i) => {
    const z = w * xi + bias;
    return total + (cost === "cross_entropy" ? crossEntropyOfScore(z, truths[i]) : LOSS.squared_error(sigmoid(z), truths[i]));
  }, 0);
  return sum / x.length;
}

/** How far the curve rises above the chord between the two ends, at most, and where. */
function highestGap(state) {
  const { left, right } = state;
  const [from, to] = [costAt(left, state), costAt(right, state)];
  let gap = -Infinity;
  let gap_at = left;
  for (let i = 1; i < GRID; i += 1) {
    const t = i / GRID;
    const w = left + t * (right - left);
    const above = costAt(w, state) - (from + t * (to - from));
    if (above > gap) [gap, gap_at] = [above, w];
  }
  return { cost_left: from, cost_right: to, gap, gap_at };
}

/** All numbers of the figure. */
export function numbers(state) {
  const { a, y } = state;
  return {
    squared_error: LOSS.squared_error(a, y),
    cross_entropy: LOSS.cross_entropy(a, y),
    gradient_squared_error: GRADIENT.squared_error(a, y),
    gradient_cross_entropy: GRADIENT.cross_entropy(a, y),
    ...highestGap(state),
  };
}

/** "pokes": the curve rises above the chord; "above": the chord lies above; "close": the ends are too near to tell. */
export function chordVerdict({ left, right }, { gap }) {
  if (Math.abs(right - left) < 0.2) return "close";
  return gap > 1e-9 ? "pokes" : "above";
}
