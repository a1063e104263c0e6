// A link may say anything: what fits the figure.
import { BOUNDS, HEIGHT, STOPS } from "./model.js";

const within = ([low, high], value) => typeof value === "number" && value >= low && value <= high;
const whole = (name) => (value) => Number.isInteger(value) && within(BOUNDS[name], value);
const isMove = (row) => Array.isArray(row) && row.length === 2 && Number.isInteger(row[0]) && within([0, BOUNDS.points[1] - 1], row[0]) && within([-HEIGHT, HEIGHT], row[1]);

export const FITS = {
  degree: whole("degree"),
  points: whole("points"),
  seed: whole("seed"),
  decay: (value) => within(BOUNDS.decay, value),
  noise: (value) => within(BOUNDS.noise, value),
  along: (value) => Object.hasOwn(STOPS, value),
  mode: (value) => value === "one" || value === "many",
  moved: (value) => Array.isArray(value) && value.every(isMove) && new Set(value.map(([index]) => index)).size === value.length,
};
