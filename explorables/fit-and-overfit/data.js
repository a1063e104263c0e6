// The noisy points of FitAndOverfit, and the curve behind them. Mirrors lib/widgets/curve_fits.py.
import { createRandom } from "../shared/random.js";
import { MOST_DEGREE, features } from "./least-squares.js";

export const MOST_POINTS = 200;
export const NEW_POINTS = 200;

const GOLDEN = (Math.sqrt(5) - 1) / 2;
const BEND = 0.45 * Math.PI;

export const truth = (x) => Math.sin(1.2 * Math.PI * x);

/** Places from −1 to 1, drawn a little toward both ends: with few points there, a polynomial runs away. */
const placeOf = (v) => Math.sin(BEND * v) / Math.sin(BEND);

/** Where the new points lie, and the truth there. */
export const NEW_X = Float64Array.from({ length: NEW_POINTS }, (_, i) => placeOf((i + 0.5) / (NEW_POINTS / 2) - 1));
export const NEW_TRUTH = NEW_X.map(truth);

let kept = { seed: null, sets: new Map() };

/** One of the data sets of a seed, with the most points and their features; its noise is in units of the noise. */
export function dataSet(seed, which) {
  if (kept.seed !== seed) kept = { seed, sets: new Map() };
  if (!kept.sets.has(which)) {
    const random = createRandom(seed, which);
    const start = random.uniform();
    const normals = (length) => Float64Array.from({ length }, () => random.normal());
    const x = Float64Array.from({ length: MOST_POINTS }, (_, i) => placeOf(2 * ((start + i * GOLDEN) % 1) - 1));
    kept.sets.set(which, { x, truth: x.map(truth), columns: features(x, MOST_DEGREE), noise: normals(MOST_POINTS), newNoise: normals(NEW_POINTS) });
  }
  return kept.sets.get(which);
}

/** The first `points` of a data set, those in `moved` where a hand has put them. */
export function pointsOf({ seed, points, noise, moved = [] }, which) {
  const set = dataSet(seed, which);
  const x = set.x.subarray(0, points);
  const y = set.truth.subarray(0, points).map((value, i) => value + noise * set.noise[i]);
  for (const [index, height] of moved) if (index < points) y[index] = height;
  return { x, y };
}
