// What BoundaryByHand says: captions, the status line, the prediction.
import { fixed, significant } from "../shared/format.js";
import { hasLine } from "../shared/plane.js";
import { LIMIT, probability, wrongInWords } from "./model.js";

/** The cost of saying one half every time. */
const NO_IDEA = Math.log(2);

const HANDLES = "Shift the line by the square in its middle, turn it by the other one.";

export function caption({ part, labels, images }) {
  const look = `Point at a cross or circle to see ${images.length ? "its picture" : "what the line says about it"}.`;
  switch (part) {
    case "line":
      return `${HANDLES} The arrow points to the side that the rule calls “${labels[1]}”. ${look}`;
    case "descend":
      return `${HANDLES} The bluer the ground, the surer the answer “${labels[1]}”. ${look} Can you beat descent?`;
    default:
      return (
        `${HANDLES} Or drag the square on the right: both pictures show the same numbers, and the arrow on the left points the ` +
        `same way as the thin line on the right. ${look}`
      );
  }
}

export const PREDICTION = {
  question: "You have found the best line. Now you double w₁, w₂ and b. Does the line move? Does the cost?",
  choices: ["only the line", "only the cost", "both", "neither"],
};

/** The reply comes when the reader has doubled them. */
export function replyTo(choice, doubled) {
  if (!doubled) return `You said: ${choice}. Open “Set the numbers”, press “Double all three” and look.`;
  const right = choice === "only the cost" ? "That is it" : "Not quite";
  return `You said: ${choice}. ${right}: the line is where the score is 0, and twice 0 is 0. But every answer is now surer, right or wrong.`;
}

/** What follows the numbers. */
function remark({ now, line, seen, happened, best, steps, data }) {
  if (!hasLine(line)) {
    const every = `There is no line yet: with w₁ = w₂ = 0 every point is “${data.labels[1]}”`;
    return data.part === "line" ? `${every} or none is.` : `${every} with ${fixed(100 * probability(line.b), 0)} %.`;
  }
  const outside = seen ? "" : " The line is outside the picture.";
  if (data.part === "line") return outside;
  switch (happened?.kind) {
    case "step": {
      const hand = Number.isFinite(best) ? ` Your best by hand: ${significant(best)}.` : "";
      return `Step ${steps}: ${happened.words}.${outside}${hand}`;
    }
    case "edge":
      return `Descent has stopped: the next step would leave ±${LIMIT}. The rate is too large.`;
    case "double":
      return `Doubled: the line has stayed, the cost was ${significant(happened.from)}.${outside}`;
    default:
      return now.cost > NO_IDEA ? `Saying 50 % every time would cost only 0.693.${outside}` : outside;
  }
}

/** The status line as two texts: the first is the number to watch. */
export function sentence(moment) {
  const { now, data } = moment;
  const wrong = wrongInWords(now.wrong, data.y.length);
  const strong = data.part === "line" ? wrong[0].toUpperCase() + wrong.slice(1) : `Cost ${significant(now.cost)}`;
  const rest = data.part === "line" ? "" : `, ${wrong}`;
  return [strong, `${rest}. ${remark(moment).trim()}`.trimEnd()];
}
