// The rules that move the parameters, in place. Mirrors lib.optim: SGD, with momentum, and Adam.

export const MOMENTUM = 0.9;
const BETAS = [0.9, 0.999];
const EPSILON = 1e-8;

/** Returns step(rate, l2): w is moved by its gradient g, to which l2 · w is added. */
export function createOptimizer(name, w, g) {
  const speed = new Float64Array(w.length);
  const square = new Float64Array(w.length);
  let steps = 0;

  function sgd(rate, l2) {
    for (let k = 0; k < w.length; k += 1) w[k] -= rate * (g[k] + l2 * w[k]);
  }

  function momentum(rate, l2) {
    for (let k = 0; k < w.length; k += 1) {
      speed[k] = MOMENTUM * speed[k] + (g[k] + l2 * w[k]);
      w[k] -= rate * speed[k];
    }
  }

  function adam(rate, l2) {
    steps += 1;
    const [beta1, beta2] = BETAS;
    const root = Math.sqrt(1 - beta2 ** steps);
    const length = rate / (1 - beta1 ** steps);
    for (let k = 0; k < w.length; k += 1) {
      const slope = g[k] + l2 * w[k];
      speed[k] = beta1 * speed[k] + (1 - beta1) * slope;
      square[k] = beta2 * square[k] + (1 - beta2) * (slope * slope);
      w[k] -= length * (speed[k] / (Math.sqrt(square[k]) / root + EPSILON));
    }
  }

  return { sgd, momentum, adam }[name];
}
