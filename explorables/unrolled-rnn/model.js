// A recurrent layer of two units, unrolled: its steps, the way back, what a check says. Mirrors lib/widgets/unrolled_run.py.

export const ACTIVATIONS = ["tanh", "relu", "identity", "sigmoid"];
export const STEEPEST = { tanh: 1, relu: 1, identity: 1, sigmoid: 0.25 };
export const SHAPES = {
  turn: [[0.8, -0.6], [0.6, 0.8]],
  mix: [[0.6, 0.4], [0.4, 0.6]],
  uneven: [[0.72, 0.46], [0.04, 0.72]],
};
export const WEIGHTS = ["w11", "w12", "w21", "w22"];
export const PLANTED = ["none", "last", "source"];
export const BETA = { min: 0.1, max: 2.5 };
export const STEPS = { min: 2, max: 40 };
export const THRESHOLD = { min: 0.01, max: 10 };
export const U = [0.5, -0.25];
const INPUTS = [1, 0.5, -0.5, 0.8, -0.2];

/** Less than this share of the last δ is left: vanished. More than its inverse: exploded. */
export const VANISHED = 1e-3;
export const NUDGE = 1e-5;
const AGREES = 1e-5;
const NOISE = 1e-9;
const CHECKED = 8;

const BENDS = {
  tanh: { f: Math.tanh, slope: (s) => 1 - s * s },
  relu: { f: (z) => Math.max(z, 0), slope: (s) => (s > 0 ? 1 : 0) },
  identity: { f: (z) => z, slope: () => 1 },
  sigmoid: { f: (z) => 1 / (1 + Math.exp(-z)), slope: (s) => s * (1 - s) },
};

/** xₜ, for t = 1, 2, … */
export const inputAt = (t) => INPUTS[(t - 1) % INPUTS.length];

/** W: β_W times a matrix of norm 1. */
export const weights = ({ beta, shape }) => SHAPES[shape].map((row) => row.map((value) => beta * value));

const range = (count) => Array.from({ length: count }, (_, i) => i);
const total = (values) => values.reduce((sum, value) => sum + value, 0);

/** The states s₀ … s_T and the slopes f′(z₁) … f′(z_T). */
export function forward(W, u, steps, activation) {
  const { f, slope } = BENDS[activation];
  const states = [[0, 0]];
  for (let t = 1; t <= steps; t += 1) {
    const [a, b] = states[t - 1];
    states.push([0, 1].map((i) => f(u[i] * inputAt(t) + W[i][0] * a + W[i][1] * b)));
  }
  return { states, slopes: states.slice(1).map((s) => s.map(slope)) };
}

/** δ₁ … δ_T and their parts of dL/dW and of dL/dU, with a planted bug or none. */
export function backward(W, { states: given, slopes }, planted = "none") {
  const steps = slopes.length;
  const states = [...given];
  const deltas = range(steps);
  deltas[steps - 1] = slopes[steps - 1];
  for (let t = steps - 1; t > 0; t -= 1) {
    let factor = slopes[t - 1];
    if (planted === "source") {
      factor = states[t + 1];
      states[t + 1] = slopes[t];
    }
    const [a, b] = deltas[t];
    deltas[t - 1] = [0, 1].map((i) => (a * W[0][i] + b * W[1][i]) * factor[i]);
  }
  const used = (t) => (planted === "last" && t < steps - 1 ? [0, 0] : deltas[t]);
  return {
    deltas,
    parts: range(steps).map((t) => used(t).map((d) => states[t].map((s) => d * s))),
    partsU: range(steps).map((t) => used(t).map((d) => d * inputAt(t + 1))),
  };
}

const sumOf = (parts) => [0, 1].map((i) => [0, 1].map((j) => total(parts.map((part) => part[i][j]))));
const sumOfU = (parts) => [0, 1].map((i) => total(parts.map((part) => part[i])));
const most = (values) => Math.max(...values.map(Math.abs));

/** A millionth of the power of ten below the largest number; below NOISE is nothing. */
function gridOf(values) {
  const largest = most(values);
  return largest > 0 ? Math.max(NOISE, 10 ** (Math.floor(Math.log10(largest)) - 6)) : NOISE;
}
const toGrid = (value, grid) => Math.floor(value / grid + 0.5) * grid;

