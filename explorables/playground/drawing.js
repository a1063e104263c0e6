// The crosshair in the plane, and the reader's own points: by mouse, by finger, or by the keys A, B and Delete.
import { createHandle } from "../shared/handle.js";
import { hasCoarsePointer } from "../shared/motion.js";
import { clamp, snap } from "../shared/scale.js";
import { REACH } from "./points.js";
import { plain } from "./words.js";

const AXIS = { min: -REACH, max: REACH, step: 0.1, page: 0.5 };
const FINE = 0.05; // of points that are pressed
const APART = 16; // pixels between the points of one stroke
const KEYS = { a: 1, b: 0 };

/**
 * Options: picture, surface (takes presses), state, redraw, add([x1, x2], truth), remove(index), kind() (of pressed points), signal.
 * Returns { layOut(scales), update({ at, said, points }), chosen(), removeChosen() }.
 */
export function openDrawing({ picture, surface, state, redraw, add, remove, kind, signal }) {
  const reach = hasCoarsePointer() ? 22 : 12;
  let scales;
  let points = { x: [], y: [], m: 0 };
  let stroke = null; // where the last point of a stroke was put, in pixels

  const own = () => state.get("problem") === "points";
  const now = () => ({ x: state.get("x1"), y: state.get("x2") });
  const toPixels = ({ x, y }) => [scales.x(x), scales.y(y)];
  const moveTo = ({ x, y }) => {
    state.set({ x1: x, x2: y });
    redraw();
  };

  const chosen = () => {
    if (!own() || !scales) return null;
    const [px, py] = toPixels(now());
    let [best, least] = [null, reach];
    for (let i = 0; i < points.m; i += 1) {
      const away = Math.hypot(scales.x(points.x[i]) - px, scales.y(points.x[points.m + i]) - py);
      if (away <= least) [best, least] = [i, away];
    }
    return best;
  };
  const removeChosen = () => {
    const index = chosen();
    if (index !== null) remove(index);
  };

  const cursor = createHandle({
    layer: picture.layer("dl-cursor-layer"),
    svg: picture.svg,
    label: "crosshair in the plane",
    range: { x: AXIS, y: AXIS },
    scales: () => scales,
    value: now,
    move: moveTo,
    tone: "quiet",
    signal,
  });
  const { node } = cursor;
  node.classList.add("dl-cursor");
  const listen = (target, type, run) => target.addEventListener(type, run, { signal });

  listen(node, "keydown", (event) => {
    if (!own() || event.ctrlKey || event.metaKey || event.altKey) return;
    const truth = event.key === "Enter" ? kind() : KEYS[event.key.toLowerCase()];
    if (truth !== undefined) add([state.get("x1"), state.get("x2")], truth);
    else if (event.key === "Delete" || event.key === "Backspace") removeChosen();
    else return;
    event.preventDefault();
  });

  const placeOf = (event) => {
    const box = picture.svg.getBoundingClientRect();
    const ratio = picture.width / box.width;
    return [(event.clientX - box.left) * ratio, (event.clientY - box.top) * ratio];
  };
  /** Brings the crosshair to a press; in the reader's own points, a free place gets a point. */
  const press = (event) => {
    const [px, py] = placeOf(event);
    const inside = (scale, pixel) => clamp(snap(scale.invert(pixel), FINE), -REACH, REACH);
    moveTo({ x: inside(scales.x, px), y: inside(scales.y, py) });
    if (!own() || (stroke && Math.hypot(px - stroke[0], py - stroke[1]) < APART)) return;
    if (stroke || chosen() === null) {
      stroke = [px, py];
      add([state.get("x1"), state.get("x2")], kind());
    }
  };
  let held = null; // the pointer that is down
  listen(surface, "pointerdown", (event) => {
    if (event.button !== 0 || (event.pointerType === "touch" && !own())) return;
    event.preventDefault();
    surface.setPointerCapture(event.pointerId);
    [held, stroke] = [event.pointerId, null];
    node.focus({ preventScroll: true });
    press(event);
  });
  listen(surface, "pointermove", (event) => {
    if (event.pointerId === held && (stroke || !own())) press(event);
  });
  for (const type of ["pointerup", "pointercancel"]) listen(surface, type, () => (held = stroke = null));
  // A press on the crosshair itself, that does not move it.
  let from = null;
  listen(node, "pointerdown", () => (from = now()));
  listen(node, "pointerup", () => {
    const { x, y } = now();
    if (own() && from && from.x === x && from.y === y && chosen() === null) add([x, y], kind());
    from = null;
  });
  // A finger on the picture may want to scroll the page, so it moves the crosshair only by a tap.
  listen(surface, "click", (event) => event.pointerType === "touch" && !own() && press(event));

  return {
    chosen,
    removeChosen,
    layOut(next) {
      scales = next;
    },
    update({ at, said, points: given }) {
      points = given;
      surface.classList.toggle("is-drawn-on", own());
      const index = chosen();
      node.classList.toggle("is-on", index !== null);
      const on = index === null ? "" : `, on a ${points.y[index] ? "cross" : "circle"}`;
      cursor.update({ at, text: `x1 ${plain(state.get("x1"))}, x2 ${plain(state.get("x2"))}${on}: ${said}` });
    },
  };
}
