// Where the grids of Broadcast stand: three tables side by side or one below the other, three axes as slabs. No DOM.
import { padded } from "./model.js";

export const CELL_HEIGHT = 26;
const CELLS = { wide: 31, narrow: 27, finger: [36, 32, 29] };
const NARROW = 480;
const MARGIN = 16;
const [TITLE, NOTE] = [28, 16]; // rows of words above a grid
const BETWEEN = 34; // for + and =
const GAP = 12; // between slabs
const SLAB = 20; // the slab's own index
const LEAST_TITLE = 126;

/** One grid, from its corner: { slabs, width, height, corner(slab) }, in pixels; at most `room` wide if it can be. */
function grid(shape, cell, room) {
  if (!shape) return { slabs: 1, width: 0, height: 0 };
  const [slabs, rows, columns] = padded(shape, 3);
  const wide = columns * cell + GAP;
  const abreast = Math.max(1, Math.min(slabs, Math.floor((room + GAP) / wide)));
  const head = slabs > 1 ? SLAB : 0;
  const tall = head + rows * CELL_HEIGHT + (slabs > 1 ? 8 : 0);
  return {
    slabs,
    width: abreast * wide - GAP,
    height: Math.ceil(slabs / abreast) * tall,
    corner: (slab) => [(slab % abreast) * wide, Math.floor(slab / abreast) * tall + head],
  };
}

/** Which grids stand side by side: all three, the two that are added, or none; three axes need the whole width. */
function rowsOf(grids, widths, room) {
  const abreast = (of) => of.every((i) => grids[i].slabs === 1) && of.reduce((sum, i) => sum + widths[i] + BETWEEN, -BETWEEN) <= room;
  return [[[0, 1, 2]], [[0, 1], [2]]].find((rows) => rows.every(abreast)) ?? [[0], [1], [2]];
}

/**
 * Corners of the grids of these shapes (null: only a title), with room above for a title and, where `notes` says so, a note.
 * Returns { places: [{ x, y, head, sign, grid }], cell, height }: the words take `head` above y; `sign` is the place of + or =
 * before a grid that stands beside the one before, or null.
 */
export function arrange(shapes, notes, width) {
  const narrow = width < NARROW;
  const room = width - 2 * MARGIN;
  const lay = (cell) => {
    const grids = shapes.map((shape) => grid(shape, cell, room));
    const widths = grids.map((one) => Math.max(one.width, LEAST_TITLE));
    return { cell, grids, widths, rows: rowsOf(grids, widths, room) };
  };
  // On a phone the widest cells that do not cost another row: a finger is to hit them.
  const least = lay(narrow ? CELLS.narrow : CELLS.wide);
  const wider = narrow && least.grids.every((one) => one.slabs === 1) ? CELLS.finger.map(lay) : [];
  const { cell, grids, widths, rows } = wider.find((one) => one.rows.length === least.rows.length) ?? least;

  const places = [];
  let bottom = 0;
  for (const row of rows) {
    const head = Math.max(...row.map((i) => TITLE + (notes[i] ? NOTE : 0)));
    const tallest = Math.max(...row.map((i) => grids[i].height));
    let x = MARGIN;
    for (const i of row) {
      const sign = i === row[0] ? null : [x - BETWEEN / 2 - 6, bottom + head + Math.max(CELL_HEIGHT, tallest) / 2 + 6];
      places[i] = { x, y: bottom + head, head, sign, grid: grids[i] };
      x += widths[i] + BETWEEN;
    }
    bottom += head + tallest + 8;
  }
  return { places, cell, height: bottom + 8 };
}
