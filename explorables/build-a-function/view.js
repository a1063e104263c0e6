/*
 * BuildAFunction: hidden units make bumps, bumps make a curve; by hand and then by descent.
 *
 * Takes in   mode, activation, steepness, position, height, left, right, target, heights, start, seed, rate, steps
 * Shows      the curve of a network with one hidden layer: one unit; a bump with the units that make it; bumps side by side
 *            with the target and the error between them; the same while descent changes all weights, with the error at
 *            each step. In folds what each unit adds, and how the error falls with the number of units
 * The reader drags the unit, the bump, the heights; makes the units steep; takes other units, another target; lets descent
 *            step or run, from the bumps or from random weights
 * Sets       all of them
 */
import { createButton } from "../shared/button.js";
import { h } from "../shared/dom.js";
import { openFigure } from "../shared/figure.js";
import { fixed, significant } from "../shared/format.js";
import { createModes } from "../shared/modes.js";
import { createPlayer } from "../shared/player.js";
import { createTable } from "../shared/table.js";
import { openErrors, openPrice } from "./charts.js";
import { openControls } from "./controls.js";
import { MODES, MOST_STEPS, errorOf, missesOf } from "./model.js";
import { curveOf, risesAt, sideBySide, startOf } from "./networks.js";
import { openPlot } from "./plot.js";
import { openQuestion } from "./question.js";
import { createRuns } from "./runs.js";
import { sanitize } from "./sanitize.js";
import { openUnits } from "./units-fold.js";
import { NAMES, bumpInWords, caption, curveInWords, descentInWords, unitInWords } from "./words.js";

const STEP_EVERY = 40; // milliseconds
const ROOMY = 560; // pixels: where the units have room below the figure from the start

/** How many steps Play takes at once: more as the run grows long. */
const stride = (steps) => (steps < 20 ? 1 : steps < 100 ? 4 : 20);

export function view(context) {
  const { model, el, signal } = context;
  const figure = openFigure(context, { name: "BuildAFunction", label: "A curve built of hidden units, by hand and by descent", caption: "" });
  const { state } = figure;
  const what = figure.caption.querySelector("p");
  sanitize(model, state);
  const runTo = createRuns();

  // Whatever a hand changes, descent begins anew from there.
  const place = (changes) => {
    player.stop();
    state.set({ ...changes, steps: 0 });
    figure.redraw();
  };

  const pictures = figure.root.querySelector(".dl-pictures");
  const modes = createModes({
    parent: pictures,
    label: "What to build",
    choices: MODES.map((mode) => [mode, NAMES.mode[mode]]),
    value: () => state.get("mode"),
    choose(mode) {
      player.stop();
      state.set({ mode });
    },
    signal,
  });
  const pair = h("div", { class: "dl-pair dl-build" });
  const [left, right] = [h("div"), h("div")];
  pair.append(left, right);
  pictures.append(pair);
  const plot = openPlot({ figure, parent: left, move: place, signal });
  const drawErrors = openErrors({ figure, parent: right });

  const controls = openControls({ figure, place, signal });
  const player = createPlayer({
    parent: controls.playing,
    interval: STEP_EVERY,
    stillSteps: 100,
    onPlaying: figure.redraw,
    signal,
    step() {
      const steps = state.get("steps");
      state.set({ steps: Math.min(MOST_STEPS, steps + (player.playing ? stride(steps) : 1)) });
      figure.redraw();
      return state.get("steps") < MOST_STEPS;
    },
  });
  const back = createButton({ parent: controls.playing, label: "Back", press: () => place({}), signal });
  back.setAttribute("aria-label", "Back to the start");
  const question = openQuestion({ figure, signal });
  const drawUnits = openUnits({ figure, open: el.clientWidth >= ROOMY });
  const drawPrice = openPrice({ figure });

  let made; // the present weights
  const table = createTable({
    parent: figure.folds,
    caption: "The weights of each hidden unit, and where it rises or bends",
    columns: ["unit", "w", "b", "v", "−b/w"],
    rows: () => [
      ...risesAt(made).map((at, j) => [String(j + 1), ...[made.w[j], made.b[j], made.v[j]].map((value) => significant(value, 4)), fixed(at, 3)]),
      ["c", "", "", significant(made.c, 4), ""],
    ],
    signal,
  });
  figure.onReset(() => {
    player.stop();
    plot.forget();
  });

  function compute() {
    const all = state.all();
    const start = startOf(all);
    if (all.mode !== "descent") return { all, made: start, from: null, f: curveOf(start, all.activation) };
    const run = runTo(all);
    made = run.weights();
    const hand = curveOf(sideBySide(all), all.activation);
    const byHand = errorOf(missesOf(hand, all.target));
    return { all, made, from: all.steps ? start : null, start, f: curveOf(made, all.activation), errors: run.errors, byHand };
  }

  function sentence(now) {
    const { all, f } = now;
    if (all.mode === "unit") return unitInWords(all, now.made);
    if (all.mode === "bump") return bumpInWords(all, now.made, f);
    if (all.mode === "curve") return curveInWords(all, { ...now, misses: missesOf(f, all.target) });
    return descentInWords(all, { ...now, from: now.start });
  }

  figure.onDraw(() => {
    const now = compute();
    const { all } = now;
    made = now.made;
    const descending = all.mode === "descent";
    right.hidden = !descending;
    plot.update({ ...now, shapeAt: curveOf(startOf({ ...all, height: 1 }), all.activation) });
    if (descending) drawErrors(now);
    drawUnits(now);
    const error = errorOf(missesOf(now.f, all.target));
    drawPrice({ ...all, units: made.w.length, error });
    question.saw(error);
    back.setAttribute("aria-disabled", String(all.steps === 0));
    const told = caption(all);
    if (told !== what.textContent) what.textContent = told;
    for (const part of [modes, controls, question]) part.update();
    if (!player.playing) table.update();
    const [strong, rest] = sentence(now);
    figure.status.say(h("strong", {}, strong), rest);
  });
}
