// What UnrolledRNN says: the present step, how δ fares on its way back, and what the nudge check finds.
import { brief, fixed, raised, significant } from "../shared/format.js";
import { inputAt, WEIGHTS } from "./model.js";

const LOW = { 0: "₀", 1: "₁", 2: "₂", 3: "₃", 4: "₄", 5: "₅", 6: "₆", 7: "₇", 8: "₈", 9: "₉" };

/** A whole number as an index: "₁₂". */
export const lowered = (count) => String(count).replace(/./g, (digit) => LOW[digit]);

/** With the index of β between its two parts. */
export const CAPTION = [
  "Step forward, then back. Then drag ‖W‖, the most by which W can stretch a vector (β",
  " in the text), and watch both lines: red is the length of δₜ; dashed is its bound, in which each step back multiplies by ‖W‖ " +
    "and by the largest slope of the activation. In the gray band δₜ is between a thousandth and a thousand times as long as the last δ.",
];

export const QUESTION = {
  question: "40 steps, identity, W that turns: ‖W‖ goes from 0.9 to 1.1. How many times as long is δ₁ then?",
  choices: ["about 1.2", "about 50", "about 2500"],
};

const PLACES = [0.9, 1.1];
const NEAR = 0.005;

/** Which of the two places of the prediction the state is at, or null. */
export function placeOf({ beta, steps, activation, shape }) {
  if (steps !== 40 || activation !== "identity" || shape === "uneven") return null;
  return PLACES.find((place) => Math.abs(beta - place) < NEAR) ?? null;
}

/** `seen`: ‖W‖ → ‖δ₁‖, at the places that were seen. */
export function replyTo(choice, seen) {
  if (PLACES.every((place) => seen.has(place))) {
    const ratio = seen.get(1.1) / seen.get(0.9);
    return `You said ${choice}. It is ${significant(ratio, 4)}: each of the 39 steps back multiplies by 1.1 in place of 0.9. Now try tanh: its slopes hold δ down.`;
  }
  const been = seen.size ? `; seen so far: ${[...seen.keys()].join(", ")}` : "";
  return `You said ${choice}. Now set T = 40 and identity, and drag ‖W‖ to 0.9 and to 1.1${been}.`;
}

/** Few letters, for a square: "−0.12", "3·10⁸". */
export function compact(value) {
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size < 9.995e-4 || size >= 999.5) {
    const [digit, power] = value.toExponential(0).split("e");
    return `${digit.replace("-", "−")}·10${raised(Number(power))}`;
  }
  return fixed(value, size < 0.1 ? 3 : size < 10 ? 2 : size < 100 ? 1 : 0);
}

const pair = (values) => `(${values.map((value) => significant(value, 3)).join(", ")})`;
const at = (letter, t) => `${letter}${lowered(t)}`;

/** How many steps back are done, and the step that has been walked back to. */
export const backOf = ({ done, steps }) => Math.min(Math.max(done - steps, 0), steps);
export const focusOf = (state) => (backOf(state) ? state.steps - backOf(state) + 1 : state.done);

/** "all", "0.62", "a tenth": of what the bound allows. */
function ofBound(share) {
  if (share > 0.995) return "all";
  if (share > 0.095 && share < 0.105) return "a tenth";
  if (share > 0.495 && share < 0.505) return "half";
  return significant(share, 2);
}

/** The present step: [heading, text]. */
function stepWords(state, found) {
  const { done, steps, beta, planted } = state;
  const t = focusOf(state);
  if (done === 0) {
    return [`Start: s₀ = (0, 0), ‖W‖ = ${brief(beta)}.`, " Each step makes sₜ = f(U xₜ + W sₜ₋₁), always with the same U and W. Press Step."];
  }
  const back = backOf(state);
  if (!back) {
    const end = t === steps ? ` The cost is the sum of its two numbers, L = ${significant(found.loss, 3)}. Now step back.` : "";
    return [`Forward, t = ${t}:`, ` ${at("s", t)} = ${pair(found.states[t])}, from x${lowered(t)} = ${String(inputAt(t)).replace("-", "−")} and ${at("s", t - 1)}.${end}`];
  }
  const heading = `Step back ${back}, t = ${t}:`;
  const delta = at("δ", t);
  const length = found.lengths[t - 1];
  const long = ` ${delta} has length ${significant(length, 2)}`;
  const bound = found.bounds[t - 1];
  const allowed = planted === "source" || t === steps || !bound ? "" : `, ${ofBound(length / bound)} of what the bound allows`;
  return [heading, `${long}${allowed}.${partWords(state, t)}`];
}

