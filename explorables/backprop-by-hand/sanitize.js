// A link may say anything: what does not fit the figure becomes what Python made.
import { LIMIT } from "../shared/weights.js";
import { BUGS, edgesOf, sizesOf } from "./model.js";
import { stepsFor } from "./steps.js";

const isWeight = (w) => typeof w === "number" && Math.abs(w) <= LIMIT;
const fitsShape = (value, made) =>
  Array.isArray(made) ? Array.isArray(value) && value.length === made.length && made.every((one, i) => fitsShape(value[i], one)) : isWeight(value);

export function sanitize(model, state) {
  const made = model.get("_defaults");
  const sizes = sizesOf(made);
  const names = edgesOf(sizes).map(({ name }) => name);
  const fits = {
    bug: (value) => value === "none" || BUGS.includes(value),
    step: (value) => Number.isInteger(value) && value >= 0 && value <= stepsFor(sizes).length,
    selected: (value) => names.includes(value),
    epsilon: (value) => value >= 0.000001 && value <= 0.1,
    weights: (value) => fitsShape(value, made.weights),
    biases: (value) => fitsShape(value, made.biases),
    checked: (value) => Array.isArray(value) && value.every((name) => names.includes(name)),
  };
  for (const [name, fit] of Object.entries(fits)) {
    if (!fit(state.get(name))) state.set({ [name]: structuredClone(made[name]) });
  }
}
