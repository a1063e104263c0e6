// What LineByHand says: captions, the status line, the reply to the prediction.
import { amount, grouped } from "../shared/yuan.js";
import { VALLEY, YEARS } from "./model.js";

const HANDLES = "The left square shifts the line, the right one turns it.";

export const CAPTION = {
  line: `${HANDLES} A dashed line is an error: how far the guess is from the pay, which is a cross.`,
  all:
    `${HANDLES} In the other picture the same line is one square: drag either. Step a few times, then Play, which goes faster ` +
    "as it goes on. Then ask all five in each step, from the same start.",
};

export const PREDICTION = {
  question: "With one person a step: which way will the path take, and where will it end?",
  choices: ["straight to the best line", "it staggers, then rests there", "it staggers and never rests"],
};

/** `cameBack`: has a run of single people gone on until each round led back to where it began? */
export function replyTo(choice, cameBack) {
  if (!cameBack) {
    return `You said: ${choice}. Let “one person” play until the path no longer gets anywhere (at rate 0.01 some 1,500 steps).`;
  }
  const right = choice === PREDICTION.choices[2] ? "That is it." : "Not quite.";
  return `You said: ${choice}. ${right} It staggers, and at the end it goes round in a circle, since each person pulls toward a line of their own. The smaller the rate, the smaller the circle, and the nearer to the best line.`;
}

const years = (i) => `${YEARS[i]} years`;
const people = (count) => `${count} ${count === 1 ? "person" : "people"}`;

/** With part "line": the largest error, and whom the line passes above and below. */
export function lineInWords(errors) {
  const sizes = errors.map((error) => Math.round(Math.abs(error)));
  const most = sizes.indexOf(Math.max(...sizes));
  const above = errors.filter((error) => error >= 0.5).length;
  const below = errors.filter((error) => error <= -0.5).length;
  const through = errors.length - above - below;
  const rest = `The line passes above ${people(above)} and below ${below}${through ? `, and through ${through}` : ""}.`;
  return [`Largest error ${grouped(sizes[most])} yuan`, ` (the person with ${years(most)}). ${rest}`];
}

/** "w rises by 399, b by 50". */
function changesInWords(changes) {
  let said = "";
  const parts = changes.map((by, i) => {
    const name = "wb"[i];
    const size = Math.abs(by);
    if (size < 0.05) return `${name} hardly moves`;
    const way = by > 0 ? " rises" : " falls";
    const verb = way === said ? "" : way;
    said = way;
    return `${name}${verb} by ${grouped(size, size < 10 ? 1 : 0)}`;
  });
  return parts.join(", ");
}

/** What one step did: `before` are the numbers in front of it, `by` the changes of w and b. */
export function stepInWords(before, by) {
  const changes = changesInWords(by);
  if (before.asked >= 0) {
    return `asked the person with ${years(before.asked)}: error ${grouped(before.errors[before.asked])} yuan, so ${changes}.`;
  }
  const [dw, db] = before.slopes.map((slope) => grouped(slope));
  const asked = `asked all five: slope for w ${dw}, for b ${db}, so ${changes}.`;
  if (before.next_cost > before.cost) return `${asked} The cost rose from ${amount(before.cost)}: the rate is too large.`;
  return Math.hypot(...before.slopes) < 1 ? `${asked} It has arrived.` : asked;
}

/** With part "all". `happened` is what was done last: { kind, words }, or null. */
export function allInWords({ w, b, cost, steps, happened }) {
  const strong = `w ${grouped(w)}, b ${grouped(b)}, cost ${amount(cost)}`;
  switch (happened?.kind) {
    case "step":
      return [strong, `. Step ${grouped(steps)} ${happened.words}`];
    case "edge": {
      const why = happened.diverges ? "The rate is too large: it diverges." : "Steps of this length need a larger picture: make the rate smaller.";
      return [strong, `. Stopped after ${grouped(steps)} ${steps === 1 ? "step" : "steps"}: the next would leave the picture, to w ${amount(happened.to[0])}, b ${amount(happened.to[1])}. ${why}`];
    }
    case "end":
      return [strong, `. After ${grouped(steps)} steps the figure stops.`];
    case "back":
      return [strong, ". Back at the start of the last run, which stays, dotted."];
    default:
      return [strong, `. The best line has cost ${amount(VALLEY.least)}.`];
  }
}
