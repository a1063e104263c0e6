// Says in words what the network expects, what surprised it, and what the chosen unit or gate is.
import { fixed } from "../shared/format.js";
import { MOST_LETTERS } from "./model.js";

const SHOWN = { " ": "␣", "\n": "↵" };
const NAMES = { " ": "a space", "\n": "a line break" };

/** A letter in the picture: a space and a line break can be seen. */
export const shown = (letter) => SHOWN[letter] ?? letter;

/** A letter in a sentence. */
export const named = (letter) => NAMES[letter] ?? `“${letter}”`;

/** The last letters before the chosen place. */
export function context({ known, place }, most) {
  const letters = Array.from(known).slice(0, place);
  const kept = letters.slice(-most).join("").replaceAll("\n", "↵");
  return letters.length > most ? `…${kept}` : kept;
}

/** A probability in a sentence; none is rounded to what would be sure. */
export function chance(p) {
  if (p >= 0.9995) return "more than 0.999";
  return p < 0.0005 ? "less than 0.001" : fixed(p, 3);
}

/** What a surprise means: compared with an even bet, and with a guess that knows nothing. */
export function judged(bits, blind) {
  if (bits <= 1) return "it expected that";
  return bits > blind ? "a blind guess would have done better" : "better than a blind guess";
}

/** What the strip shows under the letters. */
export function stripTitle(show, unit, blind, narrow) {
  if (show === "surprise") return narrow ? `surprise in bits; line: blind guess, ${fixed(blind, 1)}` : `under each letter: its surprise, in bits; the line is a blind guess, ${fixed(blind, 1)}`;
  if (show === "unit") return narrow ? `unit ${unit}: up above 0, down below` : `under each letter: unit ${unit} after it, up where it is above 0, down where below`;
  return narrow ? `${show} gate of unit ${unit}, from 0 to 1` : `under each letter: the ${show} gate of unit ${unit} as it is read, from 0 to 1`;
}

const percent = (share) => `${fixed(100 * share, 0)} %`;
const count = (number) => `${number} ${number === 1 ? "letter" : "letters"}`;

/** What the chosen unit or gate is at the chosen letter. */
function looked({ show, unit, value }) {
  if (value === undefined || show === "surprise") return "";
  if (show === "unit") return `Unit ${unit} is ${fixed(value, 2)} here.`;
  if (show === "update") return `Update gate of unit ${unit}: ${fixed(value, 2)}, so ${percent(value)} of its old value stays and ${percent(1 - value)} is new.`;
  return `Reset gate of unit ${unit}: ${fixed(value, 2)}, so what the old state sends to its new value counts ${percent(value)}.`;
}

function spent(now, { written, seed, blind, letters }) {
  const own = Math.max(0, now.known.length - written);
  const wrote = written ? `It wrote ${count(written)}, seed ${seed}.` : "";
  if (!own) return wrote;
  const cost = `Your ${count(own)} cost ${fixed(now.mean_bits, 2)} bits each (a blind guess among ${letters}: ${fixed(blind, 2)}).`;
  return wrote ? `${cost} ${wrote}` : cost;
}

/** What the chosen place in the text is, spoken with the keys. */
export function placeWords({ place, known, surprise }) {
  return place ? `after letter ${place}, ${named(Array.from(known)[place - 1])}: ${fixed(surprise[place - 1], 1)} bits` : "before the first letter";
}

/** { heading, text } of the status line; `about`: show, temperature, seed, written, blind (bits), letters (how many it knows). */
export function verdict(now, vocabulary, about) {
  const { known, place, surprise, ranking, probabilities, unknown, unread } = now;
  if (unread) return { heading: `Reading: ${known.length} of ${known.length + unread} letters.`, text: "" };
  const letters = Array.from(known);
  const where = place ? `After “${context(now, 16)}”` : "Before the first letter";
  const warm = about.temperature === 1 ? "" : ` at temperature ${about.temperature}`;
  const heading = `${where}${warm} it expects ${named(vocabulary[ranking[0]])}: ${chance(probabilities[ranking[0]])}.`;
  const bits = surprise[place];
  const parts = [
    place < letters.length ? `What came was ${named(letters[place])}: ${fixed(bits, 2)} bits, ${judged(bits, about.blind)}.` : spent(now, about),
    looked({ show: about.show, unit: now.unit, value: now.values[place - 1] }),
    unknown && `It does not know ${Array.from(unknown).slice(0, 5).map(named).join(", ")}: left out.`,
    about.length >= MOST_LETTERS && `The text is full: ${MOST_LETTERS} letters.`,
  ];
  return { heading, text: parts.filter(Boolean).join(" ") };
}
