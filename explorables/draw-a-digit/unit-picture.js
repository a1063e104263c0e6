// Where one unit looks: the picture with its window, and the map of its filter with the unit; both can be dragged.
import { s, setAttributes } from "../shared/dom.js";
import { createHandle } from "../shared/handle.js";
import { fixed } from "../shared/format.js";
import { LAYERS, partsOf } from "./model.js";
import { PIXELS } from "./prepare.js";
import { seesWords } from "./words.js";

const TOP = 26;
const GAP = 20;

/** Options: figure, stage, tiles, move(row, column), signal. Returns { update(now, filter) }. */
export function openUnitPicture({ figure, stage, tiles, move, signal }) {
  const picture = figure.picture({
    parent: stage,
    label: "What the unit looks at, and the map in which it stands",
    height: (width) => TOP + Math.min(224, Math.floor((width - 32 - GAP) / 2)) + 12,
  });
  const input = tiles.tile(PIXELS, PIXELS);
  const maps = { 1: tiles.tile(24, 24), 2: tiles.tile(8, 8) };
  stage.prepend(input.canvas, maps[1].canvas, maps[2].canvas);
  const frames = [0, 1].map(() => s("rect", { class: "dl-cut" }));
  const names = [0, 1].map(() => s("text", { class: "dl-note" }));
  const surface = s("rect", { class: "dl-surface" });
  picture.layer("dl-lines").append(...frames, ...names);
  picture.layer("dl-surfaces").append(surface);

  const range = { x: { min: 0, max: 23, step: 1, page: 4 }, y: { min: 0, max: 23, step: 1, page: 4 } };
  let places; // left edges and side of both pictures, and of a unit of the map
  const last = () => range.x.max;
  const value = () => {
    // From the state, not from what was drawn: a second key may come before the next frame.
    const [row, column] = ["row", "column"].map((name) => Math.min(last(), figure.state.get(name)));
    return { x: column, y: last() - row }; // up is more
  };
  const moveTo = ({ x, y }) => move(last() - Math.round(y), Math.round(x));
  const handle = (label, cell, options) => {
    const made = createHandle({
      layer: picture.layer("dl-handles"),
      svg: picture.svg,
      label,
      range,
      value,
      move: moveTo,
      shape: "square",
      tone: "quiet",
      project: ({ x, y }) => cell(x, last() - y),
      unproject: ([px, py]) => {
        const [x0, y0] = cell(0, 0);
        const [x1, y1] = cell(1, 1);
        return { x: (px - x0) / (x1 - x0), y: last() - (py - y0) / (y1 - y0) };
      },
      signal,
      ...options,
    });
    made.node.classList.add("dl-aim-frame");
    return { ...made, knob: made.node.querySelector(".dl-knob"), halo: made.node.querySelector(".dl-halo") };
  };
  const onMap = (column, row) => [places.right + (column + 0.5) * places.unit, TOP + (row + 0.5) * places.unit];
  const onInput = (column, row) => {
    const { pixel, stride, sees } = places;
    return [places.left + (column * stride + sees / 2) * pixel, TOP + (row * stride + sees / 2) * pixel];
  };
  const unit = handle("unit of the map", onMap, { surface });
  const window = handle("window on the picture", onInput);

  function layOut(layer) {
    const side = Math.min(224, Math.floor((picture.width - 32 - GAP) / 2));
    const left = Math.round((picture.width - 2 * side - GAP) / 2);
    const { side: units, stride, sees } = LAYERS[layer];
    places = { left, right: left + side + GAP, side, pixel: side / PIXELS, unit: side / units, stride, sees };
    input.place(left, TOP, side);
    for (const [key, tile] of Object.entries(maps)) {
      tile.place(places.right, TOP, side);
      tile.canvas.hidden = Number(key) !== layer;
    }
    [left, places.right].forEach((x, i) => {
      setAttributes(frames[i], { x: x - 0.5, y: TOP - 0.5, width: side + 1, height: side + 1 });
      setAttributes(names[i], { x, y: TOP - 9 });
    });
    names[0].textContent = picture.narrow ? `it sees ${seesWords(layer)}` : `the picture: it sees ${seesWords(layer)}`;
    names[1].textContent = picture.narrow ? `the map ${units} × ${units}` : `the map before pooling: ${units} × ${units}`;
    setAttributes(surface, { x: places.right, y: TOP, width: side, height: side });
    range.x.max = range.y.max = units - 1;
    for (const [{ node, knob, halo }, size] of [[unit, places.unit], [window, sees * places.pixel]]) {
      setAttributes(knob, { x: -size / 2, y: -size / 2, width: size, height: size, rx: 1 });
      setAttributes(halo, { r: Math.max(10, size / 2 + 5) });
      node.setAttribute("aria-valuemax", units - 1);
    }
  }

  return {
    update(now, filter) {
      const [layer] = partsOf(filter);
      picture.once(frames[0], layer, () => layOut(layer));
      input.paint(now.picture, 255);
      maps[layer].paint(now.map, now.map.reduce((most, one) => Math.max(most, Math.abs(one)), 0.5));
      const [row, column] = now.at;
      const text = `row ${row}, column ${column}: ${fixed(now.value, 2)}`;
      unit.update({ at: onMap(column, row), text, now: column });
      window.update({ at: onInput(column, row), text, now: column });
    },
  };
}
