// A few scores, what softmax or separate sigmoids make of them, and how they learn. Mirrors lib/widgets/softmax_scores.py.
import { clamp, clean } from "../shared/scale.js";
import { sigmoid } from "../sigmoid-slope/model.js";

export const FEWEST = 3;
export const MOST = 5;
export const MAX_STEPS = 100;

/** No score is farther from 0. */
export const LIMIT = 16;
export const SCORE = { min: -LIMIT, max: LIMIT, step: 0.1, page: 1 };
export const RATE = { min: 0.1, max: 5 };

/** Learning is sure when the true answer gets as much. */
export const SURE = 0.95;

/** The scores that are seen without asking; where a score is beyond, so is the axis. */
const USUAL = [-4, 8];
const ROOM = 0.2; // above the highest, as a share of what is below it

const sum = (values) => values.reduce((all, value) => all + value, 0);

const softplus = (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));

/** Each e^z, divided by the largest: that changes no quotient, and no exponent is above 0. */
function shares(z) {
  const top = Math.max(...z);
  return z.map((one) => Math.exp(one - top));
}

function softmax(z) {
  const e = shares(z);
  const all = sum(e);
  return e.map((one) => one / all);
}

/** -ln a in place c. */
const logLikelihood = (z, c) => Math.log(sum(shares(z))) - (z[c] - Math.max(...z));

/** What the scores say, and what it costs when the answer in place c is the true one. */
const KINDS = {
  softmax: { answers: softmax, loss: logLikelihood },
  sigmoids: { answers: (z) => z.map(sigmoid), loss: (z, c) => sum(z.map(softplus)) - z[c] },
};
export const SHOWN = Object.keys(KINDS);

/** a - t, the slope of the loss for each score. */
const pushesOn = (answers, c) => answers.map((a, i) => (i === c ? a - 1 : a));

/** The scores after some steps, or after the last that kept them within the limit; and how many steps that were. */
function learn(start, c, { answers }, rate, steps) {
  let [z, taken] = [start, 0];
  while (taken < steps) {
    const pushes = pushesOn(answers(z), c);
    const next = z.map((score, i) => score - rate * pushes[i]);
    if (next.some((score) => Math.abs(score) > LIMIT)) break;
    [z, taken] = [next, taken + 1];
  }
  return { z, taken };
}

/** All numbers of the figure. */
export function numbers({ scores, truth, shown, rate, steps }) {
  const kind = KINDS[shown];
  const c = truth - 1;
  const { z, taken } = learn(scores, c, kind, rate, steps);
  const answers = kind.answers(z);
  return {
    scores: z,
    powers: z.map(Math.exp),
    answers,
    total: sum(answers),
    loss: kind.loss(z, c),
    pushes: pushesOn(answers, c),
    taken,
    sure: answers[c] >= SURE,
  };
}

/** Can all scores be moved like this without leaving the limit? */
export const canBe = (scores) => scores.every((z) => Math.abs(z) <= LIMIT);

/** What the buttons do to all scores. */
export const ALL = {
  raise: (scores) => scores.map((z) => clean(z + 1)),
  double: (scores) => scores.map((z) => clean(2 * z)),
  halve: (scores) => scores.map((z) => clean(z / 2)),
};

/** The scores with another one in place i. */
export const moved = (scores, i, z) => scores.map((old, j) => (j === i ? clean(clamp(z, -LIMIT, LIMIT)) : old));

/** The ends of the axis of the scores: above the highest and below the lowest is room for an arrow. */
export function span(scores) {
  const low = Math.min(USUAL[0], Math.floor(Math.min(...scores) - 1));
  const top = Math.max(...scores);
  return [low, Math.max(USUAL[1], Math.ceil(top + ROOM * (top - low)))];
}
