// The sum of one unit, drawn: what its window holds, times the weights of the filter, gives the products.
import { s, setAttributes } from "../shared/dom.js";
import { fixed } from "../shared/format.js";
import { FILTER, partsOf } from "./model.js";

const CELLS = FILTER ** 2;
const GAP = 12; // between window, weights and products
const ROOM = 44; // of a cell that holds a number
const TONE = 0.45; // words and signs stand on it
const FAINT = 0.08; // of the largest: weights below have no sign

/** Plus and minus signs of the values, as one path; `place(i)` is the middle of a cell and `half` the reach of a sign. */
function signs(values, limit, place, half) {
  let path = "";
  values.forEach((value, i) => {
    if (Math.abs(value) < FAINT * limit) return;
    const [x, y] = place(i);
    path += `M${x - half} ${y}h${2 * half}${value > 0 ? `M${x} ${y - half}v${2 * half}` : ""}`;
  });
  return path;
}

/** Options: figure, stage, tiles. Returns { update(now, filter) }. */
export function openSumPicture({ figure, stage, tiles }) {
  const shape = (width, layer = 1) => {
    if (layer === 1) {
      const cell = Math.min(ROOM, Math.floor((width - 32 - 2 * GAP) / 15));
      return { cell, rows: 1, height: 26 + FILTER * cell + 10 };
    }
    const cell = Math.min(16, Math.floor((width - 32 - 5 * 6) / 30));
    return { cell, rows: 3, height: 2 * (24 + FILTER * cell) + 50 };
  };
  let layer = 1;
  const picture = figure.picture({ parent: stage, label: "Window times weights", height: (width) => shape(width, layer).height });
  const layers = { 1: group(1), 2: group(6) };

  /** Tiles of a window, of weights and of products for each map below. */
  function group(count) {
    const node = picture.layer("dl-sum");
    const names = Array.from({ length: 3 }, () => s("text", { class: "dl-note" }));
    const blocks = Array.from({ length: count * (count === 1 ? 3 : 2) }, () => ({
      tile: tiles.tile(FILTER, FILTER),
      frame: s("rect", { class: "dl-cut" }),
    }));
    const marks = s("path", { class: "dl-signs" });
    const amounts = Array.from({ length: count === 1 ? 3 * CELLS : count }, () => s("text", { class: "dl-figures dl-amount", "text-anchor": "middle" }));
    node.append(...names, ...blocks.map(({ frame }) => frame), marks, ...amounts);
    stage.prepend(...blocks.map(({ tile }) => tile.canvas));
    return { node, names, blocks, marks, amounts };
  }

  /** Left and top of each block, for the present width. */
  function placesOf() {
    const { cell } = shape(picture.width, layer);
    const side = FILTER * cell;
    const count = layer === 1 ? 3 : 6;
    const gap = layer === 1 ? GAP : Math.min(20, Math.floor((picture.width - 32 - 6 * side) / 5));
    const left = Math.round((picture.width - count * side - (count - 1) * gap) / 2);
    const columns = Array.from({ length: count }, (_, k) => left + k * (side + gap));
    const tops = layer === 1 ? [26] : [26, 26 + side + 26];
    return { cell, side, left, columns, blocks: tops.flatMap((y) => columns.map((x) => [x, y])) };
  }

  function layOut() {
    picture.refit();
    for (const [key, { node, blocks }] of Object.entries(layers)) {
      const isShown = Number(key) === layer;
      node.style.display = isShown ? "" : "none";
      for (const { tile } of blocks) tile.canvas.hidden = !isShown;
    }
    const { names, blocks, amounts } = layers[layer];
    const places = placesOf();
    blocks.forEach(({ tile, frame }, i) => {
      const [x, y] = places.blocks[i];
      tile.place(x, y, places.side);
      setAttributes(frame, { x: x - 0.5, y: y - 0.5, width: places.side + 1, height: places.side + 1 });
    });
    const words = layer === 1 ? ["window", "× weights", "= products"] : ["windows in the six maps of layer 1", "× weights for each of them", "= parts of the sum"];
    names.forEach((name, i) => {
      name.textContent = words[i];
      const below = places.blocks.at(-1)[1] + places.side + 17;
      setAttributes(name, layer === 1 ? { x: places.columns[i], y: 17 } : { x: places.left, y: i < 2 ? places.blocks[6 * i][1] - 8 : below });
    });
    amounts.forEach((amount, i) => {
      const [x, y] = layer === 1 ? middle(places, Math.floor(i / CELLS), i % CELLS) : [places.columns[i] + places.side / 2, places.blocks.at(-1)[1] + places.side + 36];
      setAttributes(amount, { x, y: layer === 1 ? y + 5 : y });
    });
  }

  const middle = ({ blocks, cell }, block, i) => [blocks[block][0] + ((i % FILTER) + 0.5) * cell, blocks[block][1] + (Math.floor(i / FILTER) + 0.5) * cell];
  const most = (values, least) => values.reduce((largest, one) => Math.max(largest, Math.abs(one)), least);

  return {
    update(now, filter) {
      [layer] = partsOf(filter);
      picture.once(layers[1].node, layer, layOut);
      const places = placesOf();
      const { blocks, marks, amounts } = layers[layer];
      const products = now.window.map((value, i) => value * now.kernel[i]);
      const rows = layer === 1 ? [now.window, now.kernel, products] : [now.window, now.kernel];
      const limits = [most(now.window, layer === 1 ? 1 : 0.5), most(now.kernel, 1e-9), most(products, 0.1)];
      const each = layer === 1 ? 1 : 6;
      let path = "";
      const withNumbers = layer === 1 && places.cell >= ROOM;
      rows.forEach((values, row) => {
        for (let k = 0; k < each; k += 1) {
          const part = values.subarray(k * CELLS, (k + 1) * CELLS);
          const block = row * each + k;
          blocks[block].tile.paint(part, limits[row], TONE);
          if (row > 0 && !withNumbers) path += signs(part, limits[row], (i) => middle(places, block, i), places.cell * 0.24);
        }
      });
      marks.setAttribute("d", path);
      if (layer === 2) amounts.forEach((amount, k) => (amount.textContent = fixed(now.parts[k], 2)));
      else amounts.forEach((amount, i) => (amount.textContent = withNumbers ? fixed(rows[Math.floor(i / CELLS)][i % CELLS], 2) : ""));
    },
  };
}
