// Keeps the run in step with the reader's state: trains, catches up with a link, begins anew when a setting asks for it.
import { createHistory } from "./history.js";
import { createRun, fromLists, toLists } from "./model.js";

export const MOST_STEPS = 100000; // of one run; then it is begun again from where it has come to

/** What another value of makes another network or other points: learning begins at its start. */
const ANEW = ["problem", "m", "noise", "sample", "seed", "hidden", "activation", "init"];

/** What may be changed on the way: learning goes on from the weights as they are, with a new optimizer. */
const ONWARD = ["examples", "rate", "optimizer", "batch", "l2", "dropout"];

const RECIPE = [...ANEW, ...ONWARD, "start", "begun"];
const CATCH_UP = 12; // milliseconds a frame
const DIGITS = 6; // of weights that are written down

/**
 * Options: model, state, redraw. Returns
 *   sync()               to be called before drawing: makes the run that of the state
 *   train(most, budget)  up to so many steps, in so many milliseconds; false when there is no more to do
 *   change(changes)      a setting, by the reader's hand
 *   restart()            back to step 0 of these settings
 *   write()              writes steps and weights into the state
 *   forget()             forgets how former runs went
 *   run, runs (how many there were), steps (since learning began), behind (steps still to catch up), history, former
 */
export function openTrainer({ model, state, redraw }) {
  let recipe = null;
  let known = 0; // the steps that the state was last seen with
  let target = 0;
  let carry = false; // is the next run the same one, going on?

  function build(all) {
    if (!carry) {
      if (trainer.history.entries.length > 1) trainer.former = trainer.history.entries;
      trainer.history = createHistory();
    }
    carry = false;
    trainer.run = createRun(all);
    trainer.runs += 1;
    [known, target] = [null, 0];
    note();
  }

  function note() {
    const { run, history, steps } = trainer;
    if (run.bad || run.points.learn.m === 0) return;
    const { cost, heldOutCost } = run.judge();
    if (Number.isFinite(cost) && history.entries.at(-1)?.step !== steps) history.add({ step: steps, cost, heldOut: heldOutCost });
  }

  function once() {
    trainer.run.step();
    if (trainer.history.due(trainer.steps)) note();
  }

  function onward(changes) {
    const { run, steps } = trainer;
    carry = true;
    const start = toLists(run.w.map((value) => Number(value.toPrecision(DIGITS))), run.sizes);
    state.set({ ...changes, start, begun: steps, steps: 0 });
  }

  const anew = (changes) => state.set({ start: [], begun: 0, steps: 0, ...changes });

  const trainer = {
    run: null,
    runs: 0,
    history: createHistory(),
    former: [],
    get steps() {
      return state.get("begun") + trainer.run.steps;
    },
    get behind() {
      return trainer.run.bad ? 0 : Math.max(0, target - trainer.run.steps);
    },
    sync() {
      const all = state.all();
      const wanted = JSON.stringify(RECIPE.map((name) => all[name]));
      if (wanted !== recipe || (all.steps !== known && all.steps < trainer.run.steps)) {
        recipe = wanted;
        build(all);
      }
      if (all.steps !== known) known = target = trainer.run.points.learn.m > 0 ? all.steps : 0;
      const until = performance.now() + CATCH_UP;
      while (trainer.behind && performance.now() < until) once();
      if (trainer.behind) redraw();
    },
    train(most, budget) {
      trainer.sync();
      if (trainer.behind) return true;
      const { run } = trainer;
      if (run.points.learn.m === 0 || run.bad) return false;
      if (run.steps >= MOST_STEPS) {
        onward({});
        return true;
      }
      const until = performance.now() + budget;
      for (let i = 0; i < most && !run.bad && run.steps < MOST_STEPS; i += 1) {
        once();
        if (performance.now() > until) break;
      }
      target = run.steps;
      return !run.bad;
    },
    change(changes) {
      const names = Object.keys(changes);
      const has = (list) => names.some((name) => list.includes(name));
      if (!has(RECIPE)) state.set(changes);
      else if (has(ANEW) || trainer.run.bad) anew(changes);
      else if (trainer.run.steps === 0) state.set(changes);
      else onward(changes);
    },
    restart() {
      const { start } = model.get("_defaults");
      anew(fromLists(start, trainer.run.sizes) ? { start } : {});
      recipe = null;
    },
    write() {
      const { run } = trainer;
      if (!run || trainer.behind) return;
      known = run.steps;
      state.set({ steps: run.steps });
      if (!run.bad) model.set("_trained", toLists(run.w, run.sizes));
    },
    forget() {
      trainer.history = createHistory();
      trainer.former = [];
      recipe = null;
    },
  };
  return trainer;
}
