// A network that learns points of the plane, step by step. Mirrors lib/widgets/playground_run.py.
import { createRandom } from "../shared/random.js";
import { createPass, layoutOf } from "./network.js";
import { createOptimizer } from "../shared/optimizers.js";
import { pointsOf } from "./points.js";
import { STREAMS } from "./streams.js";

export const sizesOf = ({ hidden }) => [2, ...hidden, 1];

/** Weights and biases as lists, [W1, b1, W2, b2, …], out of the one vector. */
export function toLists(w, sizes) {
  return layoutOf(sizes).layers.flatMap(({ inputs, outputs, weights, biases }) => [
    Array.from({ length: outputs }, (_, j) => Array.from(w.subarray(weights + j * inputs, weights + (j + 1) * inputs))),
    Array.from(w.subarray(biases, biases + outputs)),
  ]);
}

/** The vector of such lists, or null if they do not fit the sizes. */
export function fromLists(lists, sizes) {
  const { layers, count } = layoutOf(sizes);
  if (lists?.length !== 2 * layers.length) return null;
  const fits = layers.every(({ inputs, outputs }, l) => {
    const [weights, biases] = [lists[2 * l], lists[2 * l + 1]];
    return weights?.length === outputs && biases?.length === outputs && weights.every((row) => row?.length === inputs);
  });
  const w = fits ? Float64Array.from(lists.flat(2)) : null;
  return w?.length === count && w.every(Number.isFinite) ? w : null;
}

const SPREADS = { scaled: (inputs) => 1 / Math.sqrt(inputs), normal: () => 1, he: (inputs) => Math.sqrt(2) / Math.sqrt(inputs) };

/** The parameters at step 0: those given in `start` if they fit, else drawn; biases are 0. */
export function firstWeights({ start, init, seed, hidden }) {
  const sizes = sizesOf({ hidden });
  const given = fromLists(start, sizes);
  if (given) return given;
  const { layers, count } = layoutOf(sizes);
  const w = new Float64Array(count);
  const random = createRandom(seed, STREAMS.weights);
  if (init === "zeros") return w;
  for (const { inputs, weights, biases } of layers) {
    const spread = SPREADS[init](inputs);
    for (let k = weights; k < biases; k += 1) w[k] = spread * random.normal();
  }
  return w;
}

/**
 * A run of the state's settings, at its step 0. Returns
 *   points, sizes        what it learns from, and the units of each layer
 *   w                    the parameters as they are now
 *   said, saidHeldOut    what every layer said of the points to learn from, and of those held out, when it was judged
 *   step()               one step; returns the loss of its batch, before it
 *   steps, bad           steps made; whether a number has become infinite or none, and the run is at its end
 *   judge()              { cost, right, heldOutCost, heldOutRight } of the network as it is now
 */
export function createRun(state) {
  const { activation, rate, optimizer, batch, l2, dropout, seed, begun } = state;
  const points = pointsOf(state);
  const sizes = sizesOf(state);
  const { x, y, m } = points.learn;
  const full = batch === "full";
  const size = full ? m : Math.min(m, Number(batch));
  const w = firstWeights(state);
  const g = new Float64Array(w.length);
  const masks = dropout > 0 ? sizes.slice(1, -1).map((units) => new Float64Array(units * size)) : null;
  const pass = createPass({ sizes, activation, w, most: size, g, masks });
  const update = createOptimizer(optimizer, w, g);
  const [orders, drops] = [STREAMS.order, STREAMS.dropout].map((stream) => createRandom(seed, stream, begun));
  const order = new Int32Array(m);
  const truth = new Float64Array(size);
  let next = 0; // where in the order the next batch begins

  function take() {
    if (next >= m) next = 0;
    if (next === 0) {
      for (let i = 0; i < m; i += 1) order[i] = i;
      if (!full) orders.shuffle(order);
    }
    const n = Math.min(size, m - next);
    for (let k = 0; k < n; k += 1) {
      const i = order[next + k];
      pass.inputs[k] = x[i];
      pass.inputs[n + k] = x[m + i];
      truth[k] = y[i];
    }
    next += n;
    return n;
  }

  function dropOut(n) {
    for (let l = 0; l < masks.length; l += 1) {
      const units = sizes[l + 1];
      for (let k = 0; k < n; k += 1) {
        for (let j = 0; j < units; j += 1) masks[l][j * n + k] = drops.uniform() >= dropout ? 1 / (1 - dropout) : 0;
      }
    }
  }

  const judges = [points.learn, points.heldOut].map((set) => {
    const judge = createPass({ sizes, activation, w, most: set.m });
    judge.inputs.set(set.x);
    return judge;
  });
  const judged = (k, { y: truths, m: count }) => {
    if (count === 0) return [null, null];
    judges[k].forward(count);
    return [judges[k].cost(truths, count), judges[k].right(truths, count)];
  };

  const run = {
    points,
    sizes,
    w,
    said: judges[0].said,
    saidHeldOut: judges[1].said,
    steps: 0,
    bad: false,
    step() {
      const n = take();
      if (masks) dropOut(n);
      pass.forward(n);
      const loss = pass.cost(truth, n);
      pass.backward(truth, n);
      update(rate, l2);
      run.steps += 1;
      run.bad = !Number.isFinite(loss);
      return loss;
    },
    judge() {
      const [cost, right] = judged(0, points.learn);
      const [heldOutCost, heldOutRight] = judged(1, points.heldOut);
      return { cost, right, heldOutCost, heldOutRight };
    },
  };
  return run;
}

/** A whole run: the losses of its batches, and where it has come to; the names are explained in Python. */
export function numbers(state) {
  const run = createRun({ start: [], begun: 0, examples: [], ...state });
  const losses = Array.from({ length: state.steps }, run.step);
  const { cost, right, heldOutCost, heldOutRight } = run.judge();
  return { losses, cost, right, held_out_cost: heldOutCost, held_out_right: heldOutRight, weights: toLists(run.w, run.sizes) };
}
