// What Playground says: names, the status line, the formula of a unit.
import { fixed, short, significant } from "../shared/format.js";
import { placeOf } from "./grid.js";
import { layoutOf } from "./network.js";
import { MOST_POINTS } from "./sanitize.js";

/** A number as one would write it by hand. */
export const plain = (value) => short(Number(value.toPrecision(3)));

export const ACTIVATIONS = { tanh: "tanh", sigmoid: "sigmoid", relu: "ReLU", leaky_relu: "leaky ReLU", identity: "identity" };

/** "hidden 2 of layer 1"; with one hidden layer "hidden 2". */
export function unitName(unit, sizes) {
  const [layer, place] = placeOf(unit, sizes);
  if (layer === sizes.length - 1) return "the network";
  return sizes.length > 3 ? `hidden ${place + 1} of layer ${layer}` : `hidden ${place + 1}`;
}

const INDEX = "₀₁₂₃₄₅₆₇₈₉";
const term = (weight, name, first) => {
  const size = `${significant(Math.abs(weight), 3)}${name ? ` ${name}` : ""}`;
  if (first) return weight < 0 ? `−${size}` : size;
  return ` ${weight < 0 ? "−" : "+"} ${size}`;
};

/** "hidden 2: tanh(0.531 x₁ − 1.20 x₂ + 0.311)" */
export function unitInWords(unit, { w, sizes }, activation) {
  const [layer, place] = placeOf(unit, sizes);
  const { inputs, weights, biases } = layoutOf(sizes).layers[layer - 1];
  const letter = layer === 1 ? "x" : "h";
  const terms = Array.from({ length: inputs }, (_, i) => term(w[weights + place * inputs + i], letter + INDEX[i + 1], i === 0));
  const sum = `${terms.join("")}${term(w[biases + place], "", false)}`;
  const output = layer === sizes.length - 1;
  const outer = output ? "sigmoid" : ACTIVATIONS[activation];
  return `${output ? "output" : unitName(unit, sizes)}: ${!output && activation === "identity" ? sum : `${outer}(${sum})`}`;
}

/** "187 of 200 right (93.5 %)" */
export function rightInWords(right, m) {
  if (right === m) return `all ${m} right`;
  return `${right} of ${m} right (${Number(((100 * right) / m).toFixed(1))} %)`;
}

const grouped = (steps) => String(steps).replace(/\B(?=(\d{3})+$)/g, ",");

/** Words for a cost: never so few digits that two steps look alike early on, never a long tail. */
export const costInWords = (cost) => (cost >= 1000 ? significant(cost, 3) : cost >= 0.0995 ? fixed(cost, 3) : significant(cost, 2));

/** The status line as two texts; the first is the one to watch. moment: { run, steps, behind, judged, diagnosis, withHeldOut, own (points of the reader?) }. */
export function status({ run, steps, behind, judged, diagnosis, withHeldOut, own }) {
  const { m } = run.points.learn;
  const cause = diagnosis ? ` ${diagnosis.words}` : "";
  if (m === 0) return ["0 points: ", "press in the plane to draw some, or move the crosshair there and press A for a cross, B for a circle."];
  if (behind) return [`Step ${grouped(steps)}`, `: catching up, ${grouped(behind)} steps to go.`];
  if (run.bad) return [`Step ${grouped(steps)}: the cost is not a number any more.`, cause];
  const { cost, right, heldOutCost, heldOutRight } = judged;
  const held = withHeldOut && heldOutCost !== null ? ` Held out: cost ${costInWords(heldOutCost)}, ${rightInWords(heldOutRight, run.points.heldOut.m)}.` : "";
  const full = own && m === MOST_POINTS ? ` ${MOST_POINTS} points are as many as fit.` : "";
  return [`Step ${grouped(steps)}: cost ${costInWords(cost)}`, `, ${rightInWords(right, m)}.${held}${full}${cause}`];
}

export const CAPTION =
  "Blue: says 1; yellow: says 0; the line between them is where the network is undecided. A ring marks a point on the wrong side. Press a unit to see what it says all over the plane.";
export const DRAWING =
  " Press or draw in the plane to add points; press a point and Remove takes it away. By keyboard: the arrows move the crosshair, A adds a cross, B a circle, Delete removes.";
