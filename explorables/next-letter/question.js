// Where is a text hard to foresee? Asked first, answered by the reader's own text.
import { fixed } from "../shared/format.js";
import { createPrediction } from "../shared/prediction.js";

const CHOICES = ["the first", "those inside", "both alike"];
const ALIKE = 0.5; // bits

/** What the measured bits say, by a stated rule. */
export function answer({ first_bits: first, inner_bits: inner }) {
  if (first === null || inner === null) return null;
  return Math.abs(first - inner) < ALIKE ? "both alike" : first > inner ? "the first" : "those inside";
}

/** Options: figure, signal. Returns { update(now), clear() }. */
export function openQuestion({ figure, signal }) {
  let now = null;
  const prediction = createPrediction({
    parent: figure.caption,
    question: "Which letters will surprise it more: the first of each word, or those inside words?",
    choices: CHOICES,
    reply(choice) {
      const found = answer(now);
      if (!found) return `You said: ${choice}. Type a few words, and it is measured.`;
      const bits = `the first letters cost ${fixed(now.first_bits, 2)} bits on average, those inside ${fixed(now.inner_bits, 2)}`;
      const why = found === "the first" ? "Any word may begin; once it has begun, few are left." : "Rare for a text of some length: type more.";
      return `You said: ${choice}. In your text ${bits}: ${found}. ${why}`;
    },
    signal,
  });
  return {
    clear: prediction.clear,
    update(next) {
      now = next;
      prediction.update();
    },
  };
}