function partWords({ planted, steps }, t) {
  const part = `${at("δ", t)}\u00a0${at("s", t - 1)}ᵀ`;
  if (planted === "last" && t === 1) return " Its part would be 0 anyway, as s₀ is 0.";
  if (planted === "last" && t < steps) return ` Planted bug: its part ${part} is left out.`;
  if (t === 1) return " Its part of dL/dW is 0, as s₀ is 0: the sum is complete.";
  if (planted === "source" && t < steps) return ` Planted bug: ${at("s", t + 1)} stood in place of the slope f′(${at("z", t)}).`;
  return ` Its part ${part} is added to dL/dW.`;
}

/** How δ fares from the last step to the first. */
export function fateWords({ steps }, { fate, share, lost_after: after }) {
  const last = at("δ", steps);
  const count = `${after} ${after === 1 ? "step" : "steps"}`;
  switch (fate) {
    case "dead":
      return `No gradient: at t = ${steps} every slope is 0, so ${last} is 0.`;
    case "vanished":
      return `Vanished: after ${count} back less than a thousandth is left; ‖δ₁‖ is ${significant(share, 2)} of ‖${last}‖.`;
    case "exploded":
      return `Exploded: after ${count} back it is more than a thousand times as long; ‖δ₁‖ is ${significant(share, 2)} times ‖${last}‖.`;
    default:
      return `Alive: ‖δ₁‖ is ${significant(share, 2)} ${share < 1 ? "of" : "times"} ‖${last}‖.`;
  }
}

/** "w₁₂" */
export const nameOf = (weight) => `w${lowered(weight.slice(1))}`;

/** The numbers of the chosen weight: { sum, measured }. */
export function chosenOf({ selected }, found) {
  const n = WEIGHTS.indexOf(selected);
  return { sum: found.grad_w.flat()[n], measured: found.measured_w.flat()[n] };
}

const lengthsThatPass = (found) => found.checks.flatMap(([off], i) => (off === 0 ? [i + 1] : []));

function listed(counts) {
  const names = counts.map((count) => `T\u00a0=\u00a0${count}`);
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** What the nudge check finds: { text, wrong }; empty while there is nothing to check yet. */
export function checkWords(state, found) {
  const { planted, steps, done } = state;
  if (planted === "none" && done < 2 * steps) return { text: "", wrong: false };
  const [offW, offU] = found.off;
  const { sum, measured } = chosenOf(state, found);
  const name = nameOf(state.selected);
  if (planted === "none") {
    const start = `Nudge check of ${name}: measured ${significant(measured, 4)}`;
    if (offW === 0) return { text: `${start}, as the sum says.`, wrong: false };
    return { text: `${start}, the sum says ${significant(sum, 4)}: a nudge crosses a bend of ReLU.`, wrong: true };
  }
  if (offW === 0) {
    const why = steps <= 2 ? `: its only wrong part is multiplied by s₀ = 0` : "";
    const other = offU === 0 ? " So does dL/dU." : ` Nudge U too: dL/dU is wrong by ${significant(offU, 2)}.`;
    return { text: `Nudge check, T = ${steps}: dL/dW agrees, though the code is wrong${why}.${other}`, wrong: offU > 0 };
  }
  const pass = lengthsThatPass(found);
  const passes = pass.length ? ` The same code passes at ${listed(pass)}.` : "";
  return { text: `Nudge check, T = ${steps}: dL/dW is wrong by up to ${significant(offW, 2)}.${passes}`, wrong: true };
}

/** What clipping does to the whole gradient. */
export function clipWords({ clip, threshold }, { length, factor }) {
  if (!clip) return "";
  const limit = brief(threshold);
  if (factor === 1) return `Not clipped: the gradient's length is ${significant(length, 3)}.`;
  return `Clipped: the gradient's length ${significant(length, 3)} becomes ${limit}; its direction stays.`;
}

/** The status: { heading, text, fate, check, clip }. */
export function verdict(state, found) {
  const [heading, text] = stepWords(state, found);
  return { heading, text, fate: state.planted === "source" ? "" : fateWords(state, found), check: checkWords(state, found), clip: clipWords(state, found) };
}
