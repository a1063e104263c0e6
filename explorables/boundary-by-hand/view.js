/*
 * BoundaryByHand: a line between two kinds of points, moved by hand and then by descent.
 *
 * Takes in   X, y, names, labels, images, part (data); w1, w2, b, rate (state)
 * Shows      the points with the line and the shade of the probability; beside it the cost for every pair of weights, with
 *            the way that descent has gone; for one point its picture, score, probability and loss.
 *            With part "line" only the line, with "descend" the line, the cost and descent
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
import { LIMIT, numbers, stepInWords } from "./model.js";
import { createRuns } from "./runs.js";
import { openWeightSpace } from "./weight-space.js";
import { PREDICTION, caption, replyTo, sentence } from "./words.js";

const STEP_EVERY = 33; // milliseconds: thirty steps a second
const RATE = { min: 0.01, max: 100, step: 0.05 };

export function view(context) {
  const { model, signal } = context;
  const data = Object.fromEntries(["X", "y", "names", "labels", "images", "part"].map((name) => [name, model.get(name)]));
  const { X, y, part } = data;
  const figure = openFigure(context, {
    name: "BoundaryByHand",
    label: part === "line" ? "A line between two kinds of points" : "A line between two kinds of points, by hand and by descent",
    caption: caption(data),
  });
  const { state } = figure;
  const parameters = () => ({ w1: state.get("w1"), w2: state.get("w2"), b: state.get("b") });
  const compute = () => numbers({ X, y, ...state.all() });
  // A link may say anything.
  for (const [name, made] of Object.entries(model.get("_defaults"))) {
    const value = state.get(name);
    const fits = name === "rate" ? value >= 0.001 && value <= 100 : Math.abs(value) <= LIMIT;
    if (!fits) state.set({ [name]: made });
  }

  const runs = createRuns();
  let happened = null; // what was done last, for the status: { kind, … }
  let best = Infinity; // the least cost reached by hand

  const within = (value) => Math.min(LIMIT, Math.max(-LIMIT, value));
  const byHand = (changes) => {
    player?.stop();
    runs.end();
    state.set(Object.fromEntries(Object.entries(changes).map(([name, value]) => [name, within(value)])));
    best = Math.min(best, compute().cost);
    happened = null;
    figure.redraw();
  };

  const pair = h("div", { class: "dl-pair" });
  const [left, right] = [h("div"), h("div")];
  pair.append(left, ...(part === "all" ? [right] : []));
  figure.root.querySelector(".dl-pictures").append(pair);
  const shared = { figure, data, parameters, move: byHand, signal };
  const dataSpace = openDataSpace({ ...shared, cell: left });
  const weightSpace = part === "all" ? openWeightSpace({ ...shared, cell: right }) : null;
  dataSpace.onTurning(figure.redraw);

  function descend() {
    const before = compute();
    const [w1, w2, b] = before.next;
    if (![w1, w2, b].every((value) => Math.abs(value) <= LIMIT)) {
      happened = { kind: "edge" };
      figure.redraw();
      return false;
    }
    runs.begin({ ...parameters(), wrong: before.wrong });
    state.set({ w1, w2, b });
    const after = compute();
    runs.add({ ...parameters(), wrong: after.wrong });
    happened = { kind: "step", words: stepInWords(before, after, runs.fewest()) };
    figure.redraw();
    return Math.hypot(...after.gradient) > 1e-7;
  }

  const parts = []; // whatever has to be brought up to date
  let player = null;
  if (part !== "line") {
    player = createPlayer({ parent: figure.controls, label: "Descend", step: descend, interval: STEP_EVERY, signal });
    parts.push(
      createSlider({
        parent: figure.controls,
        label: "rate",
        ...RATE,
        log: true,
        format: (value) => significant(value, 2),
        value: () => state.get("rate"),
        move: (rate) => state.set({ rate }),
        signal,
      }),
    );
  }
  if (part === "all") {
    const reply = (choice) => replyTo(choice, happened?.kind === "double");
    parts.push(createPrediction({ parent: figure.caption, ...PREDICTION, reply, signal }));
  }

  const fold = figure.fold("Set the numbers");
  const foldControls = h("div", { class: "dl-controls" });
  fold.content.append(foldControls);
  for (const [name, label] of [["w1", "w₁"], ["w2", "w₂"], ["b", "b"]]) {
    const reach = Math.max(40, 2 ** Math.ceil(Math.log2(1.5 * Math.abs(state.get(name)) || 1)));
    parts.push(
      createSlider({
        parent: foldControls,
        label,
        min: -reach,
        max: reach,
        step: reach / 200,
        format: (value) => fixed(value, 2),
        value: () => state.get(name),
        move: (value) => byHand({ [name]: value }),
        signal,
      }),
    );
  }
  if (part === "all") {
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
  }
  const costs = part !== "line";
  parts.push(
    createTable({
      parent: figure.folds,
      caption: costs ? "The parameters, the slope along each, and one step ahead" : "The parameters and what the line does",
      columns: costs ? ["number", "now", "slope", "one step on"] : ["number", "now"],
      rows() {
        const now = compute();
        const rows = Object.entries(parameters()).map(([name, value], i) => [
          name,
          fixed(value, 3),
          ...(costs ? [significant(now.gradient[i]), fixed(now.next[i], 3)] : []),
        ]);
        if (costs) rows.push(["cost", significant(now.cost, 4), "", significant(now.next_cost, 4)]);
        return [...rows, ["wrong side", String(now.wrong), ...(costs ? ["", ""] : [])]];
      },
      signal,
    }),
  );

  figure.onReset(() => {
    player?.stop();
    runs.clear();
    weightSpace?.zoomIn();
    happened = null;
    best = Infinity;
  });

  figure.onDraw(() => {
    const now = compute();
    const line = parameters();
    if (runs.leftBehind(line)) {
      runs.end();
      if (happened?.kind === "step") happened = null;
    }
    const { seen } = dataSpace.update(line);
    const [picked, turning] = [dataSpace.selected(), dataSpace.turning()];
    weightSpace?.update({ now: line, numbers: now, runs: runs.shown(), picked, turning });
    for (const one of parts) one.update();
    const [strong, rest] = sentence({ now, line, seen, happened, best, steps: runs.steps(), data });
    figure.status.say(h("strong", {}, strong), rest);
  });
}
