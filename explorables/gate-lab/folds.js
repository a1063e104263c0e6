// What is folded away in GateLab: how long the sequence is, how large the weights are, what the check forgives; and all numbers.
import { createButton } from "../shared/button.js";
import { h } from "../shared/dom.js";
import { significant } from "../shared/format.js";
import { createSelect } from "../shared/select.js";
import { createSlider } from "../shared/slider.js";
import { createTable } from "../shared/table.js";
import { GATES } from "./cells.js";
import { sourceCheck } from "./check-words.js";
import { MISTAKES, stepsOf } from "./model.js";

const SOURCE =
  "The source's code has all three mistakes, and prints a check that passes. It checks one array, the forget gate's weights for h, after two steps from h₀ = c₀ = 0. " +
  "There its gradient is δf₂·h₁ + δf₁·h₀, the second part is 0, and δf₂ needs no later step: the number is right, whatever the size of the weights. Take a third step, or look at another array.";

const digits = (value) => significant(value, 5);
const wrong = (on) => Object.fromEntries(MISTAKES.map((name) => [name, on]));

export function openFolds({ figure, whole, set, signal }) {
  const fold = figure.fold("Where a check passes that should not");
  const row = fold.content.appendChild(h("div", { class: "dl-controls" }));
  const longest = whole().x.length;
  const parts = [
    createSlider({ parent: row, label: "steps T", min: 1, max: longest, step: 1, format: String, value: () => stepsOf(whole()), move: (steps) => set({ steps }), signal }),
    createSlider({
      parent: row,
      label: "weights ×",
      min: 1e-4,
      max: 1,
      step: 0.5,
      log: true,
      format: (scale) => significant(scale, scale < 1e-3 ? 1 : 2),
      value: () => whole().scale,
      move: (scale) => set({ scale: Math.min(1, Math.max(1e-4, scale)) }),
      signal,
    }),
    createSelect({
      parent: row,
      label: "passes",
      choices: [["relative", "to a ten-thousandth of itself"], ["absolute", "if off by no more than 0.0001"]],
      value: () => whole().rule,
      choose: (rule) => set({ rule }),
      signal,
    }),
  ];
  const buttons = fold.content.appendChild(h("div", { class: "dl-controls" }));
  createButton({
    parent: buttons,
    label: "Cut, weights × 10⁻⁴, 0.0001 allowed",
    press: () => set({ view: "check", bars: "x", ...wrong(false), cut: true, scale: 1e-4, rule: "absolute" }),
    signal,
  });
  let said = null;
  if (whole().kind === "lstm") {
    const source = (label, steps) => createButton({ parent: buttons, label, press: () => set({ view: "check", bars: "w", steps: Math.min(steps, longest), held: {}, ...wrong(true), rule: "relative" }), signal });
    source("The source's check: T = 2", 2);
    source("The same with T = 3", 3);
    fold.content.append(h("p", {}, SOURCE));
    said = fold.content.appendChild(h("p"));
  }

  let [state, now, found] = [whole(), null, null];
  const table = createTable({
    parent: figure.folds,
    caption: "Every step, forward and back; L is the last h",
    columns: ["step", "x", ...GATES[state.kind], ...(state.kind === "lstm" ? ["c"] : []), "h", ...(state.kind === "lstm" ? ["δc"] : []), "δh", "dL/dx", "dL/dx nudged"],
    rows: () =>
      now.grad_x.map((grad, n) => {
        const isLstm = state.kind === "lstm";
        const values = [state.x[n], ...now.gates.map((gate) => gate[n]), ...(isLstm ? [now.c[n + 1]] : []), now.h[n + 1], ...(isLstm ? [now.delta_c[n]] : []), now.delta_h[n], grad, found.x[n]];
        return [String(n + 1), ...values.map((value) => significant(value, 3))];
      }),
    signal,
  });
  return {
    update(...given) {
      [state, now, found] = given;
      for (const part of parts) part.update();
      table.update();
      if (!said || !fold.isOpen()) return;
      const { claimed, nudged, failed } = sourceCheck(state, now, found);
      const text = `These weights at present, T = ${stepsOf(state)}: the way back says ${digits(claimed)}, nudging ${digits(nudged)}. ${failed ? "They differ." : "It passes."}`;
      if (said.textContent !== text) said.textContent = text;
    },
  };
}
