// Where everything stands: from left to right where it is wide, from top to bottom where it is not.
// A layout is { height, ahead, boxes, cells, labels, circles, edges }; a cell is { x0, x1, y } with its number at the right or the middle.
import { nameOf } from "./model.js";

const ROW = 18;
const WIDE = { forward: 560, backward: 680 }; // narrower, the edges would have no room
const TURN = { z: "score", l: "says" };
const BACK = { error: "blame", slope: "slope", delta: "delta" };

/** [kind, label, tone] of the rows of a unit. */
function rowsOf(layer, part) {
  const rows = [[`z${layer}`, TURN.z, "quiet"], [`l${layer}`, TURN.l, "activation"]];
  if (part === "forward") return rows;
  const named = layer === 2 ? { ...BACK, error: "error" } : BACK;
  return [...rows, ...Object.entries(named).map(([key, label]) => [`l${layer}_${key}`, label, "gradient"])];
}

const range = (count, run) => Array.from({ length: count }, (_, i) => run(i));

export function isWide(width, part) {
  return width >= (part === "forward" ? WIDE.forward : WIDE.backward);
}

export function layoutFor(width, sizes, part) {
  return isWide(width, part) ? wide(width, sizes, part) : narrow(width, sizes, part);
}

/** A unit is a card: at its left the weights that come in, each where its edge ends; at its right what it computes. */
function wide(width, [inputs, hidden, outputs], part) {
  const back = part !== "forward";
  const [weightsWide, gradientWide, valuesWide] = [60, back ? 62 : 0, 104];
  const cardWide = weightsWide + gradientWide + valuesWide + 16;
  const lines = Math.max(inputs + 1, back ? 5 : 2);
  const cardHigh = lines * ROW + 10;
  const pitch = cardHigh + 10;
  const top = 30;
  const height = top + hidden * pitch + 2;
  const middle = top + (hidden * pitch - 10) / 2;
  const gap = Math.min(150, (width - 2 * cardWide - 76) / 2);
  const hiddenX = 64 + gap;
  const outputX = hiddenX + cardWide + gap;
  const made = { height, ahead: [1, 0], boxes: [], cells: {}, labels: [], circles: [], edges: {} };

  range(inputs, (i) => {
    const y = middle + (i - (inputs - 1) / 2) * Math.min(110, pitch);
    made.circles.push({ x: 40, y, r: 21 });
    made.cells[`x.${i}`] = { x0: 20, x1: 60, y, tone: "activation", middle: true };
    made.labels.push({ text: { input: i }, x: 40, y: y + 33, anchor: "middle" });
  });

  const card = (layer, unit, x, y, feeding) => {
    const array = layer === 1 ? "syn0" : "syn1";
    const rows = rowsOf(layer, part);
    const high = Math.max(cardHigh, (feeding + 1) * ROW + 10);
    const box = { x0: x, x1: x + cardWide, y0: y - high / 2, y1: y + high / 2 };
    made.boxes.push(box);
    const line = (k, count) => y + (k - (count - 1) / 2) * ROW;
    made.labels.push({ text: { layer, unit }, x: x + 10, y: line(0, feeding + 1), anchor: "start", strong: true });
    range(feeding, (row) => {
      const name = nameOf({ array, row, column: unit });
      const at = line(row + 1, feeding + 1);
      made.cells[name] = { x0: x + 4, x1: x + weightsWide, y: at, tone: "parameter" };
      if (back) made.cells[`gradient ${name}`] = { x0: x + weightsWide + 3, x1: x + weightsWide + gradientWide, y: at, tone: "gradient" };
    });
    const left = x + weightsWide + gradientWide + 10;
    rows.forEach(([kind, label, tone], k) => {
      const at = line(k, rows.length);
      made.cells[`${kind}.${unit}`] = { x0: left - 4, x1: box.x1 - 6, y: at, tone, pill: tone === "activation" };
      made.labels.push({ text: label, x: left, y: at, anchor: "start" });
    });
    return box;
  };
  const hiddenBoxes = range(hidden, (j) => card(1, j, hiddenX, top + j * pitch + cardHigh / 2, inputs));
  const outputBoxes = range(outputs, (k) => card(2, k, outputX, middle + (k - (outputs - 1) / 2) * pitch, hidden));
  outputBoxes.forEach((box, k) => {
    const y = box.y1 + 20;
    made.cells[`y.${k}`] = { x0: box.x1 - 40, x1: box.x1 - 6, y, tone: "truth" };
    made.labels.push({ text: "truth", x: box.x1 - valuesWide, y, anchor: "start", tone: "truth", cross: true });
  });
  const heads = [["weight", weightsWide], ...(back ? [["gradient", weightsWide + gradientWide]] : [])];
  for (const x of [hiddenX, outputX]) {
    const y = x === hiddenX ? 14 : outputBoxes[0].y0 - 12;
    for (const [text, right] of heads) made.labels.push({ text, x: x + right, y, anchor: "end", tone: text === "weight" ? "parameter" : "gradient" });
  }

  const curve = (x0, y0, x1, y1) => ({ from: [x0, y0], to: [x1, y1], bend: [(x1 - x0) * 0.45, 0] });
  range(inputs, (row) => range(hidden, (column) => {
    const name = nameOf({ array: "syn0", row, column });
    made.edges[name] = curve(62, made.circles[row].y, hiddenX, made.cells[name].y);
  }));
  range(hidden, (row) => range(outputs, (column) => {
    const name = nameOf({ array: "syn1", row, column });
    made.edges[name] = curve(hiddenBoxes[row].x1, (hiddenBoxes[row].y0 + hiddenBoxes[row].y1) / 2, outputX, made.cells[name].y);
  }));
  return made;
}

