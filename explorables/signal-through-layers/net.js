// The deep network of SignalThroughLayers: signals forward and gradients back. Mirrors lib/widgets/signal_run.py.
import { createRandom } from "../shared/random.js";

export const UNITS = 64;
export const EXAMPLES = 8;
const SIZE = UNITS * EXAMPLES;
const PART = 8; // layers that are drawn in one go

/** Each activation, and its slope at the score z where it has the value a. */
const BENDS = {
  tanh: [Math.tanh, (z, a) => 1 - a * a],
  sigmoid: [
    (z) => {
      const e = Math.exp(-Math.abs(z));
      return Math.max(e, z >= 0 ? 1 : 0) / (1 + e);
    },
    (z, a) => a * (1 - a),
  ],
  relu: [(z) => Math.max(z, 0), (z) => (z > 0 ? 1 : 0)],
  identity: [(z) => z, () => 1],
};

function normals(count, random) {
  return Float64Array.from({ length: count }, () => random.normal());
}

/** The fixed batch (place 1) and the fixed gradient at the top (place 2), one example after the other. */
const fixedBatch = (place) => normals(SIZE, createRandom(1, 0, place));

/** The standard normal numbers that σ is multiplied to, row by row, and the same column by column. */
function drawWeights(seed, layer) {
  const rows = normals(UNITS * UNITS, createRandom(seed + 1, layer));
  const columns = new Float64Array(UNITS * UNITS);
  for (let i = 0; i < UNITS; i += 1) {
    for (let k = 0; k < UNITS; k += 1) columns[k * UNITS + i] = rows[i * UNITS + k];
  }
  return { rows, columns };
}

/** out = σ · from · matrixᵀ; four examples at a time, so that a weight is read once for all four. */
function multiply(matrix, from, out, sigma) {
  for (let i = 0; i < UNITS; i += 1) {
    const row = i * UNITS;
    for (let first = 0; first < SIZE; first += 4 * UNITS) {
      const [second, third, fourth] = [first + UNITS, first + 2 * UNITS, first + 3 * UNITS];
      let [s0, s1, s2, s3] = [0, 0, 0, 0];
      for (let k = 0; k < UNITS; k += 1) {
        const w = matrix[row + k];
        s0 += w * from[first + k];
        s1 += w * from[second + k];
        s2 += w * from[third + k];
        s3 += w * from[fourth + k];
      }
      out[first + i] = sigma * s0;
      out[second + i] = sigma * s1;
      out[third + i] = sigma * s2;
      out[fourth + i] = sigma * s3;
    }
  }
}

/**
 * Returns
 *   run(state)            gives { activations, gradients }: an array a layer, the first layer first; the arrays are used
 *                         again by the next run, and the weights of one seed are kept
 *   prepare(seed, depth)  draws a part of the weights that another seed will need; true when there is nothing more to draw
 */
export function createNet() {
  const inputs = fixedBatch(1);
  const given = fixedBatch(2);
  const alike = given.map((_, i) => given[i - (i % UNITS)]);
  const ones = new Float64Array(UNITS * UNITS).fill(1);
  const equal = { rows: ones, columns: ones };
  const scores = [];
  const activations = [];
  const gradients = [];
  const back = new Float64Array(SIZE);
  let drawn = { seed: null, layers: [] };
  let coming = drawn;

  const weights = ({ init, seed }, layer) => {
    if (init !== "normal") return equal;
    if (drawn.seed !== seed) drawn = coming.seed === seed ? coming : { seed, layers: [] };
    return (drawn.layers[layer] ??= drawWeights(seed, layer + 1));
  };

  return {
    prepare(seed, depth) {
      if (coming.seed !== seed) coming = { seed, layers: [] };
      const { layers } = coming;
      const end = Math.min(depth, layers.length + PART);
      while (layers.length < end) layers.push(drawWeights(seed, layers.length + 1));
      return layers.length >= depth;
    },
    run(state) {
      const { depth, activation, scale, init } = state;
      const [bend, slope] = BENDS[activation];
      const sigma = init === "zeros" ? 0 : scale / Math.sqrt(UNITS);
      for (let layer = 0; layer < depth; layer += 1) {
        const z = (scores[layer] ??= new Float64Array(SIZE));
        const a = (activations[layer] ??= new Float64Array(SIZE));
        multiply(weights(state, layer).rows, layer ? activations[layer - 1] : inputs, z, sigma);
        for (let i = 0; i < SIZE; i += 1) a[i] = bend(z[i]);
      }
      for (let layer = depth - 1; layer >= 0; layer -= 1) {
        const gradient = (gradients[layer] ??= new Float64Array(SIZE));
        if (layer === depth - 1) gradient.set(init === "normal" ? given : alike);
        else multiply(weights(state, layer + 1).columns, back, gradient, sigma);
        const [z, a] = [scores[layer], activations[layer]];
        for (let i = 0; i < SIZE; i += 1) back[i] = gradient[i] * slope(z[i], a[i]);
      }
      return { activations: activations.slice(0, depth), gradients: gradients.slice(0, depth) };
    },
  };
}
