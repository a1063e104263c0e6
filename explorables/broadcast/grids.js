// The picture of Broadcast: left, right and result as grids of numbers; copies are dashed, the chosen sum is framed.
import { s, setAttributes } from "../shared/dom.js";
import { padded, indexOf, sourceOf } from "./model.js";
import { CELL_HEIGHT, arrange } from "./layout.js";
import { gridTitle, sumInWords } from "./words.js";

const TONES = ["dl-activation", "dl-parameter", "dl-quiet"];
const SIGNS = ["", "+", "="];
const SPREAD = 3; // all are drawn with three axes

/** `choose(place)` takes the number that the reader keeps, `point(place or null)` the one under the pointer. */
export function openGrids({ figure, choose, point, signal }) {
  const picture = figure.picture({ label: "The two arrays and their sum, number by number", height: () => 200 });
  const layer = picture.layer("dl-cells");
  const frames = picture.layer("dl-frames");
  const marks = [0, 1, 2, 3, 4].map(() => frames.appendChild(s("rect", { class: "dl-frame", height: CELL_HEIGHT, rx: 3 })));
  const node = s("g", { class: "dl-look-at", role: "slider", tabindex: 0, "aria-label": "look at a number of the result" });
  const focus = node.appendChild(s("rect", { height: CELL_HEIGHT + 8, rx: 6, x: -4, y: -4 }));
  let arranged;
  let shape = null; // of the result
  let place = 0;

  const cellAt = (which, index) => {
    const { x, y, grid } = arranged.places[which];
    const [slab, row, column] = [...Array(SPREAD - index.length).fill(0), ...index];
    const [dx, dy] = grid.corner(slab);
    return [x + dx + column * arranged.cell, y + dy + row * CELL_HEIGHT];
  };

  function draw(shapes, found, covered) {
    const [left, right] = [shapes.left, shapes.right];
    const result = covered ? null : found.shape;
    const full = result ? [result, result, result] : [left, right, null];
    const titles = [left, right, result].map((own, which) => gridTitle(["left", "right", "result"][which], own, which < 2 ? result : null, covered));
    arranged = arrange(full, titles.map(([, note]) => note !== ""), picture.width);
    picture.height = arranged.height;
    setAttributes(picture.svg, { viewBox: `0 0 ${picture.width} ${picture.height}`, height: picture.height });
    for (const mark of marks) mark.setAttribute("width", arranged.cell);
    focus.setAttribute("width", arranged.cell + 8);
    const parts = [];
    const text = (words, at, name, anchor = "start") => parts.push(s("text", { class: name, x: at[0], y: at[1], "text-anchor": anchor }, words));
    full.forEach((drawn, which) => {
      const { x, y, head, sign, grid } = arranged.places[which];
      const own = [left, right, drawn][which];
      const values = [found.left_values, found.right_values, found.result][which];
      const [title, note] = titles[which];
      if (sign) text(SIGNS[which], sign, "dl-sign", "middle");
      text(sign || !which ? title : `${SIGNS[which]} ${title}`, [x, y - head + 18], `dl-name ${TONES[which]}`);
      if (note) text(note, [x, y - head + 35], "dl-note");
      if (!drawn) return;
      if (grid.slabs > 1) for (let slab = 0; slab < grid.slabs; slab += 1) text(`[${slab}]`, [x + grid.corner(slab)[0], y + grid.corner(slab)[1] - 5], "dl-note");
      const spread = padded(drawn, SPREAD);
      const count = spread.reduce((all, size) => all * size, 1);
      for (let k = 0; k < count; k += 1) {
        const index = indexOf(k, spread);
        const source = sourceOf(index, own);
        const copy = padded(own, SPREAD).some((size, axis) => size === 1 && index[axis] > 0);
        const value = values[source.reduce((sum, i, axis) => sum * own[axis] + i, 0)];
        const [cx, cy] = cellAt(which, index);
        parts.push(
          s("g", { class: `dl-cell-of ${TONES[which]}${copy ? " is-copy" : ""}`, "data-place": result ? k : null },
            s("rect", { x: cx + 1.5, y: cy + 1.5, width: arranged.cell - 3, height: CELL_HEIGHT - 3, rx: 2 }),
            s("text", { x: cx + arranged.cell / 2, y: cy + CELL_HEIGHT / 2, dy: "0.35em", "text-anchor": "middle" }, String(value))),
        );
      }
    });
    layer.replaceChildren(...parts);
  }

  const listen = (target, type, run) => target.addEventListener(type, run, { signal });
  const under = (event) => {
    const found = event.target.closest("[data-place]");
    return found ? Number(found.dataset.place) : null;
  };
  listen(layer, "pointermove", (event) => event.pointerType === "mouse" && point(under(event)));
  listen(layer, "pointerleave", () => point(null));
  listen(layer, "click", (event) => under(event) !== null && choose(under(event)));
  listen(node, "keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !shape) return;
    const [slab, row, column] = padded(shape, SPREAD);
    const all = slab * row * column;
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -column, ArrowDown: column, PageUp: -row * column, PageDown: row * column, Home: -all, End: all }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = place + step;
    if (Math.abs(step) === all) choose(step < 0 ? 0 : all - 1);
    else if (next >= 0 && next < all) choose(next);
  });

  return {
    /** Draws anew what has changed; `at` is the place of the number that is looked at. */
    update(shapes, found, at, covered) {
      picture.once(layer, [shapes, covered], () => draw(shapes, found, covered));
      shape = covered ? null : found.shape;
      place = at;
      for (const mark of marks) mark.style.display = shape ? "" : "none";
      if (!shape) {
        node.remove();
        return;
      }
      if (!node.isConnected) picture.svg.append(node);
      const index = indexOf(place, shape);
      const original = (own) => sourceOf(index, own);
      const spots = [[2, index], [0, index], [1, index], [0, original(shapes.left)], [1, original(shapes.right)]];
      spots.forEach(([which, where], i) => {
        const [x, y] = cellAt(which, where);
        setAttributes(marks[i], { x, y, class: `dl-frame ${TONES[which]}` });
        if (i === 0) focus.parentNode.setAttribute("transform", `translate(${x} ${y})`);
      });
      const count = shape.reduce((all, size) => all * size, 1);
      setAttributes(node, { "aria-valuemin": 1, "aria-valuemax": count, "aria-valuenow": place + 1, "aria-valuetext": sumInWords(place, shapes, found) });
    },
  };
}
