// Where the grids of PoolingStepper stand: the picture, and beside it what comes out or what comes back. No DOM.
import { SIDE } from "./model.js";

const TITLE = 26; // pixels above a grid
const ROOMY = { margin: 16, gap: 26, sign: 46, square: 46, low: 40 }; // `sign`: for the arrow; `low`: a square is as tall at least
const TIGHT = { margin: 8, gap: 12, sign: 36, square: 46, low: 38 };
const LEAST = 43; // pixels that a pooled number or a gradient needs; numbers of the picture are shorter
const GRADIENT = 47; // and what it gets where there is room
const NAME = 86; // pixels of the name of δ
const CURVE = 132; // pixels that its words need

/** The picture, an arrow, the pooled map, and the map before the last change, beside it or under it. */
function forward(places, width) {
  const wide = width >= 480;
  const { margin, gap, sign, square, low } = wide ? ROOMY : TIGHT;
  const maps = wide ? 2 : 1; // abreast
  const room = width - 2 * margin - sign - (wide ? gap : 0);
  const even = Math.min(square, Math.floor(room / (SIDE + places * maps)));
  const broad = Math.max(even, LEAST);
  const cell = Math.min(even, Math.floor((room - places * maps * broad) / SIDE));
  const tall = Math.max(cell, low);
  const [side, small] = [SIDE * cell, places * broad];
  const used = side + sign + small + (wide ? gap + small : 0);
  const x = Math.max(margin, Math.floor((width - used) / 2));
  const out = x + side + sign;
  const y = wide ? TITLE + ((SIDE - places) * tall) / 2 : TITLE;
  const map = { cell: broad, tall };
  const level = y + (places * tall) / 2;
  return {
    grids: {
      picture: { x, y: TITLE, cell, tall },
      pooled: { x: out, y, ...map },
      before: { ...(wide ? { x: out + small + gap, y } : { x: out, y: y + places * tall + TITLE }), ...map },
    },
    arrow: { from: [x + side + 8, level], to: [out - 8, level] },
    curve: null,
    roomy: cell >= square,
    height: TITLE + tall * Math.max(SIDE, wide ? 0 : 2 * places) + (wide ? 0 : TITLE) + 8,
  };
}

/** The picture, its gradient, an arrow from δ, and the curve of the check. */
function back(places, width) {
  const wide = width >= 640;
  const { margin, gap, sign, low } = wide ? ROOMY : TIGHT;
  const broad = wide ? GRADIENT : Math.min(GRADIENT, Math.max(LEAST, Math.floor((width - 2 * margin - gap) / 8)));
  const rest = width - 2 * margin - gap - SIDE * broad;
  const cell = Math.min(low, Math.floor(wide ? (rest - sign - gap - CURVE) / (SIDE + places) : rest / SIDE));
  const [side, tall] = [SIDE * cell, SIDE * low];
  const left = wide ? margin : Math.max(margin, Math.floor((width - side - gap - SIDE * broad) / 2));
  const at = left + side + gap;
  const end = at + SIDE * broad;
  const top = { y: TITLE, tall: low };
  const grids = { picture: { x: left, cell, ...top }, gradient: { x: at, cell: broad, ...top } };
  if (wide) {
    const delta = { x: end + sign, y: TITLE + ((SIDE - places) * low) / 2, cell, tall: low };
    const level = TITLE + tall / 2;
    const x = delta.x + Math.max(places * cell, NAME) + gap;
    return {
      grids: { ...grids, delta },
      arrow: { from: [delta.x - 8, level], to: [end + 8, level] },
      curve: { x, y: 0, width: width - margin - x, height: 212 },
      roomy: false,
      height: 220,
    };
  }
  const y = TITLE + tall + TITLE + 10;
  const middle = at + 12;
  return {
    grids: { ...grids, delta: { x: at, y, cell: broad, tall: low } },
    arrow: { from: [middle, y - TITLE + 2], to: [middle, TITLE + tall + 3] },
    curve: { x: left, y: TITLE + tall + 10, width: side, height: 182 },
    roomy: false,
    height: TITLE + tall + 10 + 188,
  };
}

/**
 * Returns { grids: { name: { x, y, cell, tall } }, arrow: { from, to }, curve, roomy, height } in pixels: the corner of each grid
 * by its name, and how wide and tall its squares are; the box of the curve (null, forward).
 */
export function arrange(way, places, width) {
  return { forward, back }[way](places, width);
}
