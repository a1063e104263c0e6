/*
 * GreedyParser: neighbors are joined by score, pair by pair; a gold tree teaches the parser by max-margin.
 *
 * Takes in   view, sentence, gold, kappa, rounds, rate, compare, joins, earlier, pair
 * Shows      the words and the tree over them; below it the scores of the pairs, or J after each round of training
 * The reader steps forward and back; looks at a pair and joins it against the parser; trains round by round, drags the round,
 *            sets the margin, calls another reading gold
 * Sets       all of the state
 */
import { createButton } from "../shared/button.js";
import { h } from "../shared/dom.js";
import { openFigure } from "../shared/figure.js";
import { brief } from "../shared/format.js";
import { createModes } from "../shared/modes.js";
import { createPlayer } from "../shared/player.js";
import { createSelect } from "../shared/select.js";
import { createSlider } from "../shared/slider.js";
import { openBars } from "./bars.js";
import { openCurve } from "./curve.js";
import { openFolds } from "./folds.js";
import { FITS, greedyJoins, KAPPA, MOST_LESSONS, MOST_ROUNDS, numbers } from "./model.js";
import { keyOf } from "./parser.js";
import { openQuestion } from "./question.js";
import { gapsOf, leavesOf, SENTENCES } from "./sentences.js";
import { openTree } from "./tree-picture.js";
import { CAPTION, goldChoices, lookedAt, parseVerdict, phraseOf, sidesOf, trainVerdict, two } from "./words.js";

