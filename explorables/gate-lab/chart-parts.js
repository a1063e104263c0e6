// What the chart shows of the way forward and of the way back.
import { toPath } from "../shared/path.js";
import { GATES, VALVES } from "./cells.js";
import { compared, stepsOf } from "./model.js";
import { s } from "../shared/patch.js";

const KEY_Y = 16;
const CROSS = 4;

const rect = (name, x, y, width, height) => s("rect", { class: name, x, y, width, height });
const text = (name, words, x, y, anchor = "start") => s("text", { class: name, x, y, dy: "0.35em", "text-anchor": anchor }, words);

/** What the marks mean, in a row: [class of a small bar, words, width], … */
export function keyRow(entries, left) {
  let x = left;
  return entries.flatMap(([mark, words, width]) => {
    const at = x;
    x += width;
    return [mark(at, KEY_Y), text("dl-note", words, at + 19, KEY_Y)];
  });
}
const block = (name) => (x, y) => rect(name, x, y - 6, 13, 12);

/** A point of a line: round for c, a small square for h; pale beyond the step that is looked at. */
const point = (x, y, square, later) =>
  square ? rect(`dl-gate-square ${later ? "is-later" : ""}`, x - 3.5, y - 3.5, 7, 7) : s("circle", { class: `dl-gate-point ${later ? "is-later" : ""}`, cx: x, cy: y, r: 4 });

/** c and h by step, and over them the gates, as columns that are filled as far as the gate is open. */
export function drawForward({ state, now, box, axis }) {
  const { kind, held } = state;
  const { x, t } = box;
  const steps = stepsOf(state);
  const parts = [];
  const y = axis([...now.c, ...now.h]);
  const gates = VALVES[kind];
  const gap = Math.min(13, box.width / (gates.length + 0.6));
  parts.push(text("dl-note", gates.join(" "), box.left - 6, KEY_Y, "end"));
  for (let k = 1; k <= steps; k += 1) {
    gates.forEach((gate, n) => {
      const open = now.gates[GATES[kind].indexOf(gate)][k - 1];
      const at = x(k) + (n - (gates.length - 1) / 2) * gap - 4;
      const name = `${k > t ? "is-later" : ""} ${`${gate}${k}` in held ? "is-held" : ""}`;
      parts.push(rect(`dl-gate-gauge ${name}`, at, 5, 8, 22), rect(`dl-gate-level ${name}`, at, 5 + 22 * (1 - open), 8, 22 * open));
    });
  }
  const lines = kind === "lstm" ? [["c", now.c, false], ["h", now.h, true]] : [["h", now.h, false]];
  const ends = lines.map(([, values]) => y(values[steps]));
  if (ends.length === 2 && Math.abs(ends[0] - ends[1]) < 16) {
    const [up, middle] = [ends[0] <= ends[1] ? 0 : 1, (ends[0] + ends[1]) / 2];
    ends[up] = middle - 8;
    ends[1 - up] = middle + 8;
  }
  lines.forEach(([name, values, square], n) => {
    const at = values.slice(1).map((value, k) => [x(k + 1), y(value)]);
    const line = (points, kindOf) => points.length > 1 && parts.push(s("path", { class: `dl-activation ${square ? "dl-thin dl-gate-dash" : "dl-curve"} ${kindOf}`, d: toPath(points) }));
    line(at.slice(0, t), "");
    line(at.slice(t - 1), "is-later");
    at.forEach(([px, py], k) => parts.push(point(px, py, square, k + 1 > t)));
    parts.push(text("dl-name dl-activation", name, x(steps) + 10, Math.min(box.bottom - 2, Math.max(box.top + 2, ends[n]))));
  });
  return parts;
}

/** A bar from zero. */
const bar = (name, x, width, y, value) => rect(name, x, Math.min(y(0), y(value)), width, Math.max(Math.abs(y(value) - y(0)), 0.5));

/** δ by step in two shares: through h (open, dashed) and through c (filled); a short line where both together come to. */
export function drawShares({ state, now, box, axis }) {
  const { x, t, width } = box;
  const isLstm = state.kind === "lstm";
  const y = axis([...now.through_h, ...now.through_c, ...now.delta_c]);
  const wide = Math.min(16, width * 0.3);
  const parts = keyRow([[block("dl-gate-bar is-h"), isLstm ? "through h" : "by gates", 94], [block("dl-gate-bar is-c"), isLstm ? "through c" : "straight", 94], [(at, line) => rect("dl-gate-sum", at - 1, line - 1.5, 15, 3), isLstm ? "δc, both" : "δh, both", 80]], box.left);
  for (let k = t; k <= stepsOf(state); k += 1) {
    parts.push(bar("dl-gate-bar is-h", x(k) - wide - 1, wide, y, now.through_h[k - 1]));
    parts.push(bar("dl-gate-bar is-c", x(k) + 1, wide, y, now.through_c[k - 1]));
    parts.push(rect("dl-gate-sum", x(k) - wide - 4, y(now.delta_c[k - 1]) - 1.5, 2 * wide + 8, 3));
  }
  return parts;
}

const crossAt = (x, y) => s("path", { class: "dl-gate-cross", d: `M${x - CROSS} ${y - CROSS}l${2 * CROSS} ${2 * CROSS}m${-2 * CROSS} 0l${2 * CROSS} ${-2 * CROSS}` });

/** What the way back says beside what nudging finds; a cross over what the check rejects. */
export function drawBars({ state, now, found, box, axis }) {
  const isWeights = state.bars === "w";
  const { claimed, found: nudged, failed } = compared(state.bars, now, found);
  const count = claimed.length;
  const column = isWeights ? (box.right - box.left) / count : box.width;
  const centre = (k) => (isWeights ? box.left + (k + 0.5) * column : box.x(k + 1));
  const y = axis(isWeights ? [-1, 1] : [...claimed, ...nudged]);
  const wide = Math.min(16, column * 0.34);
  const parts = keyRow([[block("dl-gate-bar is-c"), "way back", 94], [block("dl-gate-bar is-nudged"), "nudged", 84], [(at, line) => crossAt(at + 7, line), "rejected", 70]], box.left);
  claimed.forEach((value, k) => {
    const unit = isWeights ? Math.max(Math.abs(value), Math.abs(nudged[k])) || 1 : 1;
    parts.push(bar("dl-gate-bar is-c", centre(k) - wide - 0.5, wide, y, value / unit), bar("dl-gate-bar is-nudged", centre(k) + 0.5, wide, y, nudged[k] / unit));
    if (!failed.includes(k)) return;
    const height = Math.min(y(value / unit), y(nudged[k] / unit), y(0));
    parts.push(crossAt(centre(k), isWeights ? box.top - 7 : height - 8));
  });
  if (!isWeights) return parts;
  const gates = GATES[state.kind];
  const groups = state.kind === "lstm" ? ["W_ih", "W_hh", "b"] : ["W_ih", "W_hh", "b_ih", "b_hh"];
  claimed.forEach((_, k) => parts.push(text("dl-tick", gates[k % gates.length], centre(k), box.bottom + 10, "middle")));
  groups.forEach((name, n) => parts.push(text("dl-tick", name, centre((n + 0.5) * gates.length - 0.5), box.bottom + 26, "middle")));
  return parts;
}
