/*
 * Descent1D: gradient descent on a curve of one weight, step by step.
 *
 * Takes in   curve, start, rate, steps
 * Shows      the curve, the path so far, the tangent where it stands, the next step as an arrow, the run before (dotted)
 * The reader drags the start, sets the rate, plays or steps, picks another curve
 * Sets       all of them
 */
import { h } from "../shared/dom.js";
import { openFigure } from "../shared/figure.js";
import { brief, fixed, significant } from "../shared/format.js";
import { createGlide } from "../shared/glide.js";
import { createPlayer } from "../shared/player.js";
import { createSelect } from "../shared/select.js";
import { createSlider } from "../shared/slider.js";
import { createTable } from "../shared/table.js";
import { amount } from "../shared/yuan.js";
import { curvePicture } from "./curve-picture.js";
import { CURVES, MAX_STEPS, RATE, START, ended, numbers } from "./model.js";
import { openTenfold } from "./tenfold.js";
import { heading, verdict } from "./words.js";

const STEP_INTERVAL = 320;

const FITS = {
  curve: (value) => Object.hasOwn(CURVES, value),
  start: (value) => value >= START.min && value <= START.max,
  rate: (value) => value >= RATE.min && value <= RATE.max,
  steps: (value) => Number.isInteger(value) && value >= 0 && value <= MAX_STEPS,
};

export function view(context) {
  const { signal } = context;
  const figure = openFigure(context, {
    name: "Descent1D",
    label: "Gradient descent on a curve",
    caption: "Drag the square to choose the start, then play. Change the rate and play again: the run before stays, dotted.",
  });
  const { state } = figure;
  state.fit(FITS);
  const draw = curvePicture(figure, (start) => state.set({ start }), signal);
  const glide = createGlide({ value: state.get("steps"), onFrame: figure.redraw, signal });

  let played = null; // rate and steps of the run that was last played
  let compared = null; // the same of the one before, if its rate differed
  let again = false; // has a run been started anew after another one?
  function remember({ rate, steps }) {
    if (played && played.rate !== rate) compared = played;
    played = { rate, steps };
  }
  function forget() {
    player.stop();
    played = null;
    compared = null;
    again = false;
  }
  function restart() {
    again = true;
    state.set({ steps: 0 });
    glide.set(0);
  }

  const player = createPlayer({
    parent: figure.controls,
    interval: STEP_INTERVAL,
    signal,
    onPlaying(playing) {
      if (playing && played && played.rate !== state.get("rate")) restart();
    },
    step() {
      if (ended(numbers(state.all()))) restart();
      const now = { ...state.all(), steps: state.get("steps") + 1 };
      const run = numbers(now);
      state.set({ steps: run.points.length - 1 });
      glide.to(run.points.length - 1);
      remember(now);
      if (ended(run)) tenfold.saw(now, run);
      figure.redraw();
      return !ended(run);
    },
  });
  figure.onReset(forget);

  const slider = createSlider({
    parent: figure.controls,
    label: "rate",
    ...RATE,
    step: 0.01,
    log: true,
    format: brief,
    value: () => state.get("rate"),
    move: (rate) => state.set({ rate }),
    signal,
  });
  const select = createSelect({
    parent: figure.controls,
    label: "curve",
    quiet: true,
    choices: Object.entries(CURVES).map(([key, { name }]) => [key, name]),
    value: () => state.get("curve"),
    choose(curve) {
      forget();
      state.set({ curve, ...CURVES[curve].usual, steps: 0 });
    },
    signal,
  });
  const tenfold = openTenfold(figure, signal);
  let run;
  const table = createTable({
    parent: figure.folds,
    caption: "The steps of this run",
    columns: ["step", "w", "cost", "slope"],
    rows: () => run.points.map((w, i) => [String(i), fixed(w, 4), fixed(run.costs[i], 4), fixed(run.slopes[i], 4)]),
    signal,
  });

  figure.onDraw(() => {
    const now = state.all();
    run = numbers(now);
    const last = run.points.length - 1;
    if (glide.target !== last) glide.set(last);
    const other = [played, compared].find((past) => past && past.rate !== now.rate);
    draw({ run, shown: glide.value, ghost: other && numbers({ ...now, ...other }), ghostRate: other?.rate });
    for (const part of [slider, select, tenfold, table]) part.update();
    const changed = played && played.rate !== now.rate ? `rate ${brief(now.rate)}` : "";
    figure.status.say(
      h("strong", {}, heading({ last, steps: now.steps, again, changed })),
      `: w = ${significant(run.points.at(-1))}, cost ${amount(run.costs.at(-1))}. `,
      verdict(now, run),
    );
  });
}
