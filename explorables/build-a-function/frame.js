// The frame of the pictures of BuildAFunction: the same places side by side on a wide screen, less of the outside on a narrow one.
import { setAttributes } from "../shared/dom.js";
import { linear } from "../shared/scale.js";
import { risesAt } from "./networks.js";

const WIDE = { top: 12, right: 12, bottom: 46, left: 46 };
const NARROW = { top: 10, right: 8, bottom: 44, left: 34 };
const HEIGHTS = [-0.45, 1.45];
const DEEP = [-1.45, 1.45]; // where a unit takes away as much as another gives

/** Where a curve wants more points: about the middle of a rise, in units of 1/w. */
const BESIDE = [-6, -3, -1.5, -0.5, 0, 0.5, 1.5, 3, 6];

/** As on a phone; beside the errors there is more room. */
export const isTight = (width) => width < 420;

/** On a phone the curve and its errors have to leave room for the buttons and the words. */
export const plotHeight = (width, mode) => (!isTight(width) ? 330 : mode === "descent" ? 204 : 264);

/** Gives a picture another height than its width asks for. */
export function refit(picture, height) {
  if (picture.height === height) return;
  picture.height = height;
  setAttributes(picture.svg, { viewBox: `0 0 ${picture.width} ${height}`, height });
}

/** The scales of a picture and its box in pixels. */
export function layOut({ width, height }, deep = false) {
  const margin = isTight(width) ? NARROW : WIDE;
  const outside = isTight(width) ? 0.12 : 0.25;
  const box = { x0: margin.left, x1: width - margin.right, y0: margin.top, y1: height - margin.bottom };
  return { box, x: linear([-outside, 1 + outside], [box.x0, box.x1]), y: linear(deep ? DEEP : HEIGHTS, [box.y1, box.y0]) };
}

/** Places at which to draw a curve: evenly spaced, and more of them where a unit rises or bends. */
export function placesFor(made, [low, high], count = 200) {
  const places = Array.from({ length: count + 1 }, (_, i) => low + ((high - low) * i) / count);
  risesAt(made).forEach((place, j) => places.push(...BESIDE.map((by) => place + by / Math.abs(made.w[j]))));
  return places.filter((place) => place >= low && place <= high).sort((a, b) => a - b);
}
