// A small network under random masks on its hidden units. Mirrors lib/widgets/dropout_mask.py.
import { createRandom } from "../shared/random.js";

export const MOST_STEPS = 1000;
export const P = { min: 0, max: 0.9 };
export const SCALINGS = ["training", "never", "test"];
export const OUTPUTS = ["linear", "sigmoid"];
export const SEEDS = 10000;
export const ENOUGH = 20; // with fewer masks, means are not compared

/** The example, and the weights: five ReLUs, all of them awake, and no biases. */
export const INPUT = [1, 2, -1];
export const INTO_HIDDEN = [
  [0.5, 0.7, 0.4],
  [-0.4, 0.5, -0.2],
  [0.6, -0.1, -0.6],
  [0.3, 0.6, -0.5],
  [-0.7, 0.4, -0.4],
];
export const INTO_OUTPUT = [0.8, -0.75, 0.9, 0.25, -0.8];
export const UNITS = INTO_HIDDEN.length;

const dot = (a, b) => a.reduce((sum, value, i) => sum + value * b[i], 0);

/** What the hidden units say. */
export const HIDDEN = INTO_HIDDEN.map((row) => Math.max(0, dot(row, INPUT)));

let kept = { seed: null, random: null, draws: [] };

/** The random number of each unit for the masks of a seed, from 0 to 1: it is dropped where that is below p. */
export function drawsOf(seed, steps) {
  if (kept.seed !== seed) kept = { seed, random: createRandom(seed, 0), draws: [] };
  while (kept.draws.length < steps) kept.draws.push(Array.from({ length: UNITS }, kept.random.uniform));
  return kept.draws;
}

const SQUASH = {
  linear: { value: (z) => z, slope: () => 1 },
  sigmoid: { value: (z) => 1 / (1 + Math.exp(-z)), slope: (z) => Math.exp(-z) / (1 + Math.exp(-z)) ** 2 },
};

/** The factor of a unit that stays. */
export const scaleOf = ({ p, scaling }) => (scaling === "training" ? 1 / (1 - p) : 1);
const atTest = ({ p, scaling }) => (scaling === "test" ? 1 - p : 1);

const sumUnder = (factors) => factors.reduce((sum, factor, j) => sum + factor * HIDDEN[j] * INTO_OUTPUT[j], 0);

/** The output where each unit's number is multiplied by its factor. */
export const outputUnder = (factors, { output }) => SQUASH[output].value(sumUnder(factors));

/** Which units stay in mask `k` (from 0) of those drawn. */
export const maskAt = ({ seed, p }, k) => drawsOf(seed, k + 1)[k].map((draw) => Number(draw >= p));

/** All 32 masks: [{ mask, chance, output }]. */
export function allMasks(state) {
  return Array.from({ length: 2 ** UNITS }, (_, code) => {
    const mask = Array.from({ length: UNITS }, (_, j) => (code >> (UNITS - 1 - j)) & 1);
    const chance = mask.reduce((product, stays) => product * (stays ? 1 - state.p : state.p), 1);
    return { mask, chance, output: outputUnder(mask.map((stays) => stays * scaleOf(state)), state) };
  });
}

/** What each unit is multiplied with now: by hand, by the mask drawn last, or with all units as at test time. */
export function factorsNow(state) {
  if (!state.mask.length && !state.steps) return HIDDEN.map(() => atTest(state));
  const mask = state.mask.length ? state.mask : maskAt(state, state.steps - 1);
  return mask.map((stays) => stays * scaleOf(state));
}

export function numbers(state) {
  const factors = factorsNow(state);
  const outputs = Array.from({ length: state.steps }, (_, k) => outputUnder(maskAt(state, k).map((stays) => stays * scaleOf(state)), state));
  const mean = state.steps ? outputs.reduce((a, b) => a + b) / state.steps : null;
  const spread = outputs.reduce((sum, output) => sum + (output - mean) ** 2, 0);
  const slope = SQUASH[state.output].slope(sumUnder(factors));
  return {
    hidden: [...HIDDEN],
    factors,
    output: outputUnder(factors, state),
    slopes: factors.map((factor, j) => factor && factor * INTO_OUTPUT[j] * slope),
    outputs,
    mean,
    standard_error: state.steps > 1 ? Math.sqrt(spread / (state.steps - 1) / state.steps) : null,
    test: outputUnder(HIDDEN.map(() => atTest(state)), state),
    exact: allMasks(state).reduce((sum, { chance, output }) => sum + chance * output, 0),
  };
}

/** Is the mean the output with all units? "few", "agree" (within two standard errors) or "differ". */
export function compare({ outputs, mean, standard_error, test }) {
  if (outputs.length < ENOUGH) return "few";
  return Math.abs(mean - test) <= 2 * standard_error + 1e-9 ? "agree" : "differ";
}
