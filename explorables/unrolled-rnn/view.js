/*
 * UnrolledRNN: a recurrent layer of two units, unrolled in time, and the gradient on its way back.
 *
 * Takes in   beta, steps, activation, shape, done, selected, planted, clip, threshold
 * Shows      inputs, states and δ side by side; W, this step's part of dL/dW and the sum that grows; the length of δ at
 *            each step beside its bound
 * The reader steps forward and back, drags ‖W‖ and the step, sets T and the activation; chooses a weight to nudge;
 *            plants a bug, clips the gradient, picks another shape of W
 * Sets       all of the state
 */
import { createDial, nearest } from "../shared/dial.js";
import { h } from "../shared/dom.js";
import { openFigure } from "../shared/figure.js";
import { brief } from "../shared/format.js";
import { createPlayer } from "../shared/player.js";
import { clean } from "../shared/scale.js";
import { createSelect } from "../shared/select.js";
import { createSlider } from "../shared/slider.js";
import { openChain } from "./chain.js";
import { openChart } from "./chart.js";
import { openFolds } from "./folds.js";
import { ACTIVATIONS, BETA, numbers, PLANTED, SHAPES, STEPS, THRESHOLD, WEIGHTS } from "./model.js";
import { openQuestion } from "./question.js";
import { backOf, CAPTION, verdict } from "./words.js";

const NAMES = { tanh: "tanh", relu: "ReLU", identity: "identity", sigmoid: "sigmoid" };
const NAMED = [0.5, 0.9, 1, 1.1, 1.5, 2];
const MAGNET = 0.012;
const DIAL = { height: 55, axis: 28, edge: 24 };

const within = ({ min, max }) => (value) => typeof value === "number" && value >= min && value <= max;
const whole = (bounds) => (value) => Number.isInteger(value) && within(bounds)(value);
const FITS = {
  beta: within(BETA),
  steps: whole(STEPS),
  activation: (value) => ACTIVATIONS.includes(value),
  shape: (value) => Object.hasOwn(SHAPES, value),
  done: whole({ min: 0, max: 2 * STEPS.max }),
  selected: (value) => WEIGHTS.includes(value),
  planted: (value) => PLANTED.includes(value),
  clip: (value) => typeof value === "boolean",
  threshold: within(THRESHOLD),
};

export function view(context) {
  const { signal } = context;
  const figure = openFigure(context, { name: "UnrolledRNN", label: "A recurrent layer, unrolled in time", caption: h("span", {}, CAPTION[0], h("sub", {}, "W"), CAPTION[1]) });
  const { state } = figure;
  state.fit(FITS);
  const set = (changes) => {
    state.set(changes);
    figure.redraw();
  };
  const now = () => ({ ...state.all(), done: Math.min(state.get("done"), 2 * state.get("steps")) });

  const dials = figure.picture({ label: "The norm of W, with a handle to drag", height: () => DIAL.height });
  const beta = createDial({
    picture: dials,
    label: "norm of W",
    range: { ...BETA, step: 0.05, page: 0.25 },
    ticks: [0.1, 0.5, 1, 1.5, 2, 2.5].map((at) => ({ at, below: String(at) })),
    value: () => state.get("beta"),
    move: (place, dragged) => set({ beta: nearest(NAMED, place, dragged, MAGNET) ?? clean(Math.round(place * 1000) / 1000) }),
    signal,
  });
  const key = dials.layer("dl-layout"); // stays empty: tells when the width has changed

  const chain = openChain({ figure, choose: (selected) => set({ selected }), signal });
  const chart = openChart({
    figure,
    goBack(t) {
      player.stop();
      set({ done: 2 * state.get("steps") + 1 - t });
    },
    signal,
  });

  const player = createPlayer({
    parent: figure.controls,
    interval: () => (state.get("steps") > 12 ? 250 : 900),
    signal,
    step() {
      const { done, steps } = now();
      const next = done === 2 * steps ? 0 : done + 1;
      set({ done: next });
      return next < 2 * steps;
    },
  });
  const select = createSelect({
    parent: figure.controls,
    label: "activation",
    quiet: true,
    choices: Object.entries(NAMES),
    value: () => state.get("activation"),
    choose: (activation) => set({ activation }),
    signal,
  });
  const steps = createSlider({
    parent: figure.seldom,
    label: "T",
    ...STEPS,
    step: 1,
    format: (count) => `${count} steps`,
    value: () => state.get("steps"),
    move(count) {
      player.stop();
      // Who is on the way back stays there, and who has come to its end stays at its end.
      const [back, all] = [backOf(now()), state.get("steps")];
      const gone = back === all ? count : Math.min(back, count);
      set({ steps: count, done: back ? count + gone : Math.min(state.get("done"), count) });
    },
    signal,
  });

  const folds = openFolds({ figure, set, signal });
  const question = openQuestion({ figure, signal });
  figure.onReset(() => player.stop());

  figure.onDraw(() => {
    const all = now();
    const found = numbers(all);
    dials.once(key, null, () => beta.layOut([DIAL.edge, dials.width - DIAL.edge], DIAL.axis));
    const size = brief(all.beta);
    beta.update({ title: `‖W‖ = ${size}`, text: `norm of W ${size}`, now: all.beta });
    chain.update(all, found);
    chart.update(found);
    for (const part of [player, select, steps]) part.update();
    folds.update(found);
    question.update(all, found);
    const { heading, text, fate, check, clip } = verdict(all, found);
    const line = (words, wrong = false) => (words ? [h("span", { class: wrong ? "dl-unrolled-line is-wrong" : "dl-unrolled-line" }, words)] : []);
    figure.status.say(h("strong", {}, heading), text, ...line(fate), ...line(check.text, check.wrong), ...line(clip));
  });
}
