// A network drawn: cards with their numbers, the edges between them, the handle on the chosen weight.
import { s } from "./dom.js";
import { createHandle } from "./handle.js";
import { clean } from "./scale.js";
import { KEYS, LIMIT, STEP, keyed } from "./weights.js";

const A_PIXEL = 0.05; // by how much the weight changes when the handle is dragged by one
const MARK_RADIUS = 6.5;

const path = ({ from, to, bend }) =>
  `M${from} C${from[0] + bend[0]} ${from[1] + bend[1]} ${to[0] - bend[0]} ${to[1] - bend[1]} ${to}`;
const middle = ({ from, to }) => [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
const cross = (x, y) => `M${x - 4} ${y - 4} l8 8 m0 -8 l-8 8`;
const tick = (x, y) => `M${x - 4} ${y} l3 3.5 l5 -7`;

/** A triangle with its tip at a point, pointing along (dx, dy), one of which is 0. */
function tip([x, y], dx, dy) {
  return `M${x} ${y} l${-9 * dx - 5 * dy} ${-9 * dy - 5 * dx} l${10 * dy} ${10 * dx} Z`;
}

/**
 * Options: figure; label; layoutFor(width); names of all weights, in order; selected(), weightOf(name), words(name), say(value):
 * the chosen weight, any weight, its name and number in words; textOf(label) for labels of the layout that are no strings;
 * largest: the weight whose edge is thickest; select(name), setWeight(value); signal.
 *
 * A layout is { height, ahead, boxes, cells, labels, circles, edges }: `ahead` is the direction forward, [1, 0] or [0, 1]; a cell is
 * { x0, x1, y, tone } with its number at the right, or with `middle` in the middle; an edge is { from, to, bend }, with `mark` the
 * place for a verdict on it, with `source` a square where it begins.
 *
 * Returns draw({ key, numbers, newest, next, sources, active, phase, onward, verdicts }): the numbers by the key of their cell; the
 * keys of the newest cell, the next, and those that it comes from; the edges that it uses, forward or backward; those on the way of
 * a nudge; for edges that have been checked true or false. The layout is made anew when `key` or the width changes.
 */
export function createNetworkPicture({ figure, label, layoutFor, names, selected, weightOf, words, say, textOf, largest, select, setWeight, signal }) {
  const picture = figure.picture({ label, height: (width) => layoutFor(width).height });
  picture.svg.classList.add("dl-net");
  const [edgeLayer, arrowLayer] = [picture.layer("dl-edges"), picture.layer("dl-lines")];
  const cardLayer = picture.layer("dl-cards");
  let layout;
  let cells;
  let edges;

  const value = () => weightOf(selected());
  let grabbed = 0;
  const handle = createHandle({
    layer: picture.layer("dl-handles"),
    svg: picture.svg,
    label: "weight",
    tone: "parameter",
    shape: "square",
    range: { y: { min: -LIMIT, max: LIMIT, step: STEP, page: 1 } },
    value: () => ({ y: value() }),
    project: () => middle(layout.edges[selected()]),
    unproject: ([, y]) => ({ y: grabbed - (y - middle(layout.edges[selected()])[1]) * A_PIXEL }),
    move: ({ y }) => setWeight(y),
    keys(event) {
      const side = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      const end = { Home: -LIMIT, End: LIMIT }[event.key];
      if (side) select(names[(names.indexOf(selected()) + side + names.length) % names.length]);
      else if (end) setWeight(end);
      else if (event.key in KEYS) setWeight(keyed(event, value()));
      else return false;
      return true;
    },
    signal,
  });
  handle.node.addEventListener("pointerdown", () => (grabbed = value()), { signal });
  const choosing = (node, name) => {
    const choose = () => {
      select(name);
      handle.node.focus({ preventScroll: true });
    };
    node.addEventListener("click", choose, { signal });
  };

  function cell(key, { x0, x1, y, tone, middle: centred, pill }) {
    const box = s("rect", { x: x0, y: y - 9, width: x1 - x0, height: 18, rx: pill ? 9 : 4 });
    const x = centred ? (x0 + x1) / 2 : x1 - (pill ? 8 : 4);
    const text = s("text", { x, y, dy: "0.35em", "text-anchor": centred ? "middle" : "end" });
    const node = s("g", { class: `dl-net-cell dl-${tone}` }, box, text);
    if (pill) node.classList.add("is-pill");
    if (names.includes(key)) {
      node.classList.add("is-weight");
      choosing(node, key);
    }
    cells[key] = { node, text };
    return node;
  }

  function build() {
    layout = layoutFor(picture.width);
    [cells, edges] = [{}, {}];
    const frames = layout.boxes.map(({ x0, x1, y0, y1 }) =>
      s("rect", { class: "dl-net-card", x: x0, y: y0, width: x1 - x0, height: y1 - y0, rx: 8 }),
    );
    const circles = layout.circles.map(({ x, y, r }) => s("circle", { class: "dl-ring dl-activation", cx: x, cy: y, r }));
    const labels = layout.labels.map(({ text, x, y, anchor, strong, tone, cross: marked }) => {
      const name = strong ? "dl-name" : tone ? `dl-note dl-${tone}` : "dl-note";
      return s("text", { class: name, x: marked ? x + 14 : x, y, dy: "0.35em", "text-anchor": anchor }, typeof text === "string" ? text : textOf(text));
    });
    const marks = layout.labels.filter((label) => label.cross).map(({ x, y }) => s("path", { class: "dl-thin dl-truth", d: cross(x + 4, y) }));
    const boxes = Object.entries(layout.cells).map(([key, place]) => cell(key, place));
    cardLayer.replaceChildren(...frames, ...circles, ...boxes, ...marks, ...labels);

    const [squares, grips] = [[], []]; // above all lines
    for (const [name, edge] of Object.entries(layout.edges)) {
      edges[name] = s("path", { d: path(edge) });
      const grip = s("path", { class: "dl-net-grip", d: path(edge) });
      choosing(grip, name);
      grips.push(grip);
      const [x, y] = edge.from;
      if (edge.source) squares.push(s("rect", { class: "dl-net-source", x: x - 4, y: y - 4, width: 8, height: 8, rx: 2 }));
    }
    edgeLayer.replaceChildren(...Object.values(edges), ...squares, ...grips);
  }

  function drawEdges({ active, phase, onward, verdicts }) {
    const [dx, dy] = layout.ahead;
    const signs = [];
    for (const [name, line] of Object.entries(edges)) {
      const kinds = ["dl-thin"];
      if (active.includes(name)) kinds.push(phase === "forward" ? "dl-activation" : "dl-gradient dl-dashed", "is-active");
      else if (name === selected()) kinds.push("dl-parameter", "is-active");
      else kinds.push("dl-quiet");
      if (onward(name)) kinds.push("is-onward");
      line.setAttribute("class", kinds.join(" "));
      line.style.setProperty("--dl-weight", Math.min(1, Math.abs(weightOf(name)) / largest).toFixed(2));
      const { from, to, mark } = layout.edges[name];
      if (active.includes(name)) {
        const ahead = phase === "forward";
        signs.push(s("path", { class: `dl-solid dl-${ahead ? "activation" : "gradient"}`, d: ahead ? tip(to, dx, dy) : tip(from, -dx, -dy) }));
      }
      const verdict = verdicts.get(name);
      if (verdict === undefined) continue;
      signs.push(
        s(
          "g",
          { class: verdict ? "dl-net-verdict" : "dl-net-verdict is-wrong" },
          s("circle", { cx: mark[0], cy: mark[1], r: MARK_RADIUS }),
          s("path", { d: (verdict ? tick : cross)(...mark) }),
        ),
      );
    }
    arrowLayer.replaceChildren(...signs);
  }

  return function draw({ key, numbers, newest = null, next = null, sources, active, phase, onward = () => false, verdicts = new Map() }) {
    picture.once(cardLayer, key, build);
    for (const [name, { node, text }] of Object.entries(cells)) {
      const shown = name === next ? "?" : (numbers.get(name) ?? "");
      if (text.textContent !== shown) text.textContent = shown;
      const { classList } = node;
      classList.toggle("is-newest", name === newest);
      classList.toggle("is-next", name === next);
      classList.toggle("is-source", sources.includes(name));
      classList.toggle("is-chosen", name === selected());
    }
    drawEdges({ active, phase, onward, verdicts });
    handle.node.setAttribute("aria-label", `weight ${words(selected())}; left and right choose another`);
    handle.update({ at: middle(layout.edges[selected()]), text: `${words(selected())}: ${say(value())}`, now: clean(value()) });
  };
}
