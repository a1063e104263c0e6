// The numbers of the figure as rows of two tables: every number computed so far, and every edge.
import { significant } from "../shared/format.js";
import { weightText } from "../network-by-hand/words.js";
import { at, edgeName, nodeNumber } from "./model.js";
import { valueOf } from "./steps.js";
import { agreesAt, edgeWords, gradientOf } from "./words.js";

function stepName({ kind, layer, unit, way, edge }, sizes) {
  if (edge) return `gradient of ${edge.name}`;
  const node = `node ${nodeNumber(sizes, layer + 1, unit)}`;
  if (kind === "product") return `${node}, back along ${edgeName(sizes, layer + 1, way, unit)}`;
  return `${node}, ${kind === "blame" && layer === sizes.length - 2 ? "error" : kind}`;
}

export const numberRows = ({ steps, now, sizes }) => steps.map((step) => [stepName(step, sizes), significant(valueOf(step, now), 4)]);

/** Only what has been compared has a measured slope. */
export function edgeRows({ edges, sizes, state, now, computed, compared }) {
  return edges.map((edge) => {
    const value = weightText(at(state.weights, state.biases, edge));
    const gradient = computed.has(edge.name) ? significant(gradientOf(now, edge), 4) : "";
    if (!compared.includes(edge.name)) return [edgeWords(edge, sizes), value, gradient, "", ""];
    return [edgeWords(edge, sizes), value, gradient, significant(at(now.weight_slopes, now.bias_slopes, edge), 4), agreesAt(now, edge.name) ? "yes" : "no"];
  });
}
