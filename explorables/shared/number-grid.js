// A grid of numbers: tinted squares that are looked at, chosen and, where the reader may, changed.
import { s, setAttributes } from "./dom.js";
import { short } from "./format.js";
import { clamp } from "./scale.js";

const DRAG = 12; // pixels up or down for a change by one
const MOVES = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

/**
 * Options:
 *   layer       the SVG group that takes the grid
 *   label       its name for screen readers: "picture", "filter 1"
 *   tone        activation, parameter, gradient, truth or quiet
 *   choose(row, column)  the reader chose a square, by pointer or by arrow keys, Home and End; without it the grid is only looked at
 *   reading     optional: left and right go on in the next row, as one reads
 *   point(row, column), point(null)  optional: the mouse is over a square, or over none
 *   change(row, column, value)  optional: the reader set a number: by a key 0 to 9, plus, minus, Page Up and Down, or by
 *               pulling the square up or down with the mouse; low and high bound it, and change is by one
 *   signal
 * Returns { group, node, update(…) }, the whole grid and what takes the focus, with
 *   x, y, cell  the corner and the size of a square, in pixels; tall  its height, where that is another
 *   values      rows of numbers; every row as long as the first
 *   chosen      [row, column]
 *   ring        optional: false for no ring around the chosen square but while the keyboard is on it
 *   text        what is said of the chosen square; "row 1, column 2: 3" if left out
 *   tint(value, row, column)  how dark, from 0 to 1; by the largest number if left out
 *   kind(row, column)  optional: a class for a square, as "is-frame" for the zeros of the padding, "is-hidden" for what is not yet there
 *   format(value, row, column)  number to letters
 *   note(row, column)  optional: a second line in a square, as "×2" for the weight that lies on it
 *   reach       optional: [first row, first column, rows, columns] of the part that can be chosen; all of it if left out
 * In a grid of one number the arrow keys, Home and End change it, as there is nowhere to go.
 */
