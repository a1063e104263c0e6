// Descent on all weights of a network 1-H-1: the gradient of the mean squared error, and Adam. Mirrors lib.nn and lib.optim.Adam.
import { ACTIVATIONS } from "./networks.js";

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

/**
 * Takes the network { w, b, v, c } to begin with, the name of its activation, places `x`, the values `y` wanted there, and
 * the rate. Returns { errors, step(), weights() }; `errors` has one number for each step, after the one of the start.
 */
export function createDescent({ weights, activation, x, y, rate }) {
  const { g, slope } = ACTIVATIONS[activation];
  const units = weights.w.length;
  const [W, B, V, C] = [0, units, 2 * units, 3 * units]; // where each kind begins
  const all = Float64Array.of(...weights.w, ...weights.b, ...weights.v, weights.c);
  const [gradient, first, second] = [0, 1, 2].map(() => new Float64Array(all.length));
  const [z, a] = [new Float64Array(units), new Float64Array(units)];
  const errors = [];

  /** The mean squared error; fills the gradient. */
  function look() {
    gradient.fill(0);
    let sum = 0;
    for (let i = 0; i < x.length; i += 1) {
      let f = 0;
      for (let j = 0; j < units; j += 1) {
        z[j] = all[W + j] * x[i] + all[B + j];
        a[j] = g(z[j]);
        f += all[V + j] * a[j];
      }
      const miss = f + all[C] - y[i];
      sum += miss * miss;
      const pull = (2 * miss) / x.length;
      gradient[C] += pull;
      for (let j = 0; j < units; j += 1) {
        gradient[V + j] += pull * a[j];
        const delta = pull * all[V + j] * slope(z[j], a[j]);
        gradient[W + j] += delta * x[i];
        gradient[B + j] += delta;
      }
    }
    return sum / x.length;
  }
  errors.push(look());

  return {
    errors,
    step() {
      const t = errors.length;
      const size = rate / (1 - BETA1 ** t);
      const correction = Math.sqrt(1 - BETA2 ** t);
      for (let k = 0; k < all.length; k += 1) {
        first[k] = BETA1 * first[k] + (1 - BETA1) * gradient[k];
        second[k] = BETA2 * second[k] + (1 - BETA2) * gradient[k] ** 2;
        all[k] -= (size * first[k]) / (Math.sqrt(second[k]) / correction + EPSILON);
      }
      errors.push(look());
    },
    weights() {
      const part = (begin) => Array.from(all.subarray(begin, begin + units));
      return { w: part(W), b: part(B), v: part(V), c: all[C] };
    },
  };
}
