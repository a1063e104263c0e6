// Finds the lines on which a function of the plane has one value (marching squares, joined into long lines).

/** Values of f(x, y) on a grid: { x0, x1, y0, y1, columns, rows } gives (columns + 1) × (rows + 1) corners. */
export function sampleGrid(f, { x0, x1, y0, y1, columns, rows }) {
  const xs = Float64Array.from({ length: columns + 1 }, (_, i) => x0 + ((x1 - x0) * i) / columns);
  const ys = Float64Array.from({ length: rows + 1 }, (_, j) => y0 + ((y1 - y0) * j) / rows);
  const values = new Float64Array(xs.length * ys.length);
  for (let j = 0; j < ys.length; j += 1) {
    for (let i = 0; i < xs.length; i += 1) values[j * xs.length + i] = f(xs[i], ys[j]);
  }
  return { xs, ys, values };
}

// The edges of a cell that a line enters and leaves by, for each of the 16 patterns of corners above the
// level (bit 0: lower left, then lower right, upper right, upper left). Edges: 0 lower, 1 right, 2 upper, 3 left.
const CASES = [
  [], [[3, 0]], [[0, 1]], [[3, 1]], [[1, 2]], [[3, 0], [1, 2]], [[0, 2]], [[3, 2]],
  [[2, 3]], [[2, 0]], [[0, 1], [2, 3]], [[2, 1]], [[1, 3]], [[1, 0]], [[0, 3]], [],
];

/** Lines of equal value as arrays of [x, y]; a closed line ends where it began. */
export function contourLines({ xs, ys, values }, level) {
  const width = xs.length;
  const at = (i, j) => values[j * width + i];
  const share = (a, b) => (level - a) / (b - a);
  // Each crossed edge of the grid has a number, so that the pieces of neighboring cells find each other.
  const across = (i, j) => 2 * (j * width + i);
  const up = (i, j) => 2 * (j * width + i) + 1;
  const edgeKey = (i, j, edge) => [across(i, j), up(i + 1, j), across(i, j + 1), up(i, j)][edge];
  const pointOn = (key) => {
    const cell = key >> 1;
    const [i, j] = [cell % width, Math.floor(cell / width)];
    if (key & 1) return [xs[i], ys[j] + share(at(i, j), at(i, j + 1)) * (ys[j + 1] - ys[j])];
    return [xs[i] + share(at(i, j), at(i + 1, j)) * (xs[i + 1] - xs[i]), ys[j]];
  };

  // Each crossed edge has one neighbor, or two, along its line.
  const links = new Int32Array(4 * width * ys.length).fill(-1);
  const crossed = [];
  const join = (a, b) => {
    if (links[2 * a] >= 0) links[2 * a + 1] = b;
    else {
      links[2 * a] = b;
      crossed.push(a);
    }
  };
  for (let j = 0; j + 1 < ys.length; j += 1) {
    for (let i = 0; i + 1 < width; i += 1) {
      const lower = j * width + i;
      const upper = lower + width;
      const pattern =
        (values[lower] > level) + 2 * (values[lower + 1] > level) + 4 * (values[upper + 1] > level) + 8 * (values[upper] > level);
      if (pattern === 0 || pattern === 15) continue;
      for (const [from, to] of CASES[pattern]) {
        const [a, b] = [edgeKey(i, j, from), edgeKey(i, j, to)];
        join(a, b);
        join(b, a);
      }
    }
  }

  const seen = new Uint8Array(links.length / 2);
  const walk = (first) => {
    const line = [];
    let here = first;
    while (here >= 0 && !seen[here]) {
      seen[here] = 1;
      line.push(here);
      const [one, other] = [links[2 * here], links[2 * here + 1]];
      here = one >= 0 && !seen[one] ? one : other;
    }
    const last = line.at(-1);
    if (line.length > 2 && (links[2 * last] === first || links[2 * last + 1] === first)) line.push(first);
    return line.map(pointOn);
  };
  // Open lines first, from their ends; what is left are rings.
  const lines = [];
  for (const key of crossed) if (links[2 * key + 1] < 0 && !seen[key]) lines.push(walk(key));
  for (const key of crossed) if (!seen[key]) lines.push(walk(key));
  return lines;
}
