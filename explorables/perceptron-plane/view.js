/*
 * PerceptronPlane: points of two kinds, a line between them, and the perceptron rule that turns it.
 *
 * Takes in   part (data); problem, rate, w1, w2, b, shown, examples
 * Shows      the examples, the line, the side that says 1; with part "all" also the line before, the example shown last, what
 *            the line says of each, the arithmetic of the step, and the mistakes by round
 * The reader moves the line, shows one example or a round, plays, sets the rate, picks a problem, adds and removes points
 * Sets       problem, rate, w1, w2, b, shown, examples
 */
import { createButton } from "../shared/button.js";
import { h } from "../shared/dom.js";
import { openFigure } from "../shared/figure.js";
import { brief } from "../shared/format.js";
import { circleGlyph, crossGlyph } from "../shared/marks.js";
import { createPlayer } from "../shared/player.js";
import { createPrediction } from "../shared/prediction.js";
import { createSelect } from "../shared/select.js";
import { createSlider } from "../shared/slider.js";
import { createTable } from "../shared/table.js";
import { LIMIT, MOST_EXAMPLES, MOST_SHOWN, RATE, TRUTHS, examplesOf, formerWeights, numbers, outcome, score, setByHand } from "./model.js";
import { openPlane } from "./plane.js";
import { openStrip } from "./strip.js";
import { openExamples } from "./table.js";
import { PREDICTIONS, caption, plain, plainScore, pointName, predictionFor, status } from "./words.js";

const MOST_ROWS = 60;
const PROBLEMS = [["and", "AND"], ["or", "OR"], ["xor", "XOR"], ["nand", "NAND"], ["points", "points"]];

const isParameter = (value) => Math.abs(value) <= LIMIT;
const FITS = {
  problem: (value) => Object.hasOwn(TRUTHS, value) || value === "points",
  rate: (value) => value >= RATE.min && value <= RATE.max,
  w1: isParameter,
  w2: isParameter,
  b: isParameter,
  shown: (value) => Number.isInteger(value) && value >= 0 && value <= MOST_SHOWN,
  examples: (rows) =>
    rows.length > 0 && rows.length <= MOST_EXAMPLES && rows.every((row) => row?.length === 3 && row.every((x) => Math.abs(x) <= LIMIT) && [0, 1].includes(row[2])),
};

