// How far back the gradient comes: its size by step beside the product of the forget gates and that of a plain RNN.
import { powerOfTen } from "../shared/format.js";
import { toPath } from "../shared/path.js";
import { linear } from "../shared/scale.js";
import { keyRow } from "./chart-parts.js";
import { stepsOf } from "./model.js";
import { s } from "../shared/patch.js";

const LOWEST = -12; // smaller shares stand on the lowest line

/** |δ| at each step as a share of that at the last; 0 where nothing set out. */
export const sharesOf = ({ delta_c: delta }) => delta.map((value) => (delta.at(-1) ? Math.abs(value / delta.at(-1)) : 0));

/** The power of ten at which the axis ends: below every share that is not 0, and not above a hundredth. */
export function lowestOf(lists) {
  const least = Math.min(...lists.flat().filter((value) => value > 0), 0.02);
  return Math.max(LOWEST, Math.floor(Math.log10(least)));
}

export function drawReach({ state, now, box }) {
  const { x, top, bottom, left, right } = box;
  const plain = now.plain.map(Math.abs);
  const shares = sharesOf(now);
  const lists = [shares, now.keeps, plain];
  const low = lowestOf(lists);
  const high = Math.max(0.15, Math.log10(Math.max(...lists.flat())) + 0.1);
  const scale = linear([low, high], [bottom - 6, top]);
  const y = (share) => scale(share > 0 ? Math.max(low, Math.log10(share)) : low);
  const every = Math.max(1, Math.ceil(-low / 4));
  const parts = [];
  for (let power = 0; power >= low; power -= every) {
    parts.push(s("line", { class: "dl-grid", x1: left, x2: right, y1: scale(power), y2: scale(power) }));
    parts.push(s("text", { class: "dl-tick", x: left - 6, y: scale(power), dy: "0.35em", "text-anchor": "end" }, power ? powerOfTen(power) : "1"));
  }
  const steps = Array.from({ length: stepsOf(state) }, (_, n) => n);
  const path = (name, values) => s("path", { class: name, d: toPath(steps.map((n) => [x(n + 1), y(values[n])])) });
  const [keepsLine, plainLine] = ["dl-curve dl-activation", "dl-curve dl-quiet dl-gate-dash"];
  parts.push(path(plainLine, plain), path(keepsLine, now.keeps));
  // A gradient of 0 is an open mark on the lowest line.
  for (const n of steps) parts.push(s("circle", { class: `dl-gate-delta ${shares[n] > 0 ? "" : "is-none"}`, cx: x(n + 1), cy: y(shares[n]), r: 5 }));
  const isLstm = state.kind === "lstm";
  const sample = (name) => (at, line) => s("path", { class: name, d: `M${at - 2} ${line}h17` });
  parts.push(
    ...keyRow(
      [
        [(at, line) => s("circle", { class: "dl-gate-delta", cx: at + 7, cy: line, r: 5 }), isLstm ? "|δc|" : "|δh|", 56],
        [sample(keepsLine), isLstm ? "product of f" : "product of z", 104],
        [sample(plainLine), "plain RNN", 90],
      ],
      left,
    ),
  );
  return parts;
}
