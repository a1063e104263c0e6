// The questions of GreedyParser: one of greed, answered when a greedy tree was stepped to its end, and one of the rounds.
import { h } from "../shared/dom.js";
import { createPrediction } from "../shared/prediction.js";
import { sameTree } from "./model.js";
import { gapsOf } from "./sentences.js";
import { QUESTION, replyTo, replyToRounds, ROUNDS_QUESTION } from "./words.js";

/** Returns { update(state, found), clear() }. */
export function openQuestion({ figure, signal }) {
  let seen = null;
  let present = null;
  const part = () => figure.caption.appendChild(h("div"));
  const [parse, train] = [part(), part()];
  const greed = createPrediction({ parent: parse, ...QUESTION, reply: (choice) => replyTo(choice, seen), signal });
  const rounds = createPrediction({ parent: train, ...ROUNDS_QUESTION, reply: (choice) => replyToRounds(choice, ...present), signal });
  const missed = (one) => one !== null && one.top > one.greedy + 1e-9;
  return {
    clear() {
      seen = null;
      greed.clear();
      rounds.clear();
    },
    update(state, found) {
      const { view, sentence } = state;
      const { joined, spans, greedy, greedy_total: total, totals } = found;
      present = [state, found];
      const isWhole = view === "parse" && joined.length === gapsOf(sentence) && sameTree(spans, greedy);
      if (isWhole && !missed(seen)) seen = { sentence, greedy: total, top: totals[0] };
      [parse.hidden, train.hidden] = [view !== "parse", view !== "train"];
      greed.update();
      rounds.update();
    },
  };
}
