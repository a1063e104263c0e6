// The network: each unit as a small picture of what it says over the plane, each weight as a line. A press on a unit shows it large.
import { h, s, setAttributes } from "../shared/dom.js";
import { hasCoarsePointer } from "../shared/motion.js";
import { nameOf, placeOf } from "./grid.js";
import { layoutOf } from "./network.js";
import { unitInWords } from "./words.js";

const TOP = 30; // for the names of the layers
const ROWS = 8;
const FEWEST_ROWS = 4; // where it is narrow; elsewhere the picture keeps its height
const STRENGTH = 0.9;
const DASH = [5, 4];
const thickness = (weight) => 0.4 + (5.6 * Math.abs(weight)) / (Math.abs(weight) + 2);

const pitch = () => (hasCoarsePointer() ? 46 : 40);

const heightOf = (rows) => TOP + rows * pitch() + 6;

/** Where the pictures of the units stand: columns of { x, y } of their middles, and their size. */
function places(sizes, { width, height }) {
  const columns = sizes.length;
  const across = (width - 64) / (columns - 1);
  const size = Math.min(34, pitch() - 6, across - 22);
  const middle = (TOP + height - 6) / 2;
  const at = sizes.map((count, l) =>
    Array.from({ length: count }, (_, j) => ({ x: 32 + l * across, y: middle + (j - (count - 1) / 2) * (l === 0 ? 1.6 * pitch() : pitch()) })),
  );
  return { at, size };
}

