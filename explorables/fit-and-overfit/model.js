// Fits of FitAndOverfit, their errors on old and new points, bias and variance over many data sets. Mirrors lib/widgets/fit_and_overfit.py.
import { MOST_POINTS, NEW_POINTS, NEW_TRUTH, NEW_X, dataSet, pointsOf } from "./data.js";
import { MOST_DEGREE, factor, features } from "./least-squares.js";

export const SETS = 50;
export const BOUNDS = { degree: [0, MOST_DEGREE], points: [5, MOST_POINTS], decay: [0, 100], noise: [0, 0.5], seed: [0, 9999] };
export const HEIGHT = 2.5; // to both sides, of a moved point

/** Where along the axis the errors are computed. */
export const STOPS = {
  degree: Array.from({ length: MOST_DEGREE + 1 }, (_, degree) => degree),
  decay: [0, ...Array.from({ length: 13 }, (_, i) => 10 ** ((i - 8) / 2))],
  points: [5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200],
};

const NOTHING = 1e-9; // a smaller error is rounding
const QUIETEST = 0.01; // what the noise is taken for, at least, where errors are compared with it
const NEW_FEATURES = features(NEW_X, MOST_DEGREE);

/** The settings with another degree, λ or number of points, for each stop of the axis. */
export const settingsAlong = (state) => STOPS[state.along].map((stop) => ({ ...state, [state.along]: stop }));

/** The columns times the weights, added up, in the first so many rows. */
function sumOf(weights, columns, rows) {
  const sums = new Float64Array(rows);
  for (let k = 0; k < weights.length; k += 1) {
    const [w, column] = [weights[k], columns[k]];
    for (let i = 0; i < rows; i += 1) sums[i] += w * column[i];
  }
  return sums;
}

/** Fits the data set `which` in each of the settings: [{ weights, train, dev, off }], `off` what the fit misses the truth by. */
function fitsOf(settings, which) {
  const made = new Map();
  const { columns, newNoise } = dataSet(settings[0].seed, which);
  const wide = columns.slice(0, Math.max(...settings.map((one) => one.degree)) + 1);
  return settings.map((one) => {
    const key = `${one.points} ${one.decay}`;
    if (!made.has(key)) made.set(key, { ...pointsOf(one, which), factored: factor(wide, one.points, one.decay) });
    const { y, factored } = made.get(key);
    const weights = factored.weights(y, one.degree);
    const onPoints = sumOf(weights, columns, one.points);
    const off = sumOf(weights, NEW_FEATURES, NEW_POINTS);
    let [train, dev] = [0, 0];
    for (let i = 0; i < one.points; i += 1) train += (onPoints[i] - y[i]) ** 2;
    for (let i = 0; i < NEW_POINTS; i += 1) {
      off[i] -= NEW_TRUTH[i];
      dev += (off[i] - one.noise * newNoise[i]) ** 2;
    }
    return { weights, train: train / one.points, dev: dev / NEW_POINTS, off };
  });
}

/** Adds up data sets in each of some settings. Returns { count, weights (of each set, in the first setting), add(), summary() }. */
export function createTally(settings) {
  const sums = settings.map(() => ({ train: 0, dev: 0, square: 0, off: new Float64Array(NEW_POINTS) }));
  const tally = {
    count: 0,
    weights: [],
    add() {
      fitsOf(settings, tally.count).forEach(({ weights, train, dev, off }, s) => {
        const sum = sums[s];
        sum.train += train;
        sum.dev += dev;
        for (let i = 0; i < NEW_POINTS; i += 1) {
          sum.off[i] += off[i];
          sum.square += off[i] * off[i];
        }
        if (s === 0) tally.weights.push(weights);
      });
      tally.count += 1;
    },
    /** The means over the data sets so far, and bias² and variance of their fits, in each of the settings. */
    summary() {
      const { count } = tally;
      return sums.map(({ train, dev, square, off }) => {
        const bias2 = off.reduce((sum, miss) => sum + (miss / count) ** 2, 0) / NEW_POINTS;
        const variance = Math.max(0, square / count / NEW_POINTS - bias2);
        return { train: train / count > NOTHING ? train / count : 0, dev: dev / count, bias2, variance };
      });
    },
  };
  return tally;
}

/** How many data sets a state has, and its settings: with many, no point is moved. */
export const isMany = ({ mode }) => mode === "many";
export const asShown = (state) => (isMany(state) ? { ...state, moved: [] } : state);

/** Of how many weights a fit is free, and by how much of its way the curve goes after the point moved last. */
export function freedom(state) {
  const { columns } = dataSet(state.seed, 0);
  const { follows } = factor(columns.slice(0, state.degree + 1), state.points, state.decay);
  const last = state.moved.findLast(([index]) => index < state.points);
  let effective = 0;
  for (let i = 0; i < state.points; i += 1) effective += follows(i);
  return { effective, follows: last ? follows(last[0]) : null };
}

export function numbers(given) {
  const state = asShown(given);
  const [now, along] = [[state], settingsAlong(state)].map((settings) => {
    const tally = createTally(settings);
    for (let k = isMany(state) ? SETS : 1; k > 0; k -= 1) tally.add();
    return { weights: tally.weights[0], means: tally.summary() };
  });
  const { x, y } = pointsOf(state, 0);
  const list = (name) => along.means.map((mean) => mean[name]);
  const spread = isMany(state)
    ? { bias2: now.means[0].bias2, variance: now.means[0].variance, bias2_along: list("bias2"), variance_along: list("variance") }
    : { bias2: null, variance: null, bias2_along: [], variance_along: [] };
  const { train, dev } = now.means[0];
  return { x: [...x], y: [...y], weights: [...now.weights], ...freedom(state), train, dev, train_along: list("train"), dev_along: list("dev"), ...spread };
}

/** "bias", "variance", "both" or "right", for the means of a summary. */
export function judge({ train, dev, bias2, variance }, { mode, noise }) {
  const yardstick = Math.max(noise * noise, QUIETEST);
  const [stiff, free] =
    mode === "many" ? [bias2 > yardstick / 2 && bias2 > (2 * variance) / SETS, variance > yardstick / 2] : [train > 1.5 * yardstick, dev - train > yardstick && dev > 2 * train];
  return stiff ? (free ? "both" : "bias") : free ? "variance" : "right";
}
