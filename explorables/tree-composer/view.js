/*
 * TreeComposer: a tree over a sentence, built by hand; one W makes every node, and on the way back every node adds to one table.
 *
 * Takes in   sentence, merges, kept, done, target_x, target_y, selected, nudge, planted
 * Shows      the tree with a vector at each node; the plane of the vectors; the numbers of the present node, and the sum of
 *            the shares beside what nudging measures
 * The reader joins neighbors, or takes a known reading; steps forward and back; drags the target; nudges a weight; plants a bug
 * Sets       all of the state
 */
import { createButton } from "../shared/button.js";
import { h } from "../shared/dom.js";
import { openFigure } from "../shared/figure.js";
import { createPlayer } from "../shared/player.js";
import { clean } from "../shared/scale.js";
import { createSelect } from "../shared/select.js";
import { createSlider } from "../shared/slider.js";
import { openFolds } from "./folds.js";
import { numbers, PLANTED, WEIGHTS } from "./model.js";
import { openNumbers } from "./numbers-picture.js";
import { openPlane } from "./plane-picture.js";
import { openQuestion } from "./question.js";
import { readingOf, SENTENCES, wordsOf } from "./sentences.js";
import { openTree } from "./tree-picture.js";
import { CAPTION, nameOf, placeOf, signed, treeChoices, verdict, whole } from "./words.js";

const NUDGE = { min: -0.5, max: 0.5, step: 0.05 };
const within = (low, high) => (value) => typeof value === "number" && value >= low && value <= high;
const isPairs = (value) => Array.isArray(value) && value.length < 6 && value.every((pair) => Array.isArray(pair) && pair.length === 2 && pair.every((n) => Number.isInteger(n) && n >= 0));
const FITS = {
  sentence: (value) => Object.hasOwn(SENTENCES, value),
  merges: isPairs,
  kept: isPairs,
  done: (value) => Number.isInteger(value) && within(0, 10)(value),
  target_x: within(-1, 1),
  target_y: within(-1, 1),
  selected: (value) => WEIGHTS.includes(value),
  nudge: within(NUDGE.min, NUDGE.max),
  planted: (value) => PLANTED.includes(value),
};

export function view(context) {
  const { signal } = context;
  const figure = openFigure(context, { name: "TreeComposer", label: "A tree over a sentence, and one W for all its nodes", caption: CAPTION });
  const { state } = figure;
  state.fit(FITS);
  const now = () => whole(state.all());
  const set = (changes) => {
    player.stop();
    state.set(changes);
    figure.redraw();
  };
  // What has been a finished tree stays as a ring, to be compared with the next.
  const keep = () => (placeOf(now()).isTree ? { kept: now().merges } : {});
  const read = (sentence, i) => {
    const { readings } = SENTENCES[sentence];
    const words = wordsOf(sentence).length;
    set({ sentence, kept: readings[1 - i], merges: readings[i], done: words - 1 });
  };

  const tree = openTree({ figure, join: (pair) => set({ merges: [...now().merges, pair], done: now().merges.length + 1 }), signal });
  const plane = openPlane({
    figure,
    target: () => ({ x: state.get("target_x"), y: state.get("target_y") }),
    move: ({ x, y }) => set({ target_x: clean(Math.round(x * 100) / 100), target_y: clean(Math.round(y * 100) / 100) }),
    signal,
  });
  const table = openNumbers({ figure, choose: (selected) => set({ selected }), signal });

  const player = createPlayer({
    parent: figure.controls,
    interval: 1600,
    stillSteps: () => placeOf(now()).total,
    signal,
    step() {
      const { at, total, isTree } = placeOf(now());
      if (at === total && !isTree) return false;
      const next = at === total ? 0 : at + 1;
      state.set({ done: next });
      figure.redraw();
      return next < total;
    },
  });
  // A phone has room for one of the two: the plane, or the numbers.
  let isPlane = true;
  const swap = createButton({
    parent: figure.controls,
    label: "Numbers",
    press() {
      isPlane = !isPlane;
      figure.redraw();
    },
    signal,
  });
  const sentences = createSelect({
    parent: figure.seldom,
    label: "Sentence",
    quiet: true,
    choices: Object.entries(SENTENCES).map(([name, { title }]) => [name, title]),
    value: () => state.get("sentence"),
    choose: (sentence) => read(sentence, 0),
    signal,
  });
  const valueOfTree = () => String(readingOf(state.get("sentence"), now().merges) ?? "own");
  const trees = createSelect({
    parent: figure.seldom,
    label: "Tree",
    quiet: true,
    choices: treeChoices(state.get("sentence")),
    value: valueOfTree,
    choose(name) {
      if (name !== "own") return read(state.get("sentence"), Number(name));
      set({ ...keep(), merges: [], done: 0 });
    },
    signal,
  });
  const undo = createButton({
    parent: figure.seldom,
    label: "Undo merge",
    press() {
      const { merges } = now();
      if (merges.length) set({ ...keep(), merges: merges.slice(0, -1), done: merges.length - 1 });
    },
    signal,
  });
  const nudge = createSlider({
    parent: figure.seldom,
    label: "nudge",
    ...NUDGE,
    format: (value) => `${nameOf(state.get("selected"))} ${signed(value)}`,
    value: () => state.get("nudge"),
    move: (value) => set({ nudge: value }),
    signal,
  });
  const folds = openFolds({ figure, set, signal });
  const question = openQuestion({ figure, signal });
  figure.onReset(() => {
    player.stop();
    question.clear();
  });

  let offered = state.get("sentence");
  function offerTrees() {
    const { sentence } = now();
    if (offered === sentence) return;
    offered = sentence;
    trees.select.replaceChildren(...treeChoices(sentence).map(([value, words]) => h("option", { value }, words)));
  }

  figure.onDraw(() => {
    const all = now();
    const found = numbers(all);
    const place = placeOf(all);
    const narrow = figure.narrow();
    swap.hidden = !narrow;
    swap.textContent = isPlane ? "Numbers" : "Plane";
    plane.show(!narrow || isPlane);
    table.show(!narrow || !isPlane);
    tree.update(all, found, place);
    if (!narrow || isPlane) plane.update(all, found, place);
    if (!narrow || !isPlane) table.update(all, found, place);
    offerTrees();
    undo.hidden = valueOfTree() !== "own" || all.merges.length === 0;
    for (const part of [player, sentences, trees, nudge]) part.update();
    folds.update(all, found, place);
    question.update(all, found, place);
    const { heading, text, check, nudge: nudged } = verdict(all, found, place);
    const line = (words, wrong = false) => (words ? [h("span", { class: wrong ? "dl-tree-line is-wrong" : "dl-tree-line" }, words)] : []);
    figure.status.say(h("strong", {}, heading), text, ...line(check.text, check.wrong), ...line(nudged));
  });
}
