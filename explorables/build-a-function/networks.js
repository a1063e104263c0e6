// The networks 1-H-1 of BuildAFunction: made by hand from steps, bumps and hats, or at random. Mirrors lib/widgets/function_networks.py.
import { sigmoid } from "../sigmoid-slope/model.js";

export const ACTIVATIONS = {
  sigmoid: { g: sigmoid, slope: (z, a) => a * (1 - a) },
  tanh: { g: Math.tanh, slope: (z, a) => 1 - a * a },
  relu: { g: (z) => (z > 0 ? z : 0), slope: (z) => (z > 0 ? 1 : 0) },
};

/** How far outside the interval from 0 to 1 the first and the last bump reach. */
const MARGIN = 0.1;

/** The edges of a bump are at least so far apart. */
export const NARROWEST = 0.05;

/** Random weights w lie between minus and plus this. */
const SPREAD = { sigmoid: 16, tanh: 8, relu: 2 };

const total = (values) => values.reduce((sum, value) => sum + value, 0);

/** Units that each add a height at an edge: σ, or tanh as a shifted and scaled σ. */
function rises(edges, heights, steepness, activation) {
  const half = activation === "tanh" ? 0.5 : 1;
  return {
    w: edges.map(() => half * steepness),
    b: edges.map((edge) => -half * steepness * edge),
    v: heights.map((height) => half * height),
    c: activation === "tanh" ? total(heights) / 2 : 0,
  };
}

/** ReLUs after which the slope has changed: to the first of `slopes` at the first place. */
function bends(places, slopes, c) {
  return { w: places.map(() => 1), b: places.map((place) => -place), v: slopes.map((slope, i) => slope - (slopes[i - 1] ?? 0)), c };
}

/** One unit that rises by `height` at `position`; a ReLU bends there and has risen by `height` half a unit further on. */
export function oneUnit({ activation, steepness, position, height }) {
  if (activation === "relu") return bends([position], [2 * height], 0);
  return rises([position], [height], steepness, activation);
}

/** The edges of the one bump, kept apart. */
export const bumpEdges = ({ left, right }) => [left, Math.max(right, left + NARROWEST)];

/** Two units that make a bump; of ReLUs it takes three, and makes a hat. */
export function oneBump({ activation, steepness, height, ...edges }) {
  const [left, right] = bumpEdges(edges);
  if (activation === "relu") {
    const slope = height / ((right - left) / 2);
    return bends([left, (left + right) / 2, right], [slope, -slope, 0], 0);
  }
  return rises([left, right], [height, -height], steepness, activation);
}

/** Where bumps side by side begin and end. */
export function edgesOf(count) {
  return Array.from({ length: count + 1 }, (_, i) => (i === 0 ? -MARGIN : i === count ? 1 + MARGIN : i / count));
}

/** Where the height of each bump is: in its middle, or for ReLUs where the curve passes through it. */
export function placesOf(activation, count) {
  return Array.from({ length: count }, (_, i) => (activation === "relu" ? i / (count - 1) : (i + 0.5) / count));
}

/** Bumps that fill the interval, two units each; or hats of ReLUs, which share their bends: one unit less than heights. */
export function sideBySide({ activation, steepness, heights }) {
  const count = heights.length;
  if (activation === "relu") {
    const slopes = heights.slice(1).map((after, i) => (after - heights[i]) * (count - 1));
    return bends(placesOf(activation, count).slice(0, -1), slopes, heights[0]);
  }
  const edges = edgesOf(count);
  const pairs = heights.map((height, i) => [[edges[i], height], [edges[i + 1], -height]]).flat();
  return rises(pairs.map(([edge]) => edge), pairs.map(([, height]) => height), steepness, activation);
}

/** Numbers from -1 to 1 by Park and Miller's generator; the first ones of neighboring seeds are alike and left out. */
function drawer(seed) {
  let number = seed;
  const draw = () => {
    number = (48271 * number) % 2147483647;
    return (2 * number) / 2147483647 - 1;
  };
  for (let i = 0; i < 8; i += 1) draw();
  return draw;
}

/** "random": steep enough, each with its rise or bend somewhere in the interval; "small": as lib.nn.Linear starts. */
export function randomWeights({ activation, units, start, seed }) {
  const draw = drawer(seed);
  const [first, second, third] = [0, 1, 2].map(() => Array.from({ length: units }, draw));
  const v = third.map((number) => number / Math.sqrt(units));
  if (start === "small") return { w: first, b: second, v, c: 0 };
  const w = first.map((number) => SPREAD[activation] * number);
  return { w, b: w.map((a, i) => (-a * (second[i] + 1)) / 2), v, c: 0 };
}

/** The network before any step of descent. */
export function startOf(state) {
  if (state.mode === "unit") return oneUnit(state);
  if (state.mode === "bump") return oneBump(state);
  const byHand = sideBySide(state);
  if (state.mode === "curve" || state.start === "hand") return byHand;
  return randomWeights({ ...state, units: byHand.w.length });
}

/** f(x) = c + Σ vⱼ g(wⱼ x + bⱼ) as a function of x. */
export function curveOf({ w, b, v, c }, activation) {
  const { g } = ACTIVATIONS[activation];
  return (x) => {
    let sum = 0;
    for (let j = 0; j < w.length; j += 1) sum += v[j] * g(w[j] * x + b[j]);
    return sum + c;
  };
}

/** Each unit as a network of its own, without c. */
export const unitsOf = ({ w, b, v }) => w.map((_, j) => ({ w: [w[j]], b: [b[j]], v: [v[j]], c: 0 }));

/** Where each unit rises or bends: -b/w. */
export const risesAt = ({ w, b }) => w.map((weight, j) => -b[j] / weight);
