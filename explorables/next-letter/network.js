// A network of letters in plain arrays: weights from single bytes, a step of the RNN or GRU, and a reader that keeps what it has read.

export const BEFORE = "\n"; // stands before every text, as in lib/widgets/letter_network.py

const GATES = { rnn: 1, gru: 3 };

/** { kind, size, letters, inputs, inner, outer }: matrices as { rows, columns, weight, bias }, from what Python packed. */
export function unpack({ kind, size, letters, weights }) {
  const bytes = Uint8Array.from(atob(weights), (letter) => letter.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  const known = Array.from(letters);
  let at = 0;
  const floats = (count) => Float64Array.from({ length: count }, () => view.getFloat32((at += 4) - 4, true));
  const matrix = (rows, columns) => {
    const whole = new Int8Array(bytes.buffer, at, rows * columns);
    at += whole.length;
    const scale = floats(rows);
    return { rows, columns, weight: Float64Array.from(whole, (number, i) => number * scale[Math.floor(i / columns)]) };
  };
  const rows = GATES[kind] * size;
  const [inputs, inner] = [matrix(rows, known.length), matrix(rows, size)];
  inputs.bias = floats(rows);
  inner.bias = floats(rows);
  const outer = matrix(known.length, size);
  outer.bias = floats(known.length);
  return { kind, size, letters: known, inputs, inner, outer };
}

/** W x + b; four rows at once, because x is then fetched once for all four. */
function linear({ rows, columns, weight, bias }, x) {
  const found = Float64Array.from(bias);
  let row = 0;
  for (; row + 3 < rows; row += 4) {
    let [a, b, c, d] = [0, 0, 0, 0];
    let at = row * columns;
    for (let i = 0; i < columns; i += 1, at += 1) {
      const value = x[i];
      a += weight[at] * value;
      b += weight[at + columns] * value;
      c += weight[at + 2 * columns] * value;
      d += weight[at + 3 * columns] * value;
    }
    found[row] += a;
    found[row + 1] += b;
    found[row + 2] += c;
    found[row + 3] += d;
  }
  for (; row < rows; row += 1) {
    for (let i = 0; i < columns; i += 1) found[row] += weight[row * columns + i] * x[i];
  }
  return found;
}

const sigmoid = (z) => 1 / (1 + Math.exp(-z));

/** One step, from letter number `id` and the state before: { hidden } and, of a GRU, { update, reset }. */
export function step(network, id, before) {
  const { kind, size, inputs, inner } = network;
  const u = (row) => inputs.weight[row * inputs.columns + id] + inputs.bias[row]; // one-hot: a column
  const v = linear(inner, before);
  if (kind === "rnn") return { hidden: v.map((value, i) => Math.tanh(u(i) + value)) };
  const [hidden, update, reset] = [0, 1, 2].map(() => new Float64Array(size));
  for (let i = 0; i < size; i += 1) {
    reset[i] = sigmoid(u(i) + v[i]);
    update[i] = sigmoid(u(size + i) + v[size + i]);
    const fresh = Math.tanh(u(2 * size + i) + reset[i] * v[2 * size + i]);
    hidden[i] = (1 - update[i]) * fresh + update[i] * before[i];
  }
  return { hidden, update, reset };
}

/** Logarithms of the probabilities at temperature τ. */
export function logSoftmax(scores, temperature = 1) {
  const largest = Math.max(...scores);
  let sum = 0;
  for (const score of scores) sum += Math.exp((score - largest) / temperature);
  const below = Math.log(sum);
  return scores.map((score) => (score - largest) / temperature - below);
}

/**
 * Reads texts, and computes only what follows their common beginning.
 * read(known, most) reads on, at most so many letters, and returns how many of `known` are read; at[k] is what stands after k
 * letters: { id, hidden, update, reset, scores, logs }.
 */
export function createReader(network) {
  const places = new Map(network.letters.map((letter, id) => [letter, id]));
  const after = (letter, before) => {
    const id = places.get(letter);
    const now = step(network, id, before);
    const scores = linear(network.outer, now.hidden);
    return { id, ...now, scores, logs: logSoftmax(scores) };
  };
  const at = [after(BEFORE, new Float64Array(network.size))];
  let text = [];
  return {
    network,
    at,
    knows: (letter) => places.has(letter),
    read(known, most = Infinity) {
      const letters = Array.from(known);
      let same = 0;
      while (same < text.length && same < letters.length && text[same] === letters[same]) same += 1;
      const end = Math.min(letters.length, same + most);
      at.length = same + 1;
      for (let k = same; k < end; k += 1) at.push(after(letters[k], at[k].hidden));
      text = letters.slice(0, end);
      return end;
    },
  };
}
