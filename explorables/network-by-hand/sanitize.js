// A link may say anything: what does not fit the figure becomes what Python made.
import { LIMIT } from "../shared/weights.js";
import { nameOf } from "./model.js";

const fits = {
  customer: (value) => [1, 2, 3, 4].includes(value),
  step: (value) => Number.isInteger(value) && value >= 0 && value <= 41,
  selected: (value, { syn0, syn1 }) =>
    Object.entries({ syn0, syn1 }).some(([array, W]) => W.some((line, row) => line.some((_, column) => nameOf({ array, row, column }) === value))),
  epsilon: (value) => value >= 0.0001 && value <= 0.1,
  syn0: fitsShape("syn0"),
  syn1: fitsShape("syn1"),
};

function fitsShape(name) {
  return (value, made) =>
    value.length === made[name].length &&
    value.every((row, i) => row?.length === made[name][i].length && row.every((w) => Math.abs(w) <= LIMIT));
}

export function sanitize(model, state) {
  const made = model.get("_defaults");
  for (const [name, fit] of Object.entries(fits)) {
    if (!fit(state.get(name), made)) state.set({ [name]: structuredClone(made[name]) });
  }
}