/** A layer is a table with one column a unit; the words for its rows stand once, at the left. */
function narrow(width, [inputs, hidden, outputs], part) {
  const back = part !== "forward";
  const left = 64;
  const columnWide = Math.min(110, (width - left - 4) / hidden);
  const centre = (j) => left + (j + 0.5) * columnWide;
  const made = { ahead: [0, 1], boxes: [], cells: {}, labels: [], circles: [], edges: {} };
  const right = left + hidden * columnWide;
  const header = (text, y, tone) => made.labels.push({ text, x: 6, y, anchor: "start", tone });
  const cellAt = (j, y, tone, more) => ({ x0: centre(j) - columnWide / 2 + 3, x1: centre(j) + columnWide / 2 - 3, y, tone, middle: true, ...more });

  range(inputs, (i) => {
    const x = left + ((i + 0.5) * (right - left)) / inputs;
    made.labels.push({ text: { input: i }, x, y: 12, anchor: "middle" });
    made.circles.push({ x, y: 40, r: 19 });
    made.cells[`x.${i}`] = { x0: x - 15, x1: x + 15, y: 40, tone: "activation", middle: true };
  });

  const hiddenTop = 128;
  let y = hiddenTop + 14;
  made.labels.push({ text: "hidden", x: 6, y, anchor: "start", strong: true });
  range(hidden, (j) => made.labels.push({ text: String(j + 1), x: centre(j), y, anchor: "middle", strong: true }));
  /** A row of weights, and one of their gradients below it; `name(j)` is the weight in column j. */
  const weightRows = (text, name) => {
    for (const [prefix, word, tone] of [["", text, "parameter"], ["gradient ", "gradient", "gradient"]].slice(0, back ? 2 : 1)) {
      y += ROW;
      header(word, y, tone);
      range(hidden, (j) => (made.cells[`${prefix}${name(j)}`] = cellAt(j, y, tone)));
    }
  };
  range(inputs, (row) => weightRows({ input: row }, (column) => nameOf({ array: "syn0", row, column })));
  for (const [kind, label, tone] of rowsOf(1, part)) {
    y += ROW + (tone === "activation" ? 2 : 0);
    header(label, y, tone);
    range(hidden, (j) => (made.cells[`${kind}.${j}`] = cellAt(j, y, tone, { pill: tone === "activation" })));
  }
  const hiddenBottom = y + 14;
  range(hidden, (j) => made.boxes.push({ x0: centre(j) - columnWide / 2 + 1, x1: centre(j) + columnWide / 2 - 1, y0: hiddenTop, y1: hiddenBottom }));

  const outputTop = hiddenBottom + 40;
  y = outputTop + 14 - ROW;
  range(outputs, (k) => {
    // One column for each hidden unit, in one box: the weights stand below the units that they come from.
    y += ROW;
    made.labels.push({ text: { layer: 2, unit: k }, x: left + 8, y, anchor: "start", strong: true });
    const from = y;
    weightRows("weight", (row) => nameOf({ array: "syn1", row, column: k }));
    const rows = rowsOf(2, part);
    const half = (right - left) / 2;
    const first = y + ROW + 4;
    const put = ([kind, label, tone], line, side) => {
      const x = left + side * half + 8;
      const at = first + line * ROW;
      made.labels.push({ text: label, x, y: at, anchor: "start" });
      made.cells[`${kind}.${k}`] = { x0: x - 4, x1: left + (side + 1) * half - 8, y: at, tone, pill: tone === "activation" };
    };
    rows.slice(0, 2).forEach((row, line) => put(row, line, 0));
    rows.slice(2).forEach((row, line) => put(row, line, 1));
    const truthSide = back ? { x: left + 8, x1: left + half - 8, y: first + 2 * ROW } : { x: left + half + 8, x1: right - 8, y: first + ROW };
    made.cells[`y.${k}`] = { x0: truthSide.x1 - 40, x1: truthSide.x1, y: truthSide.y, tone: "truth" };
    made.labels.push({ text: "truth", x: truthSide.x, y: truthSide.y, anchor: "start", tone: "truth", cross: true });
    y = first + (back ? 2 : 1) * ROW;
    made.boxes.push({ x0: left + 1, x1: right - 1, y0: from - 14, y1: y + 14 });
  });

  const curve = (x0, y0, x1, y1) => ({ from: [x0, y0], to: [x1, y1], bend: [0, (y1 - y0) * 0.45] });
  range(inputs, (row) => range(hidden, (j) => {
    const name = nameOf({ array: "syn0", row, column: j });
    made.edges[name] = curve(made.circles[row].x, 59, centre(j) + (row - (inputs - 1) / 2) * 16, hiddenTop);
  }));
  range(hidden, (row) => range(outputs, (k) => (made.edges[nameOf({ array: "syn1", row, column: k })] = curve(centre(row), hiddenBottom, centre(row), outputTop))));
  made.height = y + 22;
  return made;
}
