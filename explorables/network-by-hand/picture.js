// The picture of the network: cards with their numbers, the edges between them, the handle on the chosen weight.
import { s } from "../shared/dom.js";
import { createHandle } from "../shared/handle.js";
import { clamp, clean, snap } from "../shared/scale.js";
import { layoutFor, heightFor, isWide } from "./layout.js";
import { LIMIT, SHOP, parse, weightOf } from "./model.js";
import { keyOf, sourcesOf, valueOf, weightsOf } from "./steps.js";
import { cellText, unitName, weightName, weightText } from "./words.js";

const STEP = 0.1;
const KEYS = { ArrowUp: STEP, ArrowDown: -STEP, PageUp: 1, PageDown: -1 };
const A_PIXEL = 0.05; // by how much the weight changes when the handle is dragged by one

/** Where a key brings a weight: the arrows by 0.1, with Shift by 0.01, Page Up and Down by 1; null for other keys. */
export function keyed(event, w) {
  if (!(event.key in KEYS)) return null;
  const by = KEYS[event.key] * (event.shiftKey ? 0.1 : 1);
  return clamp(clean(snap(w, 0.01) + by), -LIMIT, LIMIT);
}

const path = ({ from, to, bend }) =>
  `M${from} C${from[0] + bend[0]} ${from[1] + bend[1]} ${to[0] - bend[0]} ${to[1] - bend[1]} ${to}`;
