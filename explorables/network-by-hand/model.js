// A network with one hidden layer of sigmoids: forward, backward, a nudge, one step of learning.
// Mirrors lib/widgets/network_by_hand.py, for any number of inputs, hidden units and outputs.
import { LIMIT } from "../shared/weights.js";
import { sigmoid } from "../sigmoid-slope/model.js";

/** The pet shop's survey: three answers of each customer, and what they bought. */
export const SHOP = {
  X: [[1, 0, 1], [0, 1, 1], [0, 0, 1], [1, 1, 1]],
  y: [[1], [1], [0], [0]],
  names: ["cat", "beer", "website"],
  target: "bought",
};

/** Weights to begin with: from the middle of a training (rounded), and 2·random − 1 of NumPy's generator with seed 1. */
export const STARTS = {
  "half trained": {
    syn0: [[3.66, -2.88, 3.26, -1.53], [-4.84, 3.54, 2.52, -2.55], [0.16, -0.66, -2.82, 1.87]],
    syn1: [[12.21], [10.24], [-6.31], [-14.52]],
  },
  random: {
    syn0: [
      [-0.165955990594852, 0.4406489868843162, -0.9997712503653102, -0.3953348547363205],
      [-0.7064882183657739, -0.8153228104624044, -0.6274795772446582, -0.3088785459139045],
      [-0.2064650515386601, 0.07763346800671389, -0.1616109711934104, 0.370439000793519],
    ],
    syn1: [[-0.5910955005369651], [0.7562348727818908], [-0.9452248136041477], [0.3409350203568045]],
  },
};

const times = (row, W) => W[0].map((_, k) => row.reduce((sum, value, i) => sum + value * W[i][k], 0));
const zip = (a, b, run) => a.map((value, i) => run(value, b[i]));
const outer = (a, b) => a.map((value) => b.map((other) => value * other));
const slopes = (values) => values.map((a) => a * (1 - a));

export function forward(x, { syn0, syn1 }) {
  const z1 = times(x, syn0);
  const l1 = z1.map(sigmoid);
  const z2 = times(l1, syn1);
  return { z1, l1, z2, l2: z2.map(sigmoid) };
}

/** Errors and deltas point downhill (truth − prediction); the gradients are the slopes of the cost, so they point uphill. */
export function backward(x, y, { syn1 }, { l1, l2 }) {
  const l2_error = zip(y, l2, (truth, a) => truth - a);
  const l2_slope = slopes(l2);
  const l2_delta = zip(l2_error, l2_slope, (error, slope) => error * slope);
  const l1_error = syn1.map((row) => row.reduce((sum, w, k) => sum + l2_delta[k] * w, 0));
  const l1_slope = slopes(l1);
  const l1_delta = zip(l1_error, l1_slope, (error, slope) => error * slope);
  const uphill = (delta) => delta.map((value) => -value);
  return {
    l2_error,
    l2_slope,
    l2_delta,
    l1_error,
    l1_slope,
    l1_delta,
    syn0_gradient: outer(x, uphill(l1_delta)),
    syn1_gradient: outer(l1, uphill(l2_delta)),
  };
}

export function cost(x, y, weights) {
  return zip(y, forward(x, weights).l2, (truth, a) => (truth - a) ** 2 / 2).reduce((sum, one) => sum + one);
}

/** "syn0[2,3]" is { array: "syn0", row: 2, column: 3 }. */
export function parse(name) {
  const [row, column] = name.slice(5, -1).split(",").map(Number);
  return { array: name.slice(0, 4), row, column };
}

export const nameOf = ({ array, row, column }) => `${array}[${row},${column}]`;

/** The weights with one of them changed; nothing else is copied. */
export function withWeight({ syn0, syn1 }, name, value) {
  const { array, row, column } = parse(name);
  const changed = (W) => W.map((line, i) => (i === row ? line.map((w, k) => (k === column ? value : w)) : line));
  return array === "syn0" ? { syn0: changed(syn0), syn1 } : { syn0, syn1: changed(syn1) };
}

export function weightOf(weights, name) {
  const { array, row, column } = parse(name);
  return weights[array][row][column];
}

/** The costs at w + ε and w − ε, and the slope of the line through them. */
export function measure(x, y, weights, name, epsilon) {
  const w = weightOf(weights, name);
  const [up, down] = [w + epsilon, w - epsilon].map((value) => cost(x, y, withWeight(weights, name, value)));
  return { up, down, measured: (up - down) / (2 * epsilon) };
}

/** The ratios from a weight to the cost, the last first; through one output there is one way. */
export function ratios(x, weights, name, { l1, l2_error, l2_slope, l1_slope }, output = 0) {
  const { array, row, column } = parse(name);
  const end = [-l2_error[output], l2_slope[output]];
  if (array === "syn1") return [...end, l1[row]];
  return [...end, weights.syn1[column][output], l1_slope[column], x[row]];
}

/** Every weight lowered by its gradient, summed over the examples: gradient descent with the rate 1. */
export function learn(X, Y, weights) {
  const within = (w) => Math.min(LIMIT, Math.max(-LIMIT, w));
  const next = { syn0: structuredClone(weights.syn0), syn1: structuredClone(weights.syn1) };
  X.forEach((x, m) => {
    const back = backward(x, Y[m], weights, forward(x, weights));
    for (const array of ["syn0", "syn1"]) {
      back[`${array}_gradient`].forEach((row, i) => row.forEach((g, k) => (next[array][i][k] -= g)));
    }
  });
  for (const array of ["syn0", "syn1"]) next[array] = next[array].map((row) => row.map(within));
  return next;
}

export function predictions(X, weights) {
  return X.map((x) => forward(x, weights).l2[0]);
}

/** All numbers of the figure for one customer of the pet shop. */
export function numbers({ customer, syn0, syn1, selected, epsilon }) {
  const weights = { syn0, syn1 };
  const { X, y } = SHOP;
  const [x, truth] = [X[customer - 1], y[customer - 1]];
  const ahead = forward(x, weights);
  const back = backward(x, truth, weights, ahead);
  return {
    ...ahead,
    ...back,
    cost: cost(x, truth, weights),
    ratios: ratios(x, weights, selected, { ...ahead, ...back }),
    measured: measure(x, truth, weights, selected, epsilon).measured,
    predictions: predictions(X, weights),
    after_one: predictions(X, learn([x], [truth], weights)),
    after_all: predictions(X, learn(X, y, weights)),
  };
}
