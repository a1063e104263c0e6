// Strokes of the pen as the short text that links carry: four digits to the base 36 a point, a hyphen between strokes.

export const SIDE = 100; // the square goes from 0 to 100, y downward
export const MOST_POINTS = 1200;

const TENTHS = 10;
const FORM = /^(?:(?:[0-9a-z]{4})+(?:-(?:[0-9a-z]{4})+)*)?$/;

const written = (coordinate) => Math.round(coordinate * TENTHS).toString(36).padStart(2, "0");

/** A point as it stands in the text. */
export const pointToInk = ([x, y]) => written(x) + written(y);

export const toInk = (strokes) => strokes.map((stroke) => stroke.map(pointToInk).join("")).join("-");

/** The strokes of a text, each a list of [x, y]. */
export function toStrokes(ink) {
  if (ink === "") return [];
  return ink.split("-").map((stroke) =>
    Array.from({ length: stroke.length / 4 }, (_, i) => [0, 2].map((at) => parseInt(stroke.slice(4 * i + at, 4 * i + at + 2), 36) / TENTHS)),
  );
}

export const pointsOf = (ink) => ink.replaceAll("-", "").length / 4;

/** Can this text, which a link may have brought, be drawn? */
export function isInk(ink) {
  if (typeof ink !== "string" || !FORM.test(ink) || pointsOf(ink) > MOST_POINTS) return false;
  return toStrokes(ink).flat(2).every((coordinate) => coordinate <= SIDE);
}

/** The text without its last stroke. */
export const withoutLast = (ink) => ink.slice(0, Math.max(0, ink.lastIndexOf("-")));
