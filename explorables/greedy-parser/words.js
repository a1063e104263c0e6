// What GreedyParser says: the pair that is looked at, the last join, the finished tree, and a round of training.
import { brief, fixed } from "../shared/format.js";
import { otherOf, sameTree } from "./model.js";
import { keyOf } from "./parser.js";
import { gapsOf, SENTENCES } from "./sentences.js";

export const CAPTION = {
  parse: "Each bar is the score of two neighbors. Step joins the best pair. Then go back, tap another bar, join that pair in its place, and compare the totals.",
  train:
    "Dotted brackets are the gold tree; ✓ marks a phrase that it has, ✕ and a dashed edge one that it lacks. Step makes one round of training; or drag the square along the curve. " +
    "Then choose the other reading, and train again.",
};

export const two = (value) => fixed(value, 2);
export const pairOf = (values) => `(${values.map(two).join(", ")})`;

const ORDER = ["1st", "2nd", "3rd", "4th", "5th"];
export const ordinal = (k) => ORDER[k];
export const ruler = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;

const glue = (sentence) => (sentence === "students" ? "" : " ");
export const phraseOf = (sentence, [start, stop]) => `“${SENTENCES[sentence].words.slice(start, stop).join(glue(sentence))}”`;

/** A tree in brackets, as Python prints it: "((the cat) sat)". */
export function brackets(sentence, spans) {
  const { words } = SENTENCES[sentence];
  const known = new Set(spans.map(keyOf));
  const inside = (start, stop) => {
    if (stop - start === 1) return words[start];
    const fits = (a, b) => b - a === 1 || known.has(keyOf([a, b]));
    for (let middle = start + 1; middle < stop; middle += 1) {
      if (fits(start, middle) && fits(middle, stop)) return `(${inside(start, middle)} ${inside(middle, stop)})`;
    }
    return words.slice(start, stop).join(" ");
  };
  return inside(0, words.length);
}

/** The phrases to the left and right of an open gap. */
export function sidesOf(sentence, spans, gap) {
  const left = spans.filter(([, stop]) => stop === gap).reduce((low, [start]) => Math.min(low, start), gap - 1);
  const right = spans.filter(([start]) => start === gap).reduce((high, [, stop]) => Math.max(high, stop), gap + 1);
  return [[left, gap], [gap, right]];
}

/** The gap that is looked at: the chosen one if it is open, or that of the best pair; 0 when all are joined. */
export const lookedAt = ({ pair, sentence }, { joined, best }) => (pair > 0 && pair <= gapsOf(sentence) && !joined.includes(pair) ? pair : best);

/** Is this one of the two readings? Its name, or "". */
export function readingOf(sentence, spans) {
  const name = ["first", "second"].find((one) => sameTree(SENTENCES[sentence][one], spans));
  return name ? SENTENCES[sentence].readings[name] : "";
}

function pairWords({ sentence }, found, gap) {
  const [left, right] = sidesOf(sentence, found.spans, gap).map((span) => phraseOf(sentence, span));
  const [a, b] = found.score_weight;
  const [p, q] = found.parents[gap - 1];
  const sum = `${two(a)} · ${two(p)} ${b < 0 ? "−" : "+"} ${two(Math.abs(b))} · ${q < 0 ? `(${two(q)})` : two(q)} = ${two(found.scores[gap - 1])}`;
  return { left, right, text: `p = tanh(W [c₁; c₂] + b) = ${pairOf([p, q])}, so s = u · p = ${sum}.` };
}

/** Where a tree stands among all trees: "number 4 of 42". */
const rankOf = (total, totals) => totals.filter((other) => other > total + 1e-9).length + 1;

function wholeWords({ sentence }, found) {
  const { spans, total, totals, greedy, greedy_total: greedyTotal, top } = found;
  const count = totals.length;
  const rank = rankOf(total, totals);
  const isGreedy = sameTree(spans, greedy);
  const reading = readingOf(sentence, spans);
  const heading = `${isGreedy ? "The greedy tree" : "Your tree"}: total ${two(total)}. `;
  const means = reading ? `It is a reading: ${reading}. ` : "";
  const tree = `${brackets(sentence, spans)}. ${means}`;
  const best = `Best of all: ${two(totals[0])}, ${brackets(sentence, top)}. `;
  if (rank === 1 && isGreedy) return { heading, text: `${tree}No other of the ${count} trees has a higher total: this time greed finds the best.` };
  if (rank === 1) return { heading, text: `${tree}It is the best of all ${count} trees. The greedy one has ${two(greedyTotal)}: it took a better pair first, and no join is taken back.` };
  const miss = isGreedy ? "Greed missed it, for no join is taken back." : `The greedy one: ${two(greedyTotal)}.`;
  return { heading, text: `${tree}It is number ${rank} of ${count} by total. ${best}${miss}` };
}

