/*
 * LineByHand: a line through five people, moved by hand and then by descent.
 *
 * Takes in   part (data); w, b, rate, mode, steps (state)
 * Shows      the people, the line and its errors; beside it every line as a point, with rings of equal cost, the way that
 *            descent has gone, the run before and the best line. With part "line" only the people and the line
 * The reader shifts and turns the line, drags its point, lets descent step or run, with one person or all five a step
 * Sets       w, b, rate, mode, steps (taken since a hand moved the line)
 */
import { createButton } from "../shared/button.js";
import { h } from "../shared/dom.js";
import { openFigure } from "../shared/figure.js";
import { brief } from "../shared/format.js";
import { createPlayer } from "../shared/player.js";
import { createPrediction } from "../shared/prediction.js";
import { createSelect } from "../shared/select.js";
import { createSlider } from "../shared/slider.js";
import { createTable } from "../shared/table.js";
import { grouped } from "../shared/yuan.js";
import { openLines } from "./lines-picture.js";
import { BOUNDS, PAY, YEARS, comesBack, diverges, inBounds, numbers } from "./model.js";
import { openPeople } from "./people-picture.js";
import { createRuns } from "./runs.js";
import { CAPTION, PREDICTION, allInWords, lineInWords, replyTo, stepInWords } from "./words.js";

const STEP_EVERY = 120; // milliseconds
const RATE = { min: 0.001, max: 0.1, step: 0.02 };

/** How many steps Play takes at once: more as the path grows long, and never whole rounds, so that everybody's turn is seen. */
const stride = (steps) => (steps < 30 ? 1 : steps < 200 ? 6 : 26);

export function view(context) {
  const { model, signal } = context;
  const part = model.get("part");
  const plain = part === "line";
  const figure = openFigure(context, {
    name: "LineByHand",
    label: plain ? "A line through five people, moved by hand" : "A line through five people, by hand and by descent",
    caption: CAPTION[part],
  });
  const { state } = figure;
  state.fit({
    ...Object.fromEntries(Object.keys(BOUNDS).map((name) => [name, (value) => inBounds(name, value)])),
    mode: (value) => ["stochastic", "batch"].includes(value),
  });
  const line = () => ({ w: state.get("w"), b: state.get("b") });
  const point = () => [state.get("w"), state.get("b")];

  const runs = createRuns();
  let happened = null; // what was done last, for the status
  let roundBegan = null; // the line when the present round of single people began
  let cameBack = false; // has such a round ever led back to where it began?
  let asked = -1; // who was asked last

  function place(changes, what = null) {
    player?.stop();
    runs.end();
    [happened, asked, roundBegan] = [what, -1, null];
    state.set({ ...changes, steps: 0 });
    figure.redraw();
  }

  const pair = h("div", { class: "dl-pair" });
  const [left, right] = [h("div"), h("div")];
  pair.append(left, ...(plain ? [] : [right]));
  figure.root.querySelector(".dl-pictures").append(pair);
  const shared = { figure, line, move: (changes) => place(changes), plain, signal };
  const peoplePicture = openPeople({ ...shared, parent: left });
  const linesPicture = plain ? null : openLines({ ...shared, parent: right });

  /** One step; returns false at the edge, at the bottom, or after very many. */
  function stepOnce() {
    const before = numbers(state.all());
    const [w, b] = before.next;
    if (state.get("steps") >= BOUNDS.steps[1]) {
      happened = { kind: "end" };
      return false;
    }
    if (!inBounds("w", w) || !inBounds("b", b)) {
      happened = { kind: "edge", to: before.next, diverges: diverges(state.all()) };
      return false;
    }
    runs.begin(point());
    const [fromW, fromB] = point();
    state.set({ w, b, steps: state.get("steps") + 1 });
    runs.add(point());
    happened = { kind: "step", words: stepInWords(before, [w - fromW, b - fromB]) };
    asked = before.asked;
    if (asked >= 0 && state.get("steps") % YEARS.length === 0) {
      cameBack ||= roundBegan !== null && comesBack(roundBegan, point(), state.get("rate"));
      roundBegan = point();
    }
    return asked >= 0 || Math.hypot(...before.slopes) >= 1;
  }

  const parts = []; // whatever has to be brought up to date
  let player = null;
  if (!plain) {
    player = createPlayer({
      parent: figure.controls,
      interval: STEP_EVERY,
      stillSteps: 100,
      signal,
      step() {
        let left = player.playing ? stride(state.get("steps")) : 1;
        while (left > 0 && stepOnce()) left -= 1;
        figure.redraw();
        return left === 0;
      },
    });
    createButton({ parent: figure.controls, label: "Start at zero", press: () => place({ w: 0, b: 0 }), signal });
    parts.push(
      createSelect({
        parent: figure.seldom,
        label: "people a step",
        choices: [["stochastic", "one"], ["batch", "all five"]],
        value: () => state.get("mode"),
        choose(mode) {
          const start = runs.going() ? runs.start() : null;
          if (start) place({ mode, w: start[0], b: start[1] }, { kind: "back" });
          else place({ mode });
        },
        signal,
      }),
      createSlider({
        parent: figure.seldom,
        label: "rate",
        ...RATE,
        log: true,
        format: brief,
        value: () => state.get("rate"),
        move: (rate) => state.set({ rate }),
        signal,
      }),
      createPrediction({ parent: figure.caption, ...PREDICTION, reply: (choice) => replyTo(choice, cameBack), signal }),
    );
  }
  parts.push(
    createTable({
      parent: figure.folds,
      caption: "What the line says of the five people",
      columns: ["years of work", "monthly pay", "the line says", "error"],
      rows: () => numbers(state.all()).errors.map((error, i) => [String(YEARS[i]), grouped(PAY[i]), grouped(PAY[i] + error), grouped(error)]),
      signal,
    }),
  );

  figure.onReset(() => {
    player?.stop();
    runs.clear();
    peoplePicture.forget();
    [happened, asked, roundBegan] = [null, -1, null];
  });

  figure.onDraw(() => {
    const now = numbers(state.all());
    if (runs.leftBehind(point())) {
      runs.end();
      [happened, asked] = [null, -1];
    }
    peoplePicture.update({ errors: now.errors, asked });
    linesPicture?.update({ cost: now.cost, runs: runs.shown() });
    for (const one of parts) one.update();
    const [strong, rest] = plain ? lineInWords(now.errors) : allInWords({ ...line(), cost: now.cost, steps: state.get("steps"), happened });
    figure.status.say(h("strong", {}, strong), rest);
  });
}
