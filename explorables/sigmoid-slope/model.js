// Activation functions, their slopes, and what many slopes in a row do. Mirrors lib/widgets/sigmoid_slope.py.

export const MIN_Z = -8;
export const MAX_Z = 8;
export const MAX_LAYERS = 20;

/** A slope below this moves the weights so little that the curve counts as flat. */
export const FLAT_SLOPE = 0.02;

const LEAK = 0.01;

export function sigmoid(z) {
  if (z >= 0) return 1 / (1 + Math.exp(-z));
  const e = Math.exp(z);
  return e / (1 + e);
}

/** Where a curve with slope `steepest · s(1-s) · 4` comes down to FLAT_SLOPE; s is the sigmoid of `stretch · z`. */
function flatFrom(steepest, stretch) {
  const s = (1 + Math.sqrt(1 - FLAT_SLOPE / steepest)) / 2;
  return Math.log(s / (1 - s)) / stretch;
}

const sigmoidFlat = flatFrom(0.25, 1);
const tanhFlat = flatFrom(1, 2);

export const ACTIVATIONS = {
  sigmoid: {
    name: "sigmoid",
    value: sigmoid,
    slope: (z) => sigmoid(z) * (1 - sigmoid(z)),
    steepest: 0.25,
    flat: [[MIN_Z, -sigmoidFlat], [sigmoidFlat, MAX_Z]],
    span: [-0.06, 1.22],
    ticks: [0, 0.5, 1],
  },
  tanh: {
    name: "tanh",
    value: Math.tanh,
    slope: (z) => 1 - Math.tanh(z) ** 2,
    steepest: 1,
    flat: [[MIN_Z, -tanhFlat], [tanhFlat, MAX_Z]],
    span: [-1.15, 1.45],
    ticks: [-1, 0, 1],
  },
  relu: {
    name: "ReLU",
    value: (z) => Math.max(0, z),
    slope: (z) => (z > 0 ? 1 : 0),
    steepest: 1,
    flat: [[MIN_Z, 0]],
    span: [-1, 9],
    ticks: [0, 4, 8],
  },
  leaky_relu: {
    name: "leaky ReLU",
    value: (z) => (z > 0 ? z : LEAK * z),
    slope: (z) => (z > 0 ? 1 : LEAK),
    steepest: 1,
    flat: [[MIN_Z, 0]],
    span: [-1, 9],
    ticks: [0, 4, 8],
  },
};

/** All numbers of the figure: value and slope at z, and the product of k equal slopes for k = 1 … layers. */
export function numbers({ z, activation, layers }) {
  const curve = ACTIVATIONS[activation];
  const slope = curve.slope(z);
  return {
    value: curve.value(z),
    slope,
    steepest: curve.steepest,
    products: Array.from({ length: layers }, (_, k) => slope ** (k + 1)),
  };
}

/** How the slope compares with the steepest one of the curve, in words. */
export function verdict({ slope, steepest }) {
  const share = slope / steepest;
  if (slope === 0) return "no slope at all: nothing is learned here";
  if (share > 0.98) return "as steep as this curve gets";
  if (share > 0.5) return `more than half of the steepest, ${steepest}`;
  if (share > 0.2) return `less than half of the steepest, ${steepest}`;
  if (slope >= FLAT_SLOPE) return "most of the slope is gone: learning is slow here";
  return "learning has almost stopped";
}
