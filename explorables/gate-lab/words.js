// What the figure says of its numbers: { heading, text } for the step, the way back and the reach. The check has a file of its own.
import { fixed, significant } from "../shared/format.js";
import { sharesOf } from "./chart-reach.js";
import { stepsOf, timeOf } from "./model.js";

const LOWERED = "₀₁₂₃₄₅₆₇₈";

/** A step as a small number below the line. */
export const sub = (t) => LOWERED[t];

/** A number as it stands in the picture: two decimals, and one digit where that would be 0. */
export function two(value) {
  const size = Math.abs(value);
  if (size === 0 || size >= 0.005) return fixed(value, 2);
  return size >= 0.0005 ? fixed(value, 3) : significant(value, 1).replaceAll("\u00a0", "");
}

const inner = (value) => (value < 0 ? `(${two(value)})` : two(value));
export const percent = (share) => {
  if (share > 0.995 && share < 1) return "almost 100\u00a0%";
  return share > 0 && share < 0.005 ? "less than 1\u00a0%" : `${Math.round(share * 100)}\u00a0%`;
};

/** How much of the old state stays, in words. */
function stays(open, name) {
  if (open === 1) return `All of ${name} stays`;
  if (open === 0) return `Nothing of ${name} stays`;
  return `${percent(open)} of ${name} stays`;
}

function heldWords({ held, kind }, t) {
  const names = (kind === "lstm" ? ["i", "f", "o"] : ["r", "z"]).filter((gate) => `${gate}${t}` in held).map((gate) => `${gate}${sub(t)}`);
  if (!names.length) return "";
  return ` You hold ${names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : names[0]}.`;
}

const stepHeading = (state) => `Step ${timeOf(state)} of ${stepsOf(state)}. `;

/** The arithmetic of a step, and what it means. */
export function forwardVerdict(state, now) {
  const t = timeOf(state);
  const at = t - 1;
  const heading = stepHeading(state);
  const [a, b] = [sub(t - 1), sub(t)];
  if (state.kind === "gru") {
    const [, z, n] = now.gates.map((gate) => gate[at]);
    const sum = `h${b} = (1 − z)·n + z·h${a} = ${two(1 - z)}·${inner(n)} + ${two(z)}·${inner(now.h[at])} = ${two(now.h[t])}. `;
    const old = now.h[at] === 0 ? `h${a} is 0, so all of h${b} is new` : `${stays(z, `h${a}`)}, and ${two((1 - z) * n)} is new`;
    return { heading, text: `${sum}${old}.${heldWords(state, t)}` };
  }
  const [i, f, g, o] = now.gates.map((gate) => gate[at]);
  const sum = `c${b} = f·c${a} + i·g = ${two(f)}·${inner(now.c[at])} + ${two(i)}·${inner(g)} = ${two(now.c[t])}, and h${b} = o·tanh c${b} = ${two(now.h[t])}. `;
  const old = now.c[at] === 0 ? `c${a} is 0, so all of c${b} is new` : `${stays(f, `c${a}`)}, and ${two(i * g)} is new`;
  const shown = o === 0 ? "; the output gate is shut, and h says nothing of it" : "";
  return { heading, text: `${sum}${old}${shown}.${heldWords(state, t)}` };
}

/** How δ of a step comes about in two shares, and where it goes. */
export function backVerdict(state, now, found) {
  const t = timeOf(state);
  const at = t - 1;
  const heading = `${stepHeading(state)}`;
  const isLstm = state.kind === "lstm";
  const name = `δ${isLstm ? "c" : "h"}${sub(t)}`;
  const gate = isLstm ? "f" : "z";
  const next = t > 1 ? goesOn(state, now, at, gate) : " Here the sequence begins.";
  if (t === stepsOf(state)) {
    if (!isLstm) return { heading, text: `The loss is h${sub(t)} itself, so ${name} = 1.00.${next}` };
    return { heading, text: `The loss is h${sub(t)} itself, so δh${sub(t)} = 1. Through h, o·(1 − tanh² c) of it reaches c: ${name} = ${two(now.delta_c[at])}.${next}` };
  }
  const [h, c] = [now.through_h[at], now.through_c[at]];
  const [one, other] = isLstm ? ["through h", "through c"] : ["by the gates", "straight on"];
  if (state.cut) {
    return { heading, text: `${name} = ${two(now.delta_c[at])}, ${one} alone: what comes ${other} was left out. Nudging ${isLstm ? "c" : "h"}${sub(t)} finds ${two(found.c[at])}.${next}` };
  }
  const both = Math.abs(h) + Math.abs(c);
  const share = both === 0 ? "Nothing arrives here" : `${percent(Math.abs(c) / both)} of what arrives came ${other}`;
  return { heading, text: `${name} = ${two(h)} ${one} ${c < 0 ? "−" : "+"} ${two(Math.abs(c))} ${other} = ${two(now.delta_c[at])}. ${share}.${next}` };
}

function goesOn({ cut, kind }, now, at, gate) {
  const state = `${kind === "lstm" ? "c" : "h"}${sub(at)}`;
  if (cut) return ` Nothing goes straight to ${state}: the path is cut.`;
  const open = now.gates[1][at];
  return ` ${gate}${sub(at + 1)} = ${two(open)} lets ${two(open * now.delta_c[at])} through to ${state}.`;
}

/** The word for a share of the gradient that comes back: at least half arrives for the most part, at least a hundredth fades. */
export function reachWord(share) {
  if (share > 1.5) return "it has grown";
  if (share >= 0.995 && share < 1.005) return "all of it arrives";
  if (share >= 0.5) return "most of it arrives";
  if (share >= 0.01) return "it fades";
  return share > 0 ? "it has vanished" : "nothing arrives";
}

/** How much of δ at the last step comes back to the first. */
export function reachVerdict(state, now) {
  const steps = stepsOf(state);
  const [name, gate] = state.kind === "lstm" ? ["c", "f"] : ["h", "z"];
  if (steps === 1) return { heading: "One step: ", text: `δ${name}₁ = ${two(now.delta_c[0])} has nowhere to go. Take a longer sequence, in the fold below.` };
  const share = sharesOf(now)[0];
  const [keeps, plain] = [now.keeps[0], Math.abs(now.plain[0])];
  const heading = `From step ${steps} back to 1: ${reachWord(share)}. `;
  const start = state.cut ? `With the path through ${name} cut, ` : "";
  const own = `${start}δ${name}₁ has ${brief(share)} of the size of δ${name}${sub(steps)}. The product of the ${gate} is ${brief(keeps)}; a plain RNN's product of w·tanh′ is ${brief(plain)}. `;
  const over = (value) => (value > 0 ? brief(value ** (100 / (steps - 1))) : "0");
  return { heading, text: `${own}At this pace 100 steps would leave ${over(share)} here, ${over(plain)} there.` };
}

/** A share in few digits. */
const brief = (value) => (value === 0 ? "0" : value >= 0.995 && value < 1.005 ? "1.00" : significant(value, 2));
