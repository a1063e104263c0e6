// The question of SoftmaxScores, answered when the reader has raised the last score by 1 or more.
import { significant } from "../shared/format.js";
import { createPrediction } from "../shared/prediction.js";
import { numbers } from "./model.js";
import { amount, factorOf, tidy } from "./words.js";

const ENOUGH = 1 - 1e-9;

export function openQuestion(figure, signal) {
  const { state } = figure;
  const last = state.get("scores").length; // counted from 1
  let seen = null; // the numbers before and after

  const prediction = createPrediction({
    parent: figure.caption,
    question: `Raise score ${last} by 1: what happens to the other answers?`,
    choices: ["each loses the same", "all shrink by one factor", "the next one loses most"],
    reply: (choice) => `You said: ${choice}. ${seen ? seenWords(seen, last - 1) : `Now drag score ${last} up by 1, and leave the others where they are.`}`,
    signal,
  });

  return {
    update(done, now) {
      const all = state.all();
      if (done?.kind === "one" && done.i === last - 1 && all.shown === "softmax" && now.scores[done.i] - done.before[done.i] >= ENOUGH) {
        seen = { old: numbers({ ...all, scores: done.before, steps: 0 }), now };
      }
      prediction.update();
    },
  };
}

function seenWords({ old, now }, i) {
  const others = ({ answers }) => answers.filter((_, j) => j !== i).map((a) => amount(a)).join(", ");
  return (
    `As score ${i + 1} went from ${tidy(old.scores[i])} to ${tidy(now.scores[i])}, they went from ${others(old)} to ${others(now)}: ` +
    `each became ${significant(factorOf(old.scores, now.scores))} times what it was. ` +
    `So answer 2 is still ${significant(now.answers[1] / now.answers[0])} times answer 1. This ratio is e to the power of ` +
    `${tidy(now.scores[1] - now.scores[0])}, the difference of their scores, and no other score is in it.`
  );
}
