/*
 * Descent2D: gradient descent on a surface over the plane, as a map and as a landscape.
 *
 * Takes in   surface, start_x, start_y, rate, mode, steepness, steps, turn
 * Shows      lines of equal cost, the path so far, the direction of the next step, the run before (dotted);
 *            in a fold the same surface in perspective
 * The reader drags the start, sets the rate, pulls the ravine narrow or wide, sets the examples in a step, plays or
 *            steps, turns the landscape, picks another surface
 * Sets       all of them
 */
import { heading } from "../descent-1d/words.js";
import { h } from "../shared/dom.js";
import { openFigure } from "../shared/figure.js";
import { brief, fixed, significant } from "../shared/format.js";
import { createGlide } from "../shared/glide.js";
import { createPlayer } from "../shared/player.js";
import { createSelect } from "../shared/select.js";
import { createSlider } from "../shared/slider.js";
import { amount } from "../shared/yuan.js";
import { openLandscape } from "./landscape.js";
import { openMap } from "./map.js";
import { MAX_STEPS, RATE, START, STEEPNESS, ended, nextGradient, numbers, seesAll } from "./model.js";
import { openPredictions } from "./predictions.js";
import { SURFACES } from "./surfaces.js";
import { openTables } from "./tables.js";
import { verdict } from "./words.js";

const STEP_INTERVAL = 110;
const MODES = { batch: "all 12", "mini-batch": "4", stochastic: "1" };

const sameRun = (a, b) => a.rate === b.rate && a.mode === b.mode;

const within = ({ min, max }) => (value) => value >= min && value <= max;
const FITS = {
  surface: (value) => Object.hasOwn(SURFACES, value),
  start_x: within(START.x),
  start_y: within(START.y),
  rate: within(RATE),
  mode: (value) => Object.hasOwn(MODES, value),
  steepness: within(STEEPNESS),
  steps: (value) => Number.isInteger(value) && within({ min: 0, max: MAX_STEPS })(value),
  turn: within({ min: -180, max: 180 }),
};

export function view(context) {
  const { signal } = context;
  const figure = openFigure(context, {
    name: "Descent2D",
    label: "Gradient descent on a surface",
    caption: "Each red line joins points of equal cost. Drag the start, then play; change the rate and play again to compare.",
  });
  const { state } = figure;
  state.fit(FITS);
  const map = openMap(figure, signal);
  const glide = createGlide({ value: numbers(state.all()).points.length - 1, onFrame: figure.redraw, signal });

  let played = null; // rate, mode and steps of the run that was last played
  let compared = null; // the same of the one before, if it differed
  let again = false; // has a run been started anew after another one?
  function remember(now) {
    if (played && !sameRun(played, now)) compared = played;
    played = { rate: now.rate, mode: now.mode, steps: now.steps };
  }
  function forget() {
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
      if (playing && played && !sameRun(played, state.all())) restart();
    },
    step() {
      if (ended(numbers(state.all()), state.all())) restart();
      const now = { ...state.all(), steps: state.get("steps") + 1 };
      state.set({ steps: now.steps });
      glide.to(now.steps);
      remember(now);
      figure.redraw();
      return !ended(numbers(now), now);
    },
  });
  figure.onReset(() => {
    player.stop();
    forget();
  });

  const rateSlider = createSlider({
    parent: figure.controls,
    label: "learning rate",
    ...RATE,
    step: 0.01,
    log: true,
    format: brief,
    value: () => state.get("rate"),
    move: (rate) => state.set({ rate }),
    signal,
  });
  const ravineOnly = figure.controls.appendChild(h("div", { class: "dl-group" }));
  const steepnessSlider = createSlider({
    parent: ravineOnly,
    label: "steepness κ",
    ...STEEPNESS,
    step: 1,
    format: (steepness) => fixed(steepness, Number.isInteger(steepness) ? 0 : 1),
    value: () => state.get("steepness"),
    move: (steepness) => state.set({ steepness }),
    signal,
  });
  const logisticOnly = figure.controls.appendChild(h("div", { class: "dl-group" }));
  const modeSelect = createSelect({
    parent: logisticOnly,
    label: "examples a step",
    choices: Object.entries(MODES),
    value: () => state.get("mode"),
    choose: (mode) => state.set({ mode }),
    signal,
  });

  const hint = h("p", {}, "Pull at κ in the map to make the ravine narrow or wide.");
  figure.caption.append(hint);
  const predictions = openPredictions(figure, signal);
  const landscape = openLandscape(figure, signal);
  const another = figure.fold("Another surface");
  const choice = h("div", { class: "dl-controls" });
  another.content.append(choice);
  const surfaceSelect = createSelect({
    parent: choice,
    label: "surface",
    choices: Object.entries(SURFACES).map(([key, { name }]) => [key, name]),
    value: () => state.get("surface"),
    choose(surface) {
      player.stop();
      forget();
      state.set({ surface, ...SURFACES[surface].usual, steps: 0 });
    },
    signal,
  });
  const tables = openTables(figure, signal);

  function nameOf(run, other) {
    const parts = [];
    if (run.rate !== other.rate) parts.push(`rate ${brief(run.rate)}`);
    if (run.mode !== other.mode) parts.push(`${MODES[run.mode]} a step`);
    return parts.join(", ");
  }

  figure.onDraw(() => {
    const now = state.all();
    const run = numbers(now);
    const last = run.points.length - 1;
    if (glide.target !== last) glide.set(last);
    const other = played && !sameRun(played, now) ? played : compared && !sameRun(compared, now) ? compared : null;
    const ghost = other && numbers({ ...now, ...other });
    const names = other && { run: nameOf(now, other), ghost: nameOf(other, now) };
    const drawn = { run, shown: glide.value, ghost, names };
    map.update(drawn);
    landscape.update(drawn);
    hint.hidden = now.surface !== "ravine";
    ravineOnly.hidden = now.surface !== "ravine";
    logisticOnly.hidden = now.surface !== "logistic";
    for (const part of [rateSlider, steepnessSlider, modeSelect, surfaceSelect]) part.update();
    tables.update(run);
    predictions.update(run);
    const changed = played && !sameRun(played, now) ? nameOf(now, played) : "";
    const gradient = significant(Math.hypot(...nextGradient(now, run.points.at(-1), last)));
    figure.status.say(
      h("strong", {}, heading({ last, steps: now.steps, again, changed })),
      `: cost ${amount(run.costs.at(-1))}, ${seesAll(now) ? "gradient" : "next gradient"} ${gradient} long. ${verdict(now, run)}`,
    );
  });
}