const middle = ({ from, to }) => [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
const cross = (x, y) => `M${x - 4} ${y - 4} l8 8 m0 -8 l-8 8`;

/** A triangle with its tip at a point, pointing along (dx, dy), one of which is 0. */
function tip([x, y], dx, dy) {
  return `M${x} ${y} l${-9 * dx - 5 * dy} ${-9 * dy - 5 * dx} l${10 * dy} ${10 * dx} Z`;
}

const wordsOf = (text) => {
  if (typeof text === "string") return text;
  return text.layer ? unitName(text.layer, text.unit) : SHOP.names[text.input];
};

/**
 * Options: figure, sizes, part, names (of all weights, in order), select(name), setWeight(value), signal.
 * Returns draw({ now, steps, done, fresh }): `done` numbers are known, and the newest is marked if it is `fresh`.
 */
export function networkPicture({ figure, sizes, part, names, select, setWeight, signal }) {
  const { state } = figure;
  const picture = figure.picture({
    label: `The network (${figure.root.getAttribute("aria-label")}): three answers, four hidden neurons, one prediction`,
    height: (width) => heightFor(width, sizes, part),
  });
  picture.svg.classList.add("dl-net");
  const [edgeLayer, arrowLayer] = [picture.layer("dl-edges"), picture.layer("dl-lines")];
  const cardLayer = picture.layer("dl-cards");
  let layout;
  let cells;
  let edges;

  const weights = () => ({ syn0: state.get("syn0"), syn1: state.get("syn1") });
  const chosen = () => state.get("selected");
  const value = () => weightOf(weights(), chosen());
  let grabbed = 0;
  const handle = createHandle({
    layer: picture.layer("dl-handles"),
    svg: picture.svg,
    label: "weight",
    tone: "parameter",
    shape: "square",
    range: { y: { min: -LIMIT, max: LIMIT, step: STEP, page: 1 } },
    value: () => ({ y: value() }),
    project: () => middle(layout.edges[chosen()]),
    unproject: ([, y]) => ({ y: grabbed - (y - middle(layout.edges[chosen()])[1]) * A_PIXEL }),
    move: ({ y }) => setWeight(y),
    keys(event) {
      const side = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      const end = { Home: -LIMIT, End: LIMIT }[event.key];
      if (side) select(names[(names.indexOf(chosen()) + side + names.length) % names.length]);
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
    layout = layoutFor(picture.width, sizes, part);
    [cells, edges] = [{}, {}];
    const frames = layout.boxes.map(({ x0, x1, y0, y1 }) =>
      s("rect", { class: "dl-net-card", x: x0, y: y0, width: x1 - x0, height: y1 - y0, rx: 8 }),
    );
    const circles = layout.circles.map(({ x, y, r }) => s("circle", { class: "dl-ring dl-activation", cx: x, cy: y, r }));
    const labels = layout.labels.map(({ text, x, y, anchor, strong, tone, cross: marked }) => {
      const name = strong ? "dl-name" : tone ? `dl-note dl-${tone}` : "dl-note";
      return s("text", { class: name, x: marked ? x + 14 : x, y, dy: "0.35em", "text-anchor": anchor }, wordsOf(text));
    });
    const marks = layout.labels.filter((label) => label.cross).map(({ x, y }) => s("path", { class: "dl-thin dl-truth", d: cross(x + 4, y) }));
    const boxes = Object.entries(layout.cells).map(([key, place]) => cell(key, place));
    cardLayer.replaceChildren(...frames, ...circles, ...boxes, ...marks, ...labels);

    const drawn = Object.entries(layout.edges).flatMap(([name, edge]) => {
      edges[name] = s("path", { d: path(edge) });
      const grip = s("path", { class: "dl-net-grip", d: path(edge) });
      choosing(grip, name);
      return [edges[name], grip];
    });
    edgeLayer.replaceChildren(...drawn);
  }

  function drawEdges(active, phase) {
    const { array, column } = parse(chosen());
    const onward = array === "syn0" ? `syn1[${column},` : "-"; // the way that a nudge of the weight takes to the output
    const arrows = [];
    for (const [name, line] of Object.entries(edges)) {
      const kinds = ["dl-thin"];
      if (active.includes(name)) kinds.push(phase === "forward" ? "dl-activation" : "dl-gradient dl-dashed", "is-active");
      else if (name === chosen()) kinds.push("dl-parameter", "is-active");
      else kinds.push("dl-quiet");
      if (part === "all" && name.startsWith(onward)) kinds.push("is-onward");
      line.setAttribute("class", kinds.join(" "));
      line.style.setProperty("--dl-weight", Math.min(1, Math.abs(weightOf(weights(), name)) / 12).toFixed(2));
      if (!active.includes(name)) continue;
      const { from, to } = layout.edges[name];
      const [dx, dy] = isWide(picture.width, part) ? [1, 0] : [0, 1];
      const ahead = phase === "forward";
      arrows.push(s("path", { class: `dl-solid dl-${ahead ? "activation" : "gradient"}`, d: ahead ? tip(to, dx, dy) : tip(from, -dx, -dy) }));
    }
    arrowLayer.replaceChildren(...arrows);
  }

  return function draw({ now, steps, done, fresh }) {
    picture.once(cardLayer, part, build);
    const customer = state.get("customer") - 1;
    const newest = fresh && done > 0 ? steps[done - 1] : null;
    const sources = newest ? [...sourcesOf(newest, sizes), ...weightsOf(newest, sizes)] : [];
    const numbers = new Map(names.map((name) => [name, weightText(weightOf(weights(), name))]));
    SHOP.X[customer].forEach((x, i) => numbers.set(`x.${i}`, String(x)));
    SHOP.y[customer].forEach((y, k) => numbers.set(`y.${k}`, String(y)));
    steps.slice(0, done).forEach((step) => {
      const raw = valueOf(step, now);
      numbers.set(keyOf(step), step.kind.startsWith("z") ? weightText(raw) : cellText(raw));
    });
    if (done < steps.length) numbers.set(keyOf(steps[done]), "?");
    for (const [key, { node, text }] of Object.entries(cells)) {
      const shown = numbers.get(key) ?? "";
      if (text.textContent !== shown) text.textContent = shown;
      const { classList } = node;
      classList.toggle("is-newest", newest !== null && key === keyOf(newest));
      classList.toggle("is-next", done < steps.length && key === keyOf(steps[done]));
      classList.toggle("is-source", sources.includes(key));
      classList.toggle("is-chosen", key === chosen());
    }
    const active = newest ? weightsOf(newest, sizes) : [];
    drawEdges(active, newest?.phase);
    handle.node.setAttribute("aria-label", `weight ${weightName(chosen())}; left and right choose another`);
    handle.update({ at: middle(layout.edges[chosen()]), text: `${weightName(chosen())}: ${weightText(value())}`, now: clean(value()) });
  };
}