/** (L(w + ε) − L(w − ε)) / 2ε for each number of W, row by row, and then of U. */
function measured(W, steps, activation) {
  const start = [...W.flat(), ...U];
  const lossOf = ([a, b, c, d, ...u]) => total(forward([[a, b], [c, d]], u, steps, activation).states[steps]);
  const slopes = start.map((value, at) => {
    const [up, down] = [NUDGE, -NUDGE].map((nudge) => lossOf(start.map((other, n) => (n === at ? value + nudge : other))));
    return (up - down) / (2 * NUDGE);
  });
  return [slopes.slice(0, 4), slopes.slice(4)].map((some) => {
    const grid = gridOf(some);
    return some.map((value) => toGrid(value, grid));
  });
}

/** The largest difference; 0 if it is below AGREES of the largest measured slope. */
export function offBy(claimed, slopes) {
  const gap = most(claimed.map((value, n) => value - slopes[n]));
  return gap <= AGREES * most(slopes) + NOISE ? 0 : toGrid(gap, gridOf(slopes));
}

/** By how much the code's dL/dW and dL/dU are wrong after so many steps. */
export function check(W, steps, activation, planted) {
  const { parts, partsU } = backward(W, forward(W, U, steps, activation), planted);
  const [ofW, ofU] = measured(W, steps, activation);
  return [offBy(sumOf(parts).flat(), ofW), offBy(sumOfU(partsU), ofU)];
}

/** { share, fate, lost_after } of the lengths ‖δ₁‖ … ‖δ_T‖. */
export function fateOf(lengths) {
  const last = lengths.at(-1);
  if (last === 0) return { share: 0, fate: "dead", lost_after: null };
  const shares = [...lengths].reverse().map((length) => length / last);
  const share = shares.at(-1);
  if (share < VANISHED) return { share, fate: "vanished", lost_after: shares.findIndex((one) => one < VANISHED) };
  if (share > 1 / VANISHED) return { share, fate: "exploded", lost_after: shares.findIndex((one) => one > 1 / VANISHED) };
  return { share, fate: "alive", lost_after: null };
}

/** By how many degrees cutting off each number at ±threshold turns the direction. */
export function bentBy(values, threshold) {
  const cut = values.map((value) => Math.min(threshold, Math.max(-threshold, value)));
  if (cut.every((value, i) => value === values[i])) return 0;
  const cosine = total(values.map((value, i) => value * cut[i])) / (Math.hypot(...values) * Math.hypot(...cut));
  return Math.floor((Math.acos(Math.min(1, cosine)) * 180) / Math.PI * 10 + 0.5) / 10;
}

/** All numbers of the figure. */
export function numbers(state) {
  const { beta, steps, activation, done, planted, clip, threshold } = state;
  const W = weights(state);
  const run = forward(W, U, steps, activation);
  const { deltas, parts, partsU } = backward(W, run, planted);
  const right = planted === "source" ? backward(W, run).deltas : deltas;
  const rightLengths = right.map((d) => Math.hypot(...d));
  const back = Math.min(Math.max(done - steps, 0), steps);
  const [ofW, ofU] = measured(W, steps, activation);
  const [gradW, gradU] = [sumOf(parts), sumOfU(partsU)];
  const whole = [...gradW.flat(), ...gradU];
  const length = Math.hypot(...whole);
  const factor = clip && length > threshold ? threshold / length : 1;
  return {
    states: run.states,
    loss: total(run.states[steps]),
    deltas,
    lengths: deltas.map((d) => Math.hypot(...d)),
    bounds: range(steps).map((t) => (beta * STEEPEST[activation]) ** (steps - 1 - t) * rightLengths.at(-1)),
    parts,
    so_far: sumOf(parts.slice(steps - back)),
    grad_w: gradW,
    grad_u: gradU,
    measured_w: [ofW.slice(0, 2), ofW.slice(2)],
    measured_u: ofU,
    off: [offBy(gradW.flat(), ofW), offBy(gradU, ofU)],
    checks: checksOf(W, state),
    ...fateOf(rightLengths),
    length,
    factor,
    clipped_w: gradW.map((row) => row.map((value) => factor * value)),
    bent: bentBy(whole, threshold),
  };
}

/** The check for T = 1 … 8: { off in dL/dW, off in dL/dU }. */
const checksOf = (W, { activation, planted }) => range(CHECKED).map((i) => check(W, i + 1, activation, planted));
