// All filters as small pictures of what they found, after pooling: choose one by pointer or arrow keys.
import { h } from "../shared/dom.js";
import { FILTERS, partsOf } from "./model.js";
import { filterName } from "./words.js";

const SIDES = { 1: 12, 2: 4 };
const LEAST = { 1: 1, 2: 2 }; // full tone at the strongest of the layer, but not for less than this

/** Options: tiles, value(), choose(filter), signal. Returns { node, update(now) }. */
export function createMaps({ tiles, value, choose, signal }) {
  const made = FILTERS.map((filter) => {
    const [layer, number] = partsOf(filter);
    const tile = tiles.tile(SIDES[layer], SIDES[layer]);
    const button = h("button", { type: "button", role: "radio", class: "dl-map", "aria-label": filterName(filter) }, tile.canvas);
    button.addEventListener("click", () => choose(filter), { signal });
    return { filter, layer, number, tile, button };
  });
  const group = (layer) => {
    const side = SIDES[layer];
    const name = h("p", { class: "dl-maps-name" }, `Layer ${layer}, after pooling: ${side} × ${side}`);
    const row = h("div", { class: "dl-maps-row" }, ...made.filter((one) => one.layer === layer).map(({ button }) => button));
    return h("div", { class: `dl-maps-group dl-layer-${layer}` }, name, row);
  };
  const node = h("div", { class: "dl-maps", role: "radiogroup", "aria-label": "Filters, by what they found in the drawing" }, group(1), group(2));

  const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  node.addEventListener(
    "keydown",
    (event) => {
      const now = FILTERS.indexOf(value());
      const count = FILTERS.length;
      const next = event.key === "Home" ? 0 : event.key === "End" ? count - 1 : event.key in STEPS ? (now + STEPS[event.key] + count) % count : null;
      if (next === null || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      choose(FILTERS[next]);
      made[next].button.focus();
    },
    { signal },
  );

  return {
    node,
    update(now) {
      for (const [layer, values] of [[1, now.first], [2, now.second]]) {
        const limit = Math.max(LEAST[layer], ...values);
        const cells = SIDES[layer] ** 2;
        for (const one of made) {
          if (one.layer === layer) one.tile.paint(values.subarray((one.number - 1) * cells, one.number * cells), limit);
        }
      }
      for (const { filter, button } of made) {
        const isChosen = filter === value();
        button.setAttribute("aria-checked", String(isChosen));
        button.tabIndex = isChosen ? 0 : -1;
      }
    },
  };
}
