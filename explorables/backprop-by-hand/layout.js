// Where everything stands: layers from left to right where there is room for their cards, else from top to bottom.
// A layout is as shared/network-picture.js takes it; an edge begins where the product that comes back on it stands.
import { edgesOf, nodeNumber } from "./model.js";
import { waysFrom } from "./steps.js";

const ROW = 18;
const PAD = 5;
const LETTER = 7.4; // the widest digit of 13 px, about
const NUMBER = 56; // room for −2·10⁻⁵
const LEAST_GAP = 54;
const INPUT = { x: 34, r: 21 };
const STUB = 26; // how long the edge of a bias is
const MARK = 9; // how far from the card a verdict on an edge stands, and the next one where they are close

const range = (count, run) => Array.from({ length: count }, (_, i) => run(i));

/** [kind, label, tone] of what is computed forward and, after it, backward by the nodes of a layer. */
function rowsOf(sizes, layer, product) {
  const last = layer === sizes.length - 2;
  const forward = [["score", "score", "quiet"], ["output", "output", "activation"], ...(last ? [["target", "target", "truth"]] : [])];
  const products = range(waysFrom(sizes, layer), (way) => [`product.${way}`, product(way), "gradient"]);
  return { forward, backward: [...products, ["blame", last ? "error" : "blame", "gradient"], ["slope", "slope", "gradient"], ["delta", "delta", "gradient"]] };
}

/** The key of a cell: "product.1" of node 2 in layer 0 is "product.0.2.1". */
function cellKey(kind, layer, unit) {
  const [name, way] = kind.split(".");
  if (name === "target") return `target.${unit}`;
  return way === undefined ? `${name}.${layer}.${unit}` : `${name}.${layer}.${unit}.${way}`;
}

const productName = (sizes, layer, unit, way) => {
  const ends = [nodeNumber(sizes, layer + 2, way), nodeNumber(sizes, layer + 1, unit)];
  return `w${ends.join(ends.some((n) => n > 9) ? "," : "")}·δ${ends[0]}`;
};

/** How wide the two halves of a card are. */
function halves(sizes) {
  const longest = Math.max(6, ...range(sizes.length - 1, (layer) => range(waysFrom(sizes, layer), (way) => productName(sizes, layer, sizes[layer + 1] - 1, way).length)).flat());
  return { left: 8 + 6 * LETTER + NUMBER, right: 18 + longest * LETTER + NUMBER };
}

const cardWidth = (sizes) => halves(sizes).left + halves(sizes).right + 6;

export function isWide(width, sizes) {
  const cards = sizes.length - 1;
  return width >= INPUT.x + INPUT.r + cards * (cardWidth(sizes) + LEAST_GAP) + 4;
}

export const layoutFor = (width, sizes) => (isWide(width, sizes) ? wide(width, sizes) : tall(width, sizes));

function wide(width, sizes) {
  const made = { ahead: [1, 0], boxes: [], cells: {}, labels: [], circles: [], edges: {} };
  const cards = sizes.length - 1;
  const { left } = halves(sizes);
  const cardWide = cardWidth(sizes);
  const gap = Math.min(150, (width - 4 - INPUT.x - INPUT.r - cards * cardWide) / cards);
  const inputX = INPUT.x + (width - 4 - INPUT.x - INPUT.r - cards * (cardWide + gap)) / 2;
  const first = inputX + INPUT.r;
  const lines = range(cards, (layer) => {
    const { forward, backward } = rowsOf(sizes, layer, String);
    return Math.max(forward.length + 1, backward.length, sizes[layer] + 1);
  });
  const pitches = lines.map((count) => count * ROW + 2 * PAD + 10);
  const height = Math.max(sizes[0] * 74, ...pitches.map((pitch, layer) => pitch * sizes[layer + 1])) + 4;
  const centre = (count, pitch, unit) => height / 2 + (unit - (count - 1) / 2) * pitch;

  // Where the edges to the next layer begin: for each node a place for each way.
  let begins = range(sizes[0], (unit) => {
    const y = centre(sizes[0], Math.min(110, height / sizes[0]), unit) - 8;
    made.circles.push({ x: inputX, y, r: INPUT.r });
    made.cells[`x.${unit}`] = { x0: inputX - 20, x1: inputX + 20, y, tone: "activation", middle: true };
    made.labels.push({ text: `node ${unit + 1}`, x: inputX, y: y + INPUT.r + 12, anchor: "middle" });
    return range(sizes[1], () => [first, y]);
  });

  range(cards, (layer) => {
    const x = first + gap + layer * (cardWide + gap);
    const [pitch, count] = [pitches[layer], sizes[layer + 1]];
    const high = pitch - 10;
    const ends = [];
    const nextBegins = range(count, (unit) => {
      const y = centre(count, pitch, unit);
      const box = { x0: x, x1: x + cardWide, y0: y - high / 2, y1: y + high / 2 };
      made.boxes.push(box);
      const { forward, backward } = rowsOf(sizes, layer, (way) => productName(sizes, layer, unit, way));
      const line = (k, of) => y + (k - (of - 1) / 2) * ROW;
      made.labels.push({ text: `node ${nodeNumber(sizes, layer + 1, unit)}`, x: x + 8, y: line(0, forward.length + 1), anchor: "start", strong: true });
      const put = ([kind, label, tone], at, from, to) => {
        made.cells[cellKey(kind, layer, unit)] = { x0: from - 4, x1: to, y: at, tone, pill: tone === "activation" };
        made.labels.push({ text: label, x: from, y: at, anchor: "start", ...(kind === "target" ? { tone, cross: true } : {}) });
      };
      forward.forEach((row, k) => put(row, line(k + 1, forward.length + 1), x + 8, x + left));
      backward.forEach((row, k) => put(row, line(k, backward.length), x + left + 12, box.x1 - 4));
      ends.push(range(sizes[layer] + 1, (port) => [x, line(port, sizes[layer] + 1)]));
      const ways = waysFrom(sizes, layer);
      return range(sizes[layer + 2] ?? 0, (way) => [box.x1, line(ways ? way : 0, backward.length)]);
    });
    addEdges(made, sizes, layer, begins, ends);
    begins = nextBegins;
  });
  return { ...made, height };
}

