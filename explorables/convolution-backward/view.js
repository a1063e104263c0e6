/*
 * ConvolutionBackward: the gradient of a convolution's output on its way back, product by product.
 *
 * Takes in   case (data); goal, way, turned, step, selected, x, w, delta (state)
 * Shows      δ (or δ framed by zeros), the filter (or the filter turned) and dL/dx so far; for the filter the picture, δ
 *            and dL/dw; for the bias δ and its sum. Below: the sum of the chosen square, written out, and the slope by
 *            nudging it
 * The reader steps, plays, scrubs; chooses a square; changes δ, the weights, the picture; picks which gradient, and how;
 *            leaves the filter unturned and sees the check fail
 * Sets       all of the state
 */
import { createButton } from "../shared/button.js";
import { h } from "../shared/dom.js";
import { openFigure } from "../shared/figure.js";
import { createPlayer } from "../shared/player.js";
import { clamp } from "../shared/scale.js";
import { createSelect } from "../shared/select.js";
import { createSlider } from "../shared/slider.js";
import { openFolds } from "./folds.js";
import { viewOf } from "./layout.js";
import { GOALS, LIMIT, MAX_STEPS, WAYS, isUnturned, indices, numbers, parsed, sizesOf, stepsOf, valueAt, withValue } from "./model.js";
import { focusOf, openGrids } from "./picture.js";
import { openQuestion } from "./question.js";
import { verdict } from "./words.js";

const VIEWS = {
  scatter: ["dL/dx: each output sends", { goal: "input", way: "scatter", turned: true }],
  gather: ["dL/dx: each square collects", { goal: "input", way: "gather", turned: true }],
  unturned: ["dL/dx: filter not turned", { goal: "input", way: "gather", turned: false }],
  weight: ["dL/dw: the filter", { goal: "weight" }],
  bias: ["dL/db: the bias", { goal: "bias" }],
};

/** Which arrays a view shows, and so lets be changed. */
const CHANGED = { input: ["delta", "w"], weight: ["delta", "x"], bias: ["delta"] };

const sameShape = (one, other) => String(indices(one)) === String(indices(other));
const isWhole = (value) => Number.isInteger(value) && Math.abs(value) <= LIMIT;

