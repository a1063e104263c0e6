// The text as a strip of letters, and under each how much it surprised the network, or what a hidden unit or gate was.
import { s, setAttributes } from "../shared/dom.js";
import { clamp } from "../shared/scale.js";
import { shown, stripTitle } from "./words.js";

const CELL = 12; // pixels across
const [LETTER, UNDER, PITCH, TOP, PAD] = [20, 26, 50, 24, 16];
const ROWS = 3;
const MOST_BITS = 12; // what is more reaches the top, too
const MOVES = { ArrowLeft: -1, ArrowRight: 1 };

export const stripHeight = () => TOP + ROWS * PITCH;

/** Options: picture, choose(place), signal. Returns { update(now, { show, size, blind }) }. */
export function openStrip({ picture, choose, signal }) {
  const under = picture.layer("dl-strip-guides");
  const tints = picture.layer("dl-strip-tints");
  const [high, low] = ["dl-activation", "dl-parameter"].map((tone) => s("path", { class: `dl-strip-bar ${tone}` }));
  const words = picture.layer("dl-strip-words");
  const title = s("text", { class: "dl-note", x: PAD, y: 14 });
  const surface = s("rect", { class: "dl-strip-surface" });
  const node = s("g", { class: "dl-grid-focus", role: "slider", tabindex: 0, "aria-label": "place in the text", "aria-valuemin": 0 }, s("rect", { rx: 3 }));
  picture.svg.append(high, low, title, surface, node);
  let cells = [];
  let [first, columns, n, place] = [0, 1, 0, 0];
  let isDragged = false;

  const corner = (k) => [PAD + (k % columns) * CELL, TOP + (Math.floor(k / columns) - first) * PITCH];
  const inSight = () => Math.min(n, (first + ROWS) * columns);

  function make() {
    columns = Math.max(8, Math.floor((picture.width - 2 * PAD) / CELL));
    setAttributes(surface, { x: PAD, y: TOP, width: columns * CELL, height: ROWS * PITCH });
    cells = Array.from({ length: ROWS * columns }, (_, i) => {
      const [x, y] = [PAD + (i % columns) * CELL, TOP + Math.floor(i / columns) * PITCH];
      return {
        tint: s("rect", { x, y, width: CELL, height: LETTER }),
        word: s("text", { x: x + CELL / 2, y: y + 15, "text-anchor": "middle" }),
        key: "",
      };
    });
    tints.replaceChildren(...cells.map(({ tint }) => tint));
    words.replaceChildren(...cells.map(({ word }) => word));
  }

  const bar = (k, from, to) => {
    const [x, y] = corner(k);
    const [top, bottom] = [Math.min(from, to), Math.max(from, to)];
    return `M${x + 2} ${(y + LETTER + top).toFixed(1)}h${CELL - 4}V${(y + LETTER + bottom).toFixed(1)}h${4 - CELL}z`;
  };

  const move = (to) => {
    const next = clamp(to, 0, n);
    if (next === place) return;
    place = next; // the next key may come before the next frame
    choose(next);
  };
  const listen = (target, type, run) => target.addEventListener(type, run, { signal });
  const aim = (event) => {
    const box = picture.svg.getBoundingClientRect();
    const scale = picture.width / box.width;
    const column = clamp(Math.floor(((event.clientX - box.left) * scale - PAD) / CELL), 0, columns - 1);
    const row = clamp(Math.floor(((event.clientY - box.top) * scale - TOP) / PITCH), 0, ROWS - 1);
    move((first + row) * columns + column + 1);
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
    const by = { ...MOVES, ArrowUp: -columns, ArrowDown: columns, PageUp: -10, PageDown: 10, Home: -n, End: n }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    move(place + by);
  });

  return {
    update(now, { show, written, blind, text }) {
      picture.once(words, null, make);
      const letters = Array.from(now.known);
      [n, place] = [letters.length, now.place];
      const row = Math.floor(Math.max(0, place - 1) / columns);
      first = clamp(first, row - ROWS + 1, row);
      const isSigned = show === "unit";
      const zero = isSigned ? UNDER / 2 : UNDER;
      const share = (value) => (show === "surprise" ? Math.min(value, MOST_BITS) / MOST_BITS : value);
      const parts = [[], []];
      const own = n - written;
      cells.forEach((cell, i) => {
        const k = first * columns + i;
        const value = k < n ? share(now.values[k]) : 0;
        const letter = k < n ? shown(letters[k]) : "";
        const tone = show === "surprise" ? "dl-gradient" : value < 0 ? "dl-parameter" : "dl-activation";
        const key = `${letter} ${value.toFixed(3)} ${tone} ${k < own}`;
        if (k < n) parts[Number(value < 0)].push(bar(k, zero, zero - value * zero));
        if (cell.key === key) return;
        cell.key = key;
        setAttributes(cell.tint, { class: tone, "fill-opacity": (0.5 * Math.abs(value)).toFixed(3) });
        cell.word.textContent = letter;
        cell.word.setAttribute("class", `${k < own ? "is-own" : ""} ${letters[k] === letter ? "" : "is-blank"}`);
      });
      setAttributes(high, { d: parts[0].join(""), class: `dl-strip-bar dl-${show === "surprise" ? "gradient" : "activation"}` });
      setAttributes(low, { d: parts[1].join("") });
      title.textContent = stripTitle(show, now.unit, blind, picture.narrow);
      const level = show === "surprise" ? UNDER * (1 - blind / MOST_BITS) : zero;
      const rows = Math.max(1, Math.ceil((inSight() - first * columns) / columns));
      picture.once(under, `${level} ${rows}`, () => {
        const lines = Array.from({ length: rows }, (_, i) => TOP + i * PITCH + LETTER + level);
        under.replaceChildren(...lines.map((y) => s("line", { class: "dl-axis", x1: PAD, x2: PAD + columns * CELL, y1: y, y2: y })));
      });
      const [x, y] = corner(Math.max(0, place - 1));
      setAttributes(node.firstChild, place ? { x: x - 1, y: y - 1, width: CELL + 2, height: LETTER + UNDER + 2 } : { x: x - 3, y: y - 1, width: 3, height: LETTER + UNDER + 2 });
      setAttributes(node, { "aria-valuemax": n, "aria-valuenow": place, "aria-valuetext": text });
    },
  };
}
