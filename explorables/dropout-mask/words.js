// Says in words what a mask does, and whether the mean is the output with all units.
import { brief, fixed } from "../shared/format.js";
import { compare } from "./model.js";

export const isByHand = ({ mask }) => mask.length > 0;

/** Does the picture show the random numbers of the mask drawn last? */
export const shownDraw = (state) => state.steps > 0 && !isByHand(state);

const list = (words) => (words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`);

/** "units 2 and 5 dropped". */
export function droppedInWords(factors) {
  const dropped = factors.flatMap((factor, j) => (factor > 0 ? [] : [String(j + 1)]));
  if (!dropped.length) return "no unit dropped";
  if (dropped.length === factors.length) return "all units dropped";
  return `unit${dropped.length > 1 ? "s" : ""} ${list(dropped)} dropped`;
}

const number = (value) => fixed(value, 3);

function meanInWords({ outputs, mean, standard_error, test }) {
  const error = standard_error === null ? "" : ` ± ${number(standard_error)}`;
  return `Mean of ${outputs.length} mask${outputs.length > 1 ? "s" : ""} ${number(mean)}${error}; all units give ${number(test)}.`;
}

function verdict(state, found) {
  const { test, exact } = found;
  const same = Math.abs(exact - test) < 1e-9;
  switch (compare(found)) {
    case "few":
      return "So few masks say little yet.";
    case "agree":
      return same ? "They agree within two standard errors." : `They agree as yet, but over all 32 masks the mean is ${number(exact)}.`;
    default:
      if (same) return "They are more than two standard errors apart, as happens one time in twenty.";
      if (state.output === "linear") return `Without the division the mean goes to (1 − p) · ${brief(test)} = ${brief(exact)}.`;
      return `Over all 32 masks the mean is ${number(exact)}: ${state.scaling === "never" ? "nothing was divided, and " : ""}a sigmoid bends.`;
  }
}

/** The heading and the sentences for a state. */
export function inWords(state, found) {
  const output = `output ${brief(found.output)}.`;
  if (isByHand(state)) {
    const before = state.steps ? ` ${meanInWords(found)}` : "";
    return [`By hand: ${droppedInWords(found.factors)}`, `: ${output} What is chosen is not counted.${before}`];
  }
  if (!state.steps) {
    const scaled = state.scaling === "test" ? ` Each unit is multiplied by 1 − p = ${brief(1 - state.p)}.` : "";
    return ["All units, as at test time", `: ${output}${scaled} Step draws a mask.`];
  }
  return [`Mask ${state.steps}: ${droppedInWords(found.factors)}`, `: ${output} ${meanInWords(found)} ${verdict(state, found)}`];
}