export function view(context) {
  const { model, signal } = context;
  const part = model.get("part");
  const whole = part === "all";
  const figure = openFigure(context, {
    name: "PerceptronPlane",
    label: whole ? "A perceptron learns a line" : "A line between crosses and circles",
    caption: caption({ part, problem: model.get("problem") }),
  });
  const { state } = figure;
  state.fit(FITS);
  const computed = { key: null, moment: null }; // a long run is computed once for each state
  const compute = () => {
    const all = state.all();
    const key = JSON.stringify(all);
    if (key !== computed.key) {
      const { X, y } = examplesOf(all);
      const run = numbers({ ...all, X, y });
      Object.assign(computed, { key, moment: { ...all, X, y, run, now: outcome(run, { X, y }) } });
    }
    return computed.moment;
  };
  const weights = () => compute().run.path.at(-1);

  // Whatever a hand changes, learning begins anew where the line is.
  const begin = (changes = {}) => {
    player?.stop();
    const [w1, w2, b] = weights();
    state.set({ w1, w2, b, shown: 0, ...changes });
    figure.redraw();
  };
  const byHand = (changes) => {
    const [w1, w2, b] = weights();
    const tidy = setByHand({ w1, w2, b, ...changes });
    begin(Object.fromEntries(Object.keys(changes).map((name) => [name, tidy[name]])));
  };

  const pair = h("div", { class: "dl-pair dl-perceptron" });
  const [left, right] = [h("div"), h("div")];
  pair.append(left);
  if (whole) figure.lower(right, pair);
  figure.root.querySelector(".dl-pictures").append(pair);
  let kind = 0; // of the points that are added
  const plane = openPlane({
    figure,
    cell: left,
    usual: model.get("_defaults").examples.map(([x1, x2]) => [x1, x2]),
    weights,
    move: byHand,
    add(x) {
      const rows = state.get("examples");
      if (rows.length < MOST_EXAMPLES) begin({ examples: [...rows, [...x, kind]] });
    },
    remove(index) {
      const rows = state.get("examples");
      if (rows.length > 1) begin({ examples: rows.filter((_, i) => i !== index) });
    },
    signal,
  });

  const parts = []; // whatever has to be brought up to date
  let player = null;
  let pointsOnly = null;
  let pressRemove = null;
  const kinds = [];
  if (whole) {
    const show = (count) => {
      const shown = Math.min(MOST_SHOWN, state.get("shown") + count);
      state.set({ shown });
      figure.redraw();
      const { now } = compute();
      return shown < MOST_SHOWN && !now.settled && !now.cycleNow;
    };
    player = createPlayer({
      parent: figure.controls,
      step: () => show(1),
      interval: () => (state.get("problem") === "points" ? 120 : 500),
      onPlaying(playing) {
        if (playing && compute().now.settled) state.set({ shown: 0 });
      },
      signal,
    });
    createButton({
      parent: figure.controls,
      label: "Round",
      signal,
      press() {
        player.stop();
        const m = compute().X.length;
        show(m - (state.get("shown") % m));
      },
    });
    pointsOnly = figure.controls.appendChild(h("div", { class: "dl-group dl-points" }));
    const toggle = h("span", { class: "dl-choices", role: "group", "aria-label": "A press adds a" });
    pointsOnly.append(toggle);
    [[1, "cross", crossGlyph], [0, "circle", circleGlyph]].forEach(([truth, name, drawing]) => {
      const button = createButton({
        parent: toggle,
        label: "",
        signal,
        press() {
          kind = truth;
          figure.redraw();
        },
      });
      button.append(drawing(), `add ${name}`);
      kinds.push([truth, button]);
    });
    pressRemove = createButton({ parent: pointsOnly, label: "Remove", signal, press: plane.editing.removeChosen });
    parts.push(
      createSlider({
        parent: figure.seldom,
        label: "rate",
        ...RATE,
        step: 0.05,
        log: true,
        format: brief,
        value: () => state.get("rate"),
        move: (rate) => state.set({ rate }),
        signal,
      }),
      createSelect({
        parent: figure.seldom,
        label: "problem",
        quiet: true,
        choices: PROBLEMS,
        value: () => state.get("problem"),
        choose: (problem) => begin({ problem, w1: 0, w2: 0, b: 0 }),
        signal,
      }),
    );

    const asks = Object.entries(PREDICTIONS).map(([name, { question, choices, reply }]) => {
      const parent = figure.caption.appendChild(h("div"));
      const added = () => state.get("examples").length > model.get("_defaults").examples.length;
      const ask = createPrediction({ parent, question, choices, reply: (choice) => reply(choice, { ...compute(), added: added() }), signal });
      return { name, parent, ask };
    });
    parts.push({
      update() {
        for (const { name, parent, ask } of asks) {
          parent.hidden = name !== predictionFor(state.get("problem"));
          ask.update();
        }
      },
    });
  }
  const examples = whole ? openExamples(right) : null;
  const strip = whole ? openStrip({ figure, parent: right }) : null;

  const fold = figure.fold("Set the numbers");
  const foldControls = fold.content.appendChild(h("div", { class: "dl-controls" }));
  const reach = 2 ** Math.ceil(Math.log2(Math.max(2, 1.5 * Math.max(...["w1", "w2", "b"].map((name) => Math.abs(state.get(name)))))));
  [["w1", "w₁"], ["w2", "w₂"], ["b", "b"]].forEach(([name, label], i) => {
    parts.push(
      createSlider({
        parent: foldControls,
        label,
        min: -reach,
        max: reach,
        step: reach / 40,
        format: plain,
        value: () => weights()[i],
        move: (value) => byHand({ [name]: value }),
        signal,
      }),
    );
  });
  if (whole) createButton({ parent: foldControls, label: "All to 0", signal, press: () => begin({ w1: 0, w2: 0, b: 0 }) });
  parts.push(
    whole
      ? createTable({
          parent: figure.folds,
          caption: "The examples as they were shown, and the numbers after each",
          columns: ["step", "shown", "score", "says", "truth", "w₁", "w₂", "b"],
          rows() {
            const { X, y, run } = compute();
            const first = Math.max(0, run.path.length - MOST_ROWS);
            return run.path.slice(first).map((after, row) => {
              const k = first + row;
              const numbersAfter = after.map(plain);
              if (k === 0) return ["0", "start", "", "", "", ...numbersAfter];
              const i = (k - 1) % X.length;
              const z = score(X[i], run.path[k - 1]);
              return [String(k), pointName(X[i]), plainScore(z), String(z > 0 ? 1 : 0), String(y[i]), ...numbersAfter];
            });
          },
          signal,
        })
      : createTable({
          parent: figure.folds,
          caption: "What the line says of each example",
          columns: ["example", "score", "says", "truth"],
          rows() {
            const { X, y, run } = compute();
            return X.map((x, i) => [pointName(x), plainScore(run.scores[i]), String(run.says[i]), String(y[i])]);
          },
          signal,
        }),
  );

  figure.onReset(() => player?.stop());
  figure.onDraw(() => {
    const moment = compute();
    const { run, now, problem } = moment;
    const held = plane.update({ ...moment, last: now.last, former: whole ? formerWeights(run) : null, part });
    examples?.({ ...moment, last: now.last });
    strip?.(run, moment.X.length);
    if (whole) {
      pointsOnly.hidden = problem !== "points";
      for (const [truth, button] of kinds) button.setAttribute("aria-pressed", String(truth === kind));
      pressRemove.setAttribute("aria-disabled", String(plane.editing.chosen() === null || moment.X.length === 1));
      figure.caption.querySelector("p").textContent = caption({ part, problem });
    }
    for (const one of parts) one.update();
    const [strong, rest] = status({ ...moment, held, part });
    figure.status.say(h("strong", {}, strong), rest);
  });
}
