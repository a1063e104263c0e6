// What the check says: whether the way back agrees with nudges, where it does not, and why it may pass though it is wrong.
import { significant } from "../shared/format.js";
import { GATES } from "./cells.js";
import { MISTAKES, SHARE, compared, numbers, stepsOf } from "./model.js";
import { percent, sub } from "./words.js";

const number = (value) => significant(value, 2);
const countWord = (count, all) => (count === all ? `All ${all}` : `${count} of ${all}`);

/** What the numbers of a set are called, all of them and one. */
function names({ kind, bars }) {
  const state = kind === "lstm" ? "c" : "h";
  if (bars === "x") return { all: "numbers of dL/dx", one: (k) => `dL/dx${sub(k + 1)}` };
  if (bars === "c") return { all: `numbers of dL/d${state}`, one: (k) => `dL/d${state}${sub(k + 1)}` };
  const gates = GATES[kind];
  const groups = kind === "lstm" ? ["W_ih", "W_hh", "b"] : ["W_ih", "W_hh", "b_ih", "b_hh"];
  return { all: "weights' gradients", one: (k) => `${groups[Math.floor(k / gates.length)]} of ${gates[k % gates.length]}` };
}

/** How far each claim is from the way back without mistakes, as a share of the larger of the two. */
function errors(state, now, found) {
  const right = numbers({ ...state, ...Object.fromEntries(MISTAKES.map((name) => [name, false])) }, found);
  const [claimed, true_] = [now, right].map((one) => compared(state.bars, one, found).claimed);
  return claimed.map((value, k) => {
    const largest = Math.max(Math.abs(value), Math.abs(true_[k]));
    return largest === 0 ? 0 : Math.abs(value - true_[k]) / largest;
  });
}

/** What the largest of the numbers missed by the check are off by, and how many they are. */
export function missed(state, now, found) {
  const { failed } = compared(state.bars, now, found);
  const off = errors(state, now, found).map((error, k) => (failed.includes(k) || error <= SHARE ? 0 : error));
  const worst = Math.max(...off);
  return { count: off.filter((error) => error > 0).length, worst, at: off.indexOf(worst) };
}

/** Which mistakes there are, and that the present numbers do not show them. */
function unseen(state) {
  const { kind, bars, cut, wrong_biases: biases, last_only: last } = state;
  const steps = stepsOf(state);
  if (steps === 1 && (cut || last) && !(biases && bars === "w")) return "One step has no step before it, so nothing is lost: take two, or more.";
  if (cut) return `Every path through ${kind === "lstm" ? "c" : "h"} is shut off here anyway: the cut takes nothing away.`;
  if (bars !== "w") return "The mistake is in the weights' gradients: let the bars show those.";
  return last && !biases ? "The earlier steps add nothing to these gradients." : "With these numbers the mistake changes nothing.";
}

export function checkVerdict(state, now, found) {
  const said = verdict(state, now, found);
  return state.bars === "w" ? { ...said, text: `${said.text} Each pair of bars has its own scale.` } : said;
}

function verdict(state, now, found) {
  const { claimed, found: nudged, failed } = compared(state.bars, now, found);
  const { all, one } = names(state);
  const count = claimed.length;
  const isWrong = MISTAKES.some((name) => state[name]);
  const absolute = state.rule === "absolute";
  const asked = absolute ? "off by no more than 0.0001" : "to a ten-thousandth of itself";
  const miss = missed(state, now, found);
  const slip = miss.count ? ` ${countWord(miss.count, count)} ${miss.count === 1 ? "is" : "are"} wrong all the same, ${one(miss.at)} by ${percent(miss.worst)}: so small a gradient is never off by 0.0001.` : "";
  if (!failed.length) {
    const heading = count === 1 ? `The one number passes. ` : `All ${count} ${all} pass. `;
    if (!isWrong) return { heading, text: `Each agrees with its nudge of ±0.0001, ${asked}.` };
    return { heading, text: slip ? `Each is ${asked}.${slip}` : `And yet the way back has a mistake. ${unseen(state)}` };
  }
  const gaps = failed.map((k) => Math.abs(claimed[k] - nudged[k]));
  const worst = failed[gaps.indexOf(Math.max(...gaps))];
  const off = Math.max(...gaps) / Math.max(Math.abs(claimed[worst]), Math.abs(nudged[worst]));
  const heading = `${failed.length} of ${count} ${all} ${failed.length === 1 ? "is" : "are"} rejected. `;
  const where = `${failed.length > 1 ? "Most at" : "At"} ${one(worst)}: ${number(claimed[worst])} on the way back, ${number(nudged[worst])} by nudging, off by ${percent(off)} of the larger.`;
  return { heading, text: where + (slip || rest(state, failed, count)) };
}

/** What is right among the rejected. */
function rest({ bars, cut }, failed, count) {
  if (!cut || bars === "w" || failed.length === count) return "";
  const right = Array.from({ length: count }, (_, k) => k).filter((k) => !failed.includes(k));
  return right.length === 1 && right[0] === count - 1 ? ` Only that of the last step is right.` : "";
}

/** What a check of W_hh of the forget gate alone finds, as in the source. */
export function sourceCheck(state, now, found) {
  const at = GATES.lstm.length + 1;
  return { claimed: now.grad_w[at], nudged: found.w[at], failed: now.failed_w.includes(at) };
}
