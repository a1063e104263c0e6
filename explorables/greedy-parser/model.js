// One sentence, the reader's tree over it, and the parser that learns it. Mirrors lib/widgets/parser_run.py.
import { allTrees, gradient, inOrder, keyOf, maxMargin, moved, totalOf, walk } from "./parser.js";
import { gapsOf, leavesOf, SENTENCES, START } from "./sentences.js";

export const VIEWS = ["parse", "train"];
export const GOLDS = ["first", "second"];
export const COMPARE = ["steps", "trees"];
export const MOST_ROUNDS = 40;
export const MOST_GAPS = 5;
export const MOST_LESSONS = 6;
export const KAPPA = { min: 0, max: 1 };
export const RATE = { min: 0.01, max: 0.5 };

const within = ({ min, max }) => (value) => typeof value === "number" && value >= min && value <= max;
const whole = (max) => (value) => Number.isInteger(value) && value >= 0 && value <= max;
const counts = (most, max) => (value) => Array.isArray(value) && value.length <= most && value.every(whole(max));

/** What a state may hold. */
export const FITS = {
  view: (value) => VIEWS.includes(value),
  sentence: (value) => Object.hasOwn(SENTENCES, value),
  gold: (value) => GOLDS.includes(value),
  kappa: within(KAPPA),
  rounds: whole(MOST_ROUNDS),
  rate: within(RATE),
  compare: (value) => COMPARE.includes(value),
  joins: counts(MOST_GAPS, MOST_GAPS),
  earlier: counts(MOST_LESSONS, MOST_ROUNDS),
  pair: whole(MOST_GAPS),
};

export const otherOf = (gold) => GOLDS[1 - GOLDS.indexOf(gold)];
export const greedyJoins = (sentence) => Array(gapsOf(sentence)).fill(0);
const rightOf = ({ sentence, gold }) => new Set(SENTENCES[sentence][gold].map(keyOf));
export const sameTree = (a, b) => a.length === b.length && a.every((span) => b.some((other) => keyOf(other) === keyOf(span)));

const lessons = new Map();

/** Weights, J and success after 0, 1, … rounds, from the fixed start and through the earlier lessons: { states, curve, found }. */
export function lesson({ sentence, gold, kappa, rate, compare, earlier }) {
  const key = JSON.stringify([sentence, gold, kappa, rate, compare, earlier]);
  if (lessons.has(key)) return lessons.get(key);
  let weights = START;
  if (earlier.length) weights = lesson({ sentence, gold: otherOf(gold), kappa, rate, compare, earlier: earlier.slice(0, -1) }).states[earlier.at(-1)];
  const leaves = leavesOf(sentence);
  const right = rightOf({ sentence, gold });
  const taught = { states: [], curve: [], found: [] };
  for (let round = 0; round <= MOST_ROUNDS; round += 1) {
    // Once J is 0 nothing moves any more.
    if (taught.curve.at(-1) === 0) {
      for (const values of Object.values(taught)) values.push(values.at(-1));
      continue;
    }
    const margin = maxMargin(weights, leaves, right, kappa, compare);
    taught.states.push(weights);
    taught.curve.push(margin.value);
    taught.found.push(sameTree(walk(weights, leaves, greedyJoins(sentence)).spans, SENTENCES[sentence][gold]));
    weights = moved(weights, gradient(weights, margin), rate);
  }
  if (lessons.size > 200) lessons.clear();
  lessons.set(key, taught);
  return taught;
}

/** All trees with the present weights, the highest total first. */
export const treesOf = (state) => allTrees(lesson(state).states[state.rounds], leavesOf(state.sentence));

/** All numbers of the figure. */
export function numbers(state) {
  const { sentence, kappa, compare, rounds, joins } = state;
  const { states, curve, found } = lesson(state);
  const weights = states[rounds];
  const leaves = leavesOf(sentence);
  const right = rightOf(state);
  const shown = walk(weights, leaves, joins);
  const greedy = walk(weights, leaves, greedyJoins(sentence));
  const margin = maxMargin(weights, leaves, right, kappa, compare);
  const grad = gradient(weights, margin);
  const trees = allTrees(weights, leaves);
  return {
    ...weights,
    scores: shown.scores,
    parents: shown.parents,
    joined: shown.joined,
    spans: shown.spans,
    fresh: shown.fresh,
    best: shown.best,
    total: totalOf(shown),
    greedy: greedy.spans,
    greedy_total: totalOf(greedy),
    top: trees[0].spans,
    totals: trees.map(({ total }) => total),
    gold: margin.truth.spans,
    wrong: greedy.spans.filter((span) => !right.has(keyOf(span))),
    rival: margin.rival.spans,
    rival_scores: inOrder(margin.rival),
    gold_scores: inOrder(margin.truth),
    leads: margin.leads,
    counted: margin.counted,
    objective: margin.value,
    grad_weight: grad.weight,
    grad_bias: grad.bias,
    grad_score_weight: grad.score_weight,
    curve,
    found,
  };
}
