// Keeps the run of descent that belongs to a state, so that each step is computed once.
import { descentFrom } from "./model.js";

const MADE_FROM = ["activation", "steepness", "heights", "target", "start", "seed", "rate"];

export function createRuns() {
  let key = null;
  let run = null;

  /** The run from where this state starts, after its number of steps. */
  return function runTo(state) {
    const now = JSON.stringify(MADE_FROM.map((name) => state[name]));
    if (now !== key || run.errors.length > state.steps + 1) [key, run] = [now, descentFrom(state)];
    while (run.errors.length <= state.steps) run.step();
    return run;
  };
}
