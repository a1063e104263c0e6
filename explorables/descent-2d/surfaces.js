// The three surfaces of Descent2D: cost, gradient, lowest points. Mirrors lib/widgets/descent_2d.py.
import { fixed } from "../shared/format.js";

export const FEATURES = [-1.6, -1.2, -0.8, -0.4, 0, 0.3, 0.6, 0.9, 1.3, 1.7, 2.1, 2.6];
export const CLASSES = [0, 0, 0, 1, 0, 0, 1, 0, 1, 1, 1, 1];
const ALL = FEATURES.map((_, i) => i);

/** Where each dent of the bumpy surface is, how deep and how wide. */
const DENTS = [
  [-2.3, 0.7, 1.3, 0.8],
  [-0.2, -0.9, 1.0, 0.7],
  [2.2, -0.5, 2.2, 0.9],
  [0.7, 1.5, 1.1, 0.6],
];

const bell = (x, y, [a, b, d, s]) => d * Math.exp(-((x - a) ** 2 + (y - b) ** 2) / (2 * s * s));

function sigmoid(z) {
  const e = Math.exp(-Math.abs(z));
  return (z >= 0 ? 1 : e) / (1 + e);
}

/** Where a point is, in the names of the surface's axes: "weight w −3.40, bias b 1.40". */
export function whereabouts(surface, point) {
  return SURFACES[surface].axes.map((name, i) => `${name} ${fixed(point[i], 2)}`).join(", ");
}

/** `minima`: the lowest first. `usual`: where to start and how fast, unless something else is asked for. */
export const SURFACES = {
  ravine: {
    name: "ravine",
    axes: ["weight w₁", "weight w₂"],
    minima: [[0, 0]],
    usual: { start_x: -3.5, start_y: 1.2, rate: 0.18 },
    value: (x, y, steepness) => 0.5 * (x * x + steepness * y * y),
    gradient: (x, y, steepness) => [x, steepness * y],
  },
  bumpy: {
    name: "bumps",
    axes: ["weight w₁", "weight w₂"],
    minima: [
      [2.0995605031, -0.4503834489],
      [-0.083246867, -0.762905194],
      [-2.1654335195, 0.6056716296],
      [0.7152923653, 1.3014859254],
    ],
    usual: { start_x: -3.6, start_y: -1.2, rate: 0.2 },
    value: (x, y) => DENTS.reduce((cost, dent) => cost - bell(x, y, dent), 2 + 0.06 * x * x + 0.15 * y * y),
    gradient(x, y) {
      let [alongX, alongY] = [0.12 * x, 0.3 * y];
      for (const dent of DENTS) {
        const pull = bell(x, y, dent) / dent[3] ** 2;
        alongX += pull * (x - dent[0]);
        alongY += pull * (y - dent[1]);
      }
      return [alongX, alongY];
    },
  },
  logistic: {
    name: "logistic regression",
    axes: ["weight w", "bias b"],
    minima: [[1.709867608, -0.7722716433]],
    usual: { start_x: -3.4, start_y: 1.4, rate: 0.5 },
    value(x, y) {
      let sum = 0;
      for (const i of ALL) {
        const z = x * FEATURES[i] + y;
        sum += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - CLASSES[i] * z;
      }
      return sum / ALL.length;
    },
    gradient(x, y, _steepness, examples = ALL) {
      let [alongX, alongY] = [0, 0];
      for (const i of examples) {
        const error = sigmoid(x * FEATURES[i] + y) - CLASSES[i];
        alongX += error * FEATURES[i];
        alongY += error;
      }
      return [alongX / examples.length, alongY / examples.length];
    },
  },
};
