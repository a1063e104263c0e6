// What SlopeByNudge says: captions, the status line, the rows of its table.
import { fewDigits, fiveDigits, grouped } from "../shared/yuan.js";
import { fixed } from "../shared/format.js";
import { hasSettled } from "./model.js";

export const CAPTION =
  "Make the nudge smaller with the button, or drag the square in the magnifier toward the round point: the thin frame on the " +
  "curve is what the magnifier shows. Then drag the square on the curve to another place.";

export const PREDICTION = {
  question: "Make the nudge smaller and smaller. Will rise ÷ run go to zero too?",
  choices: ["yes, both shrink", "no, it settles", "no, it grows"],
};

/** `smaller` is how many times the nudge has been made smaller at this place. */
export function replyTo(choice, smaller) {
  if (smaller < 3) return `You said: ${choice}. Now make the nudge smaller, at least three times, and look at the last column.`;
  const right = choice === PREDICTION.choices[1] ? "That is it." : "Not quite.";
  return `You said: ${choice}. ${right} Rise and run both shrink to nothing, at the same pace, so that one divided by the other settles.`;
}

/** A slope in as many digits as are worth comparing: 6.01, −18,336. */
export function slopeInWords(value, curve) {
  if (curve === "salaries") return grouped(value, Math.abs(value) < 100 ? 1 : 0);
  return fixed(value, 4).replace(/0+$/, "").replace(/\.$/, "");
}

export const nudgeInWords = (nudge, sides) => `${sides === "both" ? "±" : ""}${fiveDigits(nudge)}`;

/** The rise in five digits, or in as many more as it takes that they, divided by the run, give the quotient that is shown. */
export function riseInWords({ rise, run, quotient }, curve) {
  for (let digits = 5; digits < 12; digits += 1) {
    const shown = Number(rise.toPrecision(digits));
    if (slopeInWords(shown / run, curve) === slopeInWords(quotient, curve)) return fewDigits(shown, digits);
  }
  return fewDigits(rise, 12);
}

/** The row of the table: nudge, rise, rise ÷ run. */
export function row({ curve, nudge, sides }, now) {
  return [nudgeInWords(nudge, sides), riseInWords(now, curve), slopeInWords(now.quotient, curve)];
}

/** The status as two texts. */
export function sentence({ curve, nudge, sides }, now) {
  const quotient = slopeInWords(now.quotient, curve);
  const exact = slopeInWords(now.exact, curve);
  const run = sides === "both" ? `, run ${fiveDigits(now.run)}` : "";
  const strong = `Nudge ${nudgeInWords(nudge, sides)}: rise ${riseInWords(now, curve)}${run}, rise ÷ run ${quotient}`;
  if (sides === "both") return [strong, ". The errors of the two sides cancel on this curve, even for a large nudge."];
  if (!hasSettled(now, curve)) return [strong, ". Make the nudge smaller: where does it settle?"];
  return [strong, quotient === exact ? ". This is the slope here, to the last digit shown." : `. The slope settles at ${exact}.`];
}
