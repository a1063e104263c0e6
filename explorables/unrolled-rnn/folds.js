// What is folded away in UnrolledRNN: clipping, the nudge check with its planted bugs, the shapes of W, all numbers.
import { h } from "../shared/dom.js";
import { brief, significant } from "../shared/format.js";
import { createSelect } from "../shared/select.js";
import { createSlider } from "../shared/slider.js";
import { createTable } from "../shared/table.js";
import { inputAt, NUDGE, THRESHOLD, weights } from "./model.js";
import { chosenOf, nameOf } from "./words.js";

const PLANTS = { none: "none", last: "last step's part alone", source: "the source's: state for slope" };
const KINDS = { turn: "turns", mix: "mixes", uneven: "stretches unevenly" };
const WHY = [
  "“The last step's part alone” forgets that W was used at every step. “State for slope” is what the source's code does: it takes a copy of the next state, " +
    "turns the original into slopes, and then multiplies by the copy.",
  "The source checks at T = 2, from s₀ = 0, and nudges W alone. Then dL/dW = δ₂ s₁ᵀ + δ₁ s₀ᵀ, and the second part is 0 whatever δ₁ is: any mistake on the way back passes. " +
    "From T = 3 on the check fails. dL/dU = δ₂ x₂ + δ₁ x₁ has no such zero, and notices at T = 2.",
];
const SHAPE = {
  turn: "It turns every vector by 37° and stretches it by ‖W‖. With identity the bound is met exactly.",
  mix: "It stretches vectors along (1, 1) by ‖W‖, and shrinks those across. With identity, and ReLU while both units are on, the bound is met exactly.",
  uneven: "It stretches one direction by ‖W‖, but not twice in a row: after many steps each one multiplies by 0.86 ‖W‖. The bound is true, and far too large.",
};
const off = (value) => (value === 0 ? "agrees" : `wrong by ${significant(value, 2)}`);

/** Returns { update(found) }. */
export function openFolds({ figure, set, signal }) {
  const { state } = figure;
  let found = null;
  const chooser = (parent, label, name, choices) =>
    createSelect({ parent, label, choices: Object.entries(choices), value: () => String(state.get(name)), choose: (value) => set({ [name]: name === "clip" ? value === "true" : value }), signal });
  const controlsIn = (fold) => fold.content.appendChild(h("div", { class: "dl-controls" }));

  const clip = figure.fold("Clip the gradient");
  const clipControls = controlsIn(clip);
  const clipSelect = chooser(clipControls, "clipping", "clip", { false: "off", true: "on" });
  const threshold = createSlider({
    parent: clipControls,
    label: "longest",
    ...THRESHOLD,
    step: 0.05,
    log: true,
    format: brief,
    value: () => state.get("threshold"),
    move: (value) => set({ threshold: value }),
    signal,
  });
  const clipText = clip.content.appendChild(h("p"));
  const clipTable = createTable({
    parent: clip.content,
    title: "Before and after",
    caption: "Of W and of U",
    columns: ["number", "before", "after"],
    rows() {
      const names = ["w₁₁", "w₁₂", "w₂₁", "w₂₂", "u₁", "u₂"];
      const values = [...found.grad_w.flat(), ...found.grad_u];
      const line = (name, value) => [name, significant(value, 4), significant(found.factor * value, 4)];
      return [...names.map((name, n) => line(name, values[n])), line("length", found.length)];
    },
    signal,
  });

  const check = figure.fold("Nudge check, and a bug to plant");
  const planted = chooser(controlsIn(check), "planted bug", "planted", PLANTS);
  const formula = check.content.appendChild(h("p"));
  const checkTable = createTable({
    parent: check.content,
    title: "The check at T = 1 to 8",
    caption: "Sums against nudging",
    columns: ["T", "dL/dW", "dL/dU"],
    rows: () => found.checks.map(([w, u], i) => [String(i + 1), off(w), off(u)]),
    signal,
  });
  check.content.append(...WHY.map((text) => h("p", {}, text)));

  const shape = figure.fold("What W does to a vector");
  const shapes = chooser(controlsIn(shape), "W", "shape", KINDS);
  const shapeText = shape.content.appendChild(h("p"));

  const table = createTable({
    parent: figure.folds,
    caption: "Step by step; s and δ have two numbers each",
    columns: ["t", "x", "s, first", "s, second", "δ, first", "δ, second", "length of δ", "bound"],
    rows: () =>
      found.deltas.map((delta, i) => [String(i + 1), ...[inputAt(i + 1), ...found.states[i + 1], ...delta, found.lengths[i], found.bounds[i]].map((value) => significant(value, 3))]),
    signal,
  });

  return {
    update(numbers) {
      found = numbers;
      const all = state.all();
      for (const part of [clipSelect, threshold, clipTable, planted, checkTable, shapes, table]) part.update();
      const { factor, length, bent } = found;
      const longest = brief(all.threshold);
      const own = bent === 0 ? "" : ` Cutting off each number by itself at ±${longest} would turn the direction by ${bent}°.`;
      clipText.textContent = `The whole gradient has length ${significant(length, 3)}. ${
        factor === 1 ? `Nothing is changed ${all.clip ? `up to ${longest}` : "while clipping is off"}.` : `Each number is multiplied by ${significant(factor, 3)}: the length becomes ${longest}, the direction stays.`
      }${own}`;
      const { sum, measured } = chosenOf(all, found);
      formula.textContent = `${nameOf(all.selected)}: (L(w + ε) − L(w − ε)) / 2ε with ε = ${NUDGE.toFixed(5)} is ${significant(measured, 5)}; the sum over all steps is ${significant(sum, 5)}. Choose another weight in the sum above.`;
      const rows = weights(all).map((row) => `(${row.map((value) => significant(value, 3)).join(", ")})`);
      shapeText.textContent = `W = (${rows.join(", ")}), row by row. ${SHAPE[all.shape]}`;
    },
  };
}
