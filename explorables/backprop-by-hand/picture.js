// The picture of the network: which numbers stand in which cell, which edges a step or a nudge uses, what the check has found.
import { brief } from "../shared/format.js";
import { createNetworkPicture } from "../shared/network-picture.js";
import { cellText, weightText } from "../network-by-hand/words.js";
import { layoutFor } from "./layout.js";
import { at } from "./model.js";
import { edgesIn, keyOf, sourcesOf, valueOf } from "./steps.js";
import { agreesAt, edgeWords } from "./words.js";

const LARGEST = 3; // a weight of this size has the thickest edge

/** Options: figure, sizes, edges, steps, select(name), setWeight(value), signal. Returns draw({ now, done, fresh, compared }). */
export function backpropPicture({ figure, sizes, edges, steps, select, setWeight, signal }) {
  const { state } = figure;
  const edge = (name) => edges.find((one) => one.name === name);
  const chosen = () => state.get("selected");
  const draw = createNetworkPicture({
    figure,
    label: `${figure.root.getAttribute("aria-label")}: the picture`,
    layoutFor: (width) => layoutFor(width, sizes),
    names: edges.map(({ name }) => name),
    selected: chosen,
    weightOf: (name) => at(state.get("weights"), state.get("biases"), edge(name)),
    words: (name) => edgeWords(edge(name), sizes),
    say: weightText,
    textOf: String,
    largest: LARGEST,
    select,
    setWeight,
    signal,
  });

  /** `compared` are the names of the edges whose gradient has been compared with the measured slope. */
  return function update({ now, x, target, done, fresh, compared }) {
    const newest = fresh && done > 0 ? steps[done - 1] : null;
    const active = newest ? edgesIn(newest, sizes) : [];
    const numbers = new Map([...x.map((value, i) => [`x.${i}`, brief(value)]), ...target.map((value, k) => [`target.${k}`, brief(value)])]);
    steps.slice(0, done).forEach((step) => numbers.set(keyOf(step), cellText(valueOf(step, now))));
    const from = edge(chosen());
    draw({
      key: sizes,
      numbers,
      newest: newest && keyOf(newest),
      next: done < steps.length ? keyOf(steps[done]) : null,
      sources: newest ? sourcesOf(newest, sizes) : [],
      active,
      phase: newest?.phase,
      onward: (name) => {
        const { layer, source } = edge(name);
        return source !== null && (layer > from.layer + 1 || (layer === from.layer + 1 && source === from.node));
      },
      verdicts: new Map(compared.map((name) => [name, agreesAt(now, name)])),
    });
  };
}
