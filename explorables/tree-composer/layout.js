// Where the nodes of a tree stand: words at the bottom, each parent over the middle of its children, by height. No DOM.
import { topsOf, wordsOf } from "./sentences.js";

export const TALL = 17; // of one number
export const CARD = 2 * TALL;
const [WORD, GLOSS, EDGE, MOST_PITCH] = [24, 34, 5, 62];

/** Heights: 0 for a word, 1 + that of the higher child for a merge. */
export function heightsOf(merges, words) {
  const heights = Array(words).fill(0);
  for (const [left, right] of merges) heights.push(1 + Math.max(heights[left], heights[right]));
  return heights;
}

/**
 * Returns { places: [{ x, y }], pitch, cell, foot, gaps: [{ pair, x, y }] } in pixels: the middle of the upper edge of each
 * node, how far words stand apart, how wide a number is, where a word is written, where two neighbors can be joined.
 */
export function layOut({ sentence, merges, width, height, hasGlosses }) {
  const words = wordsOf(sentence).length;
  const pitch = (width - 2 * EDGE) / words;
  const foot = height - (hasGlosses ? GLOSS : 0) - WORD;
  const ground = foot - CARD - 2;
  const level = Math.min(MOST_PITCH, (ground - EDGE) / (words - 1));
  const places = Array.from({ length: words }, (_, i) => ({ x: EDGE + (i + 0.5) * pitch, y: ground }));
  heightsOf(merges, words).slice(words).forEach((high, k) => {
    const [left, right] = merges[k].map((child) => places[child]);
    places.push({ x: (left.x + right.x) / 2, y: ground - high * level });
  });
  const tops = topsOf(merges, words);
  const gaps = tops.slice(1).map((right, i) => {
    const [a, b] = [places[tops[i]], places[right]];
    return { pair: [tops[i], right], x: (a.x + b.x) / 2, y: Math.max(20, Math.min(a.y, b.y) - 22) };
  });
  return { places, pitch, cell: pitch < 58 ? 42 : 44, foot, gaps };
}
