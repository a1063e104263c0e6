// SGD, momentum, RMSprop and Adam race down a surface. Mirrors lib/widgets/race_run.py and optimizer_race.py.
import { LANDSCAPES } from "../shared/landscapes.js";
import { createOptimizer } from "../shared/optimizers.js";
import { createRandom } from "../shared/random.js";

export const NAMES = { sgd: "SGD", momentum: "momentum", rmsprop: "RMSprop", adam: "Adam" };
export const RUNNERS = Object.keys(NAMES);
export const VIEWS = ["race", "map"];

export const MAX_STEPS = 300;
export const START = { x: { min: -4, max: 4, step: 0.1, page: 1 }, y: { min: -2, max: 2, step: 0.1, page: 0.5 } };
export const RATE = { min: 0.001, max: 5 };
export const BETA = { min: 0, max: 0.99 };
export const STEEPNESS = { min: 1, max: 100 };
export const NOISE = { min: 0, max: 3 };
export const SEED = { min: 1, max: 999 };

export const USUAL = {
  ravine: { start_x: -3.5, start_y: 1.2, rate: 0.03 },
  bumpy: { start_x: -3.6, start_y: 1.6, rate: 0.1 },
  saddle: { start_x: 0.05, start_y: 1.8, rate: 0.05 },
  curved: { start_x: -3.5, start_y: 1.5, rate: 0.15 },
};

/** A runner has arrived at the first step from which it stays within NEAR of a minimum for STAY steps more. */
export const NEAR = 0.2;
const STAY = 20;

/** A runner has diverged when a coordinate is larger than this. */
export const FAR_AWAY = 100;

/** The rates and the β of the map, and the rates among which the best is looked for. */
export const RATES = Array.from({ length: 75 }, (_, k) => Number((10 ** (k / 20 - 3)).toPrecision(3)));
export const BETAS = Array.from({ length: 34 }, (_, k) => Number((0.03 * k).toFixed(2)));

/** In the map: not yet there after MAX_STEPS, and gone for good. */
export const NOT_THERE = -1;
export const DIVERGES = -2;

const TICKS = MAX_STEPS + STAY; // what has to be known to say who arrives within MAX_STEPS
const STREAM = 1; // of a seed

const drawn = new Map();

/** The noise of size 1 that all runners get: two numbers a step, one after the other. */
export function noises(seed) {
  if (!drawn.has(seed)) {
    const random = createRandom(seed, STREAM);
    drawn.set(seed, Float64Array.from({ length: 2 * TICKS }, () => random.normal()));
  }
  return drawn.get(seed);
}

export const runnersOf = (state) => RUNNERS.filter((name) => state[name]);
export const rateOf = (state, name) => state[`${name}_rate`] || state.rate;

/** The square of the distance to the nearest of some points. */
function nearest(minima, x, y) {
  let least = Infinity;
  for (let k = 0; k < minima.length; k += 1) {
    const dx = x - minima[k][0];
    const dy = y - minima[k][1];
    const far = dx * dx + dy * dy;
    if (far < least) least = far;
  }
  return least;
}

export const distance = (surface, [x, y]) => Math.sqrt(nearest(LANDSCAPES[surface].minima, x, y));

/** Told of one point after the other, says when a run has arrived and when it has diverged; null is never. */
function createJudge(minima) {
  let inside = 0; // for how many points
  let arrived = null;
  let diverged = null;
  return {
    /** Returns whether it is gone. */
    see(step, x, y) {
      const gone = !(x <= FAR_AWAY && x >= -FAR_AWAY && y <= FAR_AWAY && y >= -FAR_AWAY);
      if (gone && step <= MAX_STEPS) diverged = step;
      inside = nearest(minima, x, y) < NEAR * NEAR ? inside + 1 : 0;
      if (inside === STAY + 1 && arrived === null) arrived = step - STAY;
      return gone;
    },
    verdict: () => ({ arrived: diverged === null ? arrived : null, diverged }),
  };
}

/** The whole run of one runner: its points, and when it arrives and diverges. */
export function runOf(state, name, rate = rateOf(state, name)) {
  const { surface, start_x, start_y, steepness, noise, seed, beta, corrected } = state;
  const { slopes, minima } = LANDSCAPES[surface];
  const shake = noises(seed);
  const place = Float64Array.of(start_x, start_y);
  const slope = new Float64Array(2);
  const move = createOptimizer(name, place, slope, { momentum: beta, corrected: Boolean(corrected) });
  const judge = createJudge(minima);
  const points = [];
  for (let step = 0; step <= TICKS; step += 1) {
    points.push([place[0], place[1]]);
    if (judge.see(step, place[0], place[1])) break;
    if (step === TICKS) break;
    slopes(place[0], place[1], steepness, slope);
    slope[0] += noise * shake[2 * step];
    slope[1] += noise * shake[2 * step + 1];
    move(rate);
  }
  return { points, ...judge.verdict() };
}

