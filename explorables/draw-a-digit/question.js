// A 1 with a roof: what will the network say? Asked first, answered when the reader has drawn one or taken ours.
import { createPrediction } from "../shared/prediction.js";
import { aDigit, chance } from "./words.js";

const SAMPLE = "1 with a roof";

/** Options: figure, samples, signal. Returns { update(now, is), clear() }. */
export function openQuestion({ figure, samples, signal }) {
  let [now, is] = [null, "empty"];
  const found = () => {
    const [best, next] = now.ranking;
    const [p, q] = [best, next].map((digit) => chance(now.probabilities[digit]));
    return now.sure ? `reads ${aDigit(best)} (${p})` : `is unsure: ${best} (${p}) or ${next} (${q})`;
  };
  const prediction = createPrediction({
    parent: figure.caption,
    question: "A 1 with a flat roof, as many in Europe write it: what will the network read?",
    choices: ["1", "7", "unsure"],
    reply(choice) {
      if (is !== "read") return `You said: ${choice}. Now draw one, or take ours from the samples.`;
      if (figure.state.get("ink") !== samples[SAMPLE]) return `You said: ${choice}. In this drawing it ${found()}. Ours is among the samples.`;
      return `You said: ${choice}. In ours it ${found()}. Draw one with a steeper roof, and one with a longer.`;
    },
    signal,
  });
  return {
    clear: prediction.clear,
    update(...moment) {
      [now, is] = moment;
      prediction.update();
    },
  };
}
