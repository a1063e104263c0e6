// Keeps the tallies that belong to a state, and goes on with them a few milliseconds a frame until all data sets are in.
import { SETS, createTally, isMany, settingsAlong } from "./model.js";

const BUDGET = 6; // milliseconds in a frame
const MADE_FROM = ["degree", "points", "decay", "noise", "seed", "mode", "moved"];

export function createTallies() {
  const kept = {};
  const take = (name, key, settings) => {
    if (kept[name]?.key !== key) kept[name] = { key, tally: createTally(settings()) };
    return kept[name].tally;
  };

  /** Returns { now, along (means), weights (of each data set's fit), count (data sets so far), done }. */
  return function tallies(state) {
    const own = (names) => JSON.stringify(names.map((name) => [name, state[name]]));
    const now = take("now", own(MADE_FROM), () => [state]);
    const along = take("along", own(["along", ...MADE_FROM.filter((name) => name !== state.along)]), () => settingsAlong(state));
    const goal = isMany(state) ? SETS : 1;
    const until = performance.now() + BUDGET;
    for (const tally of [now, along]) {
      for (let late = false; tally.count < goal && !(late && tally.count); late = performance.now() > until) tally.add();
    }
    return { now: now.summary()[0], along: along.summary(), weights: now.weights, count: now.count, done: Math.min(now.count, along.count) === goal };
  };
}
