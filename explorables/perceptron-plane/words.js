// What PerceptronPlane says: the arithmetic of a step, the status line, captions, predictions.
import { short, significant } from "../shared/format.js";
import { hasLine } from "../shared/plane.js";
import { MOST_SHOWN, score } from "./model.js";

const NOTHING = 1e-9; // what rounding leaves of a sum that is 0 on paper

/** A number as one would write it by hand: all its digits, or what is said would not add up, without the computer's noise. */
export const plain = (value) => (Math.abs(value) < NOTHING ? "0" : short(Number(value.toPrecision(9))));

/** A score: what is 0 on paper and not in the computer is told apart, since it decides the answer. */
export const plainScore = (z) => (z !== 0 && Math.abs(z) < NOTHING ? "≈ 0" : plain(z));

export const pointName = ([x1, x2]) => `(${plain(x1)}, ${plain(x2)})`;

/** A factor after a dot: a negative one in brackets. */
const factor = (value) => (value < 0 ? `(${plain(value)})` : plain(value));

/** A term after the first: with its sign between. */
const more = (value, tail = "") => `${value < -NOTHING ? "−" : "+"} ${plain(Math.abs(value))}${tail}`;

/** "0.1·1 + 0.1·0 − 0.2 = −0.1" */
export function scoreInWords([x1, x2], [w1, w2, b]) {
  const z = score([x1, x2], [w1, w2, b]);
  const sum = `${plain(w1)}·${factor(x1)} ${more(w2, `·${factor(x2)}`)} ${more(b)} = ${plain(z)}`;
  return z !== 0 && Math.abs(z) < NOTHING ? `${sum} (rounded: the computer has ${significant(z, 2)})` : sum;
}

/** One example, from its score to the corrected numbers. */
export function stepInWords({ x, truth, before, after, rate }) {
  const says = score(x, before) > 0 ? 1 : 0;
  const head = `${pointName(x)}: score ${scoreInWords(x, before)}, says ${says}, truth ${truth}`;
  if (says === truth) return `${head}: right. Nothing changes.`;
  const sign = truth > says ? "+" : "−";
  const changes = ["w₁", "w₂"].map((name, i) => {
    if (x[i] === 0) return `${name} stays`;
    return `${name}: ${plain(before[i])} ${sign} ${plain(rate)}·${factor(x[i])} = ${plain(after[i])}`;
  });
  const bias = `b: ${plain(before[2])} ${sign} ${plain(rate)} = ${plain(after[2])}`;
  return `${head}: too ${truth > says ? "low" : "high"}. ${[...changes, bias].join(", ")}.`;
}

export const parameters = ([w1, w2, b]) => `w₁ = ${plain(w1)}, w₂ = ${plain(w2)}, b = ${plain(b)}`;

/** Why there is no line to be seen, or nothing. */
export function lineInWords({ w1, w2, b }, held) {
  if (!hasLine({ w1, w2 })) {
    const all = `every score is ${plain(b)}`;
    return b === 0 ? `no line yet: ${all}` : `no line: ${all}`;
  }
  return held ? "" : "the line is outside the picture";
}

const rightOf = (wrong, m) => `${wrong === 0 && m > 1 ? "all" : m - wrong} ${wrong === 0 && m > 1 ? m : `of ${m}`} right`;
const capital = (text) => text[0].toUpperCase() + text.slice(1);
const sentence = (text) => (text ? ` ${capital(text)}.` : "");

/** Once told at length, when it has come to pass, and then in short. */
function circle([first, length], { cycleNow }) {
  const was = first === 0 ? "at the start" : `after round ${first}`;
  const again = length === 1 ? `every round is round ${first + 1} again` : `rounds ${first + 1} to ${first + length} again and again`;
  if (!cycleNow) return ` Going in circles: ${again}. No line separates these points.`;
  return ` Going in circles: after round ${first + length} the numbers are what they were ${was}. So it will go on for ever: no line separates these points.`;
}

function ending({ run, now, m }) {
  if (now.settled) return ` Round ${now.rounds} went by without a mistake: it has settled. Nothing will change any more.`;
  if (run.cycle) return circle(run.cycle, now);
  if (now.wrong === 0) return " All right: nothing will change any more.";
  if (run.path.length > MOST_SHOWN) return ` After ${MOST_SHOWN} examples the figure stops.`;
  if (!now.atEnd) return "";
  const mistakes = run.mistakes.at(-1);
  return ` Round ${now.rounds} is over: ${mistakes === 1 ? "1 mistake" : `${mistakes} mistakes`} in ${m} examples.`;
}

/** The status line as two texts; the first is the one to watch. */
export function status({ run, now, X, y, rate, held, part }) {
  const weights = run.path.at(-1);
  const m = X.length;
  const line = sentence(lineInWords({ w1: weights[0], w2: weights[1], b: weights[2] }, held));
  const right = rightOf(now.wrong, m);
  if (part === "line") return [capital(right), `: ${parameters(weights)}.${line}`];
  const count = run.path.length - 1;
  if (count === 0) {
    const next = now.wrong === 0 ? " A round would change nothing." : ` First comes ${pointName(X[0])}.`;
    return [capital(right), `: ${parameters(weights)}.${line}${next}`];
  }
  const where = `Round ${Math.ceil(count / m)}, example ${now.last + 1}. `;
  const told = stepInWords({ x: X[now.last], truth: y[now.last], before: run.path.at(-2), after: weights, rate });
  return [where, `${told}${line} Now ${right}.${ending({ run, now, m })}`];
}

const HANDLES = "Shift the line by the square in its middle, turn it by the other one.";

export function caption({ part, problem }) {
  if (part === "line") return `${HANDLES} The arrow points to the side that says 1. Red rings: on the wrong side.`;
  const rule = "Step shows one example, Round all of them. Dotted: the line before the last correction. You may move the line too; learning goes on from there.";
  if (problem !== "points") return rule;
  return `${rule} Press in the plane to add a point; press a point to choose it. By keyboard: move the round handle with the arrows, Enter adds, Delete removes.`;
}

/** A question for each kind of problem: { question, choices, reply(choice, moment) }. */
export const PREDICTIONS = {
  logic: {
    question: "Each correction may spoil another answer. Does this ever come to an end?",
    choices: ["yes", "no"],
    reply(choice, { now }) {
      if (!now.settled) return `You said: ${choice}. Step until you can tell.`;
      return `You said: ${choice}. It does: in round ${now.rounds} there is nothing left to correct.`;
    },
  },
  xor: {
    question: "How many rounds until all four are right?",
    choices: ["3", "10", "100", "never"],
    reply(choice, { run }) {
      if (!run.cycle) return `You said: ${choice}. Press Play and see.`;
      return `You said: ${choice}. Never: the numbers have come back to what they were, so from here all repeats.`;
    },
  },
  points: {
    question: "All are right, and now a circle is put far away from the line, on its own right side. Does learning change anything?",
    choices: ["yes", "no"],
    reply(choice, { now, added }) {
      if (!added || !now.settled) return `You said: ${choice}. Let it settle, add such a circle, and play again.`;
      return `You said: ${choice}. It does not: a right answer corrects nothing, however far away its point is.`;
    },
  },
};

export const predictionFor = (problem) => ({ xor: "xor", points: "points" })[problem] ?? "logic";
