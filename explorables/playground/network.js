// A pass through a fully connected network, forward and back, for many examples at once; nothing is allocated after it was made.
// Numbers of one unit stand side by side: unit j of n examples has the places j·n to j·n + n − 1.
// Mirrors lib.nn: Linear, the activations, Dropout and BCEWithLogitsLoss.

export const LEAK = 0.01;

/** Where each layer's weights, (out, in) row by row, and its biases stand in the one long vector of parameters. */
export function layoutOf(sizes) {
  const layers = [];
  let end = 0;
  for (let l = 1; l < sizes.length; l += 1) {
    const [inputs, outputs] = [sizes[l - 1], sizes[l]];
    layers.push({ inputs, outputs, weights: end, biases: end + inputs * outputs });
    end += (inputs + 1) * outputs;
  }
  return { layers, count: end };
}

/** In place: every sum becomes what the unit says. */
function activate(values, end, name) {
  if (name === "tanh") {
    for (let k = 0; k < end; k += 1) {
      const z = values[k];
      const e = Math.expm1(-2 * Math.abs(z));
      values[k] = z < 0 ? e / (2 + e) : -e / (2 + e);
    }
  } else if (name === "sigmoid") {
    for (let k = 0; k < end; k += 1) {
      const z = values[k];
      const e = Math.exp(-Math.abs(z));
      values[k] = (z < 0 ? e : 1) / (1 + e);
    }
  } else if (name === "relu") {
    for (let k = 0; k < end; k += 1) values[k] = Math.max(values[k], 0);
  } else if (name === "leaky_relu") {
    for (let k = 0; k < end; k += 1) if (!(values[k] > 0)) values[k] *= LEAK;
  }
}

/** In place: every gradient is multiplied by the slope, which what the unit says tells. */
function timesSlope(gradient, said, end, name) {
  if (name === "tanh") for (let k = 0; k < end; k += 1) gradient[k] *= 1 - said[k] * said[k];
  else if (name === "sigmoid") for (let k = 0; k < end; k += 1) gradient[k] *= said[k] * (1 - said[k]);
  else if (name !== "identity") {
    const leak = name === "relu" ? 0 : LEAK;
    for (let k = 0; k < end; k += 1) if (!(said[k] > 0)) gradient[k] *= leak;
  }
}

/**
 * Options: sizes ([2, …, 1]), activation, w (the parameters), most (examples at once), g (takes the gradient; without it
 * the pass only goes forward), masks (one array a hidden layer: 0 for a unit that stays away, else 1 / (1 − p)).
 * Returns { inputs, said, forward(n), cost(y, n), right(y, n), backward(y, n) }: fill `inputs` (feature by feature), then
 * `said[l]` is what layer l says, the last one being the scores.
 */
export function createPass({ sizes, activation, w, most, g = null, masks = null }) {
  const { layers } = layoutOf(sizes);
  const last = layers.length;
  const buffers = () => sizes.map((size) => new Float64Array(size * most));
  const said = buffers();
  const passed = masks ? said.map((values, l) => (l > 0 && l < last ? new Float64Array(values.length) : values)) : said;
  const deltas = g ? buffers() : null;

  function forward(n) {
    for (let l = 1; l <= last; l += 1) {
      const { inputs, outputs, weights, biases } = layers[l - 1];
      const [from, to] = [passed[l - 1], said[l]];
      for (let j = 0; j < outputs; j += 1) {
        const row = j * n;
        to.fill(w[biases + j], row, row + n);
        let i = 0;
        // Two inputs at a time: half the way through memory.
        for (; i + 1 < inputs; i += 2) {
          const one = w[weights + j * inputs + i];
          const other = w[weights + j * inputs + i + 1];
          const column = i * n;
          const next = column + n;
          for (let k = 0; k < n; k += 1) to[row + k] += one * from[column + k] + other * from[next + k];
        }
        for (; i < inputs; i += 1) {
          const weight = w[weights + j * inputs + i];
          const column = i * n;
          for (let k = 0; k < n; k += 1) to[row + k] += weight * from[column + k];
        }
      }
      if (l === last) return;
      activate(to, outputs * n, activation);
      if (!masks) continue;
      const [mask, kept] = [masks[l - 1], passed[l]];
      for (let k = 0; k < outputs * n; k += 1) kept[k] = mask[k] * to[k];
    }
  }

  /** The mean cross-entropy; the logarithm of the sigmoid in one piece, so that a sure mistake costs much and not infinity. */
  function cost(y, n) {
    const scores = said[last];
    let sum = 0;
    for (let k = 0; k < n; k += 1) {
      const z = scores[k];
      sum += Math.max(z, 0) - z * y[k] + Math.log1p(Math.exp(-Math.abs(z)));
    }
    return sum / n;
  }

  function right(y, n) {
    const scores = said[last];
    let count = 0;
    for (let k = 0; k < n; k += 1) if (scores[k] > 0 === y[k] > 0.5) count += 1;
    return count;
  }

  /** Writes the gradient of the cost into g. */
  function backward(y, n) {
    const [scores, top] = [said[last], deltas[last]];
    for (let k = 0; k < n; k += 1) {
      const e = Math.exp(-Math.abs(scores[k]));
      top[k] = ((scores[k] < 0 ? e : 1) / (1 + e) - y[k]) / n;
    }
    for (let l = last; l > 0; l -= 1) {
      const { inputs, outputs, weights, biases } = layers[l - 1];
      const [from, delta, below] = [passed[l - 1], deltas[l], deltas[l - 1]];
      if (l > 1) below.fill(0, 0, inputs * n);
      for (let j = 0; j < outputs; j += 1) {
        const row = j * n;
        let slope = 0;
        for (let k = 0; k < n; k += 1) slope += delta[row + k];
        g[biases + j] = slope;
        for (let i = 0; i < inputs; i += 1) {
          const column = i * n;
          const weight = w[weights + j * inputs + i];
          slope = 0;
          if (l === 1) {
            for (let k = 0; k < n; k += 1) slope += delta[row + k] * from[column + k];
          } else {
            for (let k = 0; k < n; k += 1) {
              const d = delta[row + k];
              slope += d * from[column + k];
              below[column + k] += weight * d;
            }
          }
          g[weights + j * inputs + i] = slope;
        }
      }
      if (l === 1) return;
      if (masks) {
        const mask = masks[l - 2];
        for (let k = 0; k < inputs * n; k += 1) below[k] *= mask[k];
      }
      timesSlope(below, said[l - 1], inputs * n, activation);
    }
  }

  return { inputs: said[0], said, forward, cost, right, backward };
}
