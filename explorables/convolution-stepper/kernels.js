// Kernels and pictures to choose from; what the reader makes of them is their own.

export const KERNELS = [
  ["cross", "five in a cross", [[1, 0, 1], [0, 1, 0], [1, 0, 1]]],
  ["counted", "counted from 1 to 9", [[1, 2, 3], [4, 5, 6], [7, 8, 9]]],
  ["edge", "edge: right minus left", [[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]]],
  ["diagonal", "diagonal", [[1, 0, 0], [0, 1, 0], [0, 0, 1]]],
  ["average", "sum of all nine", [[1, 1, 1], [1, 1, 1], [1, 1, 1]]],
  ["identity", "only the middle", [[0, 0, 0], [0, 1, 0], [0, 0, 0]]],
];

const square = (value) => Array.from({ length: 5 }, (_, r) => Array.from({ length: 5 }, (__, s) => value(r, s)));

export const PICTURES = [
  ["book", "thirteen ones", [[1, 1, 1, 0, 0], [0, 1, 1, 1, 0], [0, 0, 1, 1, 1], [0, 0, 1, 1, 0], [0, 1, 1, 0, 0]]],
  ["one", "a single 1", square((r, s) => Number(r === 2 && s === 2))],
  ["edge", "large on the right", square((_, s) => (s > 2 ? 9 : 0))],
  ["line", "a line down to the right", square((r, s) => Number(r === s))],
];

/** The name of these numbers among the choices, or "own". */
export const nameOf = (choices, numbers) => choices.find(([, , rows]) => String(rows) === String(numbers) && rows.length === numbers.length)?.[0] ?? "own";
