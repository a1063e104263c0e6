// What MovingAverage says: the day, what its average is made of, how old that is, and what the start at 0 still weighs.
import { brief, fixed, raised } from "../shared/format.js";
import { COLDEST } from "./model.js";

export const CAPTION =
  "Two hundred days from the first of September, invented, so that the season without the weather is known (dotted). " +
  "Drag β along its scale and the day along its axis: the shaded window is 1/(1\u00a0−\u00a0β) days long.";

export const COUNTS = 0.01; // below this share of the weight the start at 0 no longer counts

export const degrees = (value) => `${fixed(value, 1)}\u00a0°C`;
export const percent = (share) => `${share > 0 && share < 0.005 ? "under 1" : Math.round(100 * share)}\u00a0%`;
export const countDays = (count) => `${count} ${count === 1 ? "day" : "days"}`;

/** "about the last 10 days", or those so far where the window is longer. */
function overWhat({ day }, { window }) {
  return window > day ? `the ${countDays(day)} so far` : `about the last ${countDays(window)}`;
}

function againstSeason(value, season) {
  const away = fixed(Math.abs(value - season), 1);
  if (away === "0.0") return "as warm as the season";
  return `${away}\u00a0°C ${value > season ? "warmer" : "colder"} than the season`;
}

function startWords({ corrected }, { left }, values) {
  if (left < COUNTS) return "The start at 0 no longer counts.";
  const share = `${percent(left)} of the weight`;
  return corrected
    ? `Not corrected it would be ${degrees(values.average)}: ${share} lies on the start at 0.`
    : `${share} lies on the start at 0; corrected it would be ${degrees(values.corrected)}.`;
}

/** [heading, sentences] for the status. */
export function sentences(state, found) {
  const { beta, day, corrected } = state;
  const values = { average: found.average[day - 1], corrected: found.corrected[day - 1] };
  const value = corrected ? values.corrected : values.average;
  const heading = `Day ${day}`;
  const first = `: measured ${degrees(found.measured)}, average ${degrees(value)}`;
  if (beta === 0) return [heading, `${first}: with β = 0 nothing is remembered, and the average is the day itself.`];
  const age = found.age < 0.95 ? fixed(found.age, 1) : String(Math.round(found.age));
  const old = `Its days are ${age} ${age === "1" ? "day" : "days"} old on average, and it is ${againstSeason(value, found.season)}.`;
  return [heading, `${first} over ${overWhat(state, found)} (β = ${brief(beta)}). ${old} ${startWords(state, found, values)}`];
}

/** The two lines in which the day's average is computed. */
export function arithmetic({ beta, day }, { average, measured, corrected, left }) {
  const before = day === 1 ? 0 : average[day - 2];
  const b = brief(beta);
  const v = fixed(average[day - 1], 3);
  const sum = `${b} × ${fixed(before, 3)} + ${brief(1 - beta)} × ${fixed(measured, 1)}`;
  const share = `(1 − ${b}${raised(day)}) = ${v} ÷ ${fixed(1 - left, 4)}`;
  return [
    `Average: β × that of the day before + (1 − β) × measured = ${sum} = ${v}.`,
    `Corrected: ${v} ÷ (1 − βᵗ) = ${v} ÷ ${share} = ${fixed(corrected[day - 1], 3)}.`,
  ];
}

export const QUESTION = {
  question: "β = 0.98 instead of 0.9: the average gets smoother. What else?",
  choices: ["later", "colder", "nothing else"],
};

/** `seen` are the coldest days of the averages that were seen, by "0.9" and "0.98". */
export function replyTo(choice, seen) {
  if (!seen.has("0.98")) return `You said ${choice}. Now drag β to 0.98 and look for the coldest day of the average.`;
  const before = seen.has("0.9") ? `; with 0.9 it came on day ${seen.get("0.9")}` : "";
  return (
    `You said ${choice}. It comes later: the season is coldest on day ${COLDEST}, this average on day ${seen.get("0.98")}${before}. ` +
    "A long memory smooths because it is full of old days."
  );
}
