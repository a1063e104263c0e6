// What the reader guesses first: forward, how much changes when the picture moves; back, who gets δ at a tie.
import { inWords } from "./words.js";

const NAMES = { max: "max", average: "average", l2: "L2" };

/** The choices for so many windows. */
function choicesFor(count) {
  if (count <= 4) return Array.from({ length: count + 1 }, (_, i) => String(i));
  return ["0", "1 to 4", "5 to 8", String(count)];
}

const isIn = (changed, choice) => {
  const [low, high = low] = choice.split(" to ").map(Number);
  return changed >= low && changed <= high;
};

/**
 * For createPrediction: what is asked at first depends on the state that Python made.
 * `seen()` is what the reader has seen since: { moved: { changed, count, kind } or null, tie: was there one, back }.
 */
export function questionFor({ way, kind }, count, seen) {
  if (way === "back") {
    const choices = ["all of δ to the first", "half of δ to each", "all of δ to each"];
    return {
      question: "Max pooling, and the two largest numbers of a window are equal. Where does the gradient go?",
      choices,
      reply(choice) {
        if (!seen().tie) return "Step on to a window with a tie, or make one: set two numbers equal.";
        const words = "All of it goes to the first in reading order, the other gets 0.";
        return `${choice === choices[0] ? "Yes." : "No."} ${words} Choose each of the two and look at the check: neither slope is measured.`;
      },
    };
  }
  return {
    question: `The picture moves one square to the right. With ${NAMES[kind]} pooling, how many of the ${count === 1 ? "one" : inWords(count)} numbers change?`,
    choices: choicesFor(count),
    reply(choice) {
      const { moved } = seen();
      if (!moved) return "Press Shift right and count.";
      const right = moved.count === count && moved.kind === kind;
      const lead = right ? (isIn(moved.changed, choice) ? "Yes: " : "No: ") : "";
      return `${lead}${moved.changed} of ${moved.count} with ${NAMES[moved.kind]} pooling. Move it again, and compare with another kind.`;
    },
  };
}
