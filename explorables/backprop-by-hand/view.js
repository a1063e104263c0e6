/*
 * BackpropByHand: a small network of numbered nodes, forward and backward number by number, and every gradient checked by a nudge.
 *
 * Takes in   sizes, activations, x, target (data); bug, step, selected, epsilon, weights, biases, checked (state)
 * Shows      the network with the numbers computed so far, the newest with its arithmetic, the next as a question mark; where a node
 *            feeds several, each product that comes back and their sum; the chosen edge's gradient beside its measured slope; a tick
 *            or a cross on every edge that has been checked. While a bug is looked for, what goes into each number and what comes out
 * The reader steps to and fro, chooses and changes a weight, nudges it, checks every edge, guesses the bug, lets the network learn
 * Sets       all of the state
 */
import { createButton } from "../shared/button.js";
import { h } from "../shared/dom.js";
import { openFigure } from "../shared/figure.js";
import { createPlayer } from "../shared/player.js";
import { createPrediction } from "../shared/prediction.js";
import { clamp } from "../shared/scale.js";
import { createSlider } from "../shared/slider.js";
import { createTable } from "../shared/table.js";
import { LIMIT } from "../shared/weights.js";
import { edgePanel } from "./edge-panel.js";
import { createHunt } from "./hunt.js";
import { at, backward, edgesOf, errorOf, forward, learn, numbers, visibleBugs, withEdge } from "./model.js";
import { backpropPicture } from "./picture.js";
import { captionFor, predictionFor } from "./questions.js";
import { edgeRows, numberRows } from "./rows.js";
import { sanitize } from "./sanitize.js";
import { stepsFor, valueOf } from "./steps.js";
import { agreesAt, checkSentence, editSentence, gradientOf, learnSentence, listed, selectSentence, stepSentence } from "./words.js";

const STEP_INTERVAL = 1400;
const MANY = 100;

