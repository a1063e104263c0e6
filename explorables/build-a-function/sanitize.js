// A link may say anything: what does not fit the figure becomes what Python made.
import { BOUNDS, MODES, STARTS, TARGETS } from "./model.js";
import { ACTIVATIONS } from "./networks.js";

const within = ([low, high], value) => typeof value === "number" && value >= low && value <= high;
const NAMES = { mode: MODES, activation: Object.keys(ACTIVATIONS), target: Object.keys(TARGETS), start: STARTS };
const WHOLE = ["seed", "steps"];

function fits(name, value) {
  if (name in NAMES) return NAMES[name].includes(value);
  if (name === "heights") return Array.isArray(value) && within(BOUNDS.bumps, value.length) && value.every((height) => within(BOUNDS.heights, height));
  return within(BOUNDS[name], value) && (!WHOLE.includes(name) || Number.isInteger(value));
}

export function sanitize(model, state) {
  for (const [name, made] of Object.entries(model.get("_defaults"))) {
    if (!fits(name, state.get(name))) state.set({ [name]: structuredClone(made) });
  }
}
