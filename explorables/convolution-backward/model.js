// The gradients of a small convolution, product by product. Mirrors lib/widgets/convolution_gradients.py.

/** What belongs to a case besides its arrays; as in lib/widgets/convolution_cases.py. */
export const CASES = {
  simple: { stride: 1, padding: 0, b: [0] },
  stride: { stride: 2, padding: 0, b: [0] },
  padding: { stride: 1, padding: 1, b: [0] },
  depth: { stride: 1, padding: 0, b: [0] },
  filters: { stride: 1, padding: 0, b: [0, 0] },
  check: { stride: 2, padding: 1, b: [1, 0] },
};
export const GOALS = ["input", "weight", "bias"];
export const WAYS = ["scatter", "gather"];
export const LIMIT = 9;
export const MAX_STEPS = 75;
export const NUDGE = 1e-4;

/** A measured slope agrees with a gradient when they differ by less. */
export const AGREES = 1e-6;

/** The array whose gradient a goal is. */
export const ASKED = { input: "x", weight: "w", bias: "b" };

export const flat = (array) => array.flat(Infinity);
const zeros = (like) => (Array.isArray(like) ? like.map(zeros) : 0);
const range = (count) => Array.from({ length: count }, (_, i) => i);
export const valueAt = (array, index) => index.reduce((part, i) => part[i], array);

/** A copy of the array with one number changed. */
export function withValue(array, [i, ...rest], value) {
  return array.map((part, n) => (n !== i ? part : rest.length ? withValue(part, rest, value) : value));
}

/** Every index of an array of lists of lists, in order. */
export const indices = (array) =>
  Array.isArray(array) ? array.flatMap((part, i) => indices(part).map((rest) => [i, ...rest])) : [[]];

const same = (one, other) => one.length === other.length && one.every((n, i) => n === other[i]);

/** The sizes: C channels of H × W, F filters of k × k, outputs of OH × OW. */
export function sizesOf({ x, w, delta }) {
  return { C: x.length, H: x[0].length, W: x[0][0].length, F: w.length, k: w[0][0].length, OH: delta[0].length, OW: delta[0][0].length };
}

/**
 * All products w[f, c, i, j] · x[c, p, q] of the outputs y[f, r, s]: each sends one share of δ to w and one to x. With
 * `turned` false, the pairs that a filter meets which was not turned before it visits the framed δ.
 */
export function products(state, turned = true) {
  const { stride, padding } = CASES[state.case];
  const { C, H, W, F, k, OH, OW } = sizesOf(state);
  const found = [];
  for (let f = 0; f < F; f += 1)
    for (let r = 0; r < OH; r += 1)
      for (let s = 0; s < OW; s += 1)
        for (let c = 0; c < C; c += 1)
          for (let i = 0; i < k; i += 1)
            for (let j = 0; j < k; j += 1) {
              const [p, q] = [r * stride + i - padding, s * stride + j - padding];
              const at = turned ? [i, j] : [k - 1 - i, k - 1 - j];
              if (p >= 0 && p < H && q >= 0 && q < W) found.push({ delta: [f, r, s], w: [f, c, ...at], x: [c, p, q], b: [f] });
            }
  return found;
}

function outputs(state, b, pairs) {
  const y = state.delta.map((part, f) => part.map((line) => line.map(() => b[f])));
  for (const { delta: [f, r, s], w, x } of pairs) y[f][r][s] += valueAt(state.w, w) * valueAt(state.x, x);
  return y;
}

const lossOf = (delta, y) => {
  const outs = flat(y);
  return flat(delta).reduce((sum, d, n) => sum + d * outs[n], 0);
};

function add(array, index, value) {
  const rest = index.slice(0, -1).reduce((part, i) => part[i], array);
  rest[index.at(-1)] += value;
}

/** The true gradients of L = Σ δ·y. */
function gradients({ x, w, delta }, b, pairs) {
  const grads = { x: zeros(x), w: zeros(w), b: zeros(b) };
  for (const pair of pairs) {
    const d = valueAt(delta, pair.delta);
    add(grads.x, pair.x, d * valueAt(w, pair.w));
    add(grads.w, pair.w, d * valueAt(x, pair.x));
  }
  delta.forEach((part, f) => (grads.b[f] = flat(part).reduce((sum, d) => sum + d, 0)));
  return grads;
}

const rounded = (value) => Math.round(value * 1e6) / 1e6 || 0;

/** The slope of the loss by nudging one number to both sides; rounded to 6 decimals. */
function slope(state, b, pairs, name, index) {
  const [up, down] = [NUDGE, -NUDGE].map((nudge) => {
    const arrays = { ...state, b };
    arrays[name] = withValue(arrays[name], index, valueAt(arrays[name], index) + nudge);
    return lossOf(state.delta, outputs(arrays, arrays.b, pairs));
  });
  return rounded((up - down) / (2 * NUDGE));
}

/** δ with stride − 1 zeros between its squares and k − 1 zeros around. */
export function framed({ delta, w, case: name }) {
  const { stride } = CASES[name];
  const edge = w[0][0].length - 1;
  const side = (count) => (count - 1) * stride + 1 + 2 * edge;
  return delta.map((part) =>
    range(side(part.length)).map((y) =>
      range(side(part[0].length)).map((x) => {
        const at = framedAt([y, x], edge, stride, part);
        return at ? part[at[0]][at[1]] : 0;
      })));
}

/** Which δ stands at a place of the framed δ: [row, column], or null for a zero of the frame. */
export function framedAt([y, x], edge, stride, part) {
  const [r, s] = [(y - edge) / stride, (x - edge) / stride];
  return part[r]?.[s] === undefined ? null : [r, s];
}

