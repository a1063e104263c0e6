// The question of GreedyParser, answered when a greedy tree was stepped to its end.
import { createPrediction } from "../shared/prediction.js";
import { gapsOf } from "./sentences.js";
import { sameTree } from "./model.js";
import { QUESTION, replyTo } from "./words.js";

/** Returns { update(state, found), clear() }. */
export function openQuestion({ figure, signal }) {
  let seen = null;
  const prediction = createPrediction({ parent: figure.caption, ...QUESTION, reply: (choice) => replyTo(choice, seen), signal });
  const missed = (one) => one !== null && one.top > one.greedy + 1e-9;
  return {
    clear() {
      seen = null;
      prediction.clear();
    },
    update({ view, sentence }, { joined, spans, greedy, greedy_total: total, totals }) {
      const isWhole = view === "parse" && joined.length === gapsOf(sentence) && sameTree(spans, greedy);
      if (isWhole && !missed(seen)) seen = { sentence, greedy: total, top: totals[0] };
      prediction.update();
    },
  };
}
