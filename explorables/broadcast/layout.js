// Where the grids of Broadcast stand: three tables side by side or one below the other, three axes as slabs. No DOM.
import { padded } from "./model.js";

export const CELL_HEIGHT = 26;
const [CELL, NARROW_CELL] = [31, 27];
const NARROW = 480;
const MARGIN = 16;
const [TITLE, NOTE] = [28, 16]; // rows of words above a grid
const BETWEEN = 34; // for + and =
const GAP = 12; // between slabs
const SLAB = 20; // the slab's own index
const LEAST_TITLE = 132;

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

/**
 * Corners of the grids of these shapes (null: only a title), with room above for a title and, where `notes` says so, a note.
 * Returns { places: [{ x, y, head, grid }], signs, cell, height }: the words take `head` above y; signs are the places of + and = between grids side by side, or null.
 */
export function arrange(shapes, notes, width) {
  const cell = width < NARROW ? NARROW_CELL : CELL;
  const room = width - 2 * MARGIN;
  const grids = shapes.map((shape) => grid(shape, cell, room));
  const widths = grids.map((one) => Math.max(one.width, LEAST_TITLE));
  const side = widths.reduce((sum, one) => sum + one + BETWEEN, -BETWEEN);
  const heads = notes.map((note) => TITLE + (note ? NOTE : 0));
  if (side <= room && grids.every((one) => one.slabs === 1)) {
    const [head, tallest] = [Math.max(...heads), Math.max(...grids.map((one) => one.height))];
    let x = MARGIN;
    const places = grids.map((one, i) => {
      const place = { x, y: head, head, grid: one };
      x += widths[i] + BETWEEN;
      return place;
    });
    const signs = places.slice(1).map((place) => [place.x - BETWEEN / 2 - 6, head + Math.max(CELL_HEIGHT, tallest) / 2 + 6]);
    return { places, signs, cell, height: head + tallest + 14 };
  }
  let bottom = 0;
  const places = grids.map((one, i) => {
    const place = { x: MARGIN, y: bottom + heads[i], head: heads[i], grid: one };
    bottom = place.y + one.height + 8;
    return place;
  });
  return { places, signs: null, cell, height: bottom + 8 };
}
