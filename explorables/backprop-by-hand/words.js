// What each step says: its arithmetic with the numbers in it, and what that means; with a hidden bug, what went in and what came out.
import { fixed } from "../shared/format.js";
import { bracket, decimals, digits, factor, product, weightText } from "../network-by-hand/words.js";
import { ACTIVATIONS, RATE, at, edgeName, nodeNumber, sizesOf } from "./model.js";
import { addedUp, enoughPlaces, given, multiplied, scored, timesText } from "./multiplied-out.js";
import { waysFrom } from "./steps.js";

const PHASES = { forward: "forward", backward: "backward", gradients: "the gradients" };

/** "8 and 9", "4, 5 and 6". */
export const listed = (items) => (items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`);

/** "w84 (4 → 8)", "w8b (bias)": what an edge is called where one is chosen. */
export function edgeWords({ name, layer, node, source }, sizes) {
  return `${name} (${source === null ? "bias" : `${nodeNumber(sizes, layer, source)} → ${nodeNumber(sizes, layer + 1, node)}`})`;
}

/** What raising something a little does to the error. */
function effect(what, slope) {
  if (slope === 0) return `Raise ${what} a little, and E stays`;
  return `Raise ${what} a little, and E ${slope > 0 ? "rises" : "falls"} by ${digits(Math.abs(slope))} times that little`;
}

function slopeWords(activation, z, a, slope) {
  if (activation === "sigmoid" || activation === "tanh") {
    const room = activation === "sigmoid" ? Math.min(a, 1 - a) : 1 - Math.abs(a);
    if (room < 1e-6) return `the output ${fixed(a, 6)} is at the end of the curve, so it is ${digits(slope)}`;
    const compute = activation === "sigmoid" ? (y) => y * (1 - y) : (y) => 1 - y ** 2;
    const text = enoughPlaces(a, decimals(room, 4), compute, digits(slope));
    return `${activation === "sigmoid" ? `${text} × (1 − ${text})` : `1 − ${bracket(text)}²`} = ${digits(slope)}`;
  }
  if (activation === "identity") return "without an activation function it is 1";
  return `the score ${fixed(z, 3)} is ${z > 0 ? "above 0" : "not above 0"}, so it is ${slope}`;
}

function slopeMeaning(slope, { name, steepest }) {
  if (name === "identity") return "";
  const share = slope / steepest;
  if (share > 0.6) return " Near its steepest: easily moved.";
  return share < 0.15 ? " Almost flat: hard to move." : "";
}

/** Returns [name of the number, arithmetic, meaning] for one step. */
function told(step, now, state, sizes) {
  const { kind, layer, unit, way, edge } = step;
  const last = layer === sizes.length - 2;
  const own = nodeNumber(sizes, layer + 1, unit);
  const node = `node ${own}`;
  const curve = ACTIVATIONS[state.activations[layer]];
  const inputs = now.outputs[layer - 1] ?? state.x;
  const [z, a] = [now.scores[layer][unit], now.outputs[layer][unit]];
  const backAlong = (k) => {
    const w = state.weights[layer + 1][k][unit];
    return [edgeName(sizes, layer + 1, k, unit), nodeNumber(sizes, layer + 2, k), timesText([w, now.deltas[layer + 1][k]], ["weight", "number"])];
  };
  switch (kind) {
    case "score": {
      const { pairs, bias, score } = scored(state.weights[layer][unit], inputs, state.biases[layer][unit], z, layer === 0);
      const terms = pairs.map(([w, input], i) => product(i ? bracket(w) : w, input));
      return [`${node}, score`, `${[...terms, bracket(bias)].join(" + ")} = ${score}`, " Each weight times what comes through it, and the bias, added up."];
    }
    case "output":
      return [`${node}, output`, curve.name === "identity" ? `the score itself, ${digits(a)}` : `the ${curve.name} of ${enoughPlaces(z, 4, curve.value, digits(a))} is ${digits(a)}`, ""];
    case "product": {
      const [name, from, text] = backAlong(way);
      const all = listed(now.deltas[layer + 1].map((_, k) => String(nodeNumber(sizes, layer + 2, k))));
      return [`${node}, back along ${name}`, `${name} × δ${from}: ${text}`, ` ${capital(node)} feeds nodes ${all}, so something comes back from each.`];
    }
    case "blame": {
      if (last) {
        const { terms: [output, against], sum } = addedUp([a, -state.target[unit]]);
        const way = now.blames[layer][unit] > 0 ? " It should have said less." : now.blames[layer][unit] < 0 ? " It should have said more." : "";
        return [`${node}, error`, `output ${output} − target ${bracket(opposite(against))} = ${sum}`, way];
      }
      const ways = now.products[layer][unit];
      if (!waysFrom(sizes, layer)) {
        const [name, from, text] = backAlong(0);
        return [`${node}, blame`, `${name} × δ${from}: ${text}`, ` Only one way leads on from ${node}.`];
      }
      const { terms, sum } = addedUp(ways);
      const all = ways.length === 2 ? "Both ways lead" : `All ${ways.length} ways lead`;
      return [`${node}, blame`, `${terms.map((term, k) => (k ? bracket(term) : term)).join(" + ")} = ${sum}`, ` ${all} to the error, so what comes back is added up.`];
    }
    case "slope": {
      const slope = now.slopes[layer][unit];
      return [`${node}, slope of its ${curve.name}`, slopeWords(state.activations[layer], z, a, slope), slopeMeaning(slope, curve)];
    }
    case "delta":
      return [`${node}, delta`, `${last ? "error" : "blame"} × slope: ${timesText([now.blames[layer][unit], now.slopes[layer][unit]])}`, ` ${effect(`the score of ${node}`, now.deltas[layer][unit])}.`];
    default: {
      const sent = edge.source === null ? 1 : inputs[edge.source];
      const from = edge.source === null ? "1" : `output of node ${nodeNumber(sizes, layer, edge.source)}`;
      const delta = now.deltas[layer][unit];
      return [`gradient of ${edge.name}`, `δ${own} × ${from}: ${timesText([delta, sent], ["number", kindOf(layer, edge)])}`, ` ${effect(edge.name, delta * sent)}.`];
    }
  }
}

/** How what comes through an edge is written: the 1 of a bias and the inputs are as short as they were given. */
export const kindOf = (layer, { source }) => (layer && source !== null ? "number" : "example");

const opposite = (text) => (text.startsWith("−") ? text.slice(1) : Number(text) === 0 ? text : `−${text}`);

const capital = (text) => text[0].toUpperCase() + text.slice(1);

/** What goes into a number of the way back, as words; nothing is said of how the program puts it together. */
export function ingredients(step, now, state, sizes) {
  const { kind, layer, unit, way, edge } = step;
  const own = nodeNumber(sizes, layer + 1, unit);
  const after = (k) => nodeNumber(sizes, layer + 2, k);
  const along = (k) => {
    const [w, delta] = multiplied([state.weights[layer + 1][k][unit], now.deltas[layer + 1][k]], ["weight", "number"]);
    return [`${edgeName(sizes, layer + 1, k, unit)} = ${w}`, `δ${after(k)} = ${delta}`];
  };
  if (kind === "product") return along(way);
  if (kind === "slope") return [`the score ${fixed(now.scores[layer][unit], 3)}`, `the output ${factor(now.outputs[layer][unit])}`];
  if (kind === "delta") {
    const [blame, slope] = multiplied([now.blames[layer][unit], now.slopes[layer][unit]]);
    return [`the ${layer === sizes.length - 2 ? "error" : "blame"} ${blame}`, `the slope ${slope}`];
  }
  if (kind === "gradient") {
    const input = edge.source === null ? 1 : (now.outputs[layer - 1] ?? state.x)[edge.source];
    const [delta, sent] = multiplied([now.deltas[layer][unit], input], ["number", kindOf(layer, edge)]);
    return [`δ${own} = ${delta}`, edge.source === null ? "the 1 of the bias" : `output ${sent} of node ${nodeNumber(sizes, layer, edge.source)}`];
  }
  if (layer === sizes.length - 2) return [`the output ${factor(now.outputs[layer][unit])}`, `the target ${given(state.target[unit])}`];
  if (!waysFrom(sizes, layer)) return along(0);
  return addedUp(now.products[layer][unit]).terms.map((term, k) => `${term} from node ${after(k)}`);
}

/** [in bold, the rest] for the status line after a step; `value` is its number, `hidden` is true while the reader looks for a bug. */
export function stepSentence({ done, steps, now, state, hidden, value }) {
  const sizes = sizesOf(state);
  if (done === 0) {
    const nodes = (layer) => Array.from({ length: sizes.at(layer) }, (_, i) => String(nodeNumber(sizes, layer < 0 ? sizes.length - 1 : layer, i)));
    const numbers = (list) => listed(list.map(given));
    const many = (list, one, more) => (list.length === 1 ? one : more);
    const [first, last] = [nodes(0), nodes(-1)];
    return [
      `${capital(many(first, "node", "nodes"))} ${listed(first)}`,
      ` ${many(first, "is", "are")} ${numbers(state.x)}; ${many(last, "node", "nodes")} ${listed(last)} should say ${numbers(state.target)}. Press Step: the first number to come is the score of node ${sizes[0] + 1}.`,
    ];
  }
  const step = steps[done - 1];
  const [name, arithmetic, meaning] = told(step, now, state, sizes);
  const head = `${done} of ${steps.length}, ${PHASES[step.phase]} · ${name}`;
  if (!hidden || step.phase === "forward") return [head, `: ${arithmetic}.${meaning}`];
  return [head, `: ${listed(ingredients(step, now, state, sizes))} go in, and the program makes ${digits(value)} of them.`];
}

/** When an edge has been chosen; `gradient` is null as long as it has not been computed. */
export function selectSentence({ edge, sizes, w, gradient, agrees }) {
  const to = nodeNumber(sizes, edge.layer + 1, edge.node);
  const whose = edge.source === null ? `Bias ${edge.name} of node ${to}` : `Weight ${edge.name}, from node ${nodeNumber(sizes, edge.layer, edge.source)} to node ${to},`;
  const head = `${whose} is ${weightText(w)}`;
  if (gradient === null) return [head, ". Its gradient has not been computed yet: step on. The arrow keys on its square change it (up and down) or choose another (left and right)."];
  if (agrees) return [head, `. Its gradient is the measured slope. ${effect(edge.name, gradient)}.`];
  return [head, ". Its gradient is not the measured slope: compare them below."];
}

/** After a weight has been changed by hand. */
export function editSentence({ edge, from, before, w, asked, error, done }) {
  const beyond = asked === w ? "" : ` (${asked > w ? "the largest" : "the smallest"} that is allowed here)`;
  const head = `${edge.name}: ${weightText(from)} → ${weightText(w)}${beyond}`;
  if (done === 0) return [head, ". Nothing has been computed yet: press Step."];
  const [was, is] = [before, error].map((value) => fixed(value, 5));
  return [head, was === is ? `. The error E stays ${is}.` : `. The error E goes from ${was} to ${is}.`];
}

/** After the whole check: how many edges agree, and where the others are. */
export function checkSentence({ edges, disagreeing, sizes }) {
  const wrong = edges.filter(({ name }) => disagreeing.includes(name));
  const head = `${edges.length} gradients checked`;
  if (!wrong.length) return [head, ": every one is the measured slope."];
  if (wrong.length === edges.length) return [head, ": not one is the measured slope."];
  const counts = `: ${edges.length - wrong.length} agree with the measured slope, ${wrong.length} do not. `;
  const into = ({ layer, node }) => nodeNumber(sizes, layer + 1, node);
  const nodes = [...new Set(wrong.map(into))];
  if (edges.every((edge) => nodes.includes(into(edge)) === wrong.includes(edge))) {
    return [head, `${counts}They differ on every edge into ${nodes.length === 1 ? "node" : "nodes"} ${listed(nodes.map(String))}, and nowhere else.`];
  }
  const names = wrong.map(({ name }) => name);
  const shown = names.length > 8 ? [...names.slice(0, 7), `${names.length - 7} more`] : names;
  return [head, `${counts}They differ at ${listed(shown)}${wrong.every(({ source }) => source !== null) ? "; all biases agree" : ""}.`];
}

/** After learning. */
export function learnSentence({ rounds, from, to }) {
  const head = rounds === 1 ? "One step downhill" : `${rounds} steps downhill`;
  const places = decimals(Math.min(from, to), 3);
  const way = to < from ? "falls" : to > from ? "rises" : "stays";
  return [head, `, each weight less ${RATE} times its gradient: the error E ${way}, from ${fixed(from, places)} to ${fixed(to, places)}.`];
}

export const agreesAt = (now, name) => !now.disagreeing.includes(name);
export const gradientOf = (now, edge) => at(now.weight_gradients, now.bias_gradients, edge);
