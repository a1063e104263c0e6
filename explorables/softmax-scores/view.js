/*
 * SoftmaxScores: a few scores become answers that add up to 1, and learning pushes the scores.
 *
 * Takes in   scores, truth, shown, rate, steps
 * Shows      a column for each answer: its score on a rail with the arrow of its push, e^z, the answer as a bar, and the push
 *            a - t; in the last column all answers one on the other
 * The reader drags the scores, raises, doubles or halves all, picks the true answer, lets them learn; in the fold sets the
 *            rate, and compares with separate sigmoids
 * Sets       all of them
 */
import { createButton } from "../shared/button.js";
import { h } from "../shared/dom.js";
import { openFigure } from "../shared/figure.js";
import { brief, significant } from "../shared/format.js";
import { createGlide } from "../shared/glide.js";
import { createPlayer } from "../shared/player.js";
import { createSelect } from "../shared/select.js";
import { createSlider } from "../shared/slider.js";
import { createTable } from "../shared/table.js";
import { ALL, FEWEST, LIMIT, MAX_STEPS, MOST, RATE, SHOWN, canBe, moved, numbers } from "./model.js";
import { cell, grown } from "./numbers-text.js";
import { scoresPicture } from "./picture.js";
import { openQuestion } from "./question.js";
import { tidy, verdict } from "./words.js";

const BUTTONS = { raise: "Raise all by 1", double: "Double all", halve: "Halve all" };
const NAMES = { softmax: "softmax", sigmoids: "separate sigmoids" };

const within = ({ min, max }) => (value) => value >= min && value <= max;
const isScore = (z) => typeof z === "number" && Math.abs(z) <= LIMIT;
const isWhole = (min, max) => (value) => Number.isInteger(value) && value >= min && value <= max;
const same = (one, other) => one.length === other.length && one.every((z, i) => z === other[i]);

export function view(context) {
  const { signal } = context;
  const figure = openFigure(context, {
    name: "SoftmaxScores",
    label: "Scores, and the answers that softmax makes of them",
    caption:
      "Drag a square: its answer takes from the others or gives to them, and the sum stays 1. Then try the three buttons. " +
      "Red arrows: the way learning pushes each score, against the sign of a − t. Choose another true answer, and play.",
  });
  const { state } = figure;
  state.fit({
    scores: (scores) => Array.isArray(scores) && isWhole(FEWEST, MOST)(scores.length) && scores.every(isScore),
    truth: (truth) => isWhole(1, state.get("scores").length)(truth),
    shown: (shown) => SHOWN.includes(shown),
    rate: within(RATE),
    steps: isWhole(0, MAX_STEPS),
  });

  let now = numbers(state.all());
  let done = null; // what the hand has done last: see words.js; `after` are the scores it left
  const isStill = (one) => one && state.get("steps") === 0 && same(one.after, state.get("scores"));

  function byHand(kind, after, i) {
    player.stop();
    const goesOn = kind === "one" && isStill(done) && done.kind === "one" && done.i === i;
    done = { kind, i, before: goesOn ? done.before : now.scores, after };
    change({ scores: after, steps: 0 });
  }

  /** The numbers are needed at once: a second key may come before the next frame. */
  function change(values) {
    state.set(values);
    now = numbers(state.all());
  }

  /** What is asked anew is asked of the scores as they are now. */
  const ask = (values) => {
    player.stop();
    change({ scores: now.scores, steps: 0, ...values });
  };

  // Whoever goes on to something else sees the scores as they are, and so does whoever is sent the link.
  const forget = () => {
    done = null;
    figure.redraw();
  };
  figure.root.addEventListener("focusout", forget, { signal });

  const glide = createGlide({ value: 1, duration: 320, onFrame: figure.redraw, signal });
  const draw = scoresPicture({
    figure,
    score: (i) => now.scores[i],
    grab: (i, z) => byHand("one", moved(now.scores, i, z), i),
    dragged: figure.redraw,
    signal,
  });

  /** Play goes on to where learning has become sure; asked again, to the end; and then anew from the start. */
  function step() {
    const from = state.get("steps") === MAX_STEPS ? 0 : now.taken;
    const wasSure = numbers({ ...state.all(), steps: from }).sure;
    change({ steps: from + 1 });
    return now.taken > from && now.taken < MAX_STEPS && (wasSure || !now.sure);
  }
  const player = createPlayer({ parent: figure.controls, step, interval: 140, signal });
  figure.onReset(player.stop);
  const truthSelect = createSelect({
    parent: figure.controls,
    label: "truth",
    choices: Array.from({ length: MOST }, (_, i) => [String(i + 1), String(i + 1)]),
    value: () => String(state.get("truth")),
    choose: (truth) => ask({ truth: Number(truth) }),
    signal,
  });
  const buttons = Object.entries(BUTTONS).map(([kind, label]) => {
    const button = createButton({
      parent: figure.seldom,
      label,
      signal,
      press() {
        const after = ALL[kind](now.scores);
        if (!canBe(after)) return byHand("refused", now.scores);
        byHand(kind, after);
        glide.set(0);
        glide.to(1);
      },
    });
    return [button, kind];
  });

  const fold = figure.fold("Learning rate, and separate sigmoids");
  const inFold = fold.content.appendChild(h("div", { class: "dl-controls" }));
  const rate = createSlider({
    parent: inFold,
    label: "rate",
    ...RATE,
    step: 0.02,
    log: true,
    format: brief,
    value: () => state.get("rate"),
    move: (value) => state.set({ rate: value }),
    signal,
  });
  const shown = createSelect({
    parent: inFold,
    label: "answers by",
    choices: Object.entries(NAMES),
    value: () => state.get("shown"),
    choose: (value) => ask({ shown: value }),
    signal,
  });
  const table = createTable({
    parent: figure.folds,
    caption: "Each answer, and how many times the first one it is",
    columns: ["answer", "score z", "e^z", "answer a", "÷ answer 1", "push a − t"],
    rows: () =>
      now.scores.map((z, i) => [
        String(i + 1),
        tidy(z),
        grown(now.powers[i]),
        cell(now.answers[i]),
        significant(now.answers[i] / now.answers[0]),
        cell(now.pushes[i]),
      ]),
    signal,
  });
  const question = openQuestion(figure, signal);

  figure.onDraw(() => {
    const all = state.all();
    now = numbers(all);
    if (!isStill(done)) done = null;
    draw(all, glide.value < 1 && done ? numbers({ ...all, scores: onTheWay(done, glide.value) }) : now);
    for (const [button, kind] of buttons) button.setAttribute("aria-disabled", String(!canBe(ALL[kind](now.scores))));
    [...truthSelect.select.options].forEach((option, i) => (option.hidden = i >= all.scores.length));
    for (const part of [truthSelect, rate, shown, table]) part.update();
    question.update(done, now);
    const { heading, text } = verdict(all, now, done);
    figure.status.say(h("strong", {}, heading), ` ${text}`);
  });
}

/** Between the scores before a button was pressed and those after it. */
const onTheWay = ({ before, after }, share) => before.map((z, i) => z + share * (after[i] - z));