export function view(context) {
  const { signal } = context;
  const caption = h("span", {}, CAPTION.parse);
  const figure = openFigure(context, { name: "GreedyParser", label: "A greedy parser of sentences", caption });
  const { state } = figure;
  state.fit(FITS);

  let known = { key: "" };
  const present = () => {
    const now = state.all();
    const shown = now.view === "train" ? { ...now, joins: greedyJoins(now.sentence) } : now;
    const key = JSON.stringify(shown);
    if (key !== known.key) known = { key, now: shown, found: numbers(shown) };
    return known;
  };
  const put = (changes) => {
    state.set(changes);
    figure.redraw();
  };
  const set = (changes) => {
    player.stop();
    put(changes);
  };

  const pictures = figure.root.querySelector(".dl-pictures");
  const modes = createModes({
    parent: pictures,
    label: "What is done",
    choices: [["parse", "parse"], ["train", "train"]],
    value: () => state.get("view"),
    choose: (name) => set({ view: name }),
    signal,
  });
  const tree = openTree({ figure });
  const joinPair = () => {
    const { now, found } = present();
    if (found.joined.length < gapsOf(now.sentence)) set({ joins: [...found.joined, lookedAt(now, found)], pair: 0 });
  };
  const bars = openBars({ figure, choose: (pair) => set({ pair }), join: joinPair, signal });
  const curve = openCurve({ figure, goTo: (rounds) => set({ rounds }), signal });

  const player = createPlayer({
    parent: figure.controls,
    interval: () => (state.get("view") === "train" ? 500 : 1400),
    stillSteps: () => (state.get("view") === "train" ? 5 : gapsOf(state.get("sentence"))),
    signal,
    step() {
      const { now, found } = present();
      if (now.view === "train") {
        if (found.objective === 0 || now.rounds === MOST_ROUNDS) return false;
        put({ rounds: now.rounds + 1 });
        return present().found.objective > 0 && now.rounds + 1 < MOST_ROUNDS;
      }
      const gaps = gapsOf(now.sentence);
      const isWhole = found.joined.length === gaps;
      put({ joins: isWhole ? [] : [...found.joined, 0], pair: 0 });
      return !isWhole && found.joined.length + 1 < gaps;
    },
  });
  createButton({
    parent: figure.controls,
    label: "Back",
    press() {
      const { view: mode, rounds } = state.all();
      if (mode === "train") set({ rounds: Math.max(0, rounds - 1) });
      else set({ joins: present().found.joined.slice(0, -1), pair: 0 });
    },
    signal,
  });
  const join = createButton({ parent: figure.controls, label: "Join this pair", press: joinPair, signal });

  // Going back to a reading that was just left takes its rounds back too, so that nothing is lost by a look.
  const lessonOf = (gold) => {
    const { earlier, rounds } = state.all();
    if (rounds === 0 && earlier.length) return { gold, rounds: earlier.at(-1), earlier: earlier.slice(0, -1) };
    if (rounds === 0) return { gold };
    return earlier.length < MOST_LESSONS ? { gold, rounds: 0, earlier: [...earlier, rounds] } : { gold, rounds: 0, earlier: [] };
  };
  const golds = Object.keys(SENTENCES).map((sentence) => [
    sentence,
    createSelect({ parent: figure.controls, label: "Gold tree", quiet: true, choices: goldChoices(sentence), value: () => state.get("gold"), choose: (gold) => set(lessonOf(gold)), signal }),
  ]);
  const sentences = createSelect({
    parent: figure.seldom,
    label: "Sentence",
    quiet: true,
    choices: Object.entries(SENTENCES).map(([name]) => [name, phraseOf(name, [0, gapsOf(name) + 1]).slice(1, -1)]),
    value: () => state.get("sentence"),
    choose: (sentence) => set({ sentence, joins: [], pair: 0, rounds: 0, earlier: [] }),
    signal,
  });
  const kappa = createSlider({ parent: figure.seldom, label: "margin κ", ...KAPPA, step: 0.05, format: brief, value: () => state.get("kappa"), move: (value) => set({ kappa: value }), signal });

  const folds = openFolds({ figure, set, signal });
  const question = openQuestion({ figure, signal });
  figure.onReset(() => {
    player.stop();
    question.clear();
  });
  const show = (svg, isShown) => {
    if (isShown && !svg.isConnected) pictures.append(svg);
    if (!isShown) svg.remove();
  };

  figure.onDraw(() => {
    const { now, found } = present();
    const { sentence } = now;
    const isTrain = now.view === "train";
    const right = new Set(found.gold.map(keyOf));
    show(bars.svg, !isTrain);
    show(curve.svg, isTrain);
    tree.update({
      sentence,
      spans: found.spans,
      joined: found.joined,
      scores: found.scores,
      marks: (span) => (isTrain ? (right.has(keyOf(span)) ? "right" : "wrong") : ""),
      gold: isTrain ? found.gold : null,
      leaves: leavesOf(sentence),
      hint: found.joined.length ? null : ["Nothing is joined yet.", "The highest bar goes first."],
    });
    const chosen = lookedAt(now, found);
    if (isTrain) curve.update(now.rounds, found);
    else {
      bars.update({
        sentence,
        found,
        chosen,
        describe(gap) {
          const [left, other] = sidesOf(sentence, found.spans, gap).map((span) => phraseOf(sentence, span));
          return `${left} and ${other}, score ${two(found.scores[gap - 1])}${gap === found.best ? ", the best" : ""}`;
        },
      });
    }
    modes.update();
    player.update();
    join.hidden = isTrain;
    join.disabled = !isTrain && chosen === 0;
    for (const [name, select] of golds) {
      select.select.parentElement.hidden = !isTrain || name !== sentence;
      select.update();
    }
    kappa.input.parentElement.hidden = !isTrain;
    for (const part of [sentences, kappa]) part.update();
    if (caption.textContent !== CAPTION[now.view]) caption.textContent = CAPTION[now.view];
    folds.update(now, found);
    question.update(now, found);
    const { heading, text } = isTrain ? trainVerdict(now, found, now.rounds ? numbers({ ...now, rounds: now.rounds - 1 }) : null) : parseVerdict(now, found);
    figure.status.say(h("strong", {}, heading), text);
  });
}
