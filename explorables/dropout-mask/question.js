// What will the mean be? Asked first, answered when the reader has drawn a hundred masks.
import { brief, fixed } from "../shared/format.js";
import { createPrediction } from "../shared/prediction.js";

const ENOUGH = 100;

/** Options: figure, signal. Returns { update(found) }. */
export function openQuestion({ figure, signal }) {
  const { state } = figure;
  let found;
  const prediction = createPrediction({
    parent: figure.caption,
    question: `All units give 1.6. With p = 0.5, what will the mean output of ${ENOUGH} masks be, about?`,
    choices: ["0.8", "1.6", "3.2"],
    reply(choice) {
      const { p, steps, scaling, output } = state.all();
      if (p !== 0.5 || steps < ENOUGH || scaling !== "training" || output !== "linear") {
        const how = [p !== 0.5 && " with p = 0.5", scaling !== "training" && ", dividing by 1 − p", output !== "linear" && ", without the sigmoid"];
        return `You said ${choice}. Now draw ${ENOUGH} masks${how.filter(Boolean).join("")}.`;
      }
      return `You said ${choice}. The mean of ${steps} is ${fixed(found.mean, 3)}, and all units give ${brief(found.test)}: a unit is there in half of the masks, and then it counts twice.`;
    },
    signal,
  });
  return {
    update(now) {
      found = now;
      prediction.update();
    },
  };
}
