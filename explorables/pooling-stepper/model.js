// Pooling a small picture, and sending gradients back to its squares. Mirrors lib/widgets/pooling_stepper.py.

export const KINDS = ["max", "average", "l2"];
export const WAYS = ["forward", "back"];
export const SIDE = 4; // rows and columns of the picture
export const MOST_PLACES = 3; // of the window, along rows or columns
export const LIMIT = 9; // no number of the picture, and no δ, is farther from 0

/** How far the chosen square is pushed up and down in the check. */
export const NUDGE = 0.01;

/** The measured slope agrees with the gradient when they differ by less than this. */
export const AGREE = 1e-3;

const SAME = 1e-9; // pooled numbers that differ by less are the same

const range = (count) => Array.from({ length: count }, (_, i) => i);
const sum = (values) => values.reduce((all, value) => all + value, 0);

/** Rows of so many. */
export const inRows = (values, columns) => range(values.length / columns).map((row) => values.slice(row * columns, (row + 1) * columns));

/** How many places the window has along rows and along columns. */
export const placesOf = ({ size, stride }) => Math.floor((SIDE - size) / stride) + 1;

/** How many windows there are. */
export const countOf = (state) => placesOf(state) ** 2;

/** The squares of each window, 0 to 15, all in reading order. */
export function windowsOf({ size, stride }) {
  const places = range(placesOf({ size, stride }));
  const corners = places.flatMap((row) => places.map((column) => [row * stride, column * stride]));
  return corners.map(([top, left]) => range(size).flatMap((row) => range(size).map((column) => (top + row) * SIDE + left + column)));
}

/** Which windows a square is in. */
export const windowsWith = (state, square) => windowsOf(state).flatMap((squares, i) => (squares.includes(square) ? [i] : []));

/** δ of each window, in reading order. */
export const deltasOf = (state) => state.grad.slice(0, placesOf(state)).flatMap((row) => row.slice(0, placesOf(state)));

/** The place in the window of its largest number, the first of them if several are. */
const first = (numbers) => numbers.indexOf(Math.max(...numbers));

/** What becomes of the numbers of a window, and dy/dx for each of them. */
const POOLS = {
  max: {
    pool: (numbers) => Math.max(...numbers),
    slopes: (numbers) => numbers.map((_, i) => (i === first(numbers) ? 1 : 0)),
  },
  average: {
    pool: (numbers) => sum(numbers) / numbers.length,
    slopes: (numbers) => numbers.map(() => 1 / numbers.length),
  },
  l2: {
    pool: (numbers) => Math.sqrt(sum(numbers.map((x) => x * x))),
    slopes(numbers) {
      const y = POOLS.l2.pool(numbers);
      return numbers.map((x) => (y > 0 ? x / y : 0));
    },
  },
};

/** The picture, one square to the right; what leaves comes in on the left. */
export const shifted = (picture) => picture.map((row) => [row.at(-1), ...row.slice(0, -1)]);

/** The picture with another number in a square. */
export const withNumber = (picture, square, value) => picture.map((row, i) => row.map((old, j) => (i * SIDE + j === square ? value : old)));

/** The numbers of each window. */
const insides = (state) => {
  const x = state.picture.flat();
  return windowsOf(state).map((squares) => squares.map((square) => x[square]));
};

/** The pooled numbers, one after the other. */
export const pool = (state) => insides(state).map(POOLS[state.kind].pool);

/** L = Σ δ·y with another number in the square. */
export function lossAt(state, square, value) {
  const pooled = pool({ ...state, picture: withNumber(state.picture, square, value) });
  return sum(deltasOf(state).map((delta, i) => delta * pooled[i]));
}

/** What each square gets back from the first windows. */
function back(state, done) {
  const gradient = Array(SIDE * SIDE).fill(0);
  sharesOf(state).slice(0, done).forEach(({ squares, shares }) => squares.forEach((square, i) => (gradient[square] += shares[i])));
  return gradient;
}

/** For each window its squares, their numbers, and what each of them gets back. */
export function sharesOf(state) {
  const deltas = deltasOf(state);
  const windows = windowsOf(state);
  return insides(state).map((numbers, i) => ({
    squares: windows[i],
    numbers,
    shares: POOLS[state.kind].slopes(numbers).map((slope) => deltas[i] * slope || 0),
  }));
}

const tiesIn = (numbers) => numbers.filter((number) => number === Math.max(...numbers)).length;

/** The windows whose part of L has no single slope for the chosen square. */
function cornersOf(state) {
  const numbers = insides(state);
  const deltas = deltasOf(state);
  return windowsWith(state, state.square).filter((i) => {
    if (deltas[i] === 0) return false;
    const x = state.picture.flat()[state.square];
    if (state.kind === "max") return x === Math.max(...numbers[i]) && tiesIn(numbers[i]) > 1;
    return state.kind === "l2" && numbers[i].every((number) => number === 0);
  });
}

/** All numbers of the figure. */
export function numbers(state) {
  const places = placesOf(state);
  const windows = windowsOf(state);
  const inside = insides(state);
  const pooled = pool(state);
  const moved = pool({ ...state, picture: shifted(state.picture) });
  const whole = back(state, windows.length);
  const x = state.picture.flat()[state.square];
  const [low, middle, high] = [-1, 0, 1].map((way) => lossAt(state, state.square, x + way * NUDGE));
  const measured = (high - low) / (2 * NUDGE);
  return {
    shape: [places, places],
    pooled: inRows(pooled, places),
    winners: windows.map((squares, i) => squares[first(inside[i])]),
    ties: inside.map(tiesIn),
    gradient: inRows(back(state, state.place), SIDE),
    whole: inRows(whole, SIDE),
    up: (high - middle) / NUDGE,
    down: (middle - low) / NUDGE,
    measured,
    agrees: Math.abs(measured - whole[state.square]) < AGREE,
    corners: cornersOf(state),
    moved: inRows(moved, places),
    changed: changes(pooled, moved).length,
  };
}

/** The windows whose pooled numbers differ. */
export const changes = (before, after) => range(before.length).filter((i) => Math.abs(before[i] - after[i]) > SAME);

const isWhole = (low, high) => (value) => Number.isInteger(value) && value >= low && value <= high;
const isTable = (side) => (value) =>
  Array.isArray(value) && value.length === side && value.every((row) => Array.isArray(row) && row.length === side && row.every(isWhole(-LIMIT, LIMIT)));

/** What a link may say. */
export const FITS = {
  kind: (value) => KINDS.includes(value),
  way: (value) => WAYS.includes(value),
  size: isWhole(2, 3),
  stride: isWhole(1, 2),
  picture: isTable(SIDE),
  grad: isTable(MOST_PLACES),
  place: isWhole(0, MOST_PLACES ** 2),
  window: isWhole(0, MOST_PLACES ** 2),
  square: isWhole(0, SIDE ** 2 - 1),
};
