// All hidden units after a letter: squares above 0, discs below, the larger the more; choose one by pointer or keys.
import { s, setAttributes } from "../shared/dom.js";
import { fixed } from "../shared/format.js";
import { clamp } from "../shared/scale.js";
import { context } from "./words.js";

const [PAD, TOP, BELOW, SIDE, LARGEST] = [16, 24, 26, 224, 24];

/** Where the grid stands: { columns, rows, cell, height } for so many units. */
function layOut(size, width, narrow) {
  const columns = Math.ceil(Math.sqrt(size));
  const side = narrow ? width - 2 * PAD : SIDE;
  const cell = Math.min(LARGEST, Math.floor(side / columns));
  const rows = Math.ceil(size / columns);
  return { columns, rows, cell, height: TOP + rows * cell + BELOW };
}

/** The height of the grid for a width; narrow(): is the figure on a phone? */
export const unitsHeight = (size, narrow) => (width) => layOut(size, width, narrow()).height;

/** Options: picture, size (how many units), narrow(), choose(unit), signal. Returns { update(now) }. */
export function openUnits({ picture, size, narrow, choose, signal }) {
  const title = s("text", { class: "dl-note", x: PAD, y: 14 });
  const frame = s("rect", { class: "dl-cut", x: PAD - 0.5, y: TOP - 0.5 });
  const high = s("path", { class: "dl-strip-bar dl-activation" });
  const low = s("path", { class: "dl-strip-bar dl-unit-low dl-parameter" });
  const legend = s("text", { class: "dl-note", x: PAD });
  const surface = s("rect", { class: "dl-strip-surface", x: PAD, y: TOP });
  const node = s("g", { class: "dl-grid-focus", role: "slider", tabindex: 0, "aria-label": "hidden unit", "aria-valuemin": 1, "aria-valuemax": size }, s("rect", { rx: 3 }));
  picture.svg.append(title, frame, high, low, legend, surface, node);
  let [unit, isDragged] = [1, false];
  const places = () => layOut(size, picture.width, narrow());

  const move = (to) => {
    unit = clamp(to, 1, size); // the next key may come before the next frame
    choose(unit);
  };
  const listen = (target, type, run) => target.addEventListener(type, run, { signal });
  const aim = (event) => {
    const { columns, rows, cell } = places();
    const box = picture.svg.getBoundingClientRect();
    const scale = picture.width / box.width;
    const column = clamp(Math.floor(((event.clientX - box.left) * scale - PAD) / cell), 0, columns - 1);
    const row = clamp(Math.floor(((event.clientY - box.top) * scale - TOP) / cell), 0, rows - 1);
    move(row * columns + column + 1);
  };
  listen(surface, "pointerdown", (event) => {
    if (event.button !== 0) return;
    isDragged = true;
    surface.setPointerCapture(event.pointerId);
    aim(event);
  });
  listen(surface, "pointermove", (event) => isDragged && aim(event));
  for (const type of ["pointerup", "pointercancel"]) {
    listen(surface, type, () => {
      if (isDragged && type === "pointerup") node.focus({ preventScroll: true });
      isDragged = false;
    });
  }
  listen(node, "keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const { columns } = places();
    const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns, PageUp: -10, PageDown: 10, Home: -size, End: size }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    move(unit + by);
  });

  return {
    update(now) {
      const { columns, rows, cell } = places();
      const parts = [[], []];
      now.hidden.forEach((value, i) => {
        const [x, y] = [PAD + ((i % columns) + 0.5) * cell, TOP + (Math.floor(i / columns) + 0.5) * cell];
        const half = ((cell - 2) / 2) * Math.sqrt(Math.abs(value));
        const r = half.toFixed(2);
        const d = (2 * half).toFixed(2);
        if (value < 0) parts[1].push(`M${(x - half).toFixed(2)} ${y}a${r} ${r} 0 1 0 ${d} 0a${r} ${r} 0 1 0 -${d} 0`);
        else parts[0].push(`M${(x - half).toFixed(2)} ${(y - half).toFixed(2)}h${d}v${d}h-${d}z`);
      });
      setAttributes(high, { d: parts[0].join("") });
      setAttributes(low, { d: parts[1].join("") });
      unit = now.unit;
      const value = now.hidden[unit - 1];
      title.textContent = now.place ? `The ${size} hidden units after “${context(now, 5)}”` : `The ${size} hidden units at the start`;
      legend.textContent = `■ above 0, ● below. Unit ${unit}: ${fixed(value, 2)}`;
      setAttributes(legend, { y: TOP + rows * cell + 19 });
      for (const rect of [frame, surface]) setAttributes(rect, { width: columns * cell + 1, height: rows * cell + 1 });
      const [x, y] = [PAD + ((unit - 1) % columns) * cell, TOP + Math.floor((unit - 1) / columns) * cell];
      setAttributes(node.firstChild, { x: x - 1, y: y - 1, width: cell + 2, height: cell + 2 });
      setAttributes(node, { "aria-valuenow": unit, "aria-valuetext": `unit ${unit}: ${fixed(value, 2)}` });
    },
  };
}
