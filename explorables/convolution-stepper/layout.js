// Where pictures, kernels and outputs of ConvolutionStepper stand. No DOM.
// The height depends on what Python gave, not on stride and padding: no button moves while they do.
import { PADDING } from "./model.js";

const MARGIN = 16;
const TITLE = 22; // a line of words above a grid
const UNDER = 8;
const LETTER = 7.6; // the width of a digit
const LARGEST = 44; // of a square
const LEAST = 24;
const SIGN = 40; // room for = or ∗
const GAP = 12;
const BIAS = 28;
const SUM = 44; // what a slice adds
const CHOOSER = 40; // the buttons that choose a channel
const NARROW = 640; // less does not take three grids side by side

const each = (count, make) => Array.from({ length: count }, (_, i) => make(i));

/** How wide a square must be for so many letters. */
export const letterRoom = (letters) => letters * LETTER + 1;

/** A square of the output is as large as the kernel's, or as its letters want, where there is room. */
const outputCell = (usual, letters, ...most) => Math.floor(Math.min(LARGEST, Math.max(usual, letters * LETTER + 6), ...most));

/** A grid in the middle of a box. */
const centred = ({ x, y, width, height }, rows, columns, cell) => ({ x: x + Math.max(0, (width - columns * cell) / 2), y: y + Math.max(0, (height - rows * cell) / 2), cell });

/**
 * `shape` is { channels, filters, height, width, k, padding, rows, columns, letters }: sides of the picture, of the
 * kernel, of the output, and how long the longest output is. Returns { kind, height, pictures, slices, biases, maps }
 * with corners and sizes of squares, and { sums, signs, note } with places of words. With kind "one" only one channel is shown.
 */
export function arrange(shape, width) {
  const room = { ...shape, down: shape.height + 2 * shape.padding, across: shape.width + 2 * shape.padding, room: width - 2 * MARGIN, total: width };
  if (width < NARROW) return shape.filters > 1 ? narrowVolume(room) : narrow(room);
  const all = shape.filters > 1 ? wideVolume(room) : null;
  return all && all.pictures[0].cell >= LEAST ? all : wide(room, all ? all.height - CHOOSER : 0);
}

/** Each channel with the slices for it below, and on the right the map of each filter. */
function wideVolume({ channels, filters, height, width, down, across, k, rows, columns, letters, room, total }) {
  const forSides = (columnsOfAll) => Math.floor((room - channels * GAP) / columnsOfAll);
  const cell = Math.min(34, forSides(channels * across + Math.max(columns, 4)));
  const tall = forSides(channels * (width + 2) + 4) * (height + 2); // as with padding 1
  const slice = 30;
  const band = TITLE + 3 * slice + UNDER;
  const share = Math.max(across * cell, 3 * slice + SUM + BIAS + 8); // the last slice has its sum and the bias beside it
  const step = share + GAP;
  const right = MARGIN + channels * step;
  const top = (f) => TITLE + tall + UNDER + f * band + TITLE;
  const small = outputCell(slice, letters, (total - MARGIN - right) / columns, (band - TITLE - UNDER) / rows);
  return {
    kind: "all",
    height: top(filters - 1) - TITLE + band,
    pictures: each(channels, (c) => centred({ x: MARGIN + c * step, y: TITLE, width: share, height: tall }, down, across, cell)),
    slices: each(filters, (f) => each(channels, (c) => ({ x: MARGIN + c * step, y: top(f), cell: slice }))),
    biases: each(filters, (f) => ({ x: right - GAP - BIAS, y: top(f) + (k * slice - BIAS) / 2, cell: BIAS })),
    maps: each(filters, (f) => ({ x: right, y: top(f), cell: small })),
    sums: each(filters, (f) => each(channels, (c) => [MARGIN + c * step + k * slice + 10, top(f) + (k * slice) / 2])),
    signs: [],
    note: [`${width} × ${height} × ${channels}`, "in its frame", `${across} × ${down} × ${channels}`].map((text, i) => [text, right, TITLE + tall / 2 + 18 * (i - 1)]),
  };
}

