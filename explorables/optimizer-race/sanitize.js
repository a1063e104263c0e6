// What a link may ask of OptimizerRace.
import { LANDSCAPES } from "../shared/landscapes.js";
import { BETA, MAX_STEPS, NOISE, RATE, RUNNERS, SEED, START, STEEPNESS, VIEWS } from "./model.js";

const within = ({ min, max }) => (value) => value >= min && value <= max;
const whole = (range) => (value) => Number.isInteger(value) && within(range)(value);
const yesOrNo = whole({ min: 0, max: 1 });

export const FITS = {
  surface: (value) => Object.hasOwn(LANDSCAPES, value),
  start_x: within(START.x),
  start_y: within(START.y),
  rate: within(RATE),
  beta: within(BETA),
  steepness: within(STEEPNESS),
  noise: within(NOISE),
  view: (value) => VIEWS.includes(value),
  step: whole({ min: 0, max: MAX_STEPS }),
  seed: whole(SEED),
  corrected: yesOrNo,
  ...Object.fromEntries(RUNNERS.flatMap((name) => [[name, yesOrNo], [`${name}_rate`, within({ min: 0, max: RATE.max })]])),
};
