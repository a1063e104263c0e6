// The order in which the numbers come: forward, backward, then one gradient for each weight and bias.
import { edgeName, edgesOf } from "./model.js";

/**
 * Every step is { phase, kind, layer, unit }; kind is score, output, product, blame, slope, delta or gradient; layer 0 is the first
 * after the inputs. A product has `way`, the node of the next layer that it comes back from; a gradient has its `edge`.
 * Only where a node feeds several nodes does each of the products have a step: there they are added up.
 */
export function stepsFor(sizes) {
  const steps = [];
  const last = sizes.length - 2;
  const each = (count, run) => Array.from({ length: count }, (_, i) => run(i));
  const add = (phase, layer, unit, kinds) => kinds.forEach((kind) => steps.push({ phase, kind, layer, unit }));

  for (let layer = 0; layer <= last; layer += 1) each(sizes[layer + 1], (unit) => add("forward", layer, unit, ["score", "output"]));
  for (let layer = last; layer >= 0; layer -= 1) {
    each(sizes[layer + 1], (unit) => {
      each(waysFrom(sizes, layer), (way) => steps.push({ phase: "backward", kind: "product", layer, unit, way }));
      add("backward", layer, unit, ["blame", "slope", "delta"]);
    });
  }
  const edges = edgesOf(sizes);
  for (let layer = last; layer >= 0; layer -= 1) {
    for (const edge of edges.filter((one) => one.layer === layer)) {
      steps.push({ phase: "gradients", kind: "gradient", layer, unit: edge.node, edge });
    }
  }
  return steps;
}

/** How many ways lead on from a node of this layer, if it is a fork; 0 if there is one way or none. */
export function waysFrom(sizes, layer) {
  const after = sizes[layer + 2] ?? 0;
  return after > 1 ? after : 0;
}

/** The name of a cell of the picture: "output.0.2", "product.0.2.1"; for gradients "gradient w84", which has no cell. */
export function keyOf({ kind, layer, unit, way, edge }) {
  if (edge) return `gradient ${edge.name}`;
  return way === undefined ? `${kind}.${layer}.${unit}` : `${kind}.${layer}.${unit}.${way}`;
}

const ARRAYS = { score: "scores", output: "outputs", product: "products", blame: "blames", slope: "slopes", delta: "deltas" };

/** The number of a step among all that the model gives. */
export function valueOf({ kind, layer, unit, way, edge }, now) {
  if (edge) return edge.source === null ? now.bias_gradients[layer][unit] : now.weight_gradients[layer][unit][edge.source];
  const found = now[ARRAYS[kind]][layer][unit];
  return way === undefined ? found : found[way];
}

/** The edges that a step uses, by name. */
export function edgesIn({ kind, layer, unit, way, edge }, sizes) {
  const each = (count, name) => Array.from({ length: count }, (_, i) => name(i));
  if (edge) return [edge.name];
  if (kind === "score") return [...each(sizes[layer], (i) => edgeName(sizes, layer, unit, i)), edgeName(sizes, layer, unit, null)];
  if (kind === "product") return [edgeName(sizes, layer + 1, way, unit)];
  if (kind === "blame" && layer < sizes.length - 2) return each(sizes[layer + 2], (k) => edgeName(sizes, layer + 1, k, unit));
  return [];
}

/** The cells whose numbers a step puts together, by key. */
export function sourcesOf({ kind, layer, unit, way, edge }, sizes) {
  const each = (count, name) => Array.from({ length: count }, (_, i) => name(i));
  const before = (i) => (layer === 0 ? `x.${i}` : `output.${layer - 1}.${i}`);
  const own = (name) => `${name}.${layer}.${unit}`;
  const ways = waysFrom(sizes, layer);
  return {
    score: () => each(sizes[layer], before),
    output: () => [own("score")],
    product: () => [`delta.${layer + 1}.${way}`],
    blame: () => {
      if (layer === sizes.length - 2) return [own("output"), `target.${unit}`];
      return ways ? each(ways, (k) => `product.${layer}.${unit}.${k}`) : [`delta.${layer + 1}.0`];
    },
    slope: () => [own("score"), own("output")],
    delta: () => [own("blame"), own("slope")],
    gradient: () => [own("delta"), ...(edge.source === null ? [] : [before(edge.source)])],
  }[kind]();
}
