// The picture of the pet shop's network: which numbers stand in which cell, and which edges a step or a nudge uses.
import { createNetworkPicture } from "../shared/network-picture.js";
import { layoutFor } from "./layout.js";
import { SHOP, parse, weightOf } from "./model.js";
import { keyOf, sourcesOf, valueOf, weightsOf } from "./steps.js";
import { cellText, unitName, weightName, weightText } from "./words.js";

const LARGEST = 12; // a weight of this size has the thickest edge

/**
 * Options: figure, sizes, part, names (of all weights, in order), select(name), setWeight(value), signal.
 * Returns draw({ now, steps, done, fresh }): `done` numbers are known, and the newest is marked if it is `fresh`.
 */
export function networkPicture({ figure, sizes, part, names, select, setWeight, signal }) {
  const { state } = figure;
  const weights = () => ({ syn0: state.get("syn0"), syn1: state.get("syn1") });
  const chosen = () => state.get("selected");
  const draw = createNetworkPicture({
    figure,
    label: `The network (${figure.root.getAttribute("aria-label")}): three answers, four hidden neurons, one prediction`,
    layoutFor: (width) => layoutFor(width, sizes, part),
    names,
    selected: chosen,
    weightOf: (name) => weightOf(weights(), name),
    words: weightName,
    say: weightText,
    textOf: (text) => (text.layer ? unitName(text.layer, text.unit) : SHOP.names[text.input]),
    largest: LARGEST,
    select,
    setWeight,
    signal,
  });

  return function update({ now, steps, done, fresh }) {
    const customer = state.get("customer") - 1;
    const newest = fresh && done > 0 ? steps[done - 1] : null;
    const active = newest ? weightsOf(newest, sizes) : [];
    const numbers = new Map(names.map((name) => [name, weightText(weightOf(weights(), name))]));
    SHOP.X[customer].forEach((x, i) => numbers.set(`x.${i}`, String(x)));
    SHOP.y[customer].forEach((y, k) => numbers.set(`y.${k}`, String(y)));
    steps.slice(0, done).forEach((step) => {
      const raw = valueOf(step, now);
      numbers.set(keyOf(step), step.kind.startsWith("z") ? weightText(raw) : cellText(raw));
    });
    const { array, column } = parse(chosen());
    const onward = array === "syn0" ? `syn1[${column},` : "-"; // the way that a nudge of the weight takes to the output
    draw({
      key: part,
      numbers,
      newest: newest && keyOf(newest),
      next: done < steps.length ? keyOf(steps[done]) : null,
      sources: newest ? [...sourcesOf(newest, sizes), ...active] : [],
      active,
      phase: newest?.phase,
      onward: (name) => part === "all" && name.startsWith(onward),
    });
  };
}
