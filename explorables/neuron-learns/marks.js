// How the two copies are told apart: squared error is a full point and a solid line, cross-entropy a ring and a dashed line.
import { s, setAttributes } from "../shared/dom.js";

const RADIUS = [4.5, 7]; // where both are at one place, the point is seen in the ring

export const DASH = ["", "dl-dashed"];

const RING = ["dl-solid", "dl-ring dl-copy"];

/** The marks of the two copies; in the color of a quantity. */
export function createMarks(layer, tone) {
  const marks = RING.map((ring, i) => s("circle", { class: `${ring} dl-${tone}`, r: RADIUS[i] }));
  layer.append(...marks);
  return {
    moveTo(points) {
      marks.forEach((mark, i) => setAttributes(mark, { cx: points[i][0].toFixed(2), cy: points[i][1].toFixed(2) }));
    },
    show(visible) {
      for (const mark of marks) mark.style.display = visible ? "" : "none";
    },
  };
}

/** Both plots of the prediction are equally high, so that side by side they stand level. */
export const ABOVE = 30;
export const LEFT = 44;
export const SPAN = [-0.15, 1.12]; // room under 0, so that the square that drags the epoch covers no point
export const plotHeight = (figure) => (figure.narrow() ? 116 : 210);

export const square = ([px, py], r) => ({ x0: px - r, x1: px + r, y0: py - r, y1: py + r });
