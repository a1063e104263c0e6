// Makes of strokes the 28 × 28 picture that MNIST's makers made of ink: scaled to 20 × 20, center of mass in the middle.

export const PIXELS = 28;
export const SMALLEST = 8; // a drawing whose longer side is shorter is a dot, and not read

const BOX = 20;
const PEN = 2.6; // pixels
const MIDDLE = 14.5; // of pixel 14, counted from 0

/** The box around all points: { low, high, longer }. */
export function extent(strokes) {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  for (const stroke of strokes) {
    for (const point of stroke) {
      for (const axis of [0, 1]) {
        low[axis] = Math.min(low[axis], point[axis]);
        high[axis] = Math.max(high[axis], point[axis]);
      }
    }
  }
  return { low, high, longer: strokes.length ? Math.max(high[0] - low[0], high[1] - low[1]) : 0 };
}

/** The pieces of all strokes, as [x, y, dx, dy] in pixels; a single point is a piece of its own. */
function piecesOf(strokes, { low, high, longer }) {
  const scale = (BOX - PEN) / Math.max(longer, SMALLEST);
  const place = (point, axis) => (point[axis] - (low[axis] + high[axis]) / 2) * scale + PIXELS / 2;
  const pieces = [];
  for (const stroke of strokes) {
    for (let i = 0; i < Math.max(1, stroke.length - 1); i += 1) {
      const [from, to] = [stroke[i], stroke[i + 1] ?? stroke[i]];
      const [x, y] = [place(from, 0), place(from, 1)];
      pieces.push([x, y, place(to, 0) - x, place(to, 1) - y]);
    }
  }
  return pieces;
}

/** How much of each pixel the pen covers, when all pieces are moved by (right, down). Only pixels near a piece are asked. */
function covered(pieces, right = 0, down = 0) {
  const ink = new Float64Array(PIXELS * PIXELS);
  const reach = PEN / 2 + 0.5;
  const first = (edge) => Math.max(0, Math.floor(edge - reach - 0.5));
  const last = (edge) => Math.min(PIXELS - 1, Math.ceil(edge + reach - 0.5));
  for (const [x0, y0, dx, dy] of pieces) {
    const [x, y] = [x0 + right, y0 + down];
    const square = Math.max(dx * dx + dy * dy, 1e-12);
    for (let row = first(Math.min(y, y + dy)); row <= last(Math.max(y, y + dy)); row += 1) {
      for (let column = first(Math.min(x, x + dx)); column <= last(Math.max(x, x + dx)); column += 1) {
        const [px, py] = [column + 0.5 - x, row + 0.5 - y];
        const share = Math.min(1, Math.max(0, (px * dx + py * dy) / square));
        const [awayX, awayY] = [px - share * dx, py - share * dy];
        const cover = Math.min(1, 0.5 + PEN / 2 - Math.sqrt(awayX * awayX + awayY * awayY));
        const at = row * PIXELS + column;
        if (cover > ink[at]) ink[at] = cover;
      }
    }
  }
  return ink;
}

/** The picture, row by row, from 0 (paper) to 255 (ink). */
export function picture(strokes) {
  if (!strokes.length) return new Float64Array(PIXELS * PIXELS);
  const pieces = piecesOf(strokes, extent(strokes));
  const ink = covered(pieces);
  let [mass, across, down] = [0, 0, 0];
  ink.forEach((cover, at) => {
    mass += cover;
    across += cover * ((at % PIXELS) + 0.5);
    down += cover * (Math.floor(at / PIXELS) + 0.5);
  });
  return covered(pieces, MIDDLE - across / mass, MIDDLE - down / mass).map((cover) => Math.floor(cover * 255 + 0.5));
}
