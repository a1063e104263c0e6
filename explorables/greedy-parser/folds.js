// What is folded away in GreedyParser: the sums of a pair, all trees by total, J join by join, all weights and their next step, rate and kind of comparison.
import { h } from "../shared/dom.js";
import { brief, fixed } from "../shared/format.js";
import { createSelect } from "../shared/select.js";
import { createSlider } from "../shared/slider.js";
import { createTable } from "../shared/table.js";
import { RATE, sameTree, treesOf } from "./model.js";
import { keyOf } from "./parser.js";
import { leavesOf, SENTENCES } from "./sentences.js";
import { brackets, phraseOf, sumsOf, two } from "./words.js";

const WHY =
  "“Finished trees” compares the totals, as the formula is printed. The gold tree can win there while the search, which never takes a join back, has left it long before: " +
  "then J is 0 and the parser is wrong. “Every join” compares both trees after 1, 2, 3, … joins and takes the largest lead, so J is 0 only if the search finds the gold tree.";
const COUNTS = "With 2, 3, 4, 5, 6 words there are 1, 2, 5, 14, 42 trees: the Catalan numbers. With 20 words there are 1 767 263 190, too many to try.";

/** Returns { update(state, found) }. */
export function openFolds({ figure, set, signal }) {
  let [state, found] = [null, null];

  const sums = figure.fold("The sums of the chosen pair");
  const vectors = ([start, stop]) => {
    if (stop - start === 1) return leavesOf(state.sentence)[start];
    const made = found.spans.findIndex((span) => keyOf(span) === keyOf([start, stop]));
    return found.parents[found.joined[made] - 1];
  };

  const allTrees = createTable({
    parent: figure.folds,
    title: "All trees, by total",
    caption: COUNTS,
    columns: ["rank", "tree", "total", ""],
    rows() {
      const { sentence } = state;
      const { readings, first, second } = SENTENCES[sentence];
      return treesOf(state).map(({ total, spans }, k) => {
        const names = [
          [found.greedy, "greedy"],
          [first, readings.first],
          [second, readings.second],
        ];
        return [String(k + 1), brackets(sentence, spans), two(total), names.filter(([tree]) => sameTree(tree, spans)).map(([, name]) => name).join("; ")];
      });
    },
    signal,
  });

  const joins = createTable({
    parent: figure.folds,
    title: "J, join by join",
    caption: "The rival is the tree that the search finds when κ is added to each wrong phrase. The largest lead is J.",
    columns: ["join", "rival", "its score", "κ if wrong", "gold tree", "its score", "lead so far"],
    rows() {
      const { sentence, kappa } = state;
      const right = new Set(found.gold.map(keyOf));
      return found.rival.map((span, k) => {
        const isWrong = !right.has(keyOf(span));
        return [
          String(k + 1),
          `${isWrong ? "✕ " : ""}${phraseOf(sentence, span)}`,
          two(found.rival_scores[k]),
          isWrong ? brief(kappa) : "0",
          phraseOf(sentence, found.gold[k]),
          two(found.gold_scores[k]),
          two(found.leads[k + 1]),
        ];
      });
    },
    signal,
  });

  const weights = createTable({
    parent: figure.folds,
    title: "The weights, and the next round",
    caption: "A round: weight − η · dJ/dweight, for all of them. The word vectors stay.",
    columns: ["weight", "now", "dJ/dweight", "after one more round"],
    rows() {
      const names = ["w₁₁", "w₁₂", "w₁₃", "w₁₄", "w₂₁", "w₂₂", "w₂₃", "w₂₄", "b₁", "b₂", "u₁", "u₂"];
      const now = [...found.weight.flat(), ...found.bias, ...found.score_weight];
      const slopes = [...found.grad_weight.flat(), ...found.grad_bias, ...found.grad_score_weight];
      return names.map((name, k) => [name, fixed(now[k], 4), fixed(slopes[k], 4), fixed(now[k] - state.rate * slopes[k], 4)]);
    },
    signal,
  });

  const fold = figure.fold("Rate, and what J compares");
  const controls = fold.content.appendChild(h("div", { class: "dl-controls" }));
  const rate = createSlider({
    parent: controls,
    label: "rate η",
    ...RATE,
    step: 0.01,
    format: brief,
    value: () => figure.state.get("rate"),
    move: (value) => set({ rate: value }),
    signal,
  });
  const compare = createSelect({
    parent: controls,
    label: "J compares",
    choices: [["steps", "every join"], ["trees", "finished trees"]],
    value: () => figure.state.get("compare"),
    choose: (name) => set({ compare: name, view: "train" }),
    signal,
  });
  fold.content.append(h("p", {}, WHY));

  return {
    update(now, numbers) {
      [state, found] = [now, numbers];
      if (sums.isOpen()) sums.content.replaceChildren(...sumsOf(state, found, vectors).map((line) => h("p", {}, line)));
      for (const part of [allTrees, joins, weights, rate, compare]) part.update();
    },
  };
}
