// The perceptron rule, example by example. Mirrors lib/widgets/perceptron_plane.py and lib/classic/perceptron.py.

/** The four examples of a logic problem, in the order in which they are shown. */
export const INPUTS = [[1, 1], [0, 0], [1, 0], [0, 1]];
export const TRUTHS = { and: [1, 0, 0, 0], or: [1, 0, 1, 1], xor: [0, 0, 1, 1], nand: [0, 1, 1, 1] };

export const LIMIT = 1000;
export const MOST_SHOWN = 10000;
export const MOST_EXAMPLES = 100;
export const RATE = { min: 0.01, max: 10 };

/** X and y of a state: those of a logic problem, or the reader's points. */
export function examplesOf({ problem, examples }) {
  if (problem !== "points") return { X: INPUTS, y: TRUTHS[problem] };
  return { X: examples.map(([x1, x2]) => [x1, x2]), y: examples.map(([, , truth]) => truth) };
}

/** z = w₁x₁ + w₂x₂ + b */
export const score = ([x1, x2], [w1, w2, b]) => x1 * w1 + x2 * w2 + b;

const answer = (z) => (z > 0 ? 1 : 0);

/** How many examples get the wrong answer. */
const wrong = (X, y, weights) => X.reduce((sum, x, i) => sum + (answer(score(x, weights)) !== y[i] ? 1 : 0), 0);

/** The weights after one example: w ← w - rate · (a - y) x. */
function shown([x1, x2], truth, [w1, w2, b], rate) {
  const error = answer(score([x1, x2], [w1, w2, b])) - truth;
  return [w1 - rate * (error * x1), w2 - rate * (error * x2), b - rate * error];
}

/** Weights and bias as a hand sets them: within bounds, and with so few digits that every sum can be shown whole. */
export function setByHand({ w1, w2, b }) {
  const size = Math.hypot(w1, w2) || Math.abs(b) || 1;
  const decimals = Math.min(12, Math.max(0, 3 - Math.floor(Math.log10(size))));
  const few = (value) => Number(Math.min(LIMIT, Math.max(-LIMIT, value)).toFixed(decimals)) + 0; // no -0
  return { w1: few(w1), w2: few(w2), b: few(b) };
}

/** Weights are sums of rate · x, so this is their size; rounding forgives the last digits. */
function cycleKey(X, rate) {
  const sizes = [...[0, 1].map((axis) => Math.max(...X.map((x) => Math.abs(x[axis])))), 1].map((size) => rate * size || 1);
  return (weights) => weights.map((value, i) => Math.round((value / sizes[i]) * 1e9)).join();
}

/** A run of the rule: the weights after each example, and what they say at its end; the names are explained in Python. */
export function numbers({ X, y, rate, w1, w2, b, shown: count }) {
  const m = X.length;
  const path = [[w1, w2, b]];
  const mistakes = [];
  const history = [wrong(X, y, path[0])];
  const keyOf = cycleKey(X, rate);
  const seen = new Map([[keyOf(path[0]), 0]]);
  let cycle = null;
  for (let k = 0; k < count; k += 1) {
    const before = path[k];
    const after = shown(X[k % m], y[k % m], before, rate);
    path.push(after);
    if (k % m === 0) mistakes.push(0);
    if (after[2] !== before[2]) mistakes[mistakes.length - 1] += 1;
    if (k % m < m - 1) continue;
    const round = (k + 1) / m;
    history.push(wrong(X, y, after));
    const key = keyOf(after);
    if (!cycle && history[round] > 0 && seen.has(key)) cycle = [seen.get(key), round - seen.get(key)];
    if (!seen.has(key)) seen.set(key, round);
  }
  const scores = X.map((x) => score(x, path.at(-1)));
  return { path, scores, says: scores.map(answer), mistakes, history, cycle };
}

/** What a run has come to: { wrong, rounds (whole ones), settled, cycleNow (has a circle just been closed?), last (the example shown last) }. */
export function outcome(run, { X, y }) {
  const count = run.path.length - 1;
  const m = X.length;
  const rounds = Math.floor(count / m);
  const atEnd = count > 0 && count % m === 0;
  const { cycle } = run;
  return {
    wrong: run.says.reduce((sum, says, i) => sum + (says !== y[i] ? 1 : 0), 0),
    rounds,
    atEnd,
    settled: atEnd && run.mistakes.at(-1) === 0,
    cycleNow: atEnd && cycle !== null && cycle[0] + cycle[1] === rounds,
    last: count > 0 ? (count - 1) % m : null,
  };
}

/** The weights before the latest correction, or null. */
export function formerWeights({ path }) {
  for (let k = path.length - 2; k >= 0; k -= 1) if (path[k][2] !== path[k + 1][2]) return path[k];
  return null;
}
