// A network on a tree: forward, back node by node, and what a check says. Mirrors lib/widgets/tree_run.py.
import { brackets, VECTORS, wordsOf } from "./sentences.js";

export const WEIGHT = [[0.9, -0.6, -0.5, 0.8], [0.4, 0.7, 0.8, -0.9]];
export const BIAS = [0.1, -0.2];
export const WEIGHTS = ["w11", "w12", "w13", "w14", "w21", "w22", "w23", "w24"];
export const PLANTED = ["none", "top", "swap", "slope"];
export const EPSILON = 1e-5;
export const AGREES = 1e-6;
const GRID = 1e-7;

const range = (count) => Array.from({ length: count }, (_, n) => n);
const sumOf = (tables) => range(2).map((i) => range(4).map((j) => tables.reduce((sum, table) => sum + table[i][j], 0)));

export const leavesOf = (sentence) => wordsOf(sentence).map((word) => VECTORS[word]);

/** W with the nudge added to one of its numbers. */
export function nudgedWeight({ selected, nudge }) {
  const [row, column] = [...selected.slice(1)].map((digit) => digit - 1);
  return WEIGHT.map((line, i) => line.map((value, j) => (i === row && j === column ? value + nudge : value)));
}

/** { nodes, sums } of all merges. */
export function forward(sentence, merges, weight, bias = BIAS) {
  const nodes = leavesOf(sentence);
  const sums = merges.map(([left, right]) => {
    const children = [...nodes[left], ...nodes[right]];
    const z = weight.map((row, i) => row.reduce((sum, w, j) => sum + w * children[j], 0) + bias[i]);
    nodes.push(z.map(Math.tanh));
    return z;
  });
  return { nodes, sums };
}

export const lossOf = (root, target) => 0.5 * ((root[0] - target[0]) ** 2 + (root[1] - target[1]) ** 2);

/** dL/dp, δ, Wᵀ δ and δ [c₁; c₂]ᵀ of every merge, with a planted bug or none. */
export function walkBack(weight, nodes, merges, target, planted = "none") {
  const words = nodes.length - merges.length;
  const last = merges.length - 1;
  const grads = nodes.map(() => [0, 0]);
  grads[nodes.length - 1] = nodes.at(-1).map((value, i) => value - target[i]);
  const [deltas, down, shares] = [[], [], []];
  for (let k = last; k >= 0; k -= 1) {
    const p = nodes[words + k];
    deltas[k] = grads[words + k].map((g, i) => (planted === "slope" && k === last ? g : g * (1 - p[i] ** 2)));
    down[k] = range(4).map((j) => weight[0][j] * deltas[k][0] + weight[1][j] * deltas[k][1]);
    const [left, right] = planted === "swap" ? [...merges[k]].reverse() : merges[k];
    grads[left] = down[k].slice(0, 2);
    grads[right] = down[k].slice(2);
    const children = merges[k].flatMap((child) => nodes[child]);
    const counts = planted !== "top" || k === last ? 1 : 0;
    shares[k] = deltas[k].map((d) => children.map((c) => counts * d * c));
  }
  return { arrived: grads.slice(words), deltas, down, shares };
}

/** (L(w + ε) − L(w − ε)) / 2ε of the eight numbers of W and the two of b. */
function measure(sentence, merges, weight, target) {
  const start = [...weight.flat(), ...BIAS];
  const loss = (all) => lossOf(forward(sentence, merges, [all.slice(0, 4), all.slice(4, 8)], all.slice(8)).nodes.at(-1), target);
  const slopes = start.map((value, at) => {
    const [up, low] = [EPSILON, -EPSILON].map((by) => loss(start.map((other, n) => (n === at ? value + by : other))));
    return Math.floor((up - low) / (2 * EPSILON) / GRID + 0.5) * GRID;
  });
  return [[slopes.slice(0, 4), slopes.slice(4, 8)], slopes.slice(8)];
}

const NOTHING = { arrived: [], deltas: [], down: [], shares: [], so_far: [], gradient: [], gradient_b: [], measured: [], measured_b: [], wrong: [] };

/** All numbers of the figure. */
export function numbers(state) {
  const { sentence, merges, kept, done, planted, selected, nudge } = state;
  const target = [state.target_x, state.target_y];
  const weight = nudgedWeight(state);
  const count = merges.length;
  const last = wordsOf(sentence).length - 1;
  const { nodes, sums } = forward(sentence, merges, weight);
  const before = forward(sentence, merges, WEIGHT).nodes;
  const keptRoot = kept.length === last ? forward(sentence, kept, weight).nodes.at(-1) : null;
  const found = { brackets: brackets(sentence, merges), nodes, sums, root: null, loss: null, kept_root: keptRoot, distance: null, nodes_before: before, loss_before: null, foretold: null };
  if (count < last) return { ...found, ...NOTHING };

  const root = nodes.at(-1);
  const { shares, ...back } = walkBack(weight, nodes, merges, target, planted);
  const gone = Math.min(Math.max(done - count, 0), count);
  const counted = planted === "top" ? back.deltas.slice(-1) : back.deltas;
  const gradient = sumOf(shares);
  const [measured, measuredB] = measure(sentence, merges, weight, target);
  const slopes = sumOf(walkBack(WEIGHT, before, merges, target).shares).flat();
  return {
    ...found,
    root,
    loss: lossOf(root, target),
    distance: keptRoot && Math.hypot(root[0] - keptRoot[0], root[1] - keptRoot[1]),
    loss_before: lossOf(before.at(-1), target),
    foretold: nudge * slopes[WEIGHTS.indexOf(selected)],
    ...back,
    shares,
    so_far: sumOf(shares.slice(count - gone)),
    gradient,
    gradient_b: range(2).map((i) => counted.reduce((sum, delta) => sum + delta[i], 0)),
    measured,
    measured_b: measuredB,
    wrong: WEIGHTS.filter((_, n) => Math.abs(gradient.flat()[n] - measured.flat()[n]) > AGREES),
  };
}