export function view(context) {
  const { model, signal } = context;
  const sizes = model.get("sizes");
  const [edges, steps] = [edgesOf(sizes), stepsFor(sizes)];
  const names = edges.map(({ name }) => name);
  const planted = model.get("_defaults").bug !== "none";
  const figure = openFigure(context, {
    name: "BackpropByHand",
    label: `A network of ${listed(sizes.map(String))} nodes, forward, backward and checked edge by edge${planted ? ", with a bug to be found" : ""}`,
    caption: captionFor(sizes),
  });
  const { state } = figure;
  sanitize(model, state);

  const given = { activations: model.get("activations"), x: model.get("x"), target: model.get("target") };
  const all = () => ({ ...given, ...state.all() });
  const done = () => state.get("step");
  const chosen = () => edges.find(({ name }) => name === state.get("selected"));
  const computed = () => new Set(steps.slice(0, done()).flatMap(({ edge }) => (edge ? [edge.name] : [])));
  const compared = () => {
    const known = computed();
    return names.filter((name) => known.has(name) && (name === state.get("selected") || state.get("checked").includes(name)));
  };

  // What was done last: { kind: "step" | "select" | "edit" | "check" | "learn", … }, and the state that it led to.
  const atFirst = () => ({ kind: done() === steps.length ? "select" : "step" });
  let happened = state.get("selected") === model.get("_defaults").selected ? atFirst() : { kind: "select" };
  const hear = (what, changes) => {
    player.stop();
    state.set(changes);
    happened = { ...what, state: JSON.stringify(state.all()) };
    figure.redraw();
  };
  const goTo = (step) => hear({ kind: "step" }, { step });
  const select = (selected) => hear({ kind: "select" }, { selected, checked: compared() });
  const setEpsilon = (epsilon) => hear({ kind: "select" }, { epsilon });
  const checkAll = () => hear({ kind: "check" }, { step: steps.length, checked: names });
  const setWeight = (asked) => {
    const value = clamp(asked, -LIMIT, LIMIT);
    const edge = chosen();
    const before = at(state.get("weights"), state.get("biases"), edge);
    if (value === before && value === asked) return;
    const first = happened.kind === "edit" && happened.edge === edge ? happened : { from: before, before: errorOf(all()) };
    hear({ ...first, kind: "edit", edge, asked }, withEdge(all(), edge, value));
  };
  const teach = (rounds) => {
    let taught = all();
    const from = errorOf(taught);
    for (let i = 0; i < rounds; i += 1) taught = { ...taught, ...learn(taught, backward(taught, forward(taught, taught), taught.bug)) };
    const { weights, biases } = taught;
    hear({ kind: "learn", rounds, from, to: errorOf(taught) }, { weights, biases, step: steps.length });
  };
  const bugs = [];
  const plant = () => {
    const visible = visibleBugs(all());
    if (!visible.length) return;
    const [bug] = visible.filter((name) => name !== state.get("bug") && !bugs.includes(name)).concat(visible.filter((name) => name !== state.get("bug")), visible);
    bugs.push(bug);
    hunt.forget();
    hear({ kind: "select" }, { bug, checked: [], step: steps.length });
  };
  const mend = () => {
    hunt.forget();
    hear({ kind: "check" }, { bug: "none", step: steps.length, checked: names });
  };

  const draw = backpropPicture({ figure, sizes, edges, steps, select, setWeight, signal });
  const player = createPlayer({
    parent: figure.controls,
    interval: STEP_INTERVAL,
    signal,
    step() {
      const step = done() === steps.length ? 0 : done() + 1;
      state.set({ step });
      happened = { kind: "step", state: JSON.stringify(state.all()) };
      figure.redraw();
      return step < steps.length;
    },
  });
  createButton({ parent: figure.controls, label: "Step back", signal, press: () => goTo(Math.max(0, done() - 1)) });
  const slider = createSlider({
    parent: figure.seldom,
    label: "step",
    min: 0,
    max: steps.length,
    step: 1,
    format: (step) => `${step} of ${steps.length}`,
    value: done,
    move: goTo,
    signal,
  });
  const updateEdge = edgePanel({ figure, sizes, edges, select, setWeight, setEpsilon, checkAll, signal });
  const hunt = createHunt({ figure, plant, mend, signal });
  const { reply, ...question } = predictionFor(edges);
  const prediction = createPrediction({ parent: figure.caption, ...question, reply: (choice) => reply(choice, compared().length === edges.length), signal });

  const fold = figure.fold("Learn with these gradients, plant a bug");
  const foldControls = h("div", { class: "dl-controls" });
  fold.content.append(foldControls);
  createButton({ parent: foldControls, label: "One step downhill", signal, press: () => teach(1) });
  createButton({ parent: foldControls, label: `${MANY} steps downhill`, signal, press: () => teach(MANY) });
  createButton({ parent: foldControls, label: "Plant a bug", signal, press: plant });

  let now;
  const tables = [
    createTable({
      parent: figure.folds,
      title: "Show the numbers",
      caption: "All numbers computed so far",
      columns: ["number", "now"],
      rows: () => numberRows({ steps: steps.slice(0, done()), now, sizes }),
      signal,
    }),
    createTable({
      parent: figure.folds,
      title: "Show the edges",
      caption: "Every weight and bias; the measured slope where it has been compared",
      columns: ["edge", "value", "gradient", "measured", "agree"],
      rows: () => edgeRows({ edges, sizes, state: all(), now, computed: computed(), compared: compared() }),
      signal,
    }),
  ];
  figure.onReset(() => {
    player.stop();
    hunt.forget();
    happened = atFirst();
  });

  function sentence(hidden) {
    const edge = chosen();
    const w = at(state.get("weights"), state.get("biases"), edge);
    if (happened.kind === "edit") return editSentence({ ...happened, w, error: now.error, done: done() });
    if (happened.kind === "check") return checkSentence({ edges, disagreeing: now.disagreeing, sizes });
    if (happened.kind === "learn") return learnSentence(happened);
    if (happened.kind === "select") {
      const gradient = computed().has(edge.name) ? gradientOf(now, edge) : null;
      return selectSentence({ edge, sizes, w, gradient, agrees: agreesAt(now, edge.name) });
    }
    const value = done() > 0 ? valueOf(steps[done() - 1], now) : null;
    return stepSentence({ done: done(), steps, now, state: all(), hidden, value });
  }

  let tabled = ""; // the state whose numbers stand in the tables
  figure.onDraw(() => {
    const present = JSON.stringify(state.all());
    now = numbers(all());
    if (happened.state && happened.state !== present) happened = atFirst(); // Python, or another view, has changed it
    happened.state = present;
    const complete = compared().length === edges.length;
    hunt.update({ now, all: all(), complete });
    const hidden = state.get("bug") !== "none" && !hunt.solved();
    draw({ now, x: given.x, target: given.target, done: done(), fresh: happened.kind === "step", compared: compared() });
    slider.update();
    updateEdge({ now, all: all(), computed: computed().has(state.get("selected")), hidden: state.get("bug") !== "none" });
    prediction.update();
    if (tabled !== present) tables.forEach((table) => table.update());
    tabled = present;
    const [strong, rest] = sentence(hidden);
    figure.status.say(h("strong", {}, strong), rest);
  });
}
