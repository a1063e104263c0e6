// Says in words what the scores of SoftmaxScores become, what they are pushed to, and what the hand has changed.
import { fixed, short, significant } from "../shared/format.js";
import { LIMIT, MAX_STEPS, numbers } from "./model.js";

/** Answers that differ by less are the same. */
const SAME = 1e-9;

const LEAST = 0.001;

/** Three decimals; what they do not tell from 0 or 1 has other words. */
export function amount(value, { least = `under ${LEAST}`, most = `over ${1 - LEAST}` } = {}) {
  if (value > 0 && value < LEAST / 2) return least;
  if (value < 1 && value > 1 - LEAST / 2) return most;
  return fixed(value, 3);
}

/** A score, with two decimals at most. */
export const tidy = (z) => short(Number(z.toFixed(2)));

const lossText = (loss) => (loss < 0.1 ? amount(loss) : fixed(loss, 2));

const COUNT = { 3: "three", 4: "four", 5: "five" };

/** "1", "1 and 2", "1, 2 and 3". */
const list = (parts) => (parts.length > 1 ? `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}` : parts[0]);

/** The places, counted from 1, of the answers that get most. */
export function largest(answers) {
  const top = Math.max(...answers);
  return answers.flatMap((a, i) => (top - a < SAME ? [i + 1] : []));
}

/** The heading and the sentences of the status. `done` is what the hand has done last (below), or null. */
export function verdict(state, now, done = null) {
  if (now.taken > 0 || state.steps > 0) return learningWords(state, now);
  const said = done && doneWords(state, now, done);
  if (said) return { heading: said.heading, text: `${said.text} ${truthWords(state, now)}` };
  const { heading, text } = state.shown === "softmax" ? mostWords(state, now) : sumWords(now);
  return { heading, text: `${text} ${pushWords(state, now)}`.trim() };
}

/** Who gets most, and what the true answer gets. */
function mostWords(state, now) {
  const top = largest(now.answers);
  const share = amount(Math.max(...now.answers));
  const k = now.answers.length;
  if (top.length === k) return { heading: `All ${COUNT[k]} answers get the same, ${fixed(1 / k, 3)}.`, text: `The true one is ${state.truth}: loss ${lossText(now.loss)}.` };
  if (top.length > 1) return { heading: `Answers ${list(top)} get ${share} each.`, text: truthWords(state, now) };
  if (top[0] === state.truth) return { heading: `Answer ${top[0]}, the true one, gets ${share} of 1:`, text: `loss ${lossText(now.loss)}.` };
  return { heading: `Answer ${top[0]} gets ${share} of 1.`, text: truthWords(state, now) };
}

const sumWords = ({ total, loss }) => ({
  heading: `Separate sigmoids: the answers add up to ${fixed(total, 3)}.`,
  text: `Nothing holds the sum at 1. Loss ${lossText(loss)}.`,
});

const truthWords = ({ truth }, { answers, loss }) => `The true answer, ${truth}, gets ${amount(answers[truth - 1])}: loss ${lossText(loss)}.`;

function pushWords({ truth, shown }, { pushes }) {
  const up = -pushes[truth - 1];
  const down = pushes.reduce((sum, push) => sum + push, 0) + up;
  if (Math.max(up, down) < LEAST) return `All pushes are under ${LEAST}.`;
  const others = shown === "softmax" ? "the others down by as much together" : `the others down by ${amount(down)} together`;
  return `Pushes: score ${truth} up by ${amount(up)}, ${others}.`;
}

function learningWords(state, now) {
  const { truth, shown } = state;
  const heading = `Step ${now.taken}${now.sure ? ", sure" : ""}${now.taken === MAX_STEPS ? ", the end" : ""}:`;
  const gets = `the true answer, ${truth}, gets ${amount(now.answers[truth - 1])}${shown === "softmax" ? " of 1" : ""}`;
  const sum = shown === "softmax" ? "" : ` All answers add up to ${fixed(now.total, 3)}.`;
  const end = state.steps > now.taken ? `The next step would bring a score beyond ${LIMIT}: learning stops here.` : pushWords(state, now);
  return { heading, text: `${gets}: loss ${lossText(now.loss)}.${sum} ${end}` };
}

/**
 * What the hand has done: { kind: "one", i, before } or { kind: "raise" | "double" | "halve", before }, with the scores
 * before it, or { kind: "refused" }. Null where nothing is different.
 */
function doneWords(state, now, { kind, i, before }) {
  if (kind === "refused") return { heading: "Too far:", text: `a score would go beyond ${LIMIT}, the end of the axis.` };
  const old = numbers({ ...state, scores: before, steps: 0 });
  if (kind === "one") return oneWords(state, now, i, old);
  const name = { raise: "raised by 1", double: "doubled", halve: "halved" }[kind];
  const heading = `All scores ${name}:`;
  if (state.shown === "sigmoids") return { heading, text: `the sum of the answers goes from ${fixed(old.total, 3)} to ${fixed(now.total, 3)}.` };
  if (kind === "raise") return { heading, text: "every e^z grows by the same factor, so no answer changes. Only differences count." };
  const [was, is] = [old, now].map(({ answers }) => Math.max(...answers));
  if (Math.abs(is - was) < SAME) return { heading, text: "they do not differ, so no answer changes." };
  const top = largest(now.answers);
  const who = top.length > 1 ? `Answers ${list(top)} get ${amount(is)} each` : `Answer ${top[0]} gets ${amount(is)}`;
  return { heading, text: `their differences too, and softmax is ${is > was ? "surer" : "less sure"}. ${who}, before ${amount(was)}.` };
}

/** How many times each other answer is what it was, when one score alone has moved: S before, divided by S now. */
export function factorOf(before, after) {
  const top = Math.max(...before, ...after);
  const [old, now] = [before, after].map((z) => z.reduce((sum, one) => sum + Math.exp(one - top), 0));
  return old / now;
}

function oneWords({ shown }, now, i, old) {
  const [from, to] = [tidy(old.scores[i]), tidy(now.scores[i])];
  if (from === to) return null;
  const heading = `Score ${i + 1} from ${from} to ${to}:`;
  if (shown === "sigmoids") return { heading, text: `no other answer moves, so the sum goes from ${fixed(old.total, 3)} to ${fixed(now.total, 3)}.` };
  return { heading, text: `each other answer becomes ${significant(factorOf(old.scores, now.scores))} times what it was, so their ratios stay.` };
}
