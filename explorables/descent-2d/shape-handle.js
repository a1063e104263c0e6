// The handle on the map of Descent2D by which the ravine is made narrow or wide: it pulls at one line of equal cost.
import { s } from "../shared/dom.js";
import { brief } from "../shared/format.js";
import { createHandle } from "../shared/handle.js";
import { ellipse } from "../shared/landscapes.js";
import { clipLine, toPath } from "../shared/path.js";
import { STEEPNESS } from "./model.js";

const END = 3.6; // where the line that is pulled at meets the floor of the ravine
const X = 3; // the handle stands here, away from where runs begin

const HEIGHT = Math.sqrt(END ** 2 - X ** 2); // of the handle, if the ravine is a round bowl: κ = 1
const LEAST = 0.01;

export function openShapeHandle({ picture, lines, state, scales, signal }) {
  const line = s("path", { class: "dl-contour dl-shape" });
  lines.prepend(line);
  const toPixels = ([a, b]) => [scales().x(a), scales().y(b)];
  const place = (steepness) => toPixels([X, HEIGHT / Math.sqrt(steepness)]);
  const handle = createHandle({
    layer: picture.layer("dl-handles"),
    svg: picture.svg,
    label: "steepness κ, on the map",
    shape: "square",
    tone: "parameter",
    range: { y: { ...STEEPNESS, step: 1, page: 5 } },
    project: ({ y }) => place(y),
    unproject: ([, py]) => ({ y: (HEIGHT / Math.max(LEAST, scales().y.invert(py))) ** 2 }),
    value: () => ({ y: state.get("steepness") }),
    move: ({ y }) => state.set({ steepness: y }),
    signal,
  });

  return {
    /** Where the handle is and what it says, or null on other surfaces. */
    update(box) {
      const visible = state.get("surface") === "ravine";
      for (const part of [handle.node, line]) part.style.display = visible ? "" : "none";
      if (!visible) return null;
      const steepness = state.get("steepness");
      line.setAttribute("d", clipLine(ellipse(END ** 2 / 2, steepness).map(toPixels), box).map(toPath).join(""));
      const at = place(steepness);
      const text = `κ = ${brief(steepness)}`;
      handle.update({ at, text });
      return { at, text };
    },
  };
}
