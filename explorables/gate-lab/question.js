// The question of GateLab, answered when the reader has seen what it asks about.
import { createPrediction } from "../shared/prediction.js";
import { choiceOf, stepsOf, timeOf } from "./model.js";
import { sub, two } from "./words.js";
import { sharesOf } from "./chart-reach.js";

export function openQuestion({ figure, whole, signal }) {
  const first = whole();
  const steps = stepsOf(first);
  const [state, gate] = first.kind === "lstm" ? ["c", "f"] : ["h", "z"];
  const isCut = first.cut && steps > 1;
  let answer = "";
  const prediction = createPrediction({
    parent: figure.caption,
    question: isCut
      ? `This way back leaves out the path through ${state}. How many of the ${steps} numbers dL/dx are still right?`
      : `Hold what came in at step 1 until step ${steps}: ${gate} is 1 in between. How much of the gradient at ${state}${sub(steps)} comes back to ${state}₁?`,
    choices: isCut ? ["none", "one", `all but one`] : ["next to nothing", "about a third", "all of it"],
    reply: (choice) => `You said: ${choice}. ${answer || (isCut ? "Now choose “check” above." : "Now choose “hold” below the picture, and “how far” above it.")}`,
    signal,
  });
  return {
    clear() {
      answer = "";
      prediction.clear();
    },
    update(now, found) {
      if (isCut && now.cut && now.view === "check" && now.bars === "x") {
        const right = stepsOf(now) - found.failed_x.length;
        answer = right === 1 ? `One, that of the last step: what comes back from a later step is missing in all others.` : `${right}, as the gates stand now.`;
      }
      if (!isCut && choiceOf(now) === "hold" && stepsOf(now) > 1 && (now.view === "reach" || (now.view === "back" && timeOf(now) === 1)) && !now.cut) {
        const share = sharesOf(found)[0];
        answer = share > 0.999 && share < 1.001 ? `All of it: each step multiplies it by ${gate} = 1, and by nothing else.` : `${two(share)} of it.`;
      }
      prediction.update();
    },
  };
}
