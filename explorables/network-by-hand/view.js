/*
 * NetworkByHand: the pet shop's network of 3, 4 and 1 units, forward and backward, number by number.
 *
 * Takes in   part (data); customer, step, selected, epsilon, syn0, syn1 (state)
 * Shows      the network with the numbers computed so far, the newest with its arithmetic, the next as a question mark; the
 *            predictions for all customers. With part "backward" also errors, slopes, deltas, gradients and learning, with
 *            part "all" also the chosen weight nudged, beside its gradient as a product of ratios
 * The reader steps to and fro, chooses a customer, chooses and changes a weight, nudges it, lets the network learn
 * Sets       all of the state
 */
import { createButton } from "../shared/button.js";
import { h } from "../shared/dom.js";
import { openFigure } from "../shared/figure.js";
import { createPlayer } from "../shared/player.js";
import { createPrediction } from "../shared/prediction.js";
import { createSlider } from "../shared/slider.js";
import { clamp } from "../shared/scale.js";
import { createTable } from "../shared/table.js";
import { LIMIT } from "../shared/weights.js";
import { customerRow } from "./customers.js";
import { SHOP, STARTS, learn, nameOf, numbers, predictions, weightOf, withWeight } from "./model.js";
import { networkPicture } from "./picture.js";
import { sanitize } from "./sanitize.js";
import { CAPTIONS, PREDICTIONS } from "./questions.js";
import { keyOf, stepsFor, valueOf } from "./steps.js";
import { tableRows } from "./rows.js";
import { weightPanel } from "./weight-panel.js";
import { editSentence, learnSentence, selectSentence, stepSentence } from "./words.js";

const LABELS = {
  forward: "A small network, forward, number by number",
  backward: "A small network, forward and backward, number by number",
  all: "A small network, its weights nudged and compared with their gradients",
};
const STEP_INTERVAL = 1400;
const MANY = 1000;

