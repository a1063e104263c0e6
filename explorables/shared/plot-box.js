// The frame of a plot of the plane, the same in all, so that they stand level side by side.

const MARGIN = { top: 30, right: 12, bottom: 48, left: 46 };

/** Four fifths as tall as wide, and never taller than a screen lets both be seen. */
export function plotHeight(width) {
  return MARGIN.top + MARGIN.bottom + Math.round(Math.min(330, 0.8 * (width - MARGIN.left - MARGIN.right)));
}

/** The plot's box in pixels. */
export function plotBox({ width, height }) {
  return { x0: MARGIN.left, x1: width - MARGIN.right, y0: MARGIN.top, y1: height - MARGIN.bottom };
}