/** All runs of those who run, by name. */
export const runsOf = (state) => Object.fromEntries(runnersOf(state).map((name) => [name, runOf(state, name)]));

/** Where a run is at a step: where it diverged, it stays. */
export const pointAt = (run, step) => run.points[Math.min(step, run.points.length - 1)];

export const costAt = (state, run, step) => LANDSCAPES[state.surface].value(...pointAt(run, step), state.steepness);

export const hasArrived = ({ arrived }, step) => arrived !== null && arrived <= step;
export const hasDiverged = ({ diverged }, step) => diverged !== null && diverged <= step;

/** Is there nothing left to wait for? */
export function isOver(runs, step) {
  return step >= MAX_STEPS || Object.values(runs).every((run) => hasArrived(run, step) || hasDiverged(run, step));
}

/** Who arrived first; while nobody has, who has the lowest cost. */
export function leadersOf(state, runs) {
  const { step } = state;
  const there = Object.entries(runs).filter(([, run]) => hasArrived(run, step));
  const marks = there.length
    ? there.map(([name, { arrived }]) => [name, arrived])
    : Object.entries(runs)
        .filter(([, run]) => !hasDiverged(run, step))
        .map(([name, run]) => [name, costAt(state, run, step)]);
  const least = Math.min(...marks.map(([, mark]) => mark));
  return marks.filter(([, mark]) => mark === least).map(([name]) => name);
}

/** Of some rates that at which a runner would arrive soonest, the smallest of equals, and after how many steps, or what was best before. */
export function bestAmong(state, name, rates, before = null) {
  let best = before;
  for (const rate of rates) {
    const { arrived } = runOf(state, name, rate);
    if (arrived !== null && (best === null || arrived < best[1])) best = [rate, arrived];
  }
  return best;
}

/** The rate and the β at which momentum shrinks all distances fastest in the ravine (Polyak, 1964). */
export function bestInTheory(steepness) {
  const root = Math.sqrt(steepness);
  return { rate: (2 / (1 + root)) ** 2, beta: ((root - 1) / (root + 1)) ** 2 };
}

/** Above this rate momentum diverges in the ravine. */
export const limitOf = ({ steepness, beta }) => (2 * (1 + beta)) / steepness;

/** After how many steps momentum arrives, for one β and each of RATES; NOT_THERE and DIVERGES where it does not. */
export function mapRow(state, beta) {
  const { surface, start_x, start_y, steepness, noise, seed } = state;
  const { slopes, minima } = LANDSCAPES[surface];
  const shake = noises(seed);
  const slope = new Float64Array(2);
  return RATES.map((rate) => {
    const judge = createJudge(minima);
    let [x, y, speedX, speedY] = [start_x, start_y, 0, 0];
    for (let step = 0; !judge.see(step, x, y) && step < TICKS; step += 1) {
      slopes(x, y, steepness, slope);
      speedX = beta * speedX + (slope[0] + noise * shake[2 * step]);
      speedY = beta * speedY + (slope[1] + noise * shake[2 * step + 1]);
      x -= rate * speedX;
      y -= rate * speedY;
    }
    const { arrived, diverged } = judge.verdict();
    return diverged === null ? (arrived ?? NOT_THERE) : DIVERGES;
  });
}

/** All numbers of the figure; the names are explained in Python. */
export function numbers(state) {
  const { surface, step, view, search } = state;
  const runs = runsOf(state);
  const each = (of) => Object.fromEntries(Object.entries(runs).map(([name, run]) => [name, of(run, name)]));
  const until = (run) => run.points.slice(0, step + 1);
  return {
    points: each(until),
    costs: each((run) => until(run).map((_, k) => costAt(state, run, k))),
    distance: each((run) => distance(surface, pointAt(run, step))),
    arrived: each((run) => run.arrived),
    diverged: each((run) => run.diverged),
    best: each((_, name) => (search ? bestAmong(state, name, RATES) : null)),
    leaders: leadersOf(state, runs),
    map: view === "map" ? BETAS.map((beta) => mapRow(state, beta)) : [],
  };
}
