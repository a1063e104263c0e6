// What each step says: its arithmetic with the numbers in it, and what that means; with a hidden bug, what went in and what came out.
import { brief, fixed } from "../shared/format.js";
import { bracket, decimals, digits, factor, product, weightFactor, weightText } from "../network-by-hand/words.js";
import { ACTIVATIONS, RATE, at, edgeName, nodeNumber, sizesOf } from "./model.js";
import { waysFrom } from "./steps.js";

const PHASES = { forward: "forward", backward: "backward", gradients: "the gradients" };

/** "8 and 9", "4, 5 and 6". */
export const listed = (items) => (items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`);

/** "w84 (4 → 8)", "w8b (bias)": what an edge is called where one is chosen. */
export function edgeWords({ name, layer, node, source }, sizes) {
  return `${name} (${source === null ? "bias" : `${nodeNumber(sizes, layer, source)} → ${nodeNumber(sizes, layer + 1, node)}`})`;
}

/** A number of the example, as short as it was given. */
const given = (value) => (Number(value.toPrecision(3)) === value ? brief(value) : factor(value));

/** What raising something a little does to the error. */
function effect(what, slope) {
  if (slope === 0) return `Raise ${what} a little, and E stays`;
  return `Raise ${what} a little, and E ${slope > 0 ? "rises" : "falls"} by ${digits(Math.abs(slope))} times that little`;
}

/** Numbers that are added up, and their sum, with as many decimals as the smallest needs. */
function addedUp(terms, sum) {
  const small = [...terms, sum].map(Math.abs).filter((size) => size > 1e-9);
  const places = decimals(Math.min(...small, 1), 3);
  return { terms: terms.map((term) => fixed(term, places)), sum: fixed(sum, places) };
}

function slopeWords(activation, z, a, slope) {
  if (activation === "sigmoid" || activation === "tanh") {
    const room = activation === "sigmoid" ? Math.min(a, 1 - a) : 1 - Math.abs(a);
    if (room < 1e-6) return `the output ${fixed(a, 6)} is at the end of the curve, so it is ${digits(slope)}`;
    const text = fixed(a, decimals(room, 4));
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
  const times = (error, slope) => `${factor(error)} × ${bracket(factor(slope))} = ${digits(error * slope)}`;
  const backAlong = (k) => {
    const w = state.weights[layer + 1][k][unit];
    const text = product(weightFactor(w), factor(now.deltas[layer + 1][k]));
    return [edgeName(sizes, layer + 1, k, unit), nodeNumber(sizes, layer + 2, k), text];
  };
  switch (kind) {
    case "score": {
      const terms = inputs.map((value, i) => {
        const w = weightFactor(state.weights[layer][unit][i]);
        return product(i ? bracket(w) : w, layer ? fixed(value, 4) : given(value));
      });
      return [`${node}, score`, `${[...terms, bracket(weightFactor(state.biases[layer][unit]))].join(" + ")} = ${fixed(z, 3)}`, " Each weight times what comes through it, and the bias, added up."];
    }
    case "output":
      return [`${node}, output`, curve.name === "identity" ? `the score itself, ${digits(a)}` : `the ${curve.name} of ${fixed(z, 4)} is ${digits(a)}`, ""];
    case "product": {
      const [name, from, text] = backAlong(way);
      const all = listed(now.deltas[layer + 1].map((_, k) => String(nodeNumber(sizes, layer + 2, k))));
      return [`${node}, back along ${name}`, `${name} × δ${from}: ${text} = ${digits(now.products[layer][unit][way])}`, ` ${capital(node)} feeds nodes ${all}, so something comes back from each.`];
    }
    case "blame": {
      if (last) {
        const { terms, sum } = addedUp([a, state.target[unit]], now.blames[layer][unit]);
        const way = now.blames[layer][unit] > 0 ? " It should have said less." : now.blames[layer][unit] < 0 ? " It should have said more." : "";
        return [`${node}, error`, `output ${terms[0]} − target ${bracket(terms[1])} = ${sum}`, way];
      }
      const ways = now.products[layer][unit];
      if (!waysFrom(sizes, layer)) {
        const [name, from, text] = backAlong(0);
        return [`${node}, blame`, `${name} × δ${from}: ${text} = ${digits(now.blames[layer][unit])}`, ` Only one way leads on from ${node}.`];
      }
      const { terms, sum } = addedUp(ways, now.blames[layer][unit]);
      const all = ways.length === 2 ? "Both ways lead" : `All ${ways.length} ways lead`;
      return [`${node}, blame`, `${terms.map((term, k) => (k ? bracket(term) : term)).join(" + ")} = ${sum}`, ` ${all} to the error, so what comes back is added up.`];
    }
    case "slope": {
      const slope = now.slopes[layer][unit];
      return [`${node}, slope of its ${curve.name}`, slopeWords(state.activations[layer], z, a, slope), slopeMeaning(slope, curve)];
    }
    case "delta":
      return [`${node}, delta`, `${last ? "error" : "blame"} × slope: ${times(now.blames[layer][unit], now.slopes[layer][unit])}`, ` ${effect(`the score of ${node}`, now.deltas[layer][unit])}.`];
    default: {
      const sent = edge.source === null ? 1 : inputs[edge.source];
      const from = edge.source === null ? "1" : `output of node ${nodeNumber(sizes, layer, edge.source)}`;
      const delta = now.deltas[layer][unit];
      return [`gradient of ${edge.name}`, `δ${own} × ${from}: ${product(factor(delta), layer && edge.source !== null ? factor(sent) : given(sent))} = ${digits(delta * sent)}`, ` ${effect(edge.name, delta * sent)}.`];
    }
  }
}

const capital = (text) => text[0].toUpperCase() + text.slice(1);

/** What goes into a number of the way back, as words; nothing is said of how the program puts it together. */
export function ingredients(step, now, state, sizes) {
  const { kind, layer, unit, way, edge } = step;
  const own = nodeNumber(sizes, layer + 1, unit);
  const after = (k) => nodeNumber(sizes, layer + 2, k);
  const along = (k) => [`${edgeName(sizes, layer + 1, k, unit)} = ${weightFactor(state.weights[layer + 1][k][unit])}`, `δ${after(k)} = ${factor(now.deltas[layer + 1][k])}`];
  if (kind === "product") return along(way);
  if (kind === "slope") return [`the score ${fixed(now.scores[layer][unit], 3)}`, `the output ${factor(now.outputs[layer][unit])}`];
  if (kind === "delta") return [`the ${layer === sizes.length - 2 ? "error" : "blame"} ${factor(now.blames[layer][unit])}`, `the slope ${factor(now.slopes[layer][unit])}`];
  if (kind === "gradient") {
    const inputs = now.outputs[layer - 1] ?? state.x;
    const sent = edge.source === null ? "the 1 of the bias" : `output ${factor(inputs[edge.source])} of node ${nodeNumber(sizes, layer, edge.source)}`;
    return [`δ${own} = ${factor(now.deltas[layer][unit])}`, sent];
  }
  if (layer === sizes.length - 2) return [`the output ${factor(now.outputs[layer][unit])}`, `the target ${given(state.target[unit])}`];
  if (!waysFrom(sizes, layer)) return along(0);
  return now.products[layer][unit].map((value, k) => `${factor(value)} from node ${after(k)}`);
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
