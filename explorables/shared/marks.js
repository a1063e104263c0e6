// The marks of points in a plane as parts of an SVG path: a circle for class 0, a cross for class 1, a ring around what is wrong.
import { h, s } from "./dom.js";

const MARK = 4;
export const RING = 7;

export const circleAt = ([x, y], size = MARK) => `M${(x - size).toFixed(1)} ${y.toFixed(1)}a${size} ${size} 0 1 0 ${2 * size} 0a${size} ${size} 0 1 0 ${-2 * size} 0`;
export const crossAt = ([x, y], size = MARK) =>
  `M${(x - size).toFixed(1)} ${(y - size).toFixed(1)}l${2 * size} ${2 * size}m${-2 * size} 0l${2 * size} ${-2 * size}`;
export const ringAt = ([x, y], size = RING) => circleAt([x, y], size);

/** A mark as a small drawing within a text. */
function glyph(className, path) {
  return s("svg", { class: "dl-picture dl-glyph", viewBox: "-8 -8 16 16", "aria-hidden": "true" }, s("path", { class: className, d: path }));
}

export const circleGlyph = () => glyph("dl-dot dl-quiet", circleAt([0, 0]));
export const crossGlyph = () => glyph("dl-cross dl-truth", crossAt([0, 0]));

/** What the marks mean, above the picture: `labels` are the names of class 0 and class 1. */
export function marksKey(labels, ...more) {
  const entry = (drawing, words) => h("span", {}, drawing, words);
  return h("div", { class: "dl-heading" }, entry(crossGlyph(), labels[1]), entry(circleGlyph(), labels[0]), entry(glyph("dl-thin dl-gradient", ringAt([0, 0])), "wrong side"), ...more);
}
