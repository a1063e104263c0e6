// The square to draw in: by mouse, by finger, or with a pen that the keys move, put down and lift.
import { s, setAttributes } from "../shared/dom.js";
import { createHandle } from "../shared/handle.js";
import { clamp } from "../shared/scale.js";
import { MOST_POINTS, SIDE, pointToInk, pointsOf, toStrokes, withoutLast } from "./ink.js";

const AXIS = { min: 0, max: SIDE, step: 5, page: 25 };
const APART = 1.2; // between two points of a stroke
const WIDTH = 6; // of the line, as drawn

/**
 * Options: picture, state, redraw, signal. Returns
 *   layOut(box)   where the square is, in pixels
 *   update()      draws what is in the state
 *   undo(), clear(), lift()
 *   pen()         { x, y, down } while the pen of the keyboard is in use, else null
 */
export function openDrawing({ picture, state, redraw, signal }) {
  const paper = s("rect", { class: "dl-paper" });
  const hint = s("text", { class: "dl-note", "text-anchor": "middle" }, "Draw a digit here");
  const ink = s("path", { class: "dl-strokes dl-activation" });
  picture.layer("dl-paper-layer").append(paper, hint, ink);
  let box;
  let held = null; // the pointer that draws
  let down = false; // is the pen of the keyboard down?
  let byKeys = false; // is it used? A press on the paper gives it the keys too, but it is not to be seen then.
  let last = null; // the last point of the stroke that is being drawn

  const add = (point, begins = false) => {
    const text = state.get("ink");
    if (pointsOf(text) >= MOST_POINTS) return;
    last = point;
    state.set({ ink: text + (begins && text ? "-" : "") + pointToInk(point) });
    redraw();
  };
  const change = (text) => {
    held = last = null;
    down = false;
    state.set({ ink: text });
    redraw();
  };

  const cursor = createHandle({
    layer: picture.layer("dl-pen-layer"),
    svg: picture.svg,
    label: "pen",
    range: { x: AXIS, y: AXIS },
    project: () => toPixels(penPlace()),
    value: () => ({ x: state.get("pen_x"), y: SIDE - state.get("pen_y") }), // up is more
    move({ x, y }) {
      state.set({ pen_x: x, pen_y: SIDE - y });
      if (down) add(penPlace());
      redraw();
    },
    tone: "activation",
    signal,
  });
  const { node } = cursor;
  node.classList.add("dl-pen");
  const penPlace = () => [state.get("pen_x"), state.get("pen_y")];
  const toPixels = ([x, y]) => [box.x + (x / SIDE) * box.side, box.y + (y / SIDE) * box.side];
  const listen = (target, type, run, options = {}) => target.addEventListener(type, run, { signal, ...options });

  listen(node, "keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    byKeys = true;
    redraw();
    if (event.key === " ") {
      if (!event.repeat) down = !down;
      if (down && !event.repeat) add(penPlace(), true);
    } else if (event.key === "Backspace" || event.key === "Delete") drawing.undo();
    else return;
    event.preventDefault();
  });
  listen(node, "blur", () => {
    down = byKeys = false;
    redraw();
  });
  listen(node, "focus", () => {
    byKeys = held === null;
    redraw();
  });

  const place = ({ clientX, clientY }) => {
    const frame = picture.svg.getBoundingClientRect();
    const ratio = picture.width / frame.width;
    const along = (pixel, from) => clamp(((pixel * ratio - from) / box.side) * SIDE, 0, SIDE);
    return [along(clientX - frame.left, box.x), along(clientY - frame.top, box.y)];
  };
  const isApart = ([x, y]) => last === null || Math.hypot(x - last[0], y - last[1]) >= APART;
  listen(paper, "pointerdown", (event) => {
    if (event.button !== 0 || held !== null) return;
    event.preventDefault();
    paper.setPointerCapture(event.pointerId);
    held = event.pointerId;
    down = byKeys = false;
    node.focus({ preventScroll: true });
    add(place(event), true);
  });
  listen(paper, "pointermove", (event) => {
    if (event.pointerId !== held) return;
    const all = event.getCoalescedEvents?.() ?? [];
    for (const one of all.length ? all : [event]) {
      const point = place(one);
      if (isApart(point)) add(point);
    }
  });
  for (const type of ["pointerup", "pointercancel"]) {
    listen(paper, type, (event) => {
      if (event.pointerId !== held) return;
      held = null;
      redraw();
    });
  }
  // Browsers differ on touch-action inside an SVG; this keeps the page still under a drawing finger in all.
  listen(paper, "touchstart", (event) => event.preventDefault(), { passive: false });

  const drawing = {
    layOut(next) {
      box = next;
      setAttributes(paper, { x: box.x, y: box.y, width: box.side, height: box.side, rx: 6 });
      setAttributes(hint, { x: box.x + box.side / 2, y: box.y + box.side / 2 + 5 });
      ink.setAttribute("stroke-width", (WIDTH / SIDE) * box.side);
    },
    undo: () => change(withoutLast(state.get("ink"))),
    clear: () => change(""),
    lift: () => (down = false),
    pen: () => (byKeys ? { x: state.get("pen_x"), y: state.get("pen_y"), down } : null),
    update() {
      const strokes = toStrokes(state.get("ink"));
      hint.style.display = strokes.length ? "none" : "";
      const lines = strokes.map((stroke) => (stroke.length > 1 ? stroke : [stroke[0], stroke[0]]).map((point) => toPixels(point).map((pixel) => pixel.toFixed(1)).join(" ")));
      ink.setAttribute("d", lines.map((points) => `M${points.join("L")}`).join(""));
      node.classList.toggle("is-down", down);
      node.classList.toggle("is-used", byKeys);
      const [x, y] = penPlace();
      cursor.update({ at: toPixels([x, y]), text: `pen ${down ? "down" : "up"}, ${x} across, ${y} down` });
    },
  };
  return drawing;
}
