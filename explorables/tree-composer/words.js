// What TreeComposer says: the node of the present step, the nudge, what the check finds.
import { fixed } from "../shared/format.js";
import { WEIGHTS } from "./model.js";
import { fitting, readingOf, SENTENCES, wordsOf } from "./sentences.js";

const LOW = { 0: "₀", 1: "₁", 2: "₂", 3: "₃", 4: "₄", 5: "₅", 6: "₆", 7: "₇", 8: "₈", 9: "₉" };

/** A whole number as an index: "₁₂". */
export const lowered = (count) => String(count).replace(/./g, (digit) => LOW[digit]);

export const two = (value) => fixed(value, 2);
export const pair = (values) => `(${values.map(two).join(", ")})`;

/** "w₁₂" */
export const nameOf = (weight) => `w${lowered(weight.slice(1))}`;

/** "+0.10" */
export const signed = (value, decimals = 2) => (value < 0 ? "" : "+") + fixed(value, decimals);

export const CAPTION =
  "Step on: after the root it goes back down, and each node adds its share to one table. Drag the target. Nudge a weight: all nodes move. Choose “your own tree” and join neighbors with +. " +
  "Nothing is trained here: words, W and b are made up, so that you can multiply by hand.";

export const QUESTION = {
  question: "Two schools: the root's share of dL/dw₁₂ is +0.28. What do all 4 shares add up to?",
  choices: ["0.28", "about 1.1", "about 0"],
};

/** Is this the tree of the question, with all shares added up? */
export function isAnswer(state, now) {
  return state.sentence === "students" && readingOf(state.sentence, state.merges) === 0 && now.back === 4 && state.planted === "none" && state.nudge === 0 && state.target_x === -0.6 && state.target_y === -0.4;
}

/** `shares`: those of w₁₂ from the first node to the root, once they have been seen. */
export function replyTo(choice, shares) {
  if (!shares) return `You said ${choice}. Now step back through all 4 nodes, and watch w₁₂ in the sum.`;
  const sum = shares.reduce((all, share) => all + share, 0);
  return `You said ${choice}. From the root down: ${[...shares].reverse().map((share) => signed(share)).join(", ")}. The sum is ${two(sum)}: the nodes pull the same weight in opposite directions. Who counts the root alone moves w₁₂ for nothing.`;
}

/** Where one is: { forward, back } count nodes, `focus` is the merge that is looked at, or null; `total` the last step. */
export function placeOf({ sentence, merges, done }) {
  const count = merges.length;
  const isTree = count === wordsOf(sentence).length - 1;
  const total = isTree ? 2 * count : count;
  const at = Math.min(done, total);
  const back = Math.max(0, at - count);
  const forward = Math.min(at, count);
  return { forward, back, isTree, total, at, focus: back ? count - back : forward ? forward - 1 : null };
}

/** The state with trees that fit its sentence. */
export function whole(state) {
  const words = wordsOf(state.sentence).length;
  return { ...state, merges: fitting(state.merges, words), kept: fitting(state.kept, words) };
}

/** "p₃", or the word itself. */
export function nodeName({ sentence }, n) {
  const words = wordsOf(sentence);
  return n < words.length ? words[n] : `p${lowered(n - words.length + 1)}`;
}

function forwardWords(state, found, now) {
  const { sentence, merges } = state;
  const words = wordsOf(sentence);
  if (now.focus === null) {
    if (merges.length) return ["Start:", ` ${words.length} words, a vector of 2 numbers each. Press Step: each merge makes one more.`];
    return ["Your own tree:", ` ${words.length} words. Join two neighbors with +; ${words.length - 1} merges make a tree.`];
  }
  const k = now.focus;
  const [left, right] = merges[k].map((n) => nodeName(state, n));
  const heading = `${nodeName(state, words.length + k)} from ${left} and ${right}:`;
  const sum = ` tanh ${pair(found.sums[k])} = ${pair(found.nodes[words.length + k])}.`;
  const long = ` W[c₁; c₂] + b = ${pair(found.sums[k])}, and the tanh of that is ${pair(found.nodes[words.length + k])}.`;
  if (now.forward < merges.length) return [heading, long];
  if (!now.isTree) return [heading, `${long} ${words.length - 1 - merges.length} more to join.`];
  const apart = found.distance === null || state.nudge ? "" : found.distance < 0.0005 ? " It lies in the ring: the same tree." : ` The other tree's (ring) is ${two(found.distance)} away.`;
  return [heading, `${sum} The root; L = ${fixed(found.loss, 3)}.${apart}`];
}

