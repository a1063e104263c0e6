// A logistic regression with two features: its numbers and the words for them. Mirrors lib/widgets/boundary_by_hand.py.
import { fixed, significant } from "../shared/format.js";

/** Bounds of w1, w2 and b, as in Python. */
export const LIMIT = 1000;

const DEGREES = 180 / Math.PI;

/** z = w₁x₁ + w₂x₂ + b of one point. */
export function score([x1, x2], { w1, w2, b }) {
  return w1 * x1 + w2 * x2 + b;
}

/** a = σ(z); only e to a negative power is taken, so that nothing overflows. */
export function probability(z) {
  const e = Math.exp(-Math.abs(z));
  return (z >= 0 ? 1 : e) / (1 + e);
}

/** Cross-entropy from the score: ln(1 + eᶻ) - y z. */
export function loss(z, y) {
  return Math.max(z, 0) - y * z + Math.log1p(Math.exp(-Math.abs(z)));
}

/** For each point, whether the line has it on the wrong side. */
export function mistakes(X, y, parameters) {
  return X.map((point, i) => score(point, parameters) >= 0 !== (y[i] === 1));
}

/** Mean cross-entropy. */
export function cost(X, y, parameters) {
  let sum = 0;
  for (let i = 0; i < y.length; i += 1) sum += loss(score(X[i], parameters), y[i]);
  return sum / y.length;
}

/** Slopes of the cost along w1, w2 and b. */
export function gradient(X, y, parameters) {
  const sum = [0, 0, 0];
  for (let i = 0; i < y.length; i += 1) {
    const error = probability(score(X[i], parameters)) - y[i];
    sum[0] += error * X[i][0];
    sum[1] += error * X[i][1];
    sum[2] += error;
  }
  return sum.map((total) => total / y.length);
}

/** w1, w2 and b after one step of descent. */
export function step({ w1, w2, b, rate }, slopes) {
  return [w1, w2, b].map((value, i) => value - rate * slopes[i]);
}

/** The angle in degrees from one pair of weights to another; 0 where there is no line. */
export function turnBetween(w1, w2, next1, next2) {
  const across = w1 * next2 - w2 * next1;
  const along = w1 * next1 + w2 * next2;
  return across || along ? Math.atan2(across, along) * DEGREES : 0;
}

/** All numbers of the figure at this state. */
export function numbers({ X, y, ...state }) {
  const slopes = gradient(X, y, state);
  const next = step(state, slopes);
  const [w1, w2, b] = next;
  return {
    cost: cost(X, y, state),
    wrong: mistakes(X, y, state).filter(Boolean).length,
    gradient: slopes,
    next,
    next_cost: cost(X, y, { w1, w2, b }),
    turn: turnBetween(state.w1, state.w2, w1, w2),
  };
}

/**
 * Returns a function that gives the cost over weight space at a fixed b, one row for each w2.
 * It is quick by two turns: e^z is a product of three factors of which two are in tables, and the sum of ln(1 + e^-|z|)
 * is the logarithm of one product (of at most 1000 factors below 2, which stays below the largest number).
 */
export function costField({ X, y, w1s, w2s }) {
  const m = y.length;
  const table = (weights, feature) => {
    const z = new Float64Array(weights.length * m);
    weights.forEach((w, j) => X.forEach((point, i) => (z[j * m + i] = w * point[feature])));
    return { z, e: z.map(Math.exp) };
  };
  const [first, second] = [table(w1s, 0), table(w2s, 1)];
  const farthest = ({ z }) => z.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const reach = farthest(first) + farthest(second);
  const values = new Float64Array(w1s.length * w2s.length);

  return (b) => {
    const eb = Math.exp(b);
    const safe = reach + Math.abs(b) < 700; // beyond it e^z is not a number any more
    for (let k = 0; k < values.length; k += 1) {
      const [row, column] = [Math.floor(k / w1s.length) * m, (k % w1s.length) * m];
      let sum = 0;
      let product = 1;
      for (let i = 0; i < m; i += 1) {
        const z = first.z[column + i] + second.z[row + i] + b;
        const e = safe ? first.e[column + i] * second.e[row + i] * eb : Math.exp(z);
        if (z > 0) {
          product *= 1 + 1 / e;
          if (!y[i]) sum += z;
        } else {
          product *= 1 + e;
          if (y[i]) sum -= z;
        }
      }
      values[k] = (sum + Math.log(product)) / m;
    }
    return values;
  };
}

/** What the line does to the points, in words. */
export function wrongInWords(wrong, m) {
  if (wrong === 0) return m === 1 ? "the point is on its right side" : `all ${m} points on their right side`;
  return `${wrong} of ${m} points on the wrong side`;
}

/** How a step of descent went; `before` and `after` are what numbers() gave, `fewest` the least that were wrong in this run. */
export function stepInWords(before, after, fewest = before.wrong) {
  const { cost: now, wrong, turn, gradient: slopes } = after;
  if (!Number.isFinite(now)) return "the numbers have left every bound: the rate is far too large";
  if (now > before.cost * (1 + 1e-9)) {
    return `the cost rose from ${significant(before.cost)}: the rate is too large`;
  }
  if (Math.hypot(...slopes) < 1e-5) return "the slopes are almost 0: descent has arrived";
  if (wrong > fewest) return "the cost falls though more points are wrong: it counts how wrong, not how many";
  if (Math.abs(turn) > 0.02) return "the line is still turning";
  if (wrong === 0) return "the line hardly moves now, but the weights grow: descent makes every answer surer";
  return "the line hardly moves now";
}

/** How sure the prediction is and whether it is right, in words. */
export function pointInWords(z, truth) {
  const right = z >= 0 === (truth === 1);
  const sure = Math.abs(z) > 2.2 ? "sure" : Math.abs(z) > 0.6 ? "fairly sure" : "unsure";
  return `${sure} and ${right ? "right" : "wrong"}`;
}

/** A probability as people say it. */
export function percent(share) {
  if (share > 0 && share < 0.001) return "under 0.1 %";
  if (share < 1 && share > 0.999) return "over 99.9 %";
  return `${fixed(100 * share, share > 0.1 && share < 0.9 ? 0 : 1)} %`;
}
