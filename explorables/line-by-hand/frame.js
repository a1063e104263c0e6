// The frame of a plot with money on its upright axis, the same in all, so that they stand level side by side.

const MARGIN = { top: 30, right: 14, bottom: 48, left: 58 };

/** Four fifths as tall as wide, and never taller than a screen lets both be seen; `stacked`, one above the other, lower. */
export function moneyHeight(width, stacked = false) {
  return MARGIN.top + MARGIN.bottom + Math.round(Math.min(stacked ? 150 : 330, 0.88 * (width - MARGIN.left - MARGIN.right)));
}

/** The plot's box in pixels. */
export function moneyBox({ width, height }) {
  return { x0: MARGIN.left, x1: width - MARGIN.right, y0: MARGIN.top, y1: height - MARGIN.bottom };
}

export const square = ([px, py], r) => ({ x0: px - r, x1: px + r, y0: py - r, y1: py + r });

export const toRectangle = ({ x0, x1, y0, y1 }) => ({ x: x0, y: y0, width: x1 - x0, height: y1 - y0 });
