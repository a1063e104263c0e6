// When all words are joined: the total of the reader's tree beside that of the greedy tree and of the best one.
import { s } from "../shared/dom.js";
import { linear } from "../shared/scale.js";
import { sameTree } from "./model.js";
import { two } from "./words.js";

const LABELS = 96; // pixels for the names
const NUMBERS = 52; // and for a number at the end of a bar
const TALL = 22;

/** The parts of the picture, { rects, texts }, for a box of this width and height. */
export function totalBars({ width, height }, { spans, total, greedy, greedy_total: greedyTotal, totals }) {
  const rows = [["greedy tree", greedyTotal, ""], [`best of ${totals.length}`, totals[0], "is-best"]];
  if (!sameTree(spans, greedy)) rows.unshift(["your tree", total, ""]);
  const values = rows.map(([, value]) => value);
  const x = linear([Math.min(0, ...values), Math.max(0.1, ...values)], [Math.min(...values) < 0 ? LABELS + NUMBERS : LABELS, width - NUMBERS - 12]);
  const pitch = Math.min(38, height / 3);
  const first = (height - pitch * rows.length) / 2 + pitch / 2;
  const rects = [];
  const texts = [];
  rows.forEach(([name, value, kind], k) => {
    const y = first + k * pitch;
    const [from, to] = [x(0), x(value)];
    const text = (at, words, anchor, type) => texts.push(s("text", { class: type, x: at.toFixed(1), y, dy: "0.35em", "text-anchor": anchor }, words));
    rects.push(s("rect", { class: `dl-parser-bar ${kind}`, x: Math.min(from, to).toFixed(1), width: Math.abs(to - from).toFixed(1), y: y - TALL / 2, height: TALL }));
    text(12, name, "start", "dl-tick");
    text(value < 0 ? to - 6 : to + 6, two(value), value < 0 ? "end" : "start", kind ? "dl-name" : "dl-parser-score");
  });
  return { rects, texts };
}