/** Options: figure, parent, painter, select(unit), signal. Returns update(moment). */
export function openNet({ figure, parent, painter, select, signal }) {
  const { state } = figure;
  const rows = () => (figure.root.classList.contains("is-wide") ? ROWS : Math.max(FEWEST_ROWS, ...state.get("hidden")));
  const stage = h("div", { class: "dl-stage" });
  parent.append(
    h("div", { class: "dl-heading" }, h("strong", {}, "What each unit says")),
    h("div", { class: "dl-heading" }, h("span", {}, "thick line: large weight"), h("span", {}, "dashed: negative")),
    stage,
  );
  const picture = figure.picture({ parent: stage, label: "The network, unit by unit", height: () => heightOf(rows()) });
  const canvas = h("canvas", { class: "dl-net-canvas", "aria-hidden": "true" });
  stage.prepend(canvas);
  const context = canvas.getContext("2d");
  const labels = picture.layer("dl-words");
  const group = picture.layer("dl-units");
  setAttributes(group, { role: "radiogroup", "aria-label": "Unit in the large picture" });
  let nodes = new Map();
  let sizes = null;
  let layout = null;
  let [drawn, told] = [null, null]; // for which the lines were drawn, and the units named

  function build() {
    layout = places(sizes, picture);
    const last = sizes.length - 1;
    const { size } = layout;
    const heads = sizes.map((_, l) => (l === 0 ? "inputs" : l === last ? "output" : `layer ${l}`));
    const names = ["x₁", "x₂"].map((text, i) => s("text", { class: "dl-note", x: layout.at[0][i].x, y: layout.at[0][i].y + size / 2 + 14, "text-anchor": "middle" }, text));
    labels.replaceChildren(...heads.map((text, l) => s("text", { class: "dl-note", x: layout.at[l][0].x, y: 17, "text-anchor": "middle" }, text)), ...names);
    const hadFocus = group.contains(document.activeElement);
    nodes = new Map();
    told = null;
    layout.at.forEach((column, l) =>
      column.forEach(({ x, y }, j) => {
        if (l === 0) return;
        const reach = Math.max(size / 2, (pitch() - 2) / 2);
        const node = s(
          "g",
          { class: "dl-unit", role: "radio" },
          s("rect", { class: "dl-look", x: x - reach, y: y - reach, width: 2 * reach, height: 2 * reach }),
          s("rect", { class: "dl-unit-frame", x: x - size / 2, y: y - size / 2, width: size, height: size, rx: 3 }),
        );
        const name = nameOf(l, j, sizes);
        node.addEventListener("click", () => select(name), { signal });
        nodes.set(name, node);
      }),
    );
    group.replaceChildren(...nodes.values());
    if (hadFocus) focusOn(state.get("unit"));
  }

  const focusOn = (unit) => nodes.get(unit)?.focus({ preventScroll: true });

  group.addEventListener(
    "keydown",
    (event) => {
      const [layer, place] = placeOf(state.get("unit"), sizes);
      const last = sizes.length - 1;
      const aside = (next) => Math.round(((place + 0.5) / sizes[layer]) * sizes[next] - 0.5);
      const inside = (l, j) => [l, Math.min(sizes[l] - 1, Math.max(0, j))];
      const goal = {
        ArrowUp: () => inside(layer, place - 1),
        ArrowDown: () => inside(layer, place + 1),
        ArrowLeft: () => inside(Math.max(1, layer - 1), aside(Math.max(1, layer - 1))),
        ArrowRight: () => inside(Math.min(last, layer + 1), aside(Math.min(last, layer + 1))),
        Home: () => [1, 0],
        End: () => [last, 0],
      }[event.key];
      if (!goal) return;
      event.preventDefault();
      const unit = nameOf(...goal(), sizes);
      select(unit);
      nodes.get(unit).setAttribute("tabindex", 0);
      focusOn(unit);
    },
    { signal },
  );

  function drawLines(w) {
    const { line } = painter.tones();
    const { at, size } = layout;
    context.strokeStyle = line;
    context.globalAlpha = 0.75;
    layoutOf(sizes).layers.forEach(({ inputs, outputs, weights }, l) => {
      for (let j = 0; j < outputs; j += 1) {
        for (let i = 0; i < inputs; i += 1) {
          const weight = w[weights + j * inputs + i];
          if (!Number.isFinite(weight)) continue;
          const [from, to] = [at[l][i], at[l + 1][j]];
          const [x0, x1] = [from.x + size / 2, to.x - size / 2];
          const bend = (x1 - x0) / 2;
          context.lineWidth = thickness(weight);
          context.setLineDash(weight < 0 ? DASH : []);
          context.beginPath();
          context.moveTo(x0, from.y);
          context.bezierCurveTo(x0 + bend, from.y, x1 - bend, to.y, x1, to.y);
          context.stroke();
        }
      }
    });
    context.globalAlpha = 1;
  }

  function drawUnits(grid) {
    const { at, size } = layout;
    at.forEach((column, l) =>
      column.forEach(({ x, y }, j) => {
        context.clearRect(x - size / 2, y - size / 2, size, size);
        context.drawImage(painter.tile(grid.shade(l, j), STRENGTH), x - size / 2, y - size / 2, size, size);
        context.strokeStyle = painter.tones().line;
        if (l === 0) context.strokeRect(x - size / 2, y - size / 2, size, size);
      }),
    );
  }

  return ({ run, grid, unit, stamp, activation, playing }) => {
    sizes = run.sizes;
    if (picture.height !== heightOf(rows())) picture.refit();
    picture.once(group, [sizes, picture.height], build);
    const shown = [stamp, picture.width, picture.height].join();
    if (shown !== drawn) {
      drawn = shown;
      const ratio = globalThis.devicePixelRatio || 1;
      setAttributes(canvas, { width: Math.round(picture.width * ratio), height: Math.round(picture.height * ratio) });
      Object.assign(canvas.style, { width: `${picture.width}px`, height: `${picture.height}px` });
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      drawLines(run.w);
      context.setLineDash([]);
      context.lineWidth = 1;
      drawUnits(grid);
    }
    const now = [playing || stamp, unit].join(); // names follow when the numbers have come to rest
    if (now === told) return;
    told = now;
    for (const [name, node] of nodes) {
      const on = name === unit;
      setAttributes(node, { "aria-checked": String(on), tabindex: on ? 0 : -1, "aria-label": unitInWords(name, run, activation) });
    }
  };
}
