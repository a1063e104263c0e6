// Looking at one point: by hovering, by a tap, or by walking through them with the arrow keys.
import { s, setAttributes } from "../shared/dom.js";
import { hasCoarsePointer } from "../shared/motion.js";
import { createCard, describe } from "./card.js";
import { score } from "./model.js";

const STEPS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10, Home: -Infinity, End: Infinity };

export function openPoints({ picture, look, stage, data, parameters, redraw, signal }) {
  const { X, y } = data;
  const surface = s("rect", { class: "dl-look" });
  const ring = s("circle", { r: 11 });
  const node = s("g", { class: "dl-picked", role: "slider", tabindex: 0, "aria-label": "look at a point" }, ring);
  setAttributes(node, { "aria-valuemin": 1, "aria-valuemax": X.length });
  look.append(surface);
  picture.layer("dl-picked-layer").append(node); // above the handles, and after them for the Tab key
  const card = createCard({ stage, data });
  const reach = hasCoarsePointer() ? 24 : 12;
  let places = [];
  let box = null;
  let picked = null; // what is shown
  let walked = 0; // where the arrow keys are

  const byScore = () => {
    const z = X.map((point) => score(point, parameters()));
    return X.map((_, i) => i).sort((a, b) => z[a] - z[b]);
  };
  const pick = (index) => {
    if (index === picked) return;
    picked = index;
    if (index !== null) walked = index;
    redraw();
  };
  const nearest = (event) => {
    const frame = picture.svg.getBoundingClientRect();
    const ratio = picture.width / frame.width;
    const [px, py] = [(event.clientX - frame.left) * ratio, (event.clientY - frame.top) * ratio];
    const away = places.map(([x, c]) => Math.hypot(x - px, c - py));
    const least = Math.min(...away);
    return least <= reach ? away.indexOf(least) : null;
  };
  const focused = () => node.matches(":focus-visible");

  const listen = (target, type, run) => target.addEventListener(type, run, { signal });
  listen(surface, "pointermove", (event) => event.pointerType === "mouse" && pick(nearest(event)));
  listen(surface, "pointerleave", (event) => event.pointerType === "mouse" && pick(focused() ? walked : null));
  listen(surface, "click", (event) => pick(nearest(event)));
  listen(node, "focus", () => pick(walked));
  listen(node, "blur", () => pick(null));
  listen(node, "keydown", (event) => {
    if (event.key === "Escape") pick(null);
    const step = STEPS[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const order = byScore();
    pick(order[Math.min(order.length - 1, Math.max(0, order.indexOf(walked) + step))]);
  });

  return {
    layOut(next) {
      ({ places, box } = next);
      setAttributes(surface, { x: box.x0, y: box.y0, width: box.x1 - box.x0, height: box.y1 - box.y0 });
    },
    places: () => places,
    selected: () => picked,
    update(now, handles) {
      const [px, py] = places[picked ?? walked];
      node.setAttribute("transform", `translate(${px.toFixed(1)} ${py.toFixed(1)})`);
      ring.style.display = picked === null ? "none" : "";
      const index = picked ?? walked;
      const z = score(X[index], now);
      const order = node.ownerDocument.activeElement === node ? byScore().indexOf(index) + 1 : index + 1;
      setAttributes(node, { "aria-valuenow": order, "aria-valuetext": describe(z, y[index], data).join(", ") });
      if (picked === null) {
        card.hide();
        return;
      }
      const avoid = [...handles.map((at) => ({ at, weight: 20 })), ...places.map((at) => ({ at, weight: 1 }))];
      card.show({ index, z, truth: y[index], at: places[index], box, avoid });
    },
  };
}
