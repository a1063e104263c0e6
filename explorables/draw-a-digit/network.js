// LeNet-5 in plain arrays: weights from single bytes, and the way of a picture through its layers.

const FILTER = 5; // pixels along a side
const LAYERS = [
  { name: "first", rows: 6, columns: 25 },
  { name: "second", rows: 16, columns: 150 },
  { name: "third", rows: 120, columns: 256 },
  { name: "fourth", rows: 84, columns: 120 },
  { name: "last", rows: 10, columns: 84 },
];

/** The layers, { weight, bias } each, from the text in which Python packed them: whole numbers, scales, biases. */
export function unpack(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  const floats = (count) => Float64Array.from({ length: count }, () => view.getFloat32((at += 4) - 4, true));
  const network = {};
  for (const { name, rows, columns } of LAYERS) {
    const whole = new Int8Array(bytes.buffer, at, rows * columns);
    at += whole.length;
    const scale = floats(rows);
    const weight = Float64Array.from(whole, (number, i) => number * scale[Math.floor(i / columns)]);
    network[name] = { rows, columns, weight, bias: floats(rows) };
  }
  return network;
}

/** Lays each filter over each place of all maps below it: (maps, side, side) becomes (filters, side − 4, side − 4). */
function convolve({ rows, columns, weight, bias }, below, side) {
  const out = side - FILTER + 1;
  const maps = columns / FILTER ** 2;
  const found = new Float64Array(rows * out * out);
  for (let filter = 0; filter < rows; filter += 1) {
    for (let row = 0; row < out; row += 1) {
      for (let column = 0; column < out; column += 1) {
        let sum = bias[filter];
        let at = filter * columns;
        for (let map = 0; map < maps; map += 1) {
          for (let i = 0; i < FILTER; i += 1) {
            const from = (map * side + row + i) * side + column;
            for (let j = 0; j < FILTER; j += 1) sum += weight[at++] * below[from + j];
          }
        }
        found[(filter * out + row) * out + column] = sum;
      }
    }
  }
  return found;
}

/** The largest of each 2 × 2 block, and 0 where that is negative. */
function pool(raw, maps, side) {
  const half = side / 2;
  const found = new Float64Array(maps * half * half);
  for (let map = 0; map < maps; map += 1) {
    for (let row = 0; row < half; row += 1) {
      for (let column = 0; column < half; column += 1) {
        const at = (map * side + 2 * row) * side + 2 * column;
        found[(map * half + row) * half + column] = Math.max(0, raw[at], raw[at + 1], raw[at + side], raw[at + side + 1]);
      }
    }
  }
  return found;
}

function linear({ rows, columns, weight, bias }, below) {
  const found = Float64Array.from(bias);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) found[row] += weight[row * columns + column] * below[column];
  }
  return found;
}

const relu = (values) => values.map((value) => Math.max(0, value));

function softmax(scores) {
  const largest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - largest));
  const sum = powers.reduce((one, other) => one + other);
  return powers.map((power) => power / sum);
}

/** Everything on the way from pixels (0 to 1) to probabilities. */
export function forward(network, pixels) {
  const rawFirst = convolve(network.first, pixels, 28);
  const first = pool(rawFirst, 6, 24);
  const rawSecond = convolve(network.second, first, 12);
  const second = pool(rawSecond, 16, 8);
  const scores = linear(network.last, relu(linear(network.fourth, relu(linear(network.third, second)))));
  return { rawFirst, first, rawSecond, second, scores, probabilities: softmax(scores) };
}
