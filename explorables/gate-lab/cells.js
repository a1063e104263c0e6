// One step of an LSTM or GRU cell with one unit, forward and back. Mirrors lib/nn/lstm.py, gru.py and lib/widgets/gate_cells.py.

export const GATES = { lstm: ["i", "f", "g", "o"], gru: ["r", "z", "n"] };

/** The gates that can be held at a number of one's own. */
export const VALVES = { lstm: ["i", "f", "o"], gru: ["r", "z"] };

/** W_ih, W_hh, b_ih, b_hh, one number a gate. */
export const WEIGHTS = {
  lstm: [
    [0.9, -0.6, 1.6, 0.7],
    [0.8, 0.9, -1.2, 0.5],
    [0.1, 0.6, -0.1, 0.4],
    [0.1, 0.6, 0, 0],
  ],
  gru: [
    [0.8, -0.7, 1.6],
    [0.6, 0.9, -1.4],
    [0.3, 0.7, -0.1],
    [0.1, 0.6, 0.5],
  ],
};

const sigmoid = (z) => (z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z)));

/** The numbers at which the gates of step t are held, by gate. */
export function heldAt(kind, held, t) {
  return Object.fromEntries(VALVES[kind].filter((gate) => `${gate}${t}` in held).map((gate) => [gate, held[`${gate}${t}`]]));
}

/**
 * A step forward returns what it keeps: x, the states before (h, c), the gates, the states after (hNew, cNew).
 * `bump` is added to the cell state (GRU: h).
 */
const FORWARD = {
  lstm(x, h, c, [wx, wh, bx, bh], held, bump) {
    const net = (k) => x * wx[k] + bx[k] + h * wh[k] + bh[k];
    const i = held.i ?? sigmoid(net(0));
    const f = held.f ?? sigmoid(net(1));
    const g = Math.tanh(net(2));
    const o = held.o ?? sigmoid(net(3));
    const cNew = f * c + i * g + bump;
    return { x, h, c, i, f, g, o, cNew, hNew: o * Math.tanh(cNew), held };
  },
  gru(x, h, c, [wx, wh, bx, bh], held, bump) {
    const u = (k) => x * wx[k] + bx[k];
    const v = (k) => h * wh[k] + bh[k];
    const r = held.r ?? sigmoid(u(0) + v(0));
    const z = held.z ?? sigmoid(u(1) + v(1));
    const n = Math.tanh(u(2) + r * v(2));
    const hNew = (1 - z) * n + z * h + bump;
    return { x, h, c, r, z, n, v: v(2), cNew: hNew, hNew, held };
  },
};

/** All steps: { kept, h, c }, the states from time 0. */
export function forward(kind, x, weights, held, [bumpedStep, bump] = [0, 0]) {
  const kept = [];
  const [h, c] = [[0], [0]];
  x.forEach((value, n) => {
    const step = FORWARD[kind](value, h.at(-1), c.at(-1), weights, heldAt(kind, held, n + 1), bumpedStep === n + 1 ? bump : 0);
    kept.push(step);
    h.push(step.hNew);
    c.push(step.cNew);
  });
  return { kept, h, c };
}

const dot = (one, other) => one.reduce((sum, value, k) => sum + value * other[k], 0);

/** A step back, from δh and what comes through c: the two shares, dL/dx, what goes on, and dL/d(score) on both sides of it. */
const BACKWARD = {
  lstm(deltaH, throughC, { c, i, f, g, o, cNew, held }, [wx, wh]) {
    const tanhC = Math.tanh(cNew);
    const throughH = deltaH * o * (1 - tanhC ** 2);
    const deltaC = throughH + throughC;
    const scores = [
      "i" in held ? 0 : deltaC * g * i * (1 - i),
      "f" in held ? 0 : deltaC * c * f * (1 - f),
      deltaC * i * (1 - g ** 2),
      "o" in held ? 0 : deltaH * tanhC * o * (1 - o),
    ];
    return { deltaH, deltaC, throughH, throughC, gradX: dot(scores, wx), next: dot(scores, wh), direct: f * deltaC, u: scores, v: scores };
  },
  gru(throughH, throughC, { h, r, z, n, v: vn, held }, [wx, wh]) {
    const delta = throughH + throughC;
    const dn = delta * (1 - z) * (1 - n ** 2);
    const dz = "z" in held ? 0 : delta * (h - n) * z * (1 - z);
    const dr = "r" in held ? 0 : dn * vn * r * (1 - r);
    const [u, v] = [[dr, dz, dn], [dr, dz, dn * r]];
    return { deltaH: delta, deltaC: delta, throughH, throughC, gradX: dot(u, wx), next: dot(v, wh), direct: z * delta, u, v };
  },
};

/** All steps back from dL/dh = 1 at the last: { steps, gradW }, with the mistakes asked for. */
export function backward(kind, { kept }, weights, { cut, wrong_biases: wrongBiases, last_only: lastOnly }) {
  const count = GATES[kind].length;
  const totals = [0, 1, 2, 3].map(() => new Array(count).fill(0));
  const steps = [];
  let [deltaH, throughC] = [1, 0];
  for (let t = kept.length - 1; t >= 0; t -= 1) {
    const step = BACKWARD[kind](deltaH, throughC, kept[t], weights);
    steps.unshift(step);
    for (let k = 0; k < count; k += 1) {
      if (!lastOnly || t === kept.length - 1) totals[0][k] += step.u[k] * kept[t].x;
      totals[1][k] += step.v[k] * kept[t].h;
      totals[2][k] += step.u[k];
      totals[3][k] += step.v[k];
    }
    deltaH = step.next;
    throughC = cut ? 0 : step.direct;
  }
  if (wrongBiases && kind === "lstm") totals[2][0] = totals[2][3] = totals[2][1];
  else if (wrongBiases) totals[3][2] = totals[2][2];
  return { steps, gradW: totals.slice(0, kind === "lstm" ? 3 : 4).flat() };
}
