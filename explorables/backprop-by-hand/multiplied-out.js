// Arithmetic in words, with so many digits that whoever checks it with a calculator finds what is said.
import { brief, fixed, significant } from "../shared/format.js";
import { decimals, digits, product, weightText } from "../network-by-hand/words.js";

const MOST = 13;

/** The fewest digits, `first` or more, with which the numbers shown give what is said. */
function enough(first, gives) {
  let count = first;
  while (count < MOST && !gives(count)) count += 1;
  return count;
}

/** How a number is shown with so many digits: [text, what the reader reads]. */
const shown = (value, count) => [significant(value, count), Number(value.toPrecision(count))];
const toPlaces = (value, places) => [fixed(value, places), Number(value.toFixed(places))];

/** A weight with two decimals if it has no more, a number of the example as short as it was given. */
const weight = (w, count) => (Math.abs(w - Number(w.toFixed(2))) < 1e-9 ? [weightText(w), Number(w.toFixed(2))] : shown(w, count));
const example = (value, count) => (Number(value.toPrecision(3)) === value ? [brief(value), value] : shown(value, count));
export const given = (value) => example(value, 4)[0];

const WAYS = { number: shown, weight, example };

/** Two factors and their product, all as text; `kinds` says how each factor is written: number, weight or example. */
export function multiplied(values, kinds = ["number", "number"], write = digits, first = 4) {
  const said = write(values[0] * values[1]);
  const pair = (count) => values.map((value, i) => WAYS[kinds[i]](value, count));
  const count = enough(first, (tried) => {
    const [[, a], [, b]] = pair(tried);
    return write(a * b) === said;
  });
  return [...pair(count).map(([text]) => text), said];
}

/** "0.05934 × 1.00 = 0.0593". */
export function timesText(values, kinds) {
  const [a, b, said] = multiplied(values, kinds);
  return `${product(a, b)} = ${said}`;
}

/** Numbers that are added up, and their sum, all with as many decimals as the smallest needs and the sum comes out with. */
export function addedUp(terms) {
  const sum = terms.reduce((total, one) => total + one, 0);
  const small = [...terms, sum].map(Math.abs).filter((size) => size > 1e-9);
  const places = enough(decimals(Math.min(...small, 1), 3), (tried) => {
    const total = terms.reduce((all, term) => all + toPlaces(term, tried)[1], 0);
    return fixed(total, tried) === fixed(sum, tried);
  });
  return { terms: terms.map((term) => fixed(term, places)), sum: fixed(sum, places) };
}

/** The factors of a score, [[weight, input], …] as text, the bias and the score; `plain` inputs are numbers of the example. */
export function scored(weights, inputs, bias, score, plain) {
  const said = fixed(score, 3);
  const parts = (count) => weights.map((w, i) => [weight(w, count), plain ? example(inputs[i], count) : toPlaces(inputs[i], count)]);
  const count = enough(4, (tried) => {
    const total = parts(tried).reduce((all, [[, w], [, x]]) => all + w * x, weight(bias, tried)[1]);
    return fixed(total, 3) === said;
  });
  return { pairs: parts(count).map((pair) => pair.map(([text]) => text)), bias: weight(bias, count)[0], score: said };
}

/** Two errors and the slope between them as text; where they are so near each other that the decimals end, the slope has fewer digits. */
export function slopeText(up, down, run, most) {
  const difference = (places) => toPlaces(up, places)[1] - toPlaces(down, places)[1];
  for (let count = most; ; count -= 1) {
    const said = significant((up - down) / run, count);
    const places = enough(8, (tried) => significant(difference(tried) / run, count) === said);
    const read = significant(difference(places) / run, count);
    if (read === said || count === 1) return [fixed(up, places), fixed(down, places), read];
  }
}

/** A number with so many decimals, `first` or more, that what is computed from it reads as `said`. */
export function enoughPlaces(value, first, compute, said) {
  return fixed(value, enough(first, (places) => digits(compute(Number(value.toFixed(places)))) === said));
}