/** Each layer is a table with one column a node; the words for its rows stand once, at the left. */
function tall(width, sizes) {
  const made = { ahead: [0, 1], boxes: [], cells: {}, labels: [], circles: [], edges: {} };
  const words = 56; // how wide the words at the left are
  const columns = (count) => Math.min(110, (width - words - 2) / count);
  const room = Math.max(...sizes.map((count) => count * columns(count)));
  const left = (width - words - room) / 2;
  const centre = (count, unit) => left + words + room / 2 + (unit - (count - 1) / 2) * columns(count);
  const gap = 48;

  const inputY = 37;
  let begins = range(sizes[0], (unit) => {
    const x = centre(sizes[0], unit);
    made.labels.push({ text: `node ${unit + 1}`, x, y: 8, anchor: "middle" });
    made.circles.push({ x, y: inputY, r: 19 });
    made.cells[`x.${unit}`] = { x0: x - 18, x1: x + 18, y: inputY, tone: "activation", middle: true };
    return range(sizes[1], () => [x, inputY + 19]);
  });
  let y = inputY + 19;

  range(sizes.length - 1, (layer) => {
    const count = sizes[layer + 1];
    const wideness = columns(count);
    const top = y + gap;
    const { forward, backward } = rowsOf(sizes, layer, (way) => `w·δ${nodeNumber(sizes, layer + 2, way)}`);
    y = top + PAD + ROW / 2;
    made.labels.push({ text: "node", x: left + 3, y, anchor: "start", strong: true });
    range(count, (unit) => made.labels.push({ text: String(nodeNumber(sizes, layer + 1, unit)), x: centre(count, unit), y, anchor: "middle", strong: true }));
    for (const [kind, label, tone] of [...forward, ...backward]) {
      y += ROW;
      made.labels.push({ text: label, x: left + 3, y, anchor: "start", ...(kind === "target" ? { tone } : {}) });
      range(count, (unit) => {
        const x = centre(count, unit);
        made.cells[cellKey(kind, layer, unit)] = { x0: x - wideness / 2 + 3, x1: x + wideness / 2 - 3, y, tone, middle: true, pill: tone === "activation" };
      });
    }
    y += ROW / 2 + PAD;
    const bottom = y;
    const ends = range(count, (unit) => {
      const x = centre(count, unit);
      made.boxes.push({ x0: x - wideness / 2 + 1, x1: x + wideness / 2 - 1, y0: top, y1: bottom });
      const ports = sizes[layer] + 1;
      return range(ports, (port) => [x + ((port + 0.5) / ports - 0.5) * (Math.min(wideness, 96) - 4), top]);
    });
    addEdges(made, sizes, layer, begins, ends);
    begins = range(count, (unit) => range(sizes[layer + 2] ?? 0, () => [centre(count, unit), bottom]));
  });
  return { ...made, height: y + 3 };
}

/** The edges to the nodes of layer + 1: `begins[source][way]` and `ends[node][port]` are points, the last port is for the bias. */
function addEdges(made, sizes, layer, begins, ends) {
  const [dx, dy] = made.ahead;
  const close = Math.abs(ends[0][1][0] - ends[0][0][0] + ends[0][1][1] - ends[0][0][1]) < 15;
  for (const { name, layer: own, node, source } of edgesOf(sizes)) {
    if (own !== layer) continue;
    const port = source ?? ends[node].length - 1;
    const to = ends[node][port];
    const from = source === null ? [to[0] - STUB * dx, to[1] - STUB * dy] : begins[source][node];
    const reach = dx ? to[0] - from[0] : to[1] - from[1];
    const bent = reach * (dx ? 0.55 : 0.75); // between rows an edge ends upright, so that its mark stands over its end
    const bend = [bent * dx, bent * dy];
    const away = MARK + (close && port % 2 ? 14 : 0);
    const mark = pointOn({ from, to, bend }, 1 - away / reach);
    made.edges[name] = { from, to, bend, mark, source: source === null };
  }
}

/** The point of an edge where `share` of the way ahead is behind. */
function pointOn({ from, to, bend }, share) {
  const main = bend[0] === 0 ? 1 : 0;
  const along = (axis, t) => {
    const [a, b, c, d] = [from[axis], from[axis] + bend[axis], to[axis] - bend[axis], to[axis]];
    return (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t ** 2 * c + t ** 3 * d;
  };
  const aim = from[main] + share * (to[main] - from[main]);
  let [low, high] = [0, 1];
  for (let i = 0; i < 20; i += 1) {
    const t = (low + high) / 2;
    if (along(main, t) < aim) low = t;
    else high = t;
  }
  return [along(0, low), along(1, low)];
}
