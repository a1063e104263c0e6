// What GreedyParser says: the pair that is looked at, the last join, the finished tree, and a round of training.
import { brief, fixed, significant } from "../shared/format.js";
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
/** J: two decimals, and more where these would be zeros. */
const leadOf = (value) => (value === 0 ? "0" : value < 0.0095 ? significant(value, 1) : two(value));
const three = (value) => fixed(value, 3);

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

/** The two phrases at an open gap, in quotes. */
const namesAt = (sentence, spans, gap) => sidesOf(sentence, spans, gap).map((span) => phraseOf(sentence, span)).join(" + ");

/** How the score of the pair that is looked at comes about, line by line; none when all are joined. */
export function sumsOf(state, found, vectors) {
  const gap = lookedAt(state, found);
  if (gap === 0) return ["All words are joined: there is no pair left. Press Back."];
  const [left, right] = sidesOf(state.sentence, found.spans, gap);
  const children = [...vectors(left), ...vectors(right)];
  const p = found.parents[gap - 1];
  const signed = (value) => (value < 0 ? `(${three(value)})` : three(value));
  const times = (weights, values) => weights.map((weight, j) => `${signed(weight)} · ${signed(values[j])}`).join(" + ");
  const lines = found.weight.map((row, i) => `p${"₁₂"[i]} = tanh(${times(row, children)} + ${signed(found.bias[i])}) = ${three(p[i])}`);
  const names = [left, right].map((span, k) => `${phraseOf(state.sentence, span)} is c${"₁₂"[k]} = (${vectors(span).map(three).join(", ")})`);
  return [`${names.join("; ")}.`, ...lines, `s = u · p = ${times(found.score_weight, p)} = ${three(found.scores[gap - 1])}`];
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
  const means = reading ? `It means: ${reading}. ` : "";
  if (rank === 1 && isGreedy) return { heading, text: `${means}None of the ${count} trees has a higher total: this time greed finds the best.` };
  if (rank === 1) return { heading, text: `${means}It is the best of all ${count}. The greedy tree has ${two(greedyTotal)}: a good pair now can spoil better pairs later.` };
  const miss = isGreedy ? "Greed missed it: no join is taken back." : `The greedy tree has ${two(greedyTotal)}.`;
  return { heading, text: `${means}It is number ${rank} of ${count}. The best has ${two(totals[0])}: ${brackets(sentence, top)}. ${miss}` };
}

/** What is said while parsing: { heading, text }. */
export function parseVerdict(state, found) {
  const { sentence } = state;
  const { joined, spans, fresh, scores, best, total } = found;
  const gaps = gapsOf(sentence);
  if (joined.length === gaps) return wholeWords(state, found);
  const gap = lookedAt(state, found);
  const open = gaps - joined.length;
  const sum = joined.length ? ` Total so far: ${two(total)}.` : "";
  const named = (one) => `${namesAt(sentence, spans, one)}, ${two(scores[one - 1])}`;
  if (gap !== best) return { heading: `Against the parser: ${named(gap)}. `, text: `The best pair is ${named(best)}. “Join this pair” takes yours.${sum}` };
  const next = `Best now: ${named(best)}.`;
  if (joined.length === 0) return { heading: `${ruler(gaps, "pair")} of neighbors. `, text: `${trainedOn(state)}${next} Step joins it, or choose another bar.` };
  const kept = open - fresh.length;
  const others = kept === 0 ? "" : kept === 1 ? "; the other keeps its score" : `; the ${kept} others keep theirs`;
  return {
    heading: `${phraseOf(sentence, spans.at(-1))} is joined, ${two(scores[joined.at(-1) - 1])}. `,
    text: `Only ${ruler(fresh.length, "pair")} beside it ${fresh.length === 1 ? "is" : "are"} scored anew${others}.${sum} ${next}`,
  };
}

/** Said before the first join, when the weights are no longer those of the start. */
function trainedOn({ sentence, gold, rounds, earlier }) {
  const all = rounds + earlier.reduce((sum, count) => sum + count, 0);
  return all ? `Weights after ${ruler(all, "round")}, the last for “${SENTENCES[sentence].readings[rounds ? gold : otherOf(gold)]}”. ` : "";
}

const wrongsOf = (sentence, spans) => spans.map((span) => phraseOf(sentence, span)).join(", ");

/** What is said while training; `before` are the numbers one round earlier, or null: { heading, text }. */
export function trainVerdict(state, found, before = null) {
  const { sentence, gold, kappa, rounds } = state;
  const { greedy, wrong, objective, rival, counted, gold: right } = found;
  const heading = `Round ${rounds}: J = ${leadOf(objective)}. `;
  const reading = SENTENCES[sentence].readings[gold];
  if (objective === 0) {
    if (wrong.length === 0) return { heading, text: `The parser finds the gold tree, “${reading}”, and each wrong phrase stays κ = ${brief(kappa)} behind: a further round changes nothing. Now call the other reading gold.` };
    const lost = `The parser finds ${brackets(sentence, greedy)}, with ${ruler(wrong.length, "wrong phrase")}, and yet J is 0.`;
    return { heading, text: `${lost} The gold tree has the higher total, but the search leaves it at an early join. Compare every join, below, and J sees it.` };
  }
  const isRight = new Set(right.map(keyOf));
  const off = rival.slice(0, counted).filter((span) => !isRight.has(keyOf(span))).length;
  const delta = `Δ = κ × ${ruler(off, "wrong phrase")} = ${brief(kappa * off)}`;
  const rose = before && objective > before.objective + 0.005 && !sameTree(before.rival, rival) ? `J rose from ${leadOf(before.objective)}: the last round beat one rival, and now another leads. ` : "";
  const says = wrong.length
    ? `The parser joins ${wrongsOf(sentence, wrong)}: ${wrong.length} of ${right.length} phrases ${wrong.length === 1 ? "is" : "are"} wrong.`
    : `The parser finds the gold tree, but not by the margin.`;
  return { heading, text: `${rose}${says} After ${ruler(counted, "join")} the rival, with ${delta}, leads the gold tree by ${leadOf(objective)}.` };
}

/** The question about training, and its answer when J has come to 0. */
export const ROUNDS_QUESTION = {
  question: "Each round moves the weights against the gradient of J. Does J fall in every round?",
  choices: ["in every round", "not in every one"],
};

export function replyToRounds(choice, { rounds }, { curve, objective }) {
  const said = `You said: ${choice}. `;
  if (objective > 0) return `${said}Train until J is 0, and watch it.`;
  const rises = curve.flatMap((value, k) => (k > 0 && k <= rounds && value > curve[k - 1] + 1e-9 ? [k] : []));
  if (rises.length === 0) return `${said}Here it did. Try κ = 0.3, or the other reading.`;
  return `${said}Not at round ${rises.join(", ")}. The gradient belongs to the rival that leads now; after the step another tree may lead. In the end none does, and J is 0.`;
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
