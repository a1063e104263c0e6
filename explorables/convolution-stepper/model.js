// A kernel on every place of a picture. Mirrors lib/widgets/convolution_run.py.

export const LIMIT = 9;
export const STRIDE = { min: 1, max: 3 };
export const PADDING = { min: 0, max: 2 };

export const isVolume = (picture) => Array.isArray(picture[0][0]);
export const channelsOf = (picture) => (isVolume(picture) ? picture : [picture]);
export const filtersOf = (kernel) => (Array.isArray(kernel[0][0]) ? kernel : [[kernel]]);

/** A slice turned by 180°: the last row first, and each row backwards. */
export const turn = (slice) => slice.map((row) => [...row].reverse()).reverse();

/** The filters as they are laid on the picture. */
export const laid = (kernel, turned) => filtersOf(kernel).map((filter) => (turned ? filter.map(turn) : filter));

export const outputSize = (size, k, stride, padding) => Math.floor((size - k + 2 * padding) / stride) + 1;

/** The least padding with which the kernel fits on the picture. */
export const leastPadding = (picture, kernel) => {
  const [x] = channelsOf(picture);
  return Math.max(0, Math.ceil((filtersOf(kernel)[0][0].length - Math.min(x.length, x[0].length)) / 2));
};

const total = (list) => list.reduce((sum, one) => sum + one, 0);
const range = (count) => Array.from({ length: count }, (_, i) => i);

/** One channel with its frame of zeros. */
export function framed(channel, padding) {
  const zeros = (count) => Array(count).fill(0);
  const wide = channel[0].length + 2 * padding;
  const edge = range(padding).map(() => zeros(wide));
  return [...edge, ...channel.map((row) => [...zeros(padding), ...row, ...zeros(padding)]), ...edge];
}

/** Which rows (or columns) of the framed picture are in no window. */
export function unseen(size, k, stride, padding) {
  const last = outputSize(size, k, stride, padding) - 1;
  const isSeen = (place) => range(last + 1).some((start) => place >= start * stride && place < start * stride + k);
  return range(size + 2 * padding).filter((place) => !isSeen(place));
}

/** [map, row, column, weight] of each output that uses the square [channel, row, column] of the picture. */
export function usesOf([c, p, q], filters, [rows, columns], stride, padding) {
  const k = filters[0][0].length;
  const found = [];
  filters.forEach((filter, f) => {
    for (let r = 0; r < rows; r += 1) {
      for (let s = 0; s < columns; s += 1) {
        const [i, j] = [p + padding - r * stride, q + padding - s * stride];
        if (i >= 0 && i < k && j >= 0 && j < k) found.push([f, r, s, filter[c][i][j]]);
      }
    }
  });
  return found;
}

/** What stands under the kernel at one output, and its products: one list a channel. */
export function windowAt(frames, filter, [r, s], stride) {
  return filter.map((slice, c) => slice.flatMap((line, i) => line.map((w, j) => ({ w, x: frames[c][r * stride + i][s * stride + j] }))));
}

/** One output: a plain sum, as all of them are taken in every frame. */
function valueOf(frames, filter, b, r, s, stride) {
  let sum = b;
  for (let c = 0; c < filter.length; c += 1) {
    for (let i = 0; i < filter[c].length; i += 1) {
      for (let j = 0; j < filter[c].length; j += 1) sum += filter[c][i][j] * frames[c][r * stride + i][s * stride + j];
    }
  }
  return sum;
}

/** The same names and numbers as lib.widgets.convolution_run.numbers. */
export function numbers({ picture, kernel, bias, stride, padding, turned, place, square }) {
  const channels = channelsOf(picture);
  const [filters, others] = [laid(kernel, turned), laid(kernel, !turned)];
  const frames = channels.map((channel) => framed(channel, padding));
  const k = filters[0][0].length;
  const [height, width] = [channels[0].length, channels[0][0].length];
  const [rows, columns] = [height, width].map((size) => outputSize(size, k, stride, padding));
  const valueAt = (those, f, [r, s]) => valueOf(frames, those[f], bias[f], r, s, stride);
  const maps = filters.map((_, f) => range(rows).map((r) => range(columns).map((s) => valueAt(filters, f, [r, s]))));
  const at = placeOf(Math.min(place, filters.length * rows * columns), rows, columns);
  const products = at ? windowAt(frames, filters[at[0]], at.slice(1), stride).map((slice) => slice.map(({ w, x }) => w * x)) : [];
  const looked = square.length === 2 ? [0, ...square] : square;
  return {
    maps,
    rows,
    columns,
    at,
    products,
    sums: products.map(total),
    value: at && maps[at[0]][at[1]][at[2]],
    otherwise: at && valueAt(others, at[0], at.slice(1)),
    unseen_rows: unseen(height, k, stride, padding),
    unseen_columns: unseen(width, k, stride, padding),
    uses: looked.length ? usesOf(looked, filters, [rows, columns], stride, padding) : [],
    parameters: filters.length * (channels.length * k * k + 1),
    same: String(filters) === String(others),
  };
}

/** [map, row, column] of a place counted from 1; null before the first. */
export function placeOf(place, rows, columns) {
  if (place < 1) return null;
  const inMap = (place - 1) % (rows * columns);
  return [Math.floor((place - 1) / (rows * columns)), Math.floor(inMap / columns), inMap % columns];
}

/** The place, from 1, of an output. */
export const placeAt = ([f, r, s], { rows, columns }) => (f * rows + r) * columns + s + 1;

/** The squares of the framed channel that the weight in row i and column j of a slice meets, one a window. */
export const metBy = ([i, j], { rows, columns }, stride) => range(rows).flatMap((r) => range(columns).map((s) => [r * stride + i, s * stride + j]));

/** A copy of nested lists in which one number is another. */
export function changed(nested, [first, ...rest], value) {
  return nested.map((part, i) => (i !== first ? part : rest.length ? changed(part, rest, value) : value));
}
