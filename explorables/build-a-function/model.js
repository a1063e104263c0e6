// A curve made of hidden units, the curve that it is to match, and how far apart they are. Mirrors lib/widgets/build_a_function.py.
import { createDescent } from "./descent.js";
import { curveOf, placesOf, sideBySide, startOf } from "./networks.js";

export const MODES = ["unit", "bump", "curve", "descent"];
export const STARTS = ["hand", "random", "small"];
export const MOST_STEPS = 5000;

/** Bounds of each number, as in Python; `heights` are the bounds of each, `bumps` of how many there are. */
export const BOUNDS = {
  steepness: [4, 1000],
  position: [0, 1],
  left: [0, 1],
  right: [0, 1],
  height: [-0.4, 1.4],
  heights: [-0.4, 1.4],
  bumps: [2, 8],
  seed: [1, 999],
  rate: [0.001, 0.3],
  steps: [0, MOST_STEPS],
};

export const TARGETS = {
  wave: (x) => 0.5 + 0.4 * Math.sin(2 * Math.PI * x),
  dent: (x) => 0.1 + 0.9 * Math.exp(-(((x - 0.5) / 0.25) ** 2)) - 0.5 * Math.exp(-(((x - 0.55) / 0.08) ** 2)),
  jump: (x) => 0.1 + 0.5 * x + (x >= 0.6 ? 0.35 : 0),
};

/** Where the target jumps, if it does. */
export const JUMP = { jump: 0.6 };

/** The error is the mean over these places, and descent sees no others. */
export const POINTS = Array.from({ length: 101 }, (_, i) => i / 100);
const WANTED = Object.fromEntries(Object.entries(TARGETS).map(([name, target]) => [name, POINTS.map(target)]));

/** For so many bumps the price is computed, with edges so steep that they are steps. */
export const SIZES = [2, 4, 8, 16, 32];
const STEP = 1000;
const SHOWN = [0, 25, 50, 75, 100];

/** Heights that follow the target: the mean of a bump's piece, or for ReLUs the values at the bends. */
export function heightsFrom(target, activation, count) {
  if (activation === "relu") return placesOf(activation, count).map(TARGETS[target]);
  const sums = Array.from({ length: count }, () => [0, 0]);
  POINTS.forEach((x, i) => {
    const piece = sums[Math.min(Math.floor(x * count + 1e-9), count - 1)];
    piece[0] += WANTED[target][i];
    piece[1] += 1;
  });
  return sums.map(([sum, number]) => sum / number);
}

/** Predictions minus target at all points. */
export function missesOf(f, target) {
  return POINTS.map((x, i) => f(x) - WANTED[target][i]);
}

/** The mean squared error. */
export const errorOf = (misses) => misses.reduce((sum, miss) => sum + miss * miss, 0) / misses.length;

/** The errors of 2, 4, 8, 16 and 32 steep bumps, or of as many heights with ReLU. */
export function prices(target, activation) {
  return SIZES.map((count) => {
    const made = sideBySide({ activation, steepness: STEP, heights: heightsFrom(target, activation, count) });
    return errorOf(missesOf(curveOf(made, activation), target));
  });
}

/** Descent from where this state begins. */
export function descentFrom(state) {
  const { activation, target, rate } = state;
  return createDescent({ weights: startOf(state), activation, x: POINTS, y: WANTED[target], rate });
}

/** All numbers of the figure at this state. */
export function numbers(state) {
  const run = descentFrom(state);
  for (let k = 0; k < (state.mode === "descent" ? state.steps : 0); k += 1) run.step();
  const weights = run.weights();
  const f = curveOf(weights, state.activation);
  return {
    ...weights,
    values: SHOWN.map((i) => f(POINTS[i])),
    error: run.errors.at(-1),
    errors: run.errors,
    step_errors: prices(state.target, "sigmoid"),
    relu_errors: prices(state.target, "relu"),
  };
}
