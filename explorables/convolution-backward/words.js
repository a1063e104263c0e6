// Says in words what ConvolutionBackward shows: sums written out, what they mean, and what nudging finds.
import { fixed, short } from "../shared/format.js";
import { viewOf } from "./layout.js";
import { AGREES, ASKED, isOwnTurn, isTurnedAround, isUnturned, products, sizesOf, stepsOf, termsOf, valueAt } from "./model.js";

const SUB = "₀₁₂₃₄₅₆₇₈₉";
const LETTER = { x: "x", w: "w", delta: "δ", b: "b" };
const COUNTED = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/** "δ₁₂" of row 1, column 2; filters and channels are said apart. */
export const symbol = (kind, index) => LETTER[kind] + (kind === "b" ? "" : index.slice(-2).map((i) => SUB[i + 1]).join(""));

const counted = (count, noun) => `${COUNTED[count] ?? count} ${noun}${count === 1 ? "" : "s"}`;
const capital = (text) => text[0].toUpperCase() + text.slice(1);
const rowColumn = (index) => `row ${index.at(-2) + 1}, column ${index.at(-1) + 1}`;
const signed = (value) => (value < 0 ? `(${short(value)})` : short(value));

/** Which filter and channel a square belongs to, where there are several: " of filter 1, channel 2". */
export function belonging(kind, index, state) {
  const { C, F } = sizesOf(state);
  const parts = [];
  if (F > 1 && kind !== "x") parts.push(`filter ${index[0] + 1}`);
  if (C > 1 && (kind === "x" || kind === "w")) parts.push(`channel ${index[kind === "x" ? 0 : 1] + 1}`);
  return parts.length ? ` of ${parts.join(", ")}` : "";
}

/** Joins products with their signs: "1·4 + 3·3 − 2·1". */
function joined(terms, write) {
  return terms.map((term, n) => {
    const [text, negative] = write(term);
    return n === 0 ? (negative ? `−${text}` : text) : `${negative ? "−" : "+"} ${text}`;
  }).join(" ");
}

const symbols = (terms) => joined(terms, (term) => [term.other ? `${symbol("delta", term.delta)}·${symbol(term.other, term[term.other])}` : symbol("delta", term.delta), false]);

const inNumbers = (terms, state) =>
  joined(terms, (term) => {
    const d = valueAt(state.delta, term.delta);
    const size = short(Math.abs(d));
    return [term.other ? `${size}·${signed(valueAt(state[term.other], term[term.other]))}` : size, d < 0];
  });

const total = (terms) => terms.reduce((sum, { product }) => sum + product, 0);

/** A sum written out: with the letters, with the numbers, and added; filter by filter where there are several. */
function written(terms, state) {
  const filters = [...new Set(terms.map(({ delta }) => delta[0]))];
  if (filters.length === 1) return `${symbols(terms)} = ${inNumbers(terms, state)} = ${short(total(terms))}`;
  const parts = filters.map((f) => {
    const own = terms.filter(({ delta }) => delta[0] === f);
    return `from filter ${f + 1}, ${symbols(own)} = ${inNumbers(own, state)} = ${short(total(own))}`;
  });
  return `${short(total(terms))}: ${parts.join("; ")}`;
}

const outputsOf = (state) => counted(stepsOf({ ...state, goal: "bias" }).length, "output");
const gradientName = (kind, index, state) =>
  kind === "x" ? `dL/dx at ${rowColumn(index)}${belonging(kind, index, state)}` : `dL/d${symbol(kind, index)}${belonging(kind, index, state)}`;

