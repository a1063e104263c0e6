// The rules that move parameters, in place. Mirrors lib.optim: SGD, with momentum, RMSprop and Adam.

export const MOMENTUM = 0.9;
export const ALPHA = 0.99;
export const BETAS = [0.9, 0.999];
const EPSILON = 1e-8;

/**
 * Returns step(rate, l2): w is moved by its gradient g, to which l2 · w is added. Options: momentum, and corrected (does Adam
 * make up for averages that start at 0?).
 */
export function createOptimizer(name, w, g, { momentum: kept = MOMENTUM, corrected = true } = {}) {
  const speed = new Float64Array(w.length);
  const square = new Float64Array(w.length);
  let steps = 0;

  function sgd(rate, l2 = 0) {
    for (let k = 0; k < w.length; k += 1) w[k] -= rate * (g[k] + l2 * w[k]);
  }

  function momentum(rate, l2 = 0) {
    for (let k = 0; k < w.length; k += 1) {
      speed[k] = kept * speed[k] + (g[k] + l2 * w[k]);
      w[k] -= rate * speed[k];
    }
  }

  function rmsprop(rate, l2 = 0) {
    for (let k = 0; k < w.length; k += 1) {
      const slope = g[k] + l2 * w[k];
      square[k] = ALPHA * square[k] + (1 - ALPHA) * (slope * slope);
      w[k] -= rate * (slope / (Math.sqrt(square[k]) + EPSILON));
    }
  }

  function adam(rate, l2 = 0) {
    steps += 1;
    const [beta1, beta2] = BETAS;
    const root = corrected ? Math.sqrt(1 - beta2 ** steps) : 1;
    const length = corrected ? rate / (1 - beta1 ** steps) : rate;
    for (let k = 0; k < w.length; k += 1) {
      const slope = g[k] + l2 * w[k];
      speed[k] = beta1 * speed[k] + (1 - beta1) * slope;
      square[k] = beta2 * square[k] + (1 - beta2) * (slope * slope);
      w[k] -= length * (speed[k] / (Math.sqrt(square[k]) / root + EPSILON));
    }
  }

  return { sgd, momentum, rmsprop, adam }[name];
}
