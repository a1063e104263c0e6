// A planted bug: what the reader may guess, and what the numbers say to each guess.
import { significant } from "../shared/format.js";
import { digits } from "../network-by-hand/words.js";
import { at, backward, edgeName, edgesOf, forward, nodeNumber, numbers, sizesOf } from "./model.js";
import { addedUp, multiplied } from "./multiplied-out.js";
import { waysFrom } from "./steps.js";
import { gradientOf, listed } from "./words.js";

export const GUESSES = {
  "no-slope": "a hidden node's delta leaves out the slope",
  "forgot-fork": "at a fork only the last way back counts",
  transposed: "rows and columns of the gradients are mixed up",
  sign: "the error is target − output",
};

const largest = (list, size) => list.reduce((best, one) => (size(one) > size(best) ? one : best));

/** What speaks against a guess: an edge that it leaves right or makes wrong against what is seen, or else a number. */
function against(guess, state, now, edges) {
  const other = numbers({ ...state, bug: guess });
  const seen = (name) => !now.disagreeing.includes(name);
  const under = (name) => !other.disagreeing.includes(name);
  const innocent = edges.find(({ name }) => seen(name) && !under(name));
  if (innocent) return `No: then ${innocent.name} would be wrong too, and it agrees.`;
  const unexplained = edges.find(({ name }) => !seen(name) && under(name));
  if (unexplained) return `No: that would leave ${unexplained.name} right, and it does not agree.`;
  const edge = largest(edges, (one) => Math.abs(gradientOf(now, one) - gradientOf(other, one)));
  const [would, has] = [gradientOf(other, edge), gradientOf(now, edge)].map((value) => significant(value, 3));
  if (would === has) return "It could be: at these weights it looks just the same. Change a weight and check again.";
  return `No: the edges that differ would be the same ones, but then the program would have ${would} for ${edge.name}. It has ${has}.`;
}

const REASONS = {
  "no-slope"(state, now, edges, sizes) {
    const hidden = edges.filter(({ layer, node }) => layer < sizes.length - 2 && now.slopes[layer][node] > 0.01);
    const known = hidden.filter(({ layer }) => layer === sizes.length - 3);
    const [choices, right] = [known.length ? known : hidden, (edge) => at(now.weight_slopes, now.bias_slopes, edge)];
    if (!choices.length) return "Nothing comes through a node whose slope is 0, and the program lets it through.";
    const edge = largest(choices, (one) => Math.abs(gradientOf(now, one) - right(one)));
    const [gradient, slope, measured] = multiplied([gradientOf(now, edge), now.slopes[edge.layer][edge.node]]);
    return `The gradient of ${edge.name} is ${gradient}. Times the slope of node ${nodeNumber(sizes, edge.layer + 1, edge.node)}, ${slope}, it is ${measured}, and that is the measured slope.`;
  },
  "forgot-fork"(state, now, edges, sizes) {
    const layer = sizes.length - 2 - sizes.slice(0, -1).reverse().findIndex((_, i) => waysFrom(sizes, sizes.length - 2 - i) > 0);
    const left = (ways) => Math.abs(ways.slice(0, -1).reduce((sum, one) => sum + one, 0));
    const unit = largest([...now.products[layer].keys()], (j) => left(now.products[layer][j]));
    const ways = now.products[layer][unit];
    const from = listed(ways.map((_, k) => String(nodeNumber(sizes, layer + 2, k))));
    const { terms, sum } = addedUp(ways);
    return `To node ${nodeNumber(sizes, layer + 1, unit)} come back ${listed(terms)}, from nodes ${from}. Together they are ${sum}, and the program has only the last: = where += should stand.`;
  },
  transposed(state, now, edges, sizes) {
    const right = backward(state, forward(state, state), "none");
    const edge = largest(edges, (one) => Math.abs(gradientOf(now, one) - gradientOf(right, one)));
    const rows = sizes[edge.layer + 1];
    const place = edge.node * sizes[edge.layer] + edge.source;
    const belongs = edgeName(sizes, edge.layer, place % rows, Math.floor(place / rows));
    return `All biases agree, so the deltas are right. But for ${edge.name} the program has ${digits(gradientOf(now, edge))}, which is the gradient of ${belongs}: the array is filled column by column.`;
  },
  sign(state, now, edges) {
    const edge = largest(edges, (one) => Math.abs(gradientOf(now, one)));
    const [gradient, slope] = [gradientOf(now, edge), at(now.weight_slopes, now.bias_slopes, edge)].map((value) => significant(value, 3));
    return `Every gradient is the measured slope with the other sign: ${gradient} and ${slope} for ${edge.name}. With it the network would learn uphill.`;
  },
};

/** The answer to a guess, once every edge has been checked. */
export function guessReply(guess, state, now) {
  const sizes = sizesOf(state);
  const edges = edgesOf(sizes);
  if (guess !== state.bug) return against(guess, state, now, edges);
  return `Yes. ${REASONS[guess](state, now, edges, sizes)}`;
}