/** dL/dx by collecting: the filter, turned or not, visits every place of the framed δ. */
function collected(state, turned) {
  const { padding } = CASES[state.case];
  const { F, k } = sizesOf(state);
  const wide = framed(state);
  return state.x.map((part, c) =>
    part.map((line, p) =>
      line.map((_, q) => {
        let sum = 0;
        for (let f = 0; f < F; f += 1)
          for (let m = 0; m < k; m += 1)
            for (let n = 0; n < k; n += 1) {
              const weight = turned ? state.w[f][c][k - 1 - m][k - 1 - n] : state.w[f][c][m][n];
              sum += weight * wide[f][p + padding + m][q + padding + n];
            }
        return sum;
      })));
}

/** Is this the way that forgets to turn the filter? */
export const isUnturned = ({ goal, way, turned }) => goal === "input" && way === "gather" && !turned;

/** Does the goal go through the outputs, one a step? Otherwise through the squares of what is asked for. */
export const byOutput = ({ goal, way }) => goal === "bias" || (goal === "input" && way === "scatter");

/** What a step works on: the index of an output, or of a square of the gradient. */
export const stepsOf = (state) => indices(byOutput(state) ? state.delta : state[ASKED[state.goal]]);

export function nameOf(kind, index) {
  return `${kind}[${index.map((i) => i + 1)}]`;
}

/** "x[1,2,2]" as { kind: "x", index: [0, 1, 1] }; null for what is no name of a number of this state. */
export function parsed(name, state) {
  const [, kind, places] = /^(x|w|b|delta)\[(\d+(?:,\d+)*)\]$/.exec(name) ?? [];
  if (!kind) return null;
  const index = places.split(",").map((place) => Number(place) - 1);
  const array = kind === "b" ? CASES[state.case].b : state[kind];
  return indices(array).some((other) => same(other, index)) ? { kind, index } : null;
}

/** The products in the gradient of a square; of a δ, what it sends for the goal. Each { delta, product } with its other factor. */
export function termsOf(state, kind, index) {
  const alone = (delta) => ({ delta, product: valueAt(state.delta, delta) });
  if (kind === "b") return indices(state.delta).filter(([f]) => f === index[0]).map(alone);
  if (kind === "delta" && state.goal === "bias") return [alone(index)];
  const other = kind === "w" || (kind === "delta" && state.goal === "weight") ? "x" : "w";
  return products(state, !isUnturned(state) || kind === "w")
    .filter((pair) => same(pair[kind], index))
    .map((pair) => ({ ...pair, other, product: valueAt(state.delta, pair.delta) * valueAt(state[other], pair[other]) }));
}

function soFar(state, b, pairs, claimed) {
  const { goal, step } = state;
  if (!byOutput(state)) return flat(claimed).map((value, n) => (n < step ? value : null));
  const done = indices(state.delta).slice(0, step);
  const isDone = (index) => done.some((one) => same(one, index));
  const sumOf = (f) => done.reduce((sum, at) => (at[0] === f ? (sum ?? 0) + valueAt(state.delta, at) : sum), null);
  if (goal === "bias") return b.map((_, f) => sumOf(f));
  const sums = state.x.map((part) => part.map((line) => line.map(() => null)));
  for (const pair of pairs.filter(({ delta }) => isDone(delta))) add(sums, pair.x, valueAt(state.delta, pair.delta) * valueAt(state.w, pair.w));
  return flat(sums);
}

/** All numbers of the figure. */
export function numbers(state) {
  const { b } = CASES[state.case];
  const { goal } = state;
  const pairs = products(state);
  const y = outputs(state, b, pairs);
  const grads = gradients(state, b, pairs);
  const claims = { ...grads };
  if (goal === "input" && state.way === "gather") claims.x = collected(state, state.turned);
  const asked = ASKED[goal];
  const checked = checkedSlopes(state, b, pairs, asked);
  const off = flat(claims[asked]).map((value, n) => Math.abs(value - checked[n]));
  const chosen = parsed(state.selected, state);
  const measurable = chosen && chosen.kind !== "delta";
  return {
    y,
    loss: lossOf(state.delta, y),
    grad_x: grads.x,
    grad_w: grads.w,
    grad_b: grads.b,
    framed: framed(state),
    claimed: claims.x,
    so_far: soFar(state, b, pairs, claims[asked]),
    total: stepsOf(state).length,
    terms: chosen ? termsOf(state, chosen.kind, chosen.index).map(({ product }) => product) : [],
    gradient: measurable ? valueAt(claims[chosen.kind], chosen.index) : null,
    measured: measurable ? slope(state, b, pairs, chosen.kind, chosen.index) : null,
    disagree: off.filter((gap) => gap >= AGREES).length,
    worst: rounded(Math.max(...off)),
  };
}

// The slopes of a whole gradient are many sums: kept while the numbers are the same, as they are from step to step.
let [keptFor, kept] = ["", []];

/** The measured slopes of all numbers of the gradient that is asked for. */
export const slopesOf = (state) => checkedSlopes(state, CASES[state.case].b, products(state), ASKED[state.goal]);

function checkedSlopes(state, b, pairs, name) {
  const key = JSON.stringify([state.case, state.x, state.w, state.delta, name]);
  if (key !== keptFor) [keptFor, kept] = [key, indices(name === "b" ? b : state[name]).map((index) => slope(state, b, pairs, name, index))];
  return kept;
}

/** Are the wrong numbers the right ones, turned by 180° in each channel? */
export function isTurnedAround({ claimed, grad_x: truth }) {
  return claimed.every((part, c) => same(flat(part), flat(truth[c]).reverse()));
}

/** Is every filter the same after half a turn? */
export const isOwnTurn = (w) => w.every((filter) => filter.every((part) => same(flat(part), flat(part).reverse())));
