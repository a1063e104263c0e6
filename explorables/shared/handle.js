// A point of the picture that the reader moves: by mouse, finger or keyboard, like a slider.
import { s, setAttributes } from "./dom.js";
import { hasCoarsePointer } from "./motion.js";
import { clamp, clean, snap } from "./scale.js";

const HIT_RADIUS = 14;
const HIT_RADIUS_TOUCH = 22;
const KEYS = {
  ArrowLeft: ["x", -1],
  ArrowRight: ["x", 1],
  ArrowDown: ["y", -1],
  ArrowUp: ["y", 1],
};

function shapeOf(shape) {
  return shape === "square"
    ? s("rect", { class: "dl-knob", x: -8, y: -8, width: 16, height: 16, rx: 3 })
    : s("circle", { class: "dl-knob", r: 8 });
}

/**
 * Options:
 *   layer       the SVG group that takes the handle; svg the whole picture
 *   label       its name for screen readers
 *   range       { x: { min, max, step, page }, y: … }; leave out the direction in which it does not move
 *   scales()    the present { x, y } scales; or instead, where x and y are not the picture's directions:
 *   project(value) gives [px, py], unproject([px, py]) a value or null
 *   value()     the present { x, y } in data units
 *   move(value) takes the new value, rounded and within range
 *   shape       "round" (a value) or "square" (what one may change); tone a color name
 *   hit         the element that is pressed, where a circle would reach into its neighbors
 *   surface     an element of the picture on which a press brings the handle there
 *   keys(event) where arrows mean something else: moves it and returns true if the key was one of its own
 * Returns { node, update({ at: [px, py], text, now }) }; `now` is its number where that is not the first of value().
 */
export function createHandle({ layer, svg, label, range, scales, project, unproject, value, move, shape = "round", tone, hit, surface, keys, signal }) {
  const axes = Object.keys(range);
  const main = range[axes[0]];
  const node = s(
    "g",
    { class: `dl-handle dl-${tone}`, role: "slider", tabindex: 0, "aria-label": label },
    hit ?? s("circle", { class: "dl-hit", r: hasCoarsePointer() ? HIT_RADIUS_TOUCH : HIT_RADIUS }),
    s("circle", { class: "dl-halo", r: 14 }),
    shapeOf(shape),
  );
  setAttributes(node, { "aria-valuemin": main.min, "aria-valuemax": main.max });
  if (axes.length === 1 && axes[0] === "y") node.setAttribute("aria-orientation", "vertical");
  layer.append(node);

  const fit = (axis, number, fine) => {
    const { min, max, step } = range[axis];
    return clamp(snap(number, fine ? step / 10 : step), min, max);
  };
  const moveTo = (target, fine) => {
    const next = { ...value() };
    for (const axis of axes) next[axis] = fit(axis, target[axis] ?? next[axis], fine);
    move(next);
  };

  const toPicture = (event) => {
    const box = svg.getBoundingClientRect();
    const ratio = svg.viewBox.baseVal.width / box.width;
    return [(event.clientX - box.left) * ratio, (event.clientY - box.top) * ratio];
  };
  const pixels = () => {
    if (project) return project(value());
    const { x, y } = scales();
    const now = value();
    return [axes.includes("x") ? x(now.x) : 0, axes.includes("y") ? y(now.y) : 0];
  };

  let drag = null;
  const follow = (event) => {
    const [px, py] = toPicture(event);
    if (unproject) {
      const found = unproject([px - drag.dx, py - drag.dy]);
      if (found) moveTo(found, true);
      return;
    }
    const { x, y } = scales();
    const target = {};
    if (axes.includes("x")) target.x = x.invert(px - drag.dx);
    if (axes.includes("y")) target.y = y.invert(py - drag.dy);
    moveTo(target, true);
  };
  const begin = (event, grabbed) => {
    const [px, py] = toPicture(event);
    const [hx, hy] = pixels();
    drag = { id: event.pointerId, dx: grabbed ? px - hx : 0, dy: grabbed ? py - hy : 0 };
    event.currentTarget.setPointerCapture(event.pointerId);
    node.classList.add("is-dragged");
    node.focus({ preventScroll: true });
  };
  const end = () => {
    drag = null;
    node.classList.remove("is-dragged");
  };
  const mine = (event) => drag && event.pointerId === drag.id;

  const listen = (target, type, run) => target.addEventListener(type, run, { signal });
  for (const target of surface ? [node, surface] : [node]) {
    listen(target, "pointermove", (event) => mine(event) && follow(event));
    listen(target, "pointerup", (event) => mine(event) && end());
    listen(target, "pointercancel", (event) => mine(event) && end());
  }
  listen(node, "pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    begin(event, true);
  });
  // Browsers differ on touch-action inside an SVG; this keeps the page still under a dragging finger in all.
  node.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false, signal });
  if (surface) {
    // A finger on the plot may want to scroll the page, so it moves the handle only by a tap.
    listen(surface, "pointerdown", (event) => {
      if (event.button !== 0 || event.pointerType === "touch") return;
      event.preventDefault();
      begin(event, false);
      follow(event);
    });
    listen(surface, "click", (event) => {
      if (event.pointerType !== "touch") return;
      drag = { dx: 0, dy: 0 };
      follow(event);
      end();
    });
  }

  const keyTarget = (event) => {
    const now = value();
    const only = axes.length === 1 ? axes[0] : null;
    if (event.key in KEYS) {
      const [axis, sign] = KEYS[event.key];
      const along = only ?? axis;
      const step = range[along].step * (event.shiftKey ? 0.1 : 1);
      return { [along]: clean(now[along] + sign * step) };
    }
    const paged = only ?? "y";
    if (event.key === "PageUp") return { [paged]: now[paged] + range[paged].page };
    if (event.key === "PageDown") return { [paged]: now[paged] - range[paged].page };
    if (event.key === "Home") return { [axes[0]]: main.min };
    if (event.key === "End") return { [axes[0]]: main.max };
    return null;
  };
  listen(node, "keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (keys) {
      if (keys(event)) event.preventDefault();
      return;
    }
    const target = keyTarget(event);
    if (!target) return;
    event.preventDefault();
    moveTo(target, true);
  });

  return {
    node,
    update({ at: [px, py], text, now = clean(value()[axes[0]]) }) {
      node.setAttribute("transform", `translate(${px.toFixed(2)} ${py.toFixed(2)})`);
      setAttributes(node, { "aria-valuenow": now, "aria-valuetext": text });
    },
  };
}
