// The words in the picture of the cell: the states and the inputs, or on the way back what comes and goes of the gradient.
import { stepsOf } from "./model.js";
import { sub, two } from "./words.js";

/** Lines { at, text, tone, strong } for step t. */
export function cellWords({ state, now, t, spots }) {
  return state.view === "forward" ? forwardWords({ state, now, t, spots }) : backWords({ state, now, t, spots });
}

function forwardWords({ state: { kind, x }, now, t, spots }) {
  const [name, candidate] = kind === "lstm" ? ["c", "g"] : ["h", "n"];
  const strong = (at, text) => ({ at, text, tone: "activation", strong: true });
  const lines = [
    strong(spots.before, `${name}${sub(t - 1)} ${two(now.c[t - 1])}`),
    strong(spots.after, `${name}${sub(t)} ${two(now.c[t])}`),
    strong(spots.candidate, `${candidate}${sub(t)} ${two(now.gates[2][t - 1])}`),
    strong(spots.inputs[0], `x${sub(t)} ${two(x[t - 1])}`),
  ];
  if (kind === "gru") return [...lines, { at: spots.inputs[1], text: `from h${sub(t - 1)}, through r`, tone: "quiet" }];
  return [
    ...lines,
    strong(spots.inputs[1], `h${sub(t - 1)} ${two(now.h[t - 1])}`),
    strong(spots.output, `h${sub(t)} ${two(now.h[t])}`),
    { at: spots.note, text: "make i, f, g, o", tone: "quiet" },
  ];
}

function backWords({ state, now, t, spots }) {
  const { kind, cut } = state;
  const isLstm = kind === "lstm";
  const name = isLstm ? "c" : "h";
  const last = t === stepsOf(state);
  const line = (at, text, strong = false) => ({ at, text, tone: "gradient", strong });
  const at = t - 1;
  const carried = now.gates[1][at] * now.delta_c[at];
  const from = last ? (isLstm ? "no later step" : "the loss 1.00") : cut ? `${name}${sub(t + 1)} is cut off` : `from ${name}${sub(t + 1)} ${two(now.through_c[at])}`;
  const found = [
    line(spots.later, from),
    line([spots.sum[0], spots.sum[1], "middle"], `δ${name}${sub(t)} ${two(now.delta_c[at])}`, true),
    line(spots.before, cut && t > 1 ? "cut off" : `to ${name}${sub(t - 1)} ${two(carried)}`),
    line(spots.inputs[0], `to x${sub(t)} ${two(now.grad_x[at])}`),
  ];
  if (isLstm) {
    found.push(line(spots.output, `δh${sub(t)} ${two(now.delta_h[at])}`, true), line(spots.share, now.through_h[at] !== 0 && Math.abs(now.through_h[at]) < 0.0005 ? "≈ 0" : two(now.through_h[at])));
    found.push(line(spots.inputs[1], t > 1 ? `to h${sub(t - 1)} ${two(now.delta_h[t - 2])}` : "to h₀"));
  } else {
    if (!last) found.push(line([spots.later[0], spots.later[1] + 18, "end"], `from gates ${two(now.through_h[at])}`));
    found.push(line(spots.inputs[1], t > 1 ? `to h${sub(t - 1)}, by gates ${two(now.through_h[t - 2])}` : "to h₀, by gates"));
  }
  return found;
}