/** Picture, kernel and output side by side; filters one above the other. */
function wide({ filters, height, width, down, across, k, rows, columns, letters, total }, least = 0) {
  const side = Math.max(height, width);
  const box = Math.min(350, Math.max(272, LEAST * (side + 2 * PADDING.max)));
  const tall = Math.max(box, least - TITLE - UNDER);
  const cell = Math.min(LARGEST, Math.floor(box / Math.max(down, across)));
  const band = (tall + TITLE + UNDER) / filters;
  const kernel = { x: MARGIN + box + SIGN, cell: Math.min(filters > 1 ? 34 : 38, Math.floor(150 / k)) };
  const kernelWidth = Math.max(k * kernel.cell, 96) + (filters > 1 ? 10 + BIAS : 0);
  const right = kernel.x + kernelWidth + SIGN;
  const inBand = band - TITLE - UNDER;
  const small = outputCell(kernel.cell, letters, (total - MARGIN - right) / columns, inBand / rows);
  const middle = (f, count, size) => f * band + TITLE + Math.max(0, (inBand - count * size) / 2);
  const line = TITLE + tall / 2;
  return {
    kind: "one",
    height: tall + TITLE + UNDER,
    pictures: [centred({ x: MARGIN, y: TITLE, width: box, height: tall }, down, across, cell)],
    slices: each(filters, (f) => [{ ...kernel, y: middle(f, k, kernel.cell) }]),
    biases: filters > 1 ? each(filters, (f) => ({ x: right - SIGN - BIAS, y: middle(f, k, kernel.cell), cell: BIAS })) : [],
    maps: each(filters, (f) => ({ x: right, y: middle(f, rows, small), cell: small })),
    sums: [],
    signs: filters > 1 ? [] : [["∗", MARGIN + box + SIGN / 2, line], ["=", right - SIGN / 2, line]],
  };
}

/** On a phone: the picture above, kernel and output below. */
function narrow({ height, width, down, across, k, rows, columns, letters, room, total }) {
  const box = Math.min(room, Math.max(228, LEAST * (Math.max(height, width) + 2 * PADDING.max)));
  const cell = Math.min(LARGEST, Math.floor(box / Math.max(down, across)));
  const kernel = { x: MARGIN, y: 2 * TITLE + box + UNDER, cell: Math.min(36, Math.floor(130 / k)) };
  const below = 150;
  const most = room - Math.max(k * kernel.cell, 84) - SIGN;
  const small = outputCell(40, letters, most / columns, below / rows);
  const map = { x: total - MARGIN - Math.max(92, columns * small), y: kernel.y, cell: small };
  return {
    kind: "one",
    height: kernel.y + below + UNDER,
    pictures: [centred({ x: MARGIN, y: TITLE, width: room, height: box }, down, across, cell)],
    slices: [[kernel]],
    biases: [],
    maps: [map],
    sums: [],
    signs: [["=", map.x - SIGN / 2, map.y + (rows * small) / 2]],
  };
}

/** On a phone, of a volume: one channel with the slices for it on the right, and the maps below. */
function narrowVolume({ filters, down, across, k, rows, columns, letters, room }) {
  const [slice, above, below] = [26, 32, 128];
  const box = Math.min(250, room - 3 * slice - GAP);
  const cell = Math.min(LARGEST, Math.floor(box / Math.max(down, across)));
  const second = TITLE + box + UNDER + above;
  const share = (room - (filters - 1) * GAP) / filters;
  const small = outputCell(36, letters, share / columns, below / rows);
  const x = (f) => MARGIN + f * (share + GAP);
  return {
    kind: "one",
    height: second + below + UNDER,
    pictures: [centred({ x: MARGIN, y: TITLE, width: box, height: box }, down, across, cell)],
    slices: each(filters, (f) => [{ x: MARGIN + box + GAP, y: TITLE + f * (box / filters), cell: slice }]),
    biases: each(filters, (f) => ({ x: x(f) + 84, y: second - BIAS - 2, cell: 26 })),
    biasWords: "left",
    maps: each(filters, (f) => ({ x: x(f), y: second, cell: small })),
    sums: [],
    signs: [],
  };
}
