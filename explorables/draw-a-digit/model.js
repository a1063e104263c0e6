// The numbers of DrawADigit: what LeNet-5 makes of a drawing, and the sum of one unit; as in lib/widgets/draw_a_digit.py.
import { toStrokes } from "./ink.js";
import { forward } from "./network.js";
import { SMALLEST, extent, picture } from "./prepare.js";

export const SURE = 0.8; // a best answer with less probability is no answer
export const FILTER = 5; // pixels along the side of a filter

/** The layers: filters, side of a map before pooling, maps below and their side, and what a unit sees of the picture. */
export const LAYERS = {
  1: { filters: 6, side: 24, below: 1, sideBelow: 28, sees: 5, stride: 1 },
  2: { filters: 16, side: 8, below: 6, sideBelow: 12, sees: 14, stride: 2 },
};

export const FILTERS = Object.entries(LAYERS).flatMap(([layer, { filters }]) => Array.from({ length: filters }, (_, i) => `${layer}.${i + 1}`));

/** "2.11" is [2, 11]. */
export const partsOf = (filter) => filter.split(".").map(Number);

/** The names of lib's numbers, but every array is one row of numbers, last axis fastest. */
export function numbers({ ink, filter, row, column }, network) {
  const strokes = toStrokes(ink);
  const image = picture(strokes);
  const pixels = image.map((level) => level / 255);
  const { rawFirst, first, rawSecond, second, scores, probabilities } = forward(network, pixels);
  const ranking = Array.from(probabilities.keys()).sort((a, b) => probabilities[b] - probabilities[a]);

  const [layer, number] = partsOf(filter);
  const { side, below, sideBelow } = LAYERS[layer];
  const { weight, bias, columns } = layer === 1 ? network.first : network.second;
  const from = layer === 1 ? pixels : first;
  const map = (layer === 1 ? rawFirst : rawSecond).slice((number - 1) * side * side, number * side * side);
  const [r, c] = [Math.min(row, side - 1), Math.min(column, side - 1)];
  const window = new Float64Array(columns);
  for (let at = 0; at < columns; at += 1) {
    const [k, i, j] = [Math.floor(at / FILTER ** 2), Math.floor(at / FILTER) % FILTER, at % FILTER];
    window[at] = from[(k * sideBelow + r + i) * sideBelow + c + j];
  }
  const kernel = weight.slice((number - 1) * columns, number * columns);
  const products = window.map((value, at) => value * kernel[at]);
  const parts = Array.from({ length: below }, (_, k) => products.slice(k * FILTER ** 2, (k + 1) * FILTER ** 2).reduce((a, b) => a + b));
  return {
    readable: extent(strokes).longer >= SMALLEST,
    picture: image,
    scores,
    probabilities,
    ranking,
    sure: probabilities[ranking[0]] >= SURE,
    first,
    second,
    map,
    at: [r, c],
    window,
    kernel,
    parts,
    bias: bias[number - 1],
    value: map[r * side + c],
  };
}

/** Where the map of a filter is strongest: [row, column]. */
export function strongest({ map }) {
  const side = Math.sqrt(map.length);
  const at = map.indexOf(Math.max(...map));
  return [Math.floor(at / side), at % side];
}

/** What happens to a unit afterwards: the largest of its 2 × 2 block, and where in the map that stands. */
export function pooled({ map, at: [r, c] }) {
  const side = Math.sqrt(map.length);
  const [top, left] = [r - (r % 2), c - (c % 2)];
  const block = [0, 1].flatMap((i) => [0, 1].map((j) => [top + i, left + j]));
  const values = block.map(([i, j]) => map[i * side + j]);
  const largest = Math.max(...values);
  return { largest, at: block[values.indexOf(largest)] };
}