/** What is chosen or was worked on last: [heading, text]. */
function aboutSquare({ kind, index, pinned }, state, found) {
  const terms = termsOf(state, kind, index);
  if (kind === "delta") return aboutOutput(index, terms, state, pinned);
  const heading = gradientName(kind, index, state);
  const sum = ` = ${written(terms, state)}.`;
  const view = viewOf(state);
  if (kind === "x" && view === "unturned") return [heading, `${sum} ${wrongPair(index, terms, state)}`];
  if (kind === "x") return [heading, `${sum} ${capital(counted(terms.length, "product"))}: ${windowsWords(index, state)}${pinned ? arrived(terms, state, found) : ""}`];
  if (kind === "w") {
    const away = stepsOf({ ...state, goal: "bias" }).length / sizesOf(state).F - terms.length;
    const frame = away > 0 ? ` At ${counted(away, "more place")} it saw a zero of the frame.` : "";
    return [heading, `${sum} Each place where the weight was used adds its δ times what the weight saw there.${frame}`];
  }
  return [heading, `${sum} Each output contains the bias once, times 1.`];
}

function windowsWords([c, p, q], state) {
  const windows = new Set(products(state).filter(({ x }) => String(x) === String([c, p, q])).map(({ delta }) => String(delta.slice(1)))).size;
  const { F } = sizesOf(state);
  return `the square was in ${counted(windows, "window")}${F > 1 ? ` of each of ${F} filters` : ""}.`;
}

function arrived(terms, state, found) {
  if (viewOf(state) !== "scatter" || state.step >= found.total) return "";
  const sent = new Set(stepsOf(state).slice(0, state.step).map(String));
  const here = terms.filter(({ delta }) => sent.has(String(delta)));
  return here.length ? ` So far ${here.length} of ${terms.length} have arrived: ${short(total(here))}.` : " None has arrived yet.";
}

/** In which pair the filter that was not turned joins what never met. */
function wrongPair(index, terms, state) {
  const truth = termsOf({ ...state, turned: true }, "x", index);
  const at = terms.findIndex((term, n) => String(term.w) !== String(truth[n].w));
  if (at < 0) return "Here the pairs are right: the middle weight stays where it is.";
  const [wrong, right] = [terms[at], truth[at]];
  return `Not so in the forward pass: in the window of ${symbol("delta", wrong.delta)}, this square was multiplied by ${symbol("w", right.w)}, not by ${symbol("w", wrong.w)}.`;
}

function aboutOutput(index, terms, state, pinned) {
  const d = valueAt(state.delta, index);
  const name = `${symbol("delta", index)} = ${short(d)}`;
  const from = `output at ${rowColumn(index)}${belonging("delta", index, state)}`;
  if (state.goal === "bias") return [`${name}: the ${from} adds ${short(d)} to dL/db.`, " The bias was added to it once, times 1."];
  const few = terms.length <= 9;
  const list = terms.map((term) => `${short(d)}·${signed(valueAt(state[term.other], term[term.other]))}`).join(", ");
  if (state.goal === "weight") return [`${name}: the ${from} tells each weight what it saw.`, few ? ` To the weights go ${list}.` : ` To the weights go ${terms.length} products, δ times the window.`];
  const collects = state.way === "gather";
  const heading = collects ? `${name} of the ${from}` : pinned ? `${name}: the ${from} sends it back through each weight.` : `The ${from} sends ${name} back through each weight.`;
  const text = collects ? " is collected by every square of its window, each with its own weight." : ` To its window go ${few ? list : `${terms.length} products`}.${dropped(terms, state)}`;
  return [heading, text];
}

/** The products that would go to the frame of zeros. */
function dropped(terms, state) {
  const { C, k } = sizesOf(state);
  const count = C * k * k - terms.length;
  return count === 0 ? "" : ` The other ${COUNTED[count] ?? count} would go to the frame of zeros, and are cut off.`;
}

/** What the end of a view shows. */
function ending(state, found) {
  const all = found.so_far.length;
  switch (viewOf(state)) {
    case "scatter":
      return "All have sent: this is dL/dx. The picture's own numbers are in none of its sums.";
    case "gather":
      return `All collected: the same ${all} numbers as when the outputs send.`;
    case "unturned":
      return found.disagree === 0 ? "None of these numbers is wrong." : `${found.disagree} of ${all} numbers are wrong.${around(found)}`;
    case "weight":
      return "All weights done: each sum has a product for each place. No weight is in it.";
    default:
      return `dL/db = ${found.so_far.map(short).join(" and ")}: the sum of all δ${all > 1 ? " of a filter" : ""}. No picture and no weight is in it.`;
  }
}

