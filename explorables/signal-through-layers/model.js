// Sizes of signals and gradients, layer by layer, and what they mean. Mirrors lib/widgets/signal_run.py.
import { createNet, EXAMPLES, UNITS } from "./net.js";

export const DEPTH = { min: 2, max: 50 };
export const SCALE = { min: 0.05, max: 10 };
export const LAST_SEED = 9999;
export const ACTIVATIONS = ["tanh", "sigmoid", "relu", "identity"];
export const INITS = ["normal", "equal", "zeros"];

/** The rulers of the histograms; gradients are measured in sizes of the one at the top. */
export const RULERS = { tanh: [-1, 1], sigmoid: [0, 1], relu: [0, 4], identity: [-4, 4] };
export const GRADIENT_RULER = [-4, 4];
export const BINS = 31;

/** A size below this share of where it began has vanished; above its inverse it has exploded. */
export const VANISHED = 1e-3;

const ROUNDING = 1e-14; // a difference below this share is rounding
const SATURATED = { tanh: [0, 1, 0.99], sigmoid: [0.5, 0.5, 0.98] }; // middle, half-width, limit

export function mean(values) {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i];
  return sum / values.length;
}

export function deviation(values) {
  const middle = mean(values);
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += (values[i] - middle) ** 2;
  return Math.sqrt(sum / values.length);
}

/** Root mean square. */
export function size(values) {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i] * values[i];
  return Math.sqrt(sum / values.length);
}

/** What tells the examples apart: √(mean over the units of the variance over the examples). */
export function spreadOverExamples(a) {
  let sum = 0;
  for (let unit = 0; unit < UNITS; unit += 1) {
    let middle = 0;
    for (let i = unit; i < a.length; i += UNITS) middle += a[i];
    middle /= EXAMPLES;
    for (let i = unit; i < a.length; i += UNITS) sum += (a[i] - middle) ** 2;
  }
  const apart = Math.sqrt(sum / a.length);
  return apart > ROUNDING * size(a) ? apart : 0;
}

/** Share of activations at a bound: |a| > 0.99 for tanh, a outside 0.01 … 0.99 for the sigmoid. */
export function saturated(activation, a) {
  if (!(activation in SATURATED)) return 0;
  const [middle, half, limit] = SATURATED[activation];
  let count = 0;
  for (const value of a) if (Math.abs((value - middle) / half) > limit) count += 1;
  return count / a.length;
}

/** How many units are 0 for every example: ReLU only. */
function countDead(activation, a) {
  if (activation !== "relu") return 0;
  let count = UNITS;
  for (let unit = 0; unit < UNITS; unit += 1) {
    for (let i = unit; i < a.length; i += UNITS) {
      if (a[i] === 0) continue;
      count -= 1;
      break;
    }
  }
  return count;
}

/** How many units differ from all before them in one of the signals, for some example, by more than a part in 10⁹. */
export function countDifferent(...signals) {
  const rooms = signals.map((signal) => 1e-9 * signal.reduce((top, value) => Math.max(top, Math.abs(value)), 0));
  const same = (p, q) =>
    signals.every((signal, j) => {
      for (let i = 0; i < signal.length; i += UNITS) {
        if (Math.abs(signal[i + p] - signal[i + q]) > rooms[j]) return false;
      }
      return true;
    });
  const found = [];
  for (let unit = 0; unit < UNITS; unit += 1) {
    if (!found.some((other) => same(unit, other))) found.push(unit);
  }
  return found.length;
}

/** How many values lie below the ruler, in each of its bins, and above it. */
export function histogram(values, [low, high], unit = 1, bins = BINS) {
  const counts = new Array(bins + 2).fill(0);
  const width = high - low;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] / unit;
    if (value < low) counts[0] += 1;
    else if (value > high) counts[bins + 1] += 1;
    else counts[Math.min(bins, Math.floor(((value - low) / width) * bins) + 1)] += 1;
  }
  return counts;
}

/** How a layer's signal fares; the inputs have standard deviation 1. */
export function forwardWord(activation, a, std, apart) {
  if (std > 1 / VANISHED) return "exploded";
  if (std < VANISHED) return "vanished";
  if (apart < VANISHED * std) return "alike";
  return saturated(activation, a) > 0.5 ? "saturated" : "alive";
}

/** How the gradient fares, from that at layer 1 as a share of that at the top. */
export function backwardWord(share) {
  if (share < VANISHED) return "vanished";
  return share > 1 / VANISHED ? "exploded" : "alive";
}

/** All layers measured: what depends on more than the layer that is looked at. */
export function measure({ activations, gradients }) {
  const sizes = gradients.map(size);
  return {
    activation_std: activations.map(deviation),
    apart: activations.map(spreadOverExamples),
    gradient_size: sizes.map((one) => one / sizes.at(-1)),
    top: sizes.at(-1),
  };
}

/** One layer looked at. */
export function lookAt({ activations, gradients }, measured, { activation, layer, depth }) {
  const at = Math.min(layer, depth) - 1;
  const a = activations[at];
  return {
    mean: mean(a),
    saturated: saturated(activation, a),
    dead: countDead(activation, a),
    different: countDifferent(a, gradients[at]),
    counts: histogram(a, RULERS[activation]),
    gradient_counts: histogram(gradients[at], GRADIENT_RULER, measured.top),
    forward: forwardWord(activation, a, measured.activation_std[at], measured.apart[at]),
    backward: backwardWord(measured.gradient_size[0]),
  };
}

/** All numbers of the figure. */
export function numbers(state) {
  const signals = createNet().run(state);
  const { top, ...sizes } = measure(signals);
  return { ...sizes, ...lookAt(signals, { top, ...sizes }, state) };
}
