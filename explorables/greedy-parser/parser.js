// A greedy parser of two numbers a word: joins, all trees, and the max-margin objective with its gradient. Mirrors lib/nn/parser.py and
// lib/widgets/parser_trees.py.

const dot = (a, b) => a[0] * b[0] + a[1] * b[1];
const sum = (values) => values.reduce((total, value) => total + value, 0);
/** A phrase as one number, for sets and maps. */
export const keyOf = ([start, stop]) => 16 * start + stop;

/** p = tanh(W [c₁; c₂] + b). */
export function join({ weight, bias }, [a, b], [c, d]) {
  return weight.map((row, i) => Math.tanh(row[0] * a + row[1] * b + row[2] * c + row[3] * d + bias[i]));
}

/**
 * Joins the pairs at these gaps in turn; 0, or a gap that is closed, means the best pair. bonus(span) counts only for which is best.
 * Returns { joined, spans, scores, parents, fresh, best, nodes, row }; a node is { vector, left, right }.
 */
export function walk(weights, leaves, joins, bonus = () => 0) {
  const row = leaves.map((vector, k) => ({ start: k, stop: k + 1, node: { vector } }));
  const scores = leaves.slice(1).map(() => 0);
  const made = leaves.slice(1).map(() => null);
  const [joined, spans, nodes] = [[], [], []];

  const score = (from, to) => {
    const fresh = [];
    for (let k = from; k < to; k += 1) {
      const [left, right] = [row[k].node, row[k + 1].node];
      const gap = row[k].stop;
      const vector = join(weights, left.vector, right.vector);
      made[gap - 1] = { vector, left, right };
      scores[gap - 1] = dot(vector, weights.score_weight);
      fresh.push(gap);
    }
    return fresh;
  };
  const best = () => {
    let [top, at] = [-Infinity, 0];
    for (let k = 0; k + 1 < row.length; k += 1) {
      const rank = scores[row[k].stop - 1] + bonus([row[k].start, row[k + 1].stop]);
      if (rank > top || at === 0) [top, at] = [rank, row[k].stop];
    }
    return at;
  };

  let fresh = score(0, row.length - 1);
  for (const asked of joins) {
    if (row.length === 1) break;
    const isOpen = row.slice(0, -1).some(({ stop }) => stop === asked);
    const gap = isOpen ? asked : best();
    const k = row.findIndex(({ stop }) => stop === gap);
    const span = [row[k].start, row[k + 1].stop];
    row.splice(k, 2, { start: span[0], stop: span[1], node: made[gap - 1] });
    joined.push(gap);
    spans.push(span);
    nodes.push(made[gap - 1]);
    fresh = score(Math.max(k - 1, 0), Math.min(k + 1, row.length - 1));
  }
  return { joined, spans, scores, parents: made.map(({ vector }) => vector), fresh, best: best(), nodes, row };
}

/** Every tree over the leaves, { total, spans }, the highest total first. */
export function allTrees(weights, leaves) {
  const made = new Map(leaves.map((vector, k) => [keyOf([k, k + 1]), [{ vector, total: 0, spans: [] }]]));
  for (let length = 2; length <= leaves.length; length += 1) {
    for (let start = 0; start + length <= leaves.length; start += 1) {
      const span = [start, start + length];
      const trees = [];
      for (let middle = start + 1; middle < span[1]; middle += 1) {
        for (const left of made.get(keyOf([start, middle]))) {
          for (const right of made.get(keyOf([middle, span[1]]))) {
            const vector = join(weights, left.vector, right.vector);
            trees.push({ vector, total: left.total + right.total + dot(vector, weights.score_weight), spans: [...left.spans, ...right.spans, span] });
          }
        }
      }
      made.set(keyOf(span), trees);
    }
  }
  return made.get(keyOf([0, leaves.length])).sort((a, b) => b.total - a.total);
}

/** The scores of the joins, first to last. */
export const inOrder = ({ joined, scores }) => joined.map((gap) => scores[gap - 1]);

/** J = max over trees of [s + Δ] − s(gold), as lib.nn.MaxMargin has it: { rival, truth, leads, counted, value }. */
export function maxMargin(weights, leaves, right, kappa, compare) {
  const all = leaves.slice(1).map(() => 0);
  const isWrong = (span) => !right.has(keyOf(span));
  const rival = walk(weights, leaves, all, (span) => (isWrong(span) ? kappa : 0));
  const truth = walk(weights, leaves, all, (span) => (isWrong(span) ? -Infinity : 0));
  const [ours, theirs] = [inOrder(rival), inOrder(truth)];
  const leads = [0];
  ours.forEach((score, k) => leads.push(leads[k] + score + (isWrong(rival.spans[k]) ? kappa : 0) - theirs[k]));
  const counted = compare === "trees" ? all.length : leads.indexOf(Math.max(...leads));
  const value = leads[counted];
  return value > 0 ? { rival, truth, leads, counted, value } : { rival, truth, leads, counted: 0, value: 0 };
}

/** The gradient of J: −1 goes into each join of the gold tree that counts, +1 into each of the rival. */
export function gradient(weights, { rival, truth, counted }) {
  const grad = { weight: [[0, 0, 0, 0], [0, 0, 0, 0]], bias: [0, 0], score_weight: [0, 0] };
  const { weight, score_weight: u } = weights;
  for (const [{ nodes }, sign] of [[truth, -1], [rival, 1]]) {
    const blame = new Map();
    for (const node of nodes.slice(0, counted).reverse()) {
      const { vector, left, right } = node;
      const from = blame.get(node) ?? [0, 0];
      const delta = vector.map((p, i) => (sign * u[i] + from[i]) * (1 - p * p));
      const children = [...left.vector, ...right.vector];
      delta.forEach((d, i) => {
        grad.bias[i] += d;
        grad.score_weight[i] += sign * vector[i];
        children.forEach((c, j) => (grad.weight[i][j] += d * c));
      });
      const back = children.map((_, j) => delta[0] * weight[0][j] + delta[1] * weight[1][j]);
      blame.set(left, back.slice(0, 2));
      blame.set(right, back.slice(2));
    }
  }
  return grad;
}

/** weight − rate · gradient, for all of them. */
export function moved(weights, grad, rate) {
  const by = (values, slopes) => values.map((value, i) => value - rate * slopes[i]);
  return {
    weight: weights.weight.map((row, i) => by(row, grad.weight[i])),
    bias: by(weights.bias, grad.bias),
    score_weight: by(weights.score_weight, grad.score_weight),
  };
}

export const totalOf = (walked) => sum(inOrder(walked));
