// What PoolingStepper says of a step: numbers as short as its squares are narrow, and the arithmetic of one window.
import { fixed, short } from "../shared/format.js";
import { SIDE, deltasOf, placesOf, sharesOf } from "./model.js";

/** Two decimals, none where they say nothing, one where the square would be too narrow. */
export function tidy(value) {
  const exact = Math.round(value * 100) / 100;
  if (Math.abs(value - exact) < 1e-9) return short(exact || 0);
  return fixed(value, Math.abs(value) >= 10 ? 1 : 2);
}

/** A number in a sum or a product: a negative one in brackets. */
const bracketed = (value) => (value < 0 ? `(${tidy(value)})` : tidy(value));

/** "3²", "(−3)²" */
export const bracketedSquare = (value) => `${bracketed(value)}²`;

/** "row 1, column 2" */
export const placeOf = (square) => `row ${Math.floor(square / SIDE) + 1}, column ${(square % SIDE) + 1}`;

/** "1, 3 and 4" */
export function list(items) {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

const COUNTS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
export const inWords = (count) => COUNTS[count] ?? String(count);
export const capital = (text) => text[0].toUpperCase() + text.slice(1);
const times = (count) => (count === 2 ? "twice" : `${inWords(count)} times`);

/** "2 − 1 + 3" */
export const sumOf = (terms) => terms.map((term, i) => (i === 0 ? tidy(term) : `${term < 0 ? "−" : "+"} ${tidy(Math.abs(term))}`)).join(" ");


const FORWARD = {
  max({ numbers, y, winner, ties, last }) {
    const found = `the largest of ${numbers.map(tidy).join(", ")} is ${tidy(y)}`;
    if (ties > 1) return `${found}. It is there ${times(ties)}; the first in reading order counts as the winner (${placeOf(winner)}).`;
    return `${found} (${placeOf(winner)}).${last ? "" : " The other numbers leave no trace."}`;
  },
  average: ({ numbers, y, last }) => `the average (${sumOf(numbers)})/${numbers.length} = ${tidy(y)}.${last ? "" : " Every number counts alike."}`,
  l2: ({ numbers, y, last }) => `the root √(${numbers.map(bracketedSquare).join(" + ")}) = ${tidy(y)}.${last ? "" : " The farther a number is from 0, the more it counts."}`,
};

const BACK = {
  max({ delta, numbers, winner, y, ties, last }) {
    const all = `δ = ${tidy(delta)} goes to the winner alone, the ${tidy(y)} (${placeOf(winner)}).`;
    if (ties > 1) return `${tidy(y)} is there ${times(ties)}. All of δ = ${tidy(delta)} goes to the first in reading order (${placeOf(winner)}), nothing to ${ties === 2 ? "the other" : "the others"}. That is the rule of lib, and of PyTorch.`;
    return `${all}${last ? "" : ` The other ${inWords(numbers.length - 1)} did not move y, and get 0.`}`;
  },
  average: ({ delta, numbers, shares }) => `δ = ${tidy(delta)} is spread evenly: ${tidy(delta)}/${numbers.length} = ${tidy(shares[0])} to each of the ${inWords(numbers.length)}.`,
  l2({ delta, numbers, squares, shares, y, last }) {
    if (y === 0) return "all numbers are 0. There the root has a corner; lib, as PyTorch, gives the gradient 0.";
    const most = numbers.indexOf(numbers.reduce((found, x) => (Math.abs(x) > Math.abs(found) ? x : found)));
    const one = `${tidy(delta)} · ${bracketed(numbers[most])}/${tidy(y)} = ${tidy(shares[most])} to the ${tidy(numbers[most])} (${placeOf(squares[most])})`;
    return `each gets δ·x/y: ${one}.${last ? "" : " The nearer a number is to 0, the smaller its share."}`;
  },
};

/** What stands at the end, when all windows are done. */
function ending({ way, kind, size, stride }) {
  const count = placesOf({ size, stride }) ** 2;
  if (way === "forward") return ` Done: ${count === 1 ? "one number stands" : `${inWords(count)} numbers stand`} for 16.`;
  if (count === 1) return " Done: what is outside the window gets 0.";
  if (stride < size) return " Done. Where windows overlap, what they give is added.";
  if (kind === "average") return ` Done: every δ times a table of 1/${size * size}, the Kronecker product δ ⊗ 1/${size * size}.`;
  return kind === "max" ? " Done: one square of each window has got something." : " Done: no square is in two windows, so nothing had to be added.";
}

/** The arithmetic of window i, which is the last one done or another that the reader looks at: [heading, text]. */
export function windowWords(state, now, i) {
  const count = now.ties.length;
  if (i < 0) {
    const text = state.way === "forward" ? "press Step, and the window begins in the top left corner." : `the δ of ${count === 1 ? "the pooled number is" : `all ${count} pooled numbers are`} known. Press Step to send the first one back.`;
    return ["Nothing is worked out yet:", ` ${text}`];
  }
  const last = i === count - 1 && state.place >= count;
  const { squares, numbers, shares } = sharesOf(state)[i];
  const one = { numbers, squares, shares, y: now.pooled.flat()[i], delta: deltasOf(state)[i], winner: now.winners[i], ties: now.ties[i], last };
  const nothing = state.way === "back" && one.delta === 0;
  const text = nothing ? "δ = 0, so nothing goes back." : (state.way === "back" ? BACK : FORWARD)[state.kind](one);
  return [`Window ${i + 1} of ${count}:`, ` ${text}${last ? ending(state) : ""}`];
}