/** What is said while parsing: { heading, text }. */
export function parseVerdict(state, found) {
  const { sentence } = state;
  const { joined, spans, fresh, scores, best, total } = found;
  const gaps = gapsOf(sentence);
  if (joined.length === gaps) return wholeWords(state, found);
  const gap = lookedAt(state, found);
  const { left, right, text } = pairWords(state, found, gap);
  const open = gaps - joined.length;
  const after = joined.length ? ` Total so far ${two(total)}.` : "";
  if (gap !== best) {
    const [first, second] = sidesOf(sentence, spans, best).map((span) => phraseOf(sentence, span));
    return { heading: `Against the parser: ${left} + ${right}. `, text: `${text} The best pair is ${first} + ${second}, with ${two(scores[best - 1])}.${after}` };
  }
  const next = `Best now: ${left} + ${right}. ${text}`;
  if (joined.length === 0) return { heading: `${ruler(gaps, "pair")} of neighbors. `, text: next };
  const kept = open - fresh.length;
  const others = kept === 0 ? "" : kept === 1 ? "; the other keeps its score" : `; the ${kept} others keep theirs`;
  return {
    heading: `${phraseOf(sentence, spans.at(-1))} is joined, ${two(scores[joined.at(-1) - 1])}. `,
    text: `${ruler(fresh.length, "pair")} beside it ${fresh.length === 1 ? "is" : "are"} scored anew${others}.${after} ${next}`,
  };
}

const wrongsOf = (sentence, spans) => spans.map((span) => phraseOf(sentence, span)).join(", ");

/** What is said while training: { heading, text }. */
export function trainVerdict(state, found) {
  const { sentence, gold, kappa, rounds, compare } = state;
  const { greedy, wrong, objective, rival, counted, gold: right } = found;
  const phrases = right.length;
  const heading = `Round ${rounds}: J = ${objective > 0 ? objective < 0.005 ? "0.00…" : two(objective) : "0"}. `;
  const reading = SENTENCES[sentence].readings[gold];
  const says = wrong.length
    ? `The parser finds ${brackets(sentence, greedy)}: ${wrong.length} of ${phrases} phrases ${wrong.length === 1 ? "is" : "are"} wrong, ${wrongsOf(sentence, wrong)}. `
    : `The parser finds the gold tree (${reading}). `;
  if (objective === 0) {
    if (wrong.length) return { heading, text: `${says}Yet J is 0: the gold tree wins the sum, but the search goes astray at its first joins. This is the trap of comparing finished trees alone.` };
    return { heading, text: `${says}Every wrong phrase stays κ = ${brief(kappa)} below it, so another round changes nothing. Choose the other reading as gold.` };
  }
  const isRight = new Set(right.map(keyOf));
  const rivals = rival.slice(0, counted).filter((span) => !isRight.has(keyOf(span)));
  const delta = `Δ = ${brief(kappa)} × ${rivals.length} = ${brief(kappa * rivals.length)}`;
  const place = compare === "trees" || counted === phrases ? "as finished trees" : `after ${ruler(counted, "join")}`;
  const than = wrong.length ? "" : "J is not 0 yet: the margin is missing. ";
  return { heading, text: `${says}${than}The rival has ${ruler(rivals.length, "wrong phrase")}: ${delta}. With Δ it leads the gold tree by ${two(objective)}, ${place}.` };
}

/** The question and, when a finished greedy tree was seen, its answer. */
export const QUESTION = {
  question: "The parser always takes the pair with the highest score. Does its tree then have the highest total of all trees?",
  choices: ["always", "not always"],
};

/** `seen`: { sentence, greedy, top } of a greedy tree that was stepped to its end, or null; the one that missed, if there is one. */
export function replyTo(choice, seen) {
  const said = `You said: ${choice}. `;
  if (!seen) return `${said}Step to the end of the tree and see.`;
  const { sentence, greedy, top } = seen;
  if (top > greedy + 1e-9) {
    const hint = "A good pair now can spoil better pairs later. Find the best tree by hand: go back, and join other pairs.";
    return `${said}Not always: its tree has ${two(greedy)}, the best has ${two(top)}. ${hint}`;
  }
  return `${said}Here it has. One case is no proof: try another sentence${sentence === "glasses" ? "" : ", “I saw the man with glasses”"}.`;
}

/** How the gold reading is called in a select. */
export const goldChoices = (sentence) => ["first", "second"].map((name) => [name, `gold: ${SENTENCES[sentence].readings[name]}`]);
export const otherReading = (sentence, gold) => SENTENCES[sentence].readings[otherOf(gold)];
