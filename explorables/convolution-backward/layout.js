// Which grids ConvolutionBackward shows, and where: in a row, or as a table of filters and channels.
import { CASES, isUnturned, sizesOf } from "./model.js";

const CELLS = [44, 40, 36, 34, 32, 30, 28, 26];
const TITLE = 40; // two lines above a grid
const GAP = 16;
const ARROW = 40; // between what is put together and what comes out
const EDGE = 16;
const LETTERS = [7.6, 6.7]; // pixels a letter, in the two lines of a title

/** What is shown: "scatter", "gather", "unturned", "weight" or "bias". */
export const viewOf = (state) => (state.goal !== "input" ? state.goal : isUnturned(state) ? "unturned" : state.way);

/** The grids of a view for some filters and channels: each with its place in the table and its title. */
function gridsOf(state, { filters, channels }) {
  const { C, H, W, F, k, OH, OW } = sizesOf(state);
  const { stride, padding } = CASES[state.case];
  const view = viewOf(state);
  const collects = view === "gather" || view === "unturned";
  const ofFilter = (f) => (F > 1 ? `filter ${f + 1}` : "");
  const ofChannel = (c) => (C > 1 ? `channel ${c + 1}` : "");
  const note = (c) => {
    if (view === "unturned") return C > 1 ? `ch. ${c + 1}, not turned` : "not turned";
    return view === "gather" ? (C > 1 ? `${ofChannel(c)}, turned` : "turned by 180°") : ofChannel(c);
  };
  const wide = (count) => (collects ? (count - 1) * stride + 2 * k - 1 : count);
  const spread = stride > 1 ? `spread, ${k - 1} zeros around` : `with ${k - 1} zero${k > 2 ? "s" : ""} around`;
  const grids = [];
  const add = (name, f, c, rows, columns, row, column, title, edge = 0) =>
    grids.push({ key: `${name} ${f} ${c}`, name, f, c, rows: rows + 2 * edge, columns: columns + 2 * edge, row, column, title, edge });

  if (view === "weight") {
    channels.forEach((c, n) => add("x", 0, c, H, W, 0, n + 1, ["picture x", ofChannel(c) || (padding ? "framed by zeros" : "")], padding));
  }
  filters.forEach((f, m) => {
    const row = view === "weight" ? m + 1 : m;
    add(collects ? "framed" : "delta", f, 0, wide(OH), wide(OW), row, 0, [`δ${F > 1 ? `, ${ofFilter(f)}` : " = dL/dy"}`, collects ? spread : ""]);
    if (view === "bias") add("db", f, 0, 1, 1, row, 1, [`dL/db${F > 1 ? `, ${ofFilter(f)}` : ""}`, ""]);
    else {
      channels.forEach((c, n) =>
        view === "weight"
          ? add("dw", f, c, k, k, row, n + 1, [F > 1 ? `dL/dw, ${ofFilter(f)}` : "dL/dw", ofChannel(c)])
          : add("w", f, c, k, k, row, n + 1, [F > 1 ? `w, ${ofFilter(f)}` : "filter w", note(c)]));
    }
  });
  if (state.goal === "input") {
    const ring = view === "scatter" ? padding : 0;
    const isAlone = channels.length === 1;
    channels.forEach((c, n) => add("dx", 0, c, H, W, isAlone ? 0 : filters.length, isAlone ? 2 : n + 1, ["dL/dx", ofChannel(c)], ring));
  }
  return grids;
}

const titleWidth = ({ title }) => Math.max(...title.map((line, n) => line.length * LETTERS[n]));
const isResult = ({ name }) => ["dx", "dw", "db"].includes(name);
const sum = (list) => list.reduce((total, one) => total + one, 0);

/** One after the other, in as many rows as it takes. */
function inRows(grids, cell, width) {
  const rows = [[]];
  let used = 0;
  for (const grid of grids) {
    const wide = Math.max(grid.columns * cell, titleWidth(grid));
    const gap = rows.at(-1).length === 0 ? 0 : isResult(grid) ? ARROW : GAP;
    if (gap && used + gap + wide > width - 2 * EDGE) {
      rows.push([]);
      used = 0;
    } else used += gap;
    rows.at(-1).push({ grid, wide, x: used });
    used += wide;
  }
  const whole = Math.max(...rows.map((row) => row.at(-1).x + row.at(-1).wide));
  const left = Math.max(EDGE, (width - whole) / 2);
  const heights = rows.map((row) => TITLE + cell * Math.max(...row.map(({ grid }) => grid.rows)));
  const places = rows.flatMap((row, n) =>
    row.map(({ grid, x }, i) => ({
      grid,
      x: left + x,
      y: sum(heights.slice(0, n)) + n * 8 + TITLE,
      arrow: isResult(grid) && i > 0,
    })));
  return { places, cell, width: whole + 2 * EDGE, height: sum(heights) + (rows.length - 1) * 8 + EDGE };
}

/** Filters below each other, channels beside each other; what all filters add up to stands at the end. */
function inTable(grids, cell, width) {
  const count = (way) => Math.max(...grids.map((grid) => grid[way])) + 1;
  const sizes = (way, size) => Array.from({ length: count(way) }, (_, n) => Math.max(0, ...grids.filter((grid) => grid[way] === n).map(size)));
  const beside = grids.find(({ name, row }) => name === "dx" && row === 0);
  const wides = sizes("column", (grid) => Math.max(grid.columns * cell, titleWidth(grid)));
  const heights = sizes("row", (grid) => (grid === beside ? 0 : grid.rows * cell));
  const high = sum(heights) + heights.length * TITLE;
  const gaps = (column) => column * GAP + (beside && column === 2 ? ARROW - GAP : 0);
  const whole = sum(wides) + gaps(wides.length - 1);
  const left = Math.max(EDGE, (width - whole) / 2);
  const places = grids.map((grid) => ({
    grid,
    x: left + sum(wides.slice(0, grid.column)) + gaps(grid.column),
    y: grid === beside ? (high + TITLE - grid.rows * cell) / 2 : sum(heights.slice(0, grid.row)) + (grid.row + 1) * TITLE,
    arrow: grid === beside,
  }));
  const most = Math.max(...places.map(({ grid, y }) => y + grid.rows * cell));
  return { places, cell, width: whole + 2 * EDGE, height: most + EDGE };
}

/** { places, cell, width, height } with the largest squares that fit, or the smallest there are. */
function fitted(grids, isTable, width, most) {
  let made;
  for (const cell of CELLS) {
    made = (isTable ? inTable : inRows)(grids, cell, width);
    if (made.width <= width && made.height <= most) break;
  }
  return made;
}

const range = (count) => Array.from({ length: count }, (_, i) => i);

/**
 * Lays out all filters and channels, or fewer where that is too large: then those that are `shown`.
 * Returns { places, cell, height, filters, channels }, the last two with what is seen.
 */
export function layOut(state, shown, { width, most, narrow }) {
  const { F, C } = sizesOf(state);
  const [filters, channels] = [[range(F), [shown.filter]], [range(C), [shown.channel]]];
  const choices = [[filters[0], channels[0]], [filters[0], channels[1]], [filters[1], channels[1]]];
  const isBias = state.goal === "bias";
  for (const [some, few] of narrow && !isBias ? choices.slice(2) : choices) {
    const grids = gridsOf(state, { filters: some, channels: few });
    const plan = fitted(grids, some.length * few.length > 1, width, most);
    if ((plan.width <= width && plan.height <= most) || some === filters[1]) return { ...plan, filters: some, channels: few };
  }
}
