// Adding and removing points: by pressing in the plane, or with a cursor that the arrow keys move.
import { setAttributes, s } from "../shared/dom.js";
import { createHandle } from "../shared/handle.js";
import { hasCoarsePointer } from "../shared/motion.js";
import { clean, snap } from "../shared/scale.js";
import { plain } from "./words.js";

const STILL = 6; // pixels a press may move
const REACH = 12; // pixels from the cursor to the point that it has chosen
const REACH_TOUCH = 22; // from a finger to the point that it means

/**
 * Options: picture, layer (takes the cursor), look (takes the surface), add([x1, x2]), remove(index), redraw, signal.
 * Returns { layOut(scales, box), update({ X, y, editable }), chosen(), removeChosen() }.
 */
export function openEditing({ picture, layer, look, add, remove, redraw, signal }) {
  const surface = s("rect", { class: "dl-look" });
  look.append(surface);
  const range = { x: { min: 0, max: 1, step: 1, page: 1 }, y: { min: 0, max: 1, step: 1, page: 1 } };
  let scales;
  let at = null; // where the cursor is
  let X = [];
  let y = [];
  let pressed = null;

  const toPixels = ([a, c]) => [scales.x(a), scales.y(c)];
  const nearest = (x, reach = REACH) => {
    const [px, py] = toPixels(x);
    const away = X.map(toPixels).map(([a, c]) => Math.hypot(a - px, c - py));
    const least = Math.min(...away);
    return least <= reach ? away.indexOf(least) : null;
  };
  const chosen = () => at && nearest([at.x, at.y]);
  const addHere = () => add([snap(at.x, range.x.step), snap(at.y, range.y.step)].map(clean));
  const removeChosen = () => {
    if (chosen() !== null) remove(chosen());
  };

  const cursor = createHandle({
    layer,
    svg: picture.svg,
    label: "cursor in the plane: Enter adds a point, Delete removes the chosen one",
    range,
    scales: () => scales,
    value: () => at,
    move(to) {
      at = to;
      redraw();
    },
    tone: "quiet",
    surface,
    signal,
  });
  const { node } = cursor;
  node.classList.add("dl-cursor");
  const listen = (target, type, run) => target.addEventListener(type, run, { signal });
  listen(node, "keydown", (event) => {
    if (event.key === "Enter" && chosen() === null) addHere();
    else if (event.key === "Delete" || event.key === "Backspace") removeChosen();
    else return;
    event.preventDefault();
  });
  const act = (event) => {
    if (!pressed || Math.hypot(event.clientX - pressed[0], event.clientY - pressed[1]) > STILL) return;
    const index = nearest([at.x, at.y], hasCoarsePointer() ? REACH_TOUCH : REACH);
    if (index === null) addHere();
    else [at.x, at.y] = X[index];
    redraw();
  };
  for (const target of [surface, node]) listen(target, "pointerdown", (event) => (pressed = [event.clientX, event.clientY]));
  listen(surface, "click", act);
  listen(node, "pointerup", act); // a finger on it makes no click

  return {
    chosen,
    removeChosen,
    layOut(next, box) {
      scales = next;
      for (const axis of ["x", "y"]) {
        const [min, max] = scales[axis].domain;
        const step = 10 ** Math.floor(Math.log10((max - min) / 40));
        Object.assign(range[axis], { min: Math.ceil(min / step) * step, max: Math.floor(max / step) * step, step, page: 10 * step });
      }
      setAttributes(node, { "aria-valuemin": range.x.min, "aria-valuemax": range.x.max });
      setAttributes(surface, { x: box.x0, y: box.y0, width: box.x1 - box.x0, height: box.y1 - box.y0 });
      at ??= { x: snap((range.x.min + range.x.max) / 2, range.x.step), y: snap(range.y.min + 0.2 * (range.y.max - range.y.min), range.y.step) };
    },
    update({ editable, ...now }) {
      ({ X, y } = now);
      if (!editable) {
        node.remove();
        surface.remove();
        return;
      }
      if (!node.isConnected) {
        layer.append(node);
        look.append(surface);
      }
      const index = chosen();
      node.classList.toggle("is-on", index !== null);
      const on = index === null ? "" : `, on a ${y[index] ? "cross" : "circle"}`;
      cursor.update({ at: toPixels([at.x, at.y]), text: `x1 ${plain(at.x)}, x2 ${plain(at.y)}${on}` });
    },
  };
}