export function view(context) {
  const { model, signal } = context;
  const figure = openFigure(context, {
    name: "ConvolutionBackward",
    label: "The gradient of a convolution, sent back",
    caption:
      "Step, and watch the sums grow; then choose a square: its sum is written out and checked by nudging. " +
      "Change a number by the keys 0 to 9, + and −, or pull it up and down with the mouse.",
    above: true,
  });
  const { state } = figure;
  const whole = () => ({ ...state.all(), case: model.get("case") });
  const defaults = model.get("_defaults");
  const fits = (name) => (value) => Array.isArray(value) && sameShape(value, defaults[name]) && value.flat(3).every(isWhole);
  state.fit({
    goal: (goal) => GOALS.includes(goal),
    way: (way) => WAYS.includes(way),
    turned: (turned) => typeof turned === "boolean",
    step: (step) => Number.isInteger(step) && step >= 0 && step <= MAX_STEPS,
    x: fits("x"),
    w: fits("w"),
    delta: fits("delta"),
    selected: (name) => name === "" || parsed(name, { ...whole(), ...defaults }) !== null,
  });

  // Which filter and channel a phone shows: those of the focus, unless the reader picks others.
  const shown = { filter: 0, channel: 0 };
  function follow() {
    const focus = focusOf(whole());
    if (!focus) return;
    if (focus.kind !== "x") shown.filter = focus.index[0];
    if (focus.kind === "x" || focus.kind === "w") shown.channel = focus.index[focus.kind === "x" ? 0 : 1];
  }
  const total = () => stepsOf(whole()).length;
  const set = (changes) => {
    state.set(changes);
    follow();
    figure.redraw();
  };
  const goTo = (step) => set({ step, selected: "" });
  const pick = (selected) => {
    player.stop();
    set({ selected });
  };
  function change(kind, index, value) {
    player.stop();
    set({ [kind]: withValue(state.get(kind), index, clamp(value, -LIMIT, LIMIT)) });
  }

  const select = createSelect({
    parent: figure.controls,
    label: "What is worked out",
    quiet: true,
    choices: Object.entries(VIEWS).map(([name, [words]]) => [name, words]),
    value: () => viewOf(whole()),
    choose(name) {
      player.stop();
      const changes = VIEWS[name][1];
      const stays = ["gather", "unturned"].includes(name) && ["gather", "unturned"].includes(viewOf(whole()));
      set(stays ? changes : { ...changes, step: 0, selected: "" });
    },
    signal,
  });
  const player = createPlayer({
    parent: figure.controls,
    interval: () => (total() > 30 ? 300 : 1000),
    signal,
    step() {
      const done = Math.min(state.get("step"), total());
      const next = done === total() ? 0 : done + 1;
      goTo(next);
      return next < total();
    },
  });
  const sliders = Object.keys(VIEWS).map((name) => {
    const group = figure.controls.appendChild(h("div", { class: "dl-group" }));
    const max = stepsOf({ ...whole(), ...VIEWS[name][1] }).length;
    const slider = createSlider({
      parent: group,
      label: "step",
      min: 0,
      max,
      step: 1,
      format: (step) => `${step} of ${max}`,
      value: () => Math.min(state.get("step"), max),
      move(step) {
        player.stop();
        goTo(step);
      },
      signal,
    });
    return { name, group, slider };
  });

  const { F, C } = sizesOf(whole());
  const pickers = [["filter", F], ["channel", C]].filter(([, count]) => count > 1).map(([name, count]) => {
    const group = figure.seldom.appendChild(h("div", { class: "dl-group" }));
    const picker = createSelect({
      parent: group,
      label: name,
      choices: Array.from({ length: count }, (_, i) => [String(i), String(i + 1)]),
      value: () => String(shown[name]),
      choose(value) {
        shown[name] = Number(value);
        figure.redraw();
      },
      signal,
    });
    return { name: `${name}s`, count, group, picker };
  });
  const pair = figure.seldom.appendChild(h("div", { class: "dl-control", role: "group", "aria-label": "The chosen number" }));
  const steppers = [["− 1", -1], ["+ 1", 1]].map(([label, by]) => {
    const button = createButton({
      parent: pair,
      label,
      signal,
      press() {
        const chosen = changeable();
        if (chosen) change(chosen.kind, chosen.index, valueAt(state.get(chosen.kind), chosen.index) + by);
      },
    });
    return { button, by };
  });
  function changeable() {
    const chosen = parsed(state.get("selected"), whole());
    return chosen && CHANGED[state.get("goal")].includes(chosen.kind) ? chosen : null;
  }

  const draw = openGrids({ figure, whole, choose: pick, change, signal });
  const folds = openFolds({ figure, whole, set, signal });
  const question = openQuestion({ figure, whole, signal });
  figure.onReset(() => {
    player.stop();
    Object.assign(shown, { filter: 0, channel: 0 });
  });
  follow();

  figure.onDraw(() => {
    const now = whole();
    const found = numbers(now);
    const seen = draw(found, shown);
    for (const { name, group, slider } of sliders) {
      group.hidden = name !== viewOf(now);
      slider.update();
    }
    const chosen = changeable();
    for (const { button, by } of steppers) {
      const next = chosen && valueAt(now[chosen.kind], chosen.index) + by;
      button.setAttribute("aria-disabled", String(!chosen || Math.abs(next) > LIMIT));
    }
    for (const { name, count, group, picker } of pickers) {
      group.hidden = seen[name].length === count || (name === "channels" && now.goal === "bias");
      picker.update();
    }
    select.update();
    player.update();
    folds.update(now, found);
    question.update(now, found);
    const { heading, text, check } = verdict(now, found, focusOf(now));
    const wrong = isUnturned(now) && found.disagree > 0;
    figure.status.say(h("strong", {}, heading), text, h("span", { class: wrong ? "dl-conv-check is-wrong" : "dl-conv-check" }, check));
  });
}
