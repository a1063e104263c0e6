// The map of rates and β, row by row: a few milliseconds in a frame, every sixth row first.
import { BETAS, NOT_THERE, RATES, mapRow } from "./model.js";

const STRIDE = 6;
const LIMIT = 6; // milliseconds in a frame

const coarse = BETAS.map((_, row) => row).filter((row) => row % STRIDE === 0);
const ORDER = [...coarse, ...BETAS.map((_, row) => row).filter((row) => row % STRIDE)];

/** What the map depends on. */
const keyOf = ({ surface, start_x, start_y, steepness, noise, seed }) =>
  JSON.stringify([surface, start_x, start_y, surface === "ravine" ? steepness : 0, noise, noise ? seed : 0]);

/** The cell with the fewest steps, the first of equals, or null. */
export function fewestOf(rows) {
  let fewest = null;
  rows.forEach((row, i) =>
    row.forEach((steps, j) => {
      if (steps >= 0 && (fewest === null || steps < fewest.steps)) fewest = { steps, rate: RATES[j], beta: BETAS[i] };
    }),
  );
  return fewest;
}

/**
 * Returns work(state), which goes on with the map of that state and returns { rows, version, done, fewest }. While it is not done, rows
 * still to come are like the nearest that is there; as long as there are too few of them, they stay as they were.
 */
export function createRatesMap() {
  let key = null;
  let next = 0; // place in ORDER
  const known = [];
  const map = { rows: BETAS.map(() => RATES.map(() => NOT_THERE)), version: 0, done: false, fewest: null };

  function fill() {
    BETAS.forEach((_, row) => {
      if (known[row] || next < coarse.length) return;
      map.rows[row] = known[STRIDE * Math.min(coarse.length - 1, Math.round(row / STRIDE))];
    });
  }

  return function work(state) {
    const asked = keyOf(state);
    if (asked !== key) {
      [key, next, known.length] = [asked, 0, 0];
      Object.assign(map, { done: false, fewest: null });
    }
    if (map.done) return map;
    const end = performance.now() + LIMIT;
    do {
      const row = ORDER[next];
      known[row] = mapRow(state, BETAS[row]);
      map.rows[row] = known[row];
      next += 1;
    } while (next < ORDER.length && performance.now() < end);
    fill();
    map.version += 1;
    map.done = next === ORDER.length;
    if (map.done) map.fewest = fewestOf(map.rows);
    return map;
  };
}

/** How dark a cell is: the fewer steps the darker. */
export const shadeOf = (steps) => (steps < 0 ? 0 : 0.1 + 0.85 * (1 - Math.log(Math.max(5, steps) / 5) / Math.log(60)) ** 1.3);

/** The stretches of a row that have one value, as pairs of columns, from and to. */
export function spansOf(row, value) {
  const spans = [];
  row.forEach((steps, j) => {
    if (steps !== value) return;
    if (spans.length && spans.at(-1)[1] === j - 1) spans.at(-1)[1] = j;
    else spans.push([j, j]);
  });
  return spans;
}