const around = (found) => (isTurnedAround(found) ? " They are the right ones, turned by 180°: what stays in its place is right, and so is their sum." : "");

/** Why the wrong form can pass. */
function passing(state, found) {
  if (isOwnTurn(state.w)) return "The filter is the same after half a turn, so leaving out the turn changes nothing.";
  if (state.delta.flat(2).every((d) => d === 0)) return "Every δ is 0, and so is every sum.";
  if (isTurnedAround(found)) return "And yet the filter should be turned: these numbers are right only because they look the same after half a turn. Try a δ that is not so even.";
  return "And yet the filter should be turned: with these numbers the mistakes cancel.";
}

const STARTS = {
  scatter: (state) => ["Nothing has been sent back yet.", ` Each of ${outputsOf(state)} sends its δ, times each weight, to the square that the weight saw. Press Step.`],
  gather: () => ["Nothing has been collected yet.", " The turned filter visits every place of the framed δ: under it lie the outputs that saw the square. Press Step."],
  unturned: () => ["The filter is not turned, as equation 7 of the source prints it.", " Press Step, or choose a square."],
  weight: (state) => ["No weight is done yet.", ` Each weight was used at every place, so its gradient adds up over ${outputsOf({ ...state, delta: [state.delta[0]] })}. Press Step.`],
  bias: (state) => ["Nothing is added yet.", ` The bias was added to each of ${outputsOf(state)}, so dL/db is the sum of their δ. Press Step.`],
};

/** The status: { heading, text, check }. */
export function verdict(state, found, focus) {
  const done = Math.min(state.step, found.total);
  const check = checkWords(state, found, focus);
  if (!focus) {
    const [heading, text] = STARTS[viewOf(state)](state);
    return { heading, text, check };
  }
  const [heading, text] = aboutSquare(focus, state, found);
  if (focus.pinned) return { heading, text, check };
  return { heading, text: done === found.total ? `${text} ${ending(state, found)}` : text, check };
}

/** What nudging finds, for the chosen square or for all of them. */
function checkWords(state, found, focus) {
  const all = found.so_far.length;
  const whole = `dL/d${ASKED[state.goal]}`;
  if (!focus?.pinned || found.gradient === null) {
    const each = all === 1 ? `The one number of ${whole}, checked` : `All ${all} numbers of ${whole}, each checked`;
    const reason = isUnturned(state) ? ` ${passing(state, found)}` : "";
    if (found.disagree === 0) return `Nudge check. ${each} by ±0.0001: ${all === 1 ? "it agrees" : "they agree"}.${reason}`;
    return `Nudge check. ${found.disagree} of ${all} numbers of ${whole}, marked by a cross, disagree with the measured slopes, by up to ${short(found.worst)}.`;
  }
  const { kind, index } = focus;
  const change = fixed(found.measured * 2e-4, 4);
  const gap = Math.abs(found.gradient - found.measured);
  const slope = short(found.measured);
  const start = `Nudge check. ${symbol(kind, index)} by ±0.0001: the loss moves by ${change}; divided by 0.0002, ${slope}.`;
  if (gap >= AGREES) return `${start} The sum says ${short(found.gradient)}: wrong by ${short(gap)}.`;
  const others = isUnturned(state) && kind === "x";
  const luck = !others ? "" : found.disagree === 0 ? ` ${passing(state, found)}` : ` But ${counted(found.disagree, "other number")} of dL/dx do not.`;
  return `${start} The sum agrees.${luck}`;
}

/** How many products make the gradient of the square in the middle. */
export function middleCount(state) {
  const { H, W } = sizesOf(state);
  const middle = [0, (H - 1) / 2, (W - 1) / 2];
  return products(state).filter(({ x }) => String(x) === String(middle)).length;
}

