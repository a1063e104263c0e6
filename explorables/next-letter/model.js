// The numbers of NextLetter: surprise, prediction and states of a text; as in lib/widgets/next_letter.py.
import { createRandom } from "../shared/random.js";
import { logSoftmax } from "./network.js";

export const MOST_LETTERS = 400;
export const TOP = 10;
export const SHOWN = { rnn: ["surprise", "unit"], gru: ["surprise", "unit", "update", "reset"] };

const mean = (bits) => (bits.length ? bits.reduce((a, b) => a + b) / bits.length : null);
const isLetter = (letter) => letter !== undefined && /\p{L}/u.test(letter);

/** A text as the network reads it: { known, unknown }, the letters that it does not know left out, each named once. */
export function split(text, reader) {
  const letters = Array.from(text);
  const unknown = new Set(letters.filter((letter) => !reader.knows(letter)));
  return { known: letters.filter(reader.knows).join(""), unknown: [...unknown].join("") };
}

/** The first place where the sum of the probabilities so far is above the draw. */
function drawn(chances, draw) {
  let sum = 0;
  const at = chances.findIndex((chance) => (sum += chance) > draw);
  return at < 0 ? chances.length - 1 : at;
}

/** Draw number n of the stream of a seed, counted from 0. */
function drawAt(seed, n) {
  const random = createRandom(seed);
  for (let k = 0; k < n; k += 1) random.uniform();
  return random.uniform();
}

/** The names of lib's numbers; `most`: read no more letters than that now, and say how many are left in `unread`. */
export function numbers({ text, temperature, seed, show, unit, place, written }, reader, most = Infinity) {
  const { network, at } = reader;
  const { known, unknown } = split(text, reader);
  const all = Array.from(known);
  const n = reader.read(known, most);
  const letters = all.slice(0, n);
  const surprise = letters.map((_, t) => -at[t].logs[at[t + 1].id] / Math.LN2);
  const own = surprise.slice(0, Math.max(0, all.length - written));
  const begins = (t) => isLetter(letters[t]) && !isLetter(letters[t - 1]);
  const where = Math.min(place, n);
  const chances = logSoftmax(at[where].scores, temperature).map(Math.exp);
  const draw = drawAt(seed, n);
  const chosen = Math.min(unit, network.size);
  const shown = { unit: "hidden", update: "update", reset: "reset" }[show];
  return {
    known: letters.join(""),
    unknown,
    surprise,
    mean_bits: mean(own),
    first_bits: mean(own.filter((_, t) => begins(t))),
    inner_bits: mean(own.filter((_, t) => isLetter(letters[t]) && !begins(t))),
    place: where,
    probabilities: chances,
    ranking: Array.from(chances.keys()).sort((a, b) => chances[b] - chances[a]).slice(0, TOP),
    draw,
    next: network.letters[drawn(logSoftmax(at[n].scores, temperature).map(Math.exp), draw)],
    unit: chosen,
    hidden: at[where].hidden,
    values: shown ? letters.map((_, t) => at[t + 1][shown][chosen - 1]) : surprise,
    unread: all.length - n,
  };
}
