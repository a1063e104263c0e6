// A network of numbered nodes: forward, backward with or without a bug, every slope measured by a nudge.
// Mirrors lib/widgets/backprop.py.
import { LIMIT } from "../shared/weights.js";
import { ACTIVATIONS as CURVES } from "../sigmoid-slope/model.js";

export const ACTIVATIONS = { ...CURVES, identity: { name: "identity", value: (z) => z, slope: () => 1, steepest: 1 } };
export const BUGS = ["no-slope", "transposed", "forgot-fork", "sign"];
export const NUDGE = 1e-4; // how the check of all edges nudges
const [RTOL, ATOL] = [1e-4, 1e-8];
export const RATE = 0.3;

export const sizesOf = ({ weights }) => [weights[0][0].length, ...weights.map((W) => W.length)];

/** The number of a node; layer 0 is the inputs. */
export const nodeNumber = (sizes, layer, unit) => sizes.slice(0, layer).reduce((sum, size) => sum + size, unit + 1);

/** The name of the edge to a node of layer + 1; `source` is null for its bias. */
export function edgeName(sizes, layer, node, source) {
  const ends = [nodeNumber(sizes, layer + 1, node), source === null ? "b" : nodeNumber(sizes, layer, source)].map(String);
  return `w${ends.join(ends.some((end) => end.length > 1) ? "," : "")}`;
}

/** Every weight and bias as { name, layer, node, source }, in the order of lib.classic.Network. */
export function edgesOf(sizes) {
  const nodes = sizes.slice(1).flatMap((count, layer) => Array.from({ length: count }, (_, node) => ({ layer, node })));
  return nodes.flatMap(({ layer, node }) =>
    [...Array(sizes[layer]).keys(), null].map((source) => ({ name: edgeName(sizes, layer, node, source), layer, node, source })),
  );
}

/** What an edge has in arrays such as { weights, biases }. */
export const at = (weights, biases, { layer, node, source }) => (source === null ? biases[layer][node] : weights[layer][node][source]);

/** The weights and biases with one number changed; nothing else is copied. */
export function withEdge({ weights, biases }, { layer, node, source }, value) {
  const put = (list, index, item) => list.map((old, i) => (i === index ? item : old));
  if (source === null) return { weights, biases: put(biases, layer, put(biases[layer], node, value)) };
  return { weights: put(weights, layer, put(weights[layer], node, put(weights[layer][node], source, value))), biases };
}

export function forward({ activations, x }, { weights, biases }) {
  const [scores, outputs] = [[], []];
  weights.forEach((W, layer) => {
    const inputs = outputs[layer - 1] ?? x;
    const z = W.map((row, node) => row.reduce((sum, w, i) => sum + w * inputs[i], 0) + biases[layer][node]);
    scores.push(z);
    outputs.push(z.map(ACTIVATIONS[activations[layer]].value));
  });
  return { scores, outputs };
}

export function errorOf(state, arrays = state) {
  return forward(state, arrays).outputs.at(-1).reduce((sum, a, k) => sum + (a - state.target[k]) ** 2, 0) / 2;
}

/** Column by column into the rows: what a reshape makes where a transpose was meant. */
function mixedUp(gradient) {
  const [rows, columns] = [gradient.length, gradient[0].length];
  return gradient.map((row, j) => row.map((_, i) => {
    const place = j * columns + i;
    return gradient[place % rows][Math.floor(place / rows)];
  }));
}

/** The way back as the program with this bug goes it: what it takes for deltas and gradients. */
export function backward({ activations, x, target, weights }, { scores, outputs }, bug) {
  const last = weights.length - 1;
  const slopes = scores.map((z, layer) => z.map(ACTIVATIONS[activations[layer]].slope));
  const [products, blames, deltas] = [[], [], []];
  for (let layer = last; layer >= 0; layer -= 1) {
    const after = weights[layer + 1] ?? [];
    products[layer] = outputs[layer].map((_, j) => after.map((row, k) => row[j] * deltas[layer + 1][k]));
    if (layer === last) blames[layer] = outputs[layer].map((a, k) => (bug === "sign" ? target[k] - a : a - target[k]));
    else blames[layer] = products[layer].map((ways) => (bug === "forgot-fork" ? ways.at(-1) : ways.reduce((sum, one) => sum + one)));
    const slopeless = bug === "no-slope" && layer < last;
    deltas[layer] = blames[layer].map((blame, j) => (slopeless ? blame : blame * slopes[layer][j]));
  }
  const weight_gradients = deltas.map((delta, layer) => {
    const gradient = delta.map((d) => (outputs[layer - 1] ?? x).map((a) => d * a));
    return bug === "transposed" ? mixedUp(gradient) : gradient;
  });
  return { slopes, products, blames, deltas, weight_gradients, bias_gradients: deltas };
}

/** The errors at w + ε and w − ε, and the slope of the line through them. */
export function measure(state, edge, epsilon) {
  const w = at(state.weights, state.biases, edge);
  const [up, down] = [w + epsilon, w - epsilon].map((value) => errorOf(state, withEdge(state, edge, value)));
  return { up, down, measured: (up - down) / (2 * epsilon) };
}

/** Do a gradient and a slope measured with NUDGE agree? `error` is the size of what was subtracted. */
export function agree(gradient, slope, error) {
  return Math.abs(gradient - slope) <= RTOL * Math.max(Math.abs(gradient), Math.abs(slope)) + ATOL * Math.max(1, error);
}

/** Every weight lowered by RATE times its gradient. */
export function learn({ weights, biases }, { weight_gradients, bias_gradients }) {
  const moved = (w, gradient) => Math.min(LIMIT, Math.max(-LIMIT, w - RATE * gradient));
  return {
    weights: weights.map((W, l) => W.map((row, j) => row.map((w, i) => moved(w, weight_gradients[l][j][i])))),
    biases: biases.map((b, l) => b.map((w, j) => moved(w, bias_gradients[l][j]))),
  };
}

/** The bugs that change a gradient here and now. */
export function visibleBugs(state) {
  const ahead = forward(state, state);
  const gradients = (bug) => {
    const { weight_gradients, bias_gradients } = backward(state, ahead, bug);
    return [...weight_gradients.flat(2), ...bias_gradients.flat()];
  };
  const right = gradients("none");
  return BUGS.filter((bug) => gradients(bug).some((gradient, i) => !agree(gradient, right[i], errorOf(state))));
}

/** All numbers of the figure. */
export function numbers(state) {
  const { bug, selected, epsilon } = state;
  const ahead = forward(state, state);
  const back = backward(state, ahead, bug);
  const edges = edgesOf(sizesOf(state));
  const error = errorOf(state);
  const weight_slopes = structuredClone(state.weights);
  const bias_slopes = structuredClone(state.biases);
  const disagreeing = edges.filter((edge) => {
    const slope = measure(state, edge, NUDGE).measured;
    if (edge.source === null) bias_slopes[edge.layer][edge.node] = slope;
    else weight_slopes[edge.layer][edge.node][edge.source] = slope;
    return !agree(at(back.weight_gradients, back.bias_gradients, edge), slope, error);
  });
  return {
    ...ahead,
    ...back,
    error,
    weight_slopes,
    bias_slopes,
    measured: measure(state, edges.find(({ name }) => name === selected), epsilon).measured,
    disagreeing: disagreeing.map(({ name }) => name),
    error_after: errorOf(state, learn(state, back)),
  };
}
