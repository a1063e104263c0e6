// Says in words what the network reads, how sure it is, and how a unit came to its number.
import { fixed } from "../shared/format.js";
import { LAYERS, SURE, partsOf, pooled } from "./model.js";

/** A probability at a bar: rounded, but none becomes 1, and what would be 0 is left out. */
export function brief(p, decimals) {
  const unit = 10 ** decimals;
  const rounded = Math.min(unit - 1, Math.round(p * unit));
  return rounded ? fixed(rounded / unit, decimals) : "";
}

/** A probability in a sentence. It is not rounded up to what would be sure. */
export function chance(p) {
  if (p >= 0.9995) return "more than 0.999";
  if (p < SURE && fixed(p, 3) === fixed(SURE, 3)) return `a little less than ${SURE}`;
  return p < 0.0005 ? "less than 0.001" : fixed(p, 3);
}

/** "a 7", "an 8". */
export const aDigit = (digit) => `${digit === 8 ? "an" : "a"} ${digit}`;

export const filterName = (filter) => {
  const [layer, number] = partsOf(filter);
  return `filter ${number} of layer ${layer}`;
};

/** What is drawn: nothing ("empty"), too little ("dot"), or something that is read ("read"). */
export const kindOf = (ink, now) => (ink === "" ? "empty" : now.readable ? "read" : "dot");

/** { heading, text } of the status line. `pen` is where the pen of the keyboard stands, or null; `full` if nothing more fits. */
export function verdict(now, { is, pen, full }) {
  const said = reading(now, is);
  if (full) said.text += " The square is full: no more points are taken.";
  if (pen) said.text += ` Pen ${pen.down ? "down" : "up"} at ${place(pen.x)} across, ${place(pen.y)} down.`;
  return said;
}

const place = (coordinate) => fixed(coordinate, Number.isInteger(coordinate) ? 0 : 1);

function reading({ ranking: [best, next], probabilities, sure }, is) {
  if (is === "empty") return { heading: "Nothing drawn yet: 0 strokes.", text: "" };
  if (is === "dot") return { heading: "Too little ink to read.", text: "Draw on, or draw larger." };
  const [p, q] = [probabilities[best], probabilities[next]];
  if (sure) return { heading: `It reads ${aDigit(best)}`, text: `with probability ${chance(p)}. Next would be ${next}: ${chance(q)}.` };
  return { heading: `Unsure: ${best} or ${next}?`, text: `${best} has ${chance(p)}, ${next} has ${chance(q)}. Sure would be ${SURE} or more.` };
}

const signed = (value) => `${value < 0 ? "−" : "+"}\u00a0${fixed(Math.abs(value), 2)}`;

/** The sum of the chosen unit, and what becomes of it. */
export function sumWords(filter, now) {
  const { parts, bias, value, at: [row, column] } = now;
  const [layer] = partsOf(filter);
  const sum = layer === 1 ? `25 products, together ${fixed(parts[0], 2)}` : `six parts, ${parts.map((part, k) => (k ? signed(part) : fixed(part, 2))).join(" ")}`;
  return `Unit at row ${row}, column ${column}: ${sum}, and the bias ${fixed(bias, 2)} make ${fixed(value, 2)} (all rounded). ${afterwards(now)}`;
}

function afterwards(now) {
  const { largest, at: [row, column] } = pooled(now);
  const isItself = now.value === largest;
  const winner = isItself ? "It is the largest of its 2 × 2 block" : `In its 2 × 2 block, row ${row}, column ${column} is larger (${fixed(largest, 2)})`;
  if (Math.max(...now.map) <= 0) return "No unit of this whole map is above 0: after ReLU, the filter passes nothing on.";
  if (largest <= 0) return `${isItself ? winner : "No unit of its 2 × 2 block is above 0"}${isItself ? ", but not above 0" : ""}: after ReLU, 0 is passed on.`;
  return isItself ? `${winner} and above 0: pooling and ReLU pass it on.` : `${winner}: pooling passes on that one.`;
}

/** What one unit of a layer looks at. */
export const seesWords = (layer) => `${LAYERS[layer].sees} × ${LAYERS[layer].sees}`;
