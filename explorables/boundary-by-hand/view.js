/*
 * BoundaryByHand: a line between two kinds of points, moved by hand and then by descent.
 *
 * Takes in   X, y, names, labels, images (data); w1, w2, b, rate (state)
 * Shows      the points with the line and the shade of the probability; beside it the cost for every pair of weights, with
 *            the way that descent has gone; for one point its picture, score, probability and loss
 * The reader shifts and turns the line, drags the weights, lets descent step or run, sets the rate, doubles everything
 * Sets       w1, w2, b, rate
 */
import { createButton } from "../shared/button.js";
import { h } from "../shared/dom.js";
import { openFigure } from "../shared/figure.js";
import { fixed, significant } from "../shared/format.js";
import { createPlayer } from "../shared/player.js";
import { createPrediction } from "../shared/prediction.js";
import { createSlider } from "../shared/slider.js";
import { createTable } from "../shared/table.js";
import { openDataSpace } from "./data-space.js";
import { hasLine } from "./geometry.js";
import { LIMIT, numbers, probability, stepInWords, wrongInWords } from "./model.js";
import { createRuns } from "./runs.js";
import { openWeightSpace } from "./weight-space.js";

const STEP_EVERY = 33; // milliseconds: thirty steps a second
const NO_IDEA = Math.log(2); // the cost of saying one half every time
const RATE = { min: 0.01, max: 100, step: 0.05 };