export function view(context) {
  const { model, signal } = context;
  const part = model.get("part");
  const figure = openFigure(context, {
    name: "NetworkByHand",
    label: LABELS[part],
    caption: CAPTIONS[part],
  });
  const { state } = figure;
  sanitize(model, state);

  const weights = () => ({ syn0: state.get("syn0"), syn1: state.get("syn1") });
  const sizes = [weights().syn0.length, weights().syn1.length, weights().syn1[0].length];
  const steps = stepsFor(sizes, part);
  const forwardSteps = steps.filter(({ phase }) => phase === "forward").length;
  const names = Object.entries(weights()).flatMap(([array, W]) => W.flatMap((line, row) => line.map((_, column) => nameOf({ array, row, column }))));
  const done = () => Math.min(state.get("step"), steps.length);

  // What was done last: { kind: "step" | "select" | "edit" | "learn" | "weights", … }, and the state that it led to.
  const atFirst = () => ({ kind: part === "all" && done() === steps.length ? "select" : "step" });
  // A link that was made after a weight had been chosen opens with that weight.
  const chosen = state.get("selected") !== (model.get("_defaults") ?? {}).selected;
  let happened = chosen ? { kind: "select" } : atFirst();
  // What the reader has seen; deltas of customers 1 and 4 count when they were seen with the same weights.
  const seen = { zero: false, customers: new Set(), under: "", weights: null, epsilons: new Set() };
  const hear = (what, changes) => {
    state.set(changes);
    happened = { ...what, state: JSON.stringify(state.all()) };
    figure.redraw();
  };
  const goTo = (step) => hear({ kind: "step" }, { step });
  const select = (selected) => hear({ kind: "select" }, { selected });
  const setEpsilon = (epsilon) => hear({ kind: "select" }, { epsilon });
  const setWeight = (asked) => {
    player.stop();
    const value = clamp(asked, -LIMIT, LIMIT);
    const selected = state.get("selected");
    const before = weightOf(weights(), selected);
    if (value === before && value === asked) return;
    const first = happened.kind === "edit" && happened.selected === selected;
    const from = first ? happened : { from: before, before: predictions(SHOP.X, weights())[state.get("customer") - 1] };
    hear({ ...from, kind: "edit", selected, asked }, withWeight(weights(), selected, value));
  };
  const teach = (customer, rounds = 1) => {
    player.stop();
    const chosen = customer === null ? SHOP : { X: [SHOP.X[customer - 1]], y: [SHOP.y[customer - 1]] };
    const from = predictions(SHOP.X, weights());
    let taught = weights();
    for (let i = 0; i < rounds; i += 1) taught = learn(chosen.X, chosen.y, taught);
    const to = predictions(SHOP.X, taught);
    hear({ kind: "learn", rounds, customer, from, to }, { ...taught, step: Math.max(state.get("step"), forwardSteps) });
  };

  const updateCustomers = customerRow({
    parent: figure.root.querySelector(".dl-pictures"),
    choose: (customer) => hear(happened.kind === "select" ? happened : atFirst(), { customer }),
    signal,
  });
  const draw = networkPicture({ figure, sizes, part, names, select, setWeight, signal });

  const player = createPlayer({
    parent: figure.controls,
    interval: STEP_INTERVAL,
    signal,
    step() {
      const next = done() === steps.length ? 0 : done() + 1;
      goTo(next);
      return next < steps.length;
    },
  });
  createButton({
    parent: figure.controls,
    label: "Step back",
    signal,
    press() {
      player.stop();
      goTo(Math.max(0, done() - 1));
    },
  });
  const slider = createSlider({
    parent: figure.controls,
    label: "step",
    min: 0,
    max: steps.length,
    step: 1,
    format: (step) => `${step} of ${steps.length}`,
    value: done,
    move(step) {
      player.stop();
      goTo(step);
    },
    signal,
  });
  const { panel, updateWeight } = weightPanel({ figure, names, part, select, setWeight, setEpsilon, signal });
  if (part !== "forward") {
    // After the status line, so that on a phone Step, the status and the picture are on the screen together.
    const one = h("div", { class: "dl-control dl-net-learn" }, "Learn from");
    panel.prepend(one);
    createButton({ parent: one, label: "this customer", signal, press: () => teach(state.get("customer")) });
    createButton({ parent: one, label: "all four", signal, press: () => teach(null) });
  }
  const { reply, ...question } = PREDICTIONS[part];
  const prediction = createPrediction({ parent: figure.caption, ...question, reply: (choice) => reply(choice, seen), signal });

  const fold = figure.fold(part === "forward" ? "Start from other weights" : "Start from other weights, learn many times");
  const foldControls = h("div", { class: "dl-controls" });
  fold.content.append(foldControls);
  for (const [name, start] of Object.entries(STARTS)) {
    createButton({ parent: foldControls, label: `${name} weights`, signal, press: () => hear({ kind: "weights", name }, structuredClone(start)) });
  }
  if (part !== "forward") createButton({ parent: foldControls, label: `Learn ${MANY} times from all four`, signal, press: () => teach(null, MANY) });
  let now;
  let tabled = ""; // the state whose numbers stand in the table
  const table = createTable({
    parent: figure.folds,
    caption: "All numbers computed so far",
    columns: ["number", "now"],
    rows: () => tableRows({ names, weights: weights(), steps: steps.slice(0, done()), now }),
    signal,
  });
  figure.onReset(() => {
    player.stop();
    happened = atFirst();
  });

  function sentence() {
    const customer = state.get("customer");
    if (happened.kind === "edit") return editSentence({ ...happened, w: weightOf(weights(), happened.selected), now, done: done(), forwardSteps, customer });
    if (happened.kind === "select") {
      const selected = state.get("selected");
      const place = steps.findIndex((step) => keyOf(step) === `gradient ${selected}`);
      const gradient = place >= 0 && place < done() ? valueOf(steps[place], now) : null;
      return selectSentence({ selected, w: weightOf(weights(), selected), gradient, customer });
    }
    if (happened.kind === "learn") return learnSentence(happened);
    if (happened.kind === "weights") return [`Now with the ${happened.name} weights`, ". Every number that has been computed follows."];
    return stepSentence({ done: done(), steps, now, state: state.all() });
  }

  figure.onDraw(() => {
    const all = state.all();
    now = numbers(all);
    const present = JSON.stringify(all);
    if (happened.state && happened.state !== present) happened = atFirst(); // Python, or another view, has changed it
    happened.state = present;
    const ready = done() >= forwardSteps;
    seen.zero ||= happened.kind === "edit" && ready && now.l2[0] === happened.before;
    const under = JSON.stringify(weights());
    if (under !== seen.under) seen.customers.clear();
    seen.under = under;
    if (done() > forwardSteps + 2) seen.customers.add(all.customer);
    if (seen.customers.has(1) && seen.customers.has(4)) seen.weights ??= structuredClone(weights());
    seen.epsilons.add(all.epsilon);
    draw({ now, steps, done: done(), fresh: happened.kind === "step" });
    updateCustomers({ customer: all.customer, predictions: ready ? now.predictions : null, before: happened.kind === "learn" ? happened.from : null });
    slider.update();
    updateWeight(now);
    prediction.update();
    const inTable = JSON.stringify([all.customer, all.step, all.syn0, all.syn1]);
    if (inTable !== tabled) table.update();
    tabled = inTable;
    const [strong, rest] = sentence();
    figure.status.say(h("strong", {}, strong), rest);
  });
}
