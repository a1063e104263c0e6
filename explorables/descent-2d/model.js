// Gradient descent in the plane, with all examples in a step or with some. Mirrors lib/widgets/descent_2d.py.
import { shuffle } from "../shared/random.js";
import { FEATURES, SURFACES } from "./surfaces.js";

export const MAX_STEPS = 200;
export const START = { x: { min: -4, max: 4, step: 0.1, page: 1 }, y: { min: -2, max: 2, step: 0.1, page: 0.5 } };
export const RATE = { min: 0.01, max: 10 };
export const STEEPNESS = { min: 1, max: 50 };

/** Examples in one step. */
export const BATCH_SIZE = { batch: 12, "mini-batch": 4, stochastic: 1 };

const AT_REST = 1e-3;
const FAR_AWAY = 100;
const SEED = 7;

/** Which examples each step looks at: every epoch all of them once, in a new order. */
export function batches(mode, steps) {
  const found = [];
  let s = SEED;
  while (found.length < steps) {
    const order = FEATURES.map((_, i) => i);
    s = shuffle(order, s);
    for (let k = 0; k < order.length; k += BATCH_SIZE[mode]) found.push(order.slice(k, k + BATCH_SIZE[mode]));
  }
  return found.slice(0, steps);
}

/** Does every step see all there is? */
export const seesAll = ({ surface, mode }) => surface !== "logistic" || mode === "batch";

/** The run: points, costs and lengths of the gradient, the start included. */
export function numbers({ surface, start_x, start_y, rate, mode, steepness, steps }) {
  const { value, gradient } = SURFACES[surface];
  const order = surface === "logistic" ? batches(mode, steps) : [];
  const all = seesAll({ surface, mode });
  const run = { points: [], costs: [], lengths: [], diverged: false, at_rest: false };
  let [x, y] = [start_x, start_y];
  for (let step = 0; ; step += 1) {
    const length = Math.hypot(...gradient(x, y, steepness));
    run.points.push([x, y]);
    run.costs.push(value(x, y, steepness));
    run.lengths.push(length);
    run.diverged = Math.max(Math.abs(x), Math.abs(y)) > FAR_AWAY;
    run.at_rest = all && length < AT_REST;
    if (run.diverged || run.at_rest || step === steps) return run;
    const [alongX, alongY] = gradient(x, y, steepness, order[step]);
    x -= rate * alongX;
    y -= rate * alongY;
  }
}

/** The gradient that the next step from a point of the run will follow. */
export function nextGradient(state, [x, y], step) {
  const { gradient } = SURFACES[state.surface];
  const examples = state.surface === "logistic" ? batches(state.mode, step + 1)[step] : undefined;
  return gradient(x, y, state.steepness, examples);
}

/** Is there nothing left to do? */
export function ended(run, { steps }) {
  return run.diverged || run.at_rest || steps >= MAX_STEPS;
}