export function createNumberGrid({ layer, label, tone, choose, reading = false, point, change, low = -9, high = 9, signal }) {
  const group = layer.appendChild(s("g", { class: `dl-number-grid dl-${tone}` }));
  const squares = group.appendChild(s("g"));
  const node = s("g", { class: "dl-grid-focus", role: "slider", tabindex: 0, "aria-label": label, "aria-valuemin": 1 }, s("rect", { rx: 4 }));
  if (choose) group.append(node);
  let cells = [];
  let now;
  let pulled = null;

  const sizes = () => [now.values.length, now.values[0].length];
  const reach = () => now.reach ?? [0, 0, ...sizes()];
  const letters = (row, column) => (now.format ?? short)(now.values[row][column], row, column);
  // What was done counts at once: the next key may come before the next frame.
  const set = (row, column, value) => {
    const next = clamp(value, low, high);
    if (next === now.values[row][column]) return;
    now.values = now.values.map((line, i) => (i === row ? line.map((old, j) => (j === column ? next : old)) : line));
    change(row, column, next);
  };
  const pick = (row, column) => {
    now.chosen = [row, column];
    choose(row, column);
  };
  const place = (event) => {
    const square = event.target.closest("[data-square]");
    const [row, column] = square ? square.dataset.square.split(",").map(Number) : [-1, -1];
    const [top, left, rows, columns] = reach();
    return row >= top && row < top + rows && column >= left && column < left + columns ? [row, column] : null;
  };

  function make(rows, columns) {
    cells = Array.from({ length: rows }, (_, row) =>
      Array.from({ length: columns }, (__, column) => ({
        square: s("g", { "data-square": `${row},${column}` }, s("rect", { rx: 2 }), s("text", { "text-anchor": "middle", dy: "0.35em" })),
        below: s("text", { class: "dl-number-note", "text-anchor": "middle", dy: "0.35em" }),
        drawn: null,
      })));
    squares.replaceChildren(...cells.flat().map(({ square }) => square));
  }

  function draw(entry, row, column) {
    const { x, y, cell, tall = cell, values, tint, kind, note } = now;
    const value = values[row][column];
    const dark = clamp(tint ? tint(value, row, column) : Math.abs(value) / now.most, 0, 1);
    const name = kind?.(row, column) ?? "";
    const [text, under] = [letters(row, column), note?.(row, column) ?? ""];
    const key = `${x} ${y} ${cell} ${tall} ${text} ${under} ${value < 0} ${dark} ${name}`;
    if (entry.drawn === key) return;
    entry.drawn = key;
    const [box, number] = entry.square.children;
    setAttributes(entry.square, { class: `dl-number${value < 0 ? " is-negative" : ""} ${name}`.trim(), style: `--dl-dark: ${Math.round(dark * 50)}%` });
    setAttributes(box, { x: x + column * cell + 1, y: y + row * tall + 1, width: cell - 2, height: tall - 2 });
    const [middle, center] = [x + (column + 0.5) * cell, y + (row + 0.5) * tall];
    const apart = under ? Math.min(8, tall / 4.3) : 0;
    setAttributes(number, { x: middle, y: center - apart });
    number.textContent = text;
    if (!under) return entry.below.remove();
    setAttributes(entry.below, { x: middle, y: center + apart });
    entry.below.textContent = under;
    entry.square.append(entry.below);
  }

  const listen = (target, type, run) => target.addEventListener(type, run, { signal });
  listen(squares, "pointermove", (event) => {
    if (!pulled && point && event.pointerType === "mouse") point(...(place(event) ?? [null]));
  });
  listen(squares, "pointerleave", () => point && !pulled && point(null));
  listen(squares, "click", (event) => {
    const at = place(event);
    if (!at || !choose) return;
    pick(...at);
    node.focus({ preventScroll: true });
  });
  // A mouse pulls a number up or down; a finger scrolls the page, chooses by a tap, and has the buttons.
  listen(squares, "pointerdown", (event) => {
    const at = place(event);
    if (!change || !at || event.button !== 0 || event.pointerType === "touch") return;
    event.preventDefault();
    pulled = { at, from: event.clientY, value: now.values[at[0]][at[1]], id: event.pointerId };
    squares.setPointerCapture(event.pointerId);
    pick(...at);
    node.focus({ preventScroll: true });
  });
  listen(squares, "pointermove", (event) => {
    if (pulled?.id === event.pointerId) set(...pulled.at, pulled.value + Math.round((pulled.from - event.clientY) / DRAG));
  });
  for (const type of ["pointerup", "pointercancel"]) listen(squares, type, () => (pulled = null));

  listen(node, "keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const [row, column] = now.chosen;
    const [top, left, rows, columns] = reach();
    const value = now.values[row][column];
    const go = MOVES[event.key];
    const [last, right] = [top + rows - 1, left + columns - 1];
    const ends = { Home: [top, left], End: [last, right] }[event.key];
    const by = { "+": 1, "=": 1, "-": -1, PageUp: 1, PageDown: -1 }[event.key];
    if (change && rows * columns === 1 && (go || ends)) set(row, column, go ? value + go[1] - go[0] : event.key === "Home" ? low : high);
    else if (go && reading && go[0] === 0) {
      const next = clamp((row - top) * columns + column - left + go[1], 0, rows * columns - 1);
      pick(top + Math.floor(next / columns), left + (next % columns));
    } else if (go) pick(clamp(row + go[0], top, last), clamp(column + go[1], left, right));
    else if (ends) pick(...ends);
    else if (change && by) set(row, column, value + by);
    else if (change && /^\d$/.test(event.key)) set(row, column, Number(event.key));
    else return;
    event.preventDefault();
  });

  return {
    group,
    node,
    update(next) {
      now = { ...next };
      if (!now.tint) now.most = Math.max(...now.values.flat().map(Math.abs)) || 1;
      const [all, across] = sizes();
      if (cells.length !== all || cells[0].length !== across) make(all, across);
      cells.forEach((line, row) => line.forEach((entry, column) => draw(entry, row, column)));
      if (!choose) return;
      const [row, column] = now.chosen;
      const [top, left, rows, columns] = reach();
      const { x, y, cell, tall = cell } = now;
      setAttributes(node.firstChild, { x: x + column * cell - 1, y: y + row * tall - 1, width: cell + 2, height: tall + 2 });
      setAttributes(node, {
        class: now.ring === false ? "dl-grid-focus is-idle" : "dl-grid-focus",
        "aria-valuemax": rows * columns,
        "aria-valuenow": (row - top) * columns + column - left + 1,
        "aria-valuetext": now.text ?? `row ${row - top + 1}, column ${column - left + 1}: ${letters(row, column)}`,
      });
    },
  };
}
