/*
 * GateLab: one cell of an LSTM or a GRU, step by step; its gates are pulled open and shut, and its way back is checked.
 *
 * Takes in   kind, x (data); view, t, steps, held, cut, wrong_biases, last_only, bars, scale, rule (state)
 * Shows      the cell at step t; below it by step: states and gates, or δ in two shares, or gradients beside nudges, or how
 *            much of the gradient comes back
 * The reader steps; drags a gate, and frees it; chooses a step; holds all gates by a choice; makes the source's mistakes
 * Sets       all of the state
 */
import { createButton } from "../shared/button.js";
import { h } from "../shared/dom.js";
import { openFigure } from "../shared/figure.js";
import { createModes } from "../shared/modes.js";
import { createPlayer } from "../shared/player.js";
import { clamp } from "../shared/scale.js";
import { createSelect } from "../shared/select.js";
import { openCell } from "./cell-picture.js";
import { GATES, VALVES } from "./cells.js";
import { openChart } from "./chart.js";
import { checkVerdict } from "./check-words.js";
import { openFolds } from "./folds.js";
import { choiceOf, fits, heldAs, numbers, slopes, stepsOf, timeOf } from "./model.js";
import { openQuestion } from "./question.js";
import { backVerdict, forwardVerdict, reachVerdict } from "./words.js";

const CAPTION = {
  lstm: "Pull a gate open or shut and see c and h follow at all later steps; Delete frees it. Then go the way back, cut the path through c, and let the check find it.",
  gru: "Pull a gate open or shut and see h follow at all later steps; Delete frees it. Then go the way back, cut the straight path, and let the check find it.",
};
const CHOICES = {
  lstm: [["free", "gates free"], ["hold", "hold (f = 1)"], ["forget", "forget (f = 0)"], ["copy", "copy (i = o = 1)"], ["own", "held by you"]],
  gru: [["free", "gates free"], ["hold", "hold (z = 1)"], ["forget", "forget (z = r = 0)"], ["copy", "copy (z = 0, r = 1)"], ["own", "held by you"]],
};
const SLIPS = {
  lstm: [["cut", "Cut c path"], ["wrong_biases", "b_i, b_o take δf"], ["last_only", "W_ih: last step only"]],
  gru: [["cut", "Cut path"], ["wrong_biases", "b_hn without r"], ["last_only", "W_ih: last step only"]],
};

export function view(context) {
  const { model, signal } = context;
  const kind = model.get("kind");
  const figure = openFigure(context, { name: "GateLab", label: `One ${kind.toUpperCase()} cell, forward and back`, caption: CAPTION[kind] });
  const { state } = figure;
  state.fit(fits(kind));
  const given = () => ({ ...state.all(), kind, x: model.get("x") });
  const whole = () => {
    const now = given();
    return { ...now, steps: stepsOf(now), t: timeOf(now) };
  };
  const set = (changes) => {
    player.stop();
    state.set(changes);
    figure.redraw();
  };

  // What was found for the present state; handles ask for it between frames too.
  let known = { key: "" };
  const present = () => {
    const now = whole();
    const key = JSON.stringify(now);
    if (key !== known.key) {
      const found = slopes(now);
      known = { key, now, found, all: numbers(now, found) };
    }
    return known;
  };
  const openings = () => {
    const { now, all } = present();
    return Object.fromEntries(VALVES[kind].map((gate) => [gate, all.gates[GATES[kind].indexOf(gate)][now.t - 1]]));
  };
  const gateName = (gate) => `${gate}${whole().t}`;
  const without = (gate) => Object.fromEntries(Object.entries(state.get("held")).filter(([name]) => name !== gateName(gate)));

  const pictures = figure.root.querySelector(".dl-pictures");
  const modes = createModes({
    parent: pictures,
    label: "What is shown",
    choices: [["forward", "forward"], ["back", "way back"], ["check", "check"], ["reach", "how far"]],
    value: () => state.get("view"),
    choose(name) {
      const { steps } = whole();
      set({ view: name, ...(name === "back" && state.get("view") !== "back" ? { t: steps } : {}) });
    },
    signal,
  });
  const drawCell = openCell({
    figure,
    kind,
    given: whole,
    openings,
    hold: (gate, value) => set({ held: { ...state.get("held"), [gateName(gate)]: clamp(value, 0, 1) } }),
    free: (gate) => set({ held: without(gate) }),
    signal,
  });
  const drawChart = openChart({ figure, whole, goTo: (t) => set({ t: clamp(t, 1, whole().steps) }), signal });

  const group = () => figure.controls.appendChild(h("div", { class: "dl-group" }));
  const stepping = group();
  const player = createPlayer({
    parent: stepping,
    interval: 1200,
    stillSteps: () => whole().steps,
    signal,
    step() {
      const { t, steps, view: shown } = whole();
      const [start, end, by] = shown === "back" ? [steps, 1, -1] : [1, steps, 1];
      const next = t === end ? start : t + by;
      state.set({ t: next });
      figure.redraw();
      return next !== end;
    },
  });
  const cutting = group();
  const checking = group();
  const bars = createSelect({
    parent: checking,
    label: "Which gradients",
    quiet: true,
    choices: [["x", "dL/dx by step"], ["c", kind === "lstm" ? "dL/dc by step" : "dL/dh by step"], ["w", "all 12 weights"]],
    value: () => state.get("bars"),
    choose: (name) => set({ bars: name }),
    signal,
  });
  const gates = createSelect({
    parent: figure.controls,
    label: "Gates",
    quiet: true,
    choices: CHOICES[kind],
    value: () => choiceOf(given()),
    choose: (name) => (name === "own" ? figure.redraw() : set({ held: heldAs(kind, name, whole().steps) })),
    signal,
  });
  const slips = figure.seldom.appendChild(h("div", { class: "dl-group" }));
  const toggles = SLIPS[kind].map(([name, label]) => [name, createButton({ parent: name === "cut" ? cutting : slips, label, press: () => set({ [name]: !state.get(name) }), signal })]);

  const folds = openFolds({ figure, whole, set, signal });
  const question = openQuestion({ figure, whole, signal });
  figure.onReset(() => {
    player.stop();
    question.clear();
  });

  figure.onDraw(() => {
    const { now, found, all } = present();
    drawCell(now, all);
    drawChart(now, all, found);
    modes.update();
    stepping.hidden = !["forward", "back"].includes(now.view);
    checking.hidden = now.view !== "check";
    cutting.hidden = now.view === "forward";
    slips.hidden = now.view !== "check";
    for (const [name, button] of toggles) button.setAttribute("aria-pressed", String(now[name]));
    bars.update();
    gates.update();
    player.update();
    folds.update(now, all, found);
    question.update(now, all);
    const said = { forward: forwardVerdict, back: backVerdict, check: checkVerdict, reach: reachVerdict }[now.view](now, all, found);
    figure.status.say(h("strong", {}, said.heading), said.text);
  });
}
