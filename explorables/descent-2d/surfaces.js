// The three surfaces of Descent2D: cost, gradient, lowest points. Mirrors lib/widgets/descent_2d.py.
import { fixed } from "../shared/format.js";
import { LANDSCAPES } from "../shared/landscapes.js";

const WEIGHTS = ["weight w₁", "weight w₂"];

export const FEATURES = [-1.6, -1.2, -0.8, -0.4, 0, 0.3, 0.6, 0.9, 1.3, 1.7, 2.1, 2.6];
export const CLASSES = [0, 0, 0, 1, 0, 0, 1, 0, 1, 1, 1, 1];
const ALL = FEATURES.map((_, i) => i);

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
  ravine: { ...LANDSCAPES.ravine, axes: WEIGHTS, usual: { start_x: -3.5, start_y: 1.2, rate: 0.18 } },
  bumpy: { ...LANDSCAPES.bumpy, axes: WEIGHTS, usual: { start_x: -3.6, start_y: -1.2, rate: 0.2 } },
  logistic: {
    name: "logistic regression",
    axes: ["weight w", "bias b"],
    minima: [[1.709867608, -0.7722716433]],
    levels: 2,
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