function backWords(state, found, now) {
  const count = state.merges.length;
  const k = now.focus;
  const heading = `Back ${now.back} of ${count}, ${nodeName(state, wordsOf(state.sentence).length + k)}:`;
  const [a, b, c, d] = found.down[k];
  const [left, right] = state.merges[k].map((n) => nodeName(state, n));
  const isRoot = k === count - 1;
  const bug = { top: isRoot ? "" : " Planted bug: not counted.", slope: isRoot ? " Planted bug: δ without 1 − p²." : "", swap: " Planted bug: swapped.", none: "" }[state.planted];
  const counts = state.planted !== "top" || isRoot;
  if (now.back === count) return [heading, counts ? ` share ${count} is added, and the table is whole.` : bug];
  const [first, second] = state.planted === "swap" ? [right, left] : [left, right];
  return [heading, `${counts ? ` share ${now.back} is added.` : ""}${bug} Wᵀδ sends ${pair([a, b])} to ${first}, ${pair([c, d])} to ${second}.`];
}

/** What the check finds once all shares are added: { text, wrong }. */
export function checkWords(state, found, now) {
  const count = state.merges.length;
  if (now.back < count || !now.isTree) return { text: "", wrong: false };
  if (!found.wrong.length) return { text: "Check: nudging each of the 8 weights measures the same.", wrong: false };
  const n = WEIGHTS.indexOf(state.selected);
  return {
    text: `Check: ${found.wrong.length} of 8 are wrong; ${nameOf(state.selected)} is ${fixed(found.gradient.flat()[n], 3)}, measured ${fixed(found.measured.flat()[n], 3)}.`,
    wrong: true,
  };
}

/** What the nudge did. */
export function nudgeWords(state, found) {
  if (state.nudge === 0) return "";
  const start = `${nameOf(state.selected)} ${signed(state.nudge)} moves all ${state.merges.length} nodes`;
  if (found.root === null) return state.merges.length ? `${start}.` : "";
  const change = found.loss - found.loss_before;
  return `${start}; L ${signed(change, 3)}, its slope foretold ${signed(found.foretold, 3)}.`;
}

/** The status: { heading, text, check, nudge }. */
export function verdict(state, found, now) {
  const [heading, text] = now.back ? backWords(state, found, now) : forwardWords(state, found, now);
  return { heading, text, check: checkWords(state, found, now), nudge: nudgeWords(state, found) };
}

/** What the choice of trees offers. */
export const treeChoices = (sentence) => [...SENTENCES[sentence].names.map((name, i) => [String(i), name]), ["own", "your own tree"]];

/** Every product of one node, line by line. */
export function productsOf(state, found, k, weight, bias) {
  const children = state.merges[k].flatMap((n) => found.nodes[n]);
  const bracketed = (value) => (value < 0 ? `(${two(value)})` : two(value));
  return [0, 1].map((i) => {
    const products = weight[i].map((w, j) => `${two(w)}·${bracketed(children[j])}`);
    const z = found.sums[k][i];
    return `${["first", "second"][i]}: ${products.join(" + ").replace(/\+ −/g, "− ")} ${bias[i] < 0 ? "−" : "+"} ${two(Math.abs(bias[i]))} = ${two(z)}; tanh: ${two(Math.tanh(z))}`;
  });
}
