// Two copies of one neuron learn to say 0, each by its own cost. Mirrors lib/widgets/neuron_learns.py.
import { clamp, clean } from "../shared/scale.js";
import { sigmoid } from "../sigmoid-slope/model.js";

export const COSTS = ["squared error", "cross-entropy"]; // the order of all pairs
export const MAX_EPOCH = 300;
export const PARAMETER = { min: -4, max: 4, step: 0.1, page: 1 };
export const SCORE = { min: 2 * PARAMETER.min, max: 2 * PARAMETER.max, step: 0.1, page: 1 };
export const RATE = { min: 0.001, max: 5 };

/** The two starts of the book. */
export const STARTS = { "Bad start": { weight: 2, bias: 2 }, "Good start": { weight: 0.6, bias: 0.9 } };

const AHEAD = 10;

export const slopeAt = (z) => sigmoid(z) * (1 - sigmoid(z));

/** dC/dz of each cost, when the target is 0. */
const PUSH = [(z) => sigmoid(z) * slopeAt(z), sigmoid];

/** Each cost at the score z, when the target is 0. */
const COST = [(z) => sigmoid(z) ** 2 / 2, (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)))];

const pair = (make) => [0, 1].map(make);

/** The rates with which the two learn. */
export const ratesOf = ({ rates, rate_squared, rate_cross }) => [rate_squared, rates === "same" ? rate_squared : rate_cross];

/** The scores of one copy before each epoch, up to ten after the last: w and b move by the same, as x is 1. */
function scores(start, rate, push) {
  const z = [start];
  while (z.length <= MAX_EPOCH + AHEAD) z.push(z.at(-1) - 2 * rate * push(z.at(-1)));
  return z;
}

/** All numbers of the figure. */
export function numbers(state) {
  const { weight, bias, epoch } = state;
  const z = ratesOf(state).map((rate, i) => scores(weight + bias, rate, PUSH[i]));
  const now = z.map((one) => one[epoch]);
  const sofar = z.map((one) => one.slice(0, epoch + 1));
  return {
    outputs: sofar.map((one) => one.map(sigmoid)),
    costs: pair((i) => sofar[i].map(COST[i])),
    parameters: now.map((score) => [weight, bias].map((begun) => begun + (score - weight - bias) / 2)),
    slopes: now.map(slopeAt),
    pushes: pair((i) => PUSH[i](now[i])),
    half: z.map((one) => one.slice(0, MAX_EPOCH + 1).findIndex((score) => sigmoid(score) <= 0.5)),
    falls: z.map((one) => sigmoid(one[epoch]) - sigmoid(one[epoch + AHEAD])),
  };
}

/** The score of a copy now. */
export const scoreOf = ({ parameters }, i) => parameters[i][0] + parameters[i][1];

/** Another start with the score z: weight and bias move by the same, as in learning, while both stay in their range. */
export function startAt(z, { weight, bias }) {
  const within = (value) => clamp(value, PARAMETER.min, PARAMETER.max);
  const moved = within(weight + (z - weight - bias) / 2);
  const rest = within(z - moved);
  return { weight: clean(within(z - rest)), bias: clean(rest) };
}