export function view(context) {
  const { model, signal } = context;
  const figure = openFigure(context, {
    name: "BoundaryByHand",
    label: "A line between two kinds of points, by hand and by descent",
    caption:
      "Shift the line by the square in its middle, turn it by the other one; or drag the square on the right. Both pictures show the same numbers: " +
      "the arrow on the left and the thin line on the right point the same way. Look at a point to see what the line says about it.",
  });
  const { state } = figure;
  const data = Object.fromEntries(["X", "y", "names", "labels", "images"].map((name) => [name, model.get(name)]));
  const { X, y, labels } = data;
  const parameters = () => ({ w1: state.get("w1"), w2: state.get("w2"), b: state.get("b") });
  const compute = () => numbers({ X, y, ...state.all() });

  // A link may say anything.
  for (const [name, made] of Object.entries(model.get("_defaults"))) {
    const value = state.get(name);
    const fits = name === "rate" ? value >= 0.001 && value <= 100 : Math.abs(value) <= LIMIT;
    if (!fits) state.set({ [name]: made });
  }

  const runs = createRuns();
  let happened = null; // the last thing, for the status: { kind, … }
  let best = Infinity; // the least cost reached by hand

  const within = (value) => Math.min(LIMIT, Math.max(-LIMIT, value));
  const byHand = (changes) => {
    player.stop();
    runs.end();
    state.set(Object.fromEntries(Object.entries(changes).map(([name, value]) => [name, within(value)])));
    best = Math.min(best, compute().cost);
    happened = null;
    figure.redraw();
  };

  const pair = h("div", { class: "dl-pair" });
  const [left, right] = [h("div"), h("div")];
  pair.append(left, right);
  figure.root.querySelector(".dl-pictures").append(pair);
  const shared = { figure, data, parameters, move: byHand, signal };
  const dataSpace = openDataSpace({ ...shared, cell: left });
  const weightSpace = openWeightSpace({ ...shared, cell: right });
  dataSpace.onTurning(figure.redraw);

  function descend() {
    const before = compute();
    const [w1, w2, b] = before.next;
    if (![w1, w2, b].every((value) => Math.abs(value) <= LIMIT)) {
      happened = { kind: "edge" };
      figure.redraw();
      return false;
    }
    runs.begin(parameters());
    state.set({ w1, w2, b });
    const after = compute();
    runs.add(parameters());
    happened = { kind: "step", words: stepInWords(before, after) };
    figure.redraw();
    return Math.hypot(...after.gradient) > 1e-7;
  }

  const player = createPlayer({ parent: figure.controls, label: "Descend", step: descend, interval: STEP_EVERY, signal });
  const rate = createSlider({
    parent: figure.controls,
    label: "rate",
    ...RATE,
    log: true,
    format: (value) => significant(value, 2),
    value: () => state.get("rate"),
    move: (value) => state.set({ rate: value }),
    signal,
  });

  const prediction = createPrediction({
    parent: figure.caption,
    question: "You have found the best line. Now you double w₁, w₂ and b. Does the line move? Does the cost?",
    choices: ["only the line", "only the cost", "both", "neither"],
    reply(choice) {
      if (happened?.kind !== "double") return `You said: ${choice}. Open “Set the numbers”, press “Double all three” and look.`;
      const right = choice === "only the cost" ? "That is it" : "Not quite";
      return `You said: ${choice}. ${right}: the line is where the score is 0, and twice 0 is 0. But every answer is now surer, right or wrong.`;
    },
    signal,
  });

  const fold = figure.fold("Set the numbers");
  const foldControls = h("div", { class: "dl-controls" });
  fold.content.append(foldControls);
  const sliders = [["w1", "w₁"], ["w2", "w₂"], ["b", "b"]].map(([name, label]) => {
    const reach = Math.max(40, 2 ** Math.ceil(Math.log2(1.5 * Math.abs(state.get(name)) || 1)));
    return createSlider({
      parent: foldControls,
      label,
      min: -reach,
      max: reach,
      step: reach / 200,
      format: (value) => fixed(value, 2),
      value: () => state.get(name),
      move: (value) => byHand({ [name]: value }),
      signal,
    });
  });
  createButton({
    parent: foldControls,
    label: "Double all three",
    signal,
    press() {
      const from = compute().cost;
      const { w1, w2, b } = parameters();
      byHand({ w1: 2 * w1, w2: 2 * w2, b: 2 * b });
      happened = { kind: "double", from };
    },
  });
  const table = createTable({
    parent: figure.folds,
    caption: "The parameters, the slope along each, and one step ahead",
    columns: ["", "now", "slope", "one step on"],
    rows() {
      const now = compute();
      const values = Object.entries(parameters()).map(([name, value], i) => [
        name,
        fixed(value, 3),
        significant(now.gradient[i]),
        fixed(now.next[i], 3),
      ]);
      return [...values, ["cost", significant(now.cost, 4), "", significant(now.next_cost, 4)]];
    },
    signal,
  });

  figure.onReset(() => {
    player.stop();
    runs.clear();
    weightSpace.zoomIn();
    happened = null;
    best = Infinity;
  });

  /** What follows the numbers in the status line. */
  function remark(now, seen) {
    const line = parameters();
    if (!hasLine(line)) return `There is no line yet: with w₁ = w₂ = 0 every point is “${labels[1]}” with ${fixed(100 * probability(line.b), 0)} %.`;
    const outside = seen ? "" : " The line is outside the picture.";
    const hand = Number.isFinite(best) ? ` Your best by hand: ${significant(best)}.` : "";
    switch (happened?.kind) {
      case "step":
        return `Step ${runs.steps()}: ${happened.words}.${outside}${hand}`;
      case "edge":
        return `Descent has stopped: the next step would leave ±${LIMIT}. The rate is too large.`;
      case "double":
        return `Doubled: the line has stayed, the cost was ${significant(happened.from)}.${outside}`;
      default:
        return now.cost > NO_IDEA ? `Saying 50 % every time would cost only 0.693.${outside}` : outside.trim();
    }
  }

  figure.onDraw(() => {
    const now = compute();
    const line = parameters();
    if (runs.leftBehind(line)) {
      runs.end();
      if (happened?.kind === "step") happened = null;
    }
    const { seen } = dataSpace.update(line);
    weightSpace.update({ now: line, numbers: now, runs: runs.shown(), picked: dataSpace.selected(), turning: dataSpace.turning() });
    rate.update();
    for (const slider of sliders) slider.update();
    prediction.update();
    table.update();
    figure.status.say(h("strong", {}, `Cost ${significant(now.cost)}`), `, ${wrongInWords(now.wrong, y.length)}. ${remark(now, seen)}`.trimEnd());
  });
}
