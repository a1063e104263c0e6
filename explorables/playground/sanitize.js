// A link may say anything: what does not fit the figure becomes what Python made.
import { fromLists, sizesOf } from "./model.js";
import { REACH } from "./points.js";
import { MOST_STEPS } from "./trainer.js";

export const MOST_POINTS = 100;
export const PROBLEMS = { rings: "disk in a ring", xor: "XOR", moons: "two moons", blobs: "two blobs", spiral: "spiral", points: "my own points" };

const whole = (low, high) => (value) => Number.isInteger(value) && value >= low && value <= high;
const between = (low, high) => (value) => value >= low && value <= high;
const among = (...names) => (value) => names.includes(value);

const FITS = {
  problem: among(...Object.keys(PROBLEMS)),
  hidden: (value) => value.length <= 3 && value.every(whole(1, 8)),
  activation: among("tanh", "sigmoid", "relu", "leaky_relu", "identity"),
  rate: between(0.001, 10),
  init: among("scaled", "zeros", "normal", "he"),
  seed: whole(1, 9999),
  sample: whole(1, 9999),
  m: whole(20, 500),
  noise: between(0, 0.5),
  optimizer: among("sgd", "momentum", "adam"),
  batch: among("full", "32", "10", "1"),
  l2: between(0, 1),
  dropout: between(0, 0.9),
  examples: (rows) =>
    rows.length <= MOST_POINTS && rows.every((row) => row?.length === 3 && Math.max(Math.abs(row[0]), Math.abs(row[1])) <= REACH && [0, 1].includes(row[2])),
  speed: among("slow", "medium", "fast"),
  unit: (value) => /^(output|[1-3]\.[1-8])$/.test(value),
  x1: between(-REACH, REACH),
  x2: between(-REACH, REACH),
  shown: among("learned", "held out"),
  challenge: among("off", "on"),
  begun: whole(0, 1e9),
  steps: whole(0, MOST_STEPS),
};

export function sanitize(model, state) {
  const made = model.get("_defaults");
  for (const [name, fits] of Object.entries(FITS)) {
    if (!fits(state.get(name))) state.set({ [name]: structuredClone(made[name]) });
  }
  const start = state.get("start");
  if (start.length && !fromLists(start, sizesOf({ hidden: state.get("hidden") }))) state.set({ start: [], begun: 0, steps: 0 });
}

/** The unit in the large picture: the one that was chosen, as long as there is such a one. */
export function shownUnit(unit, { hidden }) {
  const [layer, number] = unit.split(".").map(Number);
  return number <= hidden[layer - 1] ? unit : "output";
}
