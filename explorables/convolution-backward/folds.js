// What is folded away in ConvolutionBackward: what a check must nudge, and every number beside its measured slope.
import { createButton } from "../shared/button.js";
import { h } from "../shared/dom.js";
import { short } from "../shared/format.js";
import { createTable } from "../shared/table.js";
import { AGREES, ASKED, CASES, flat, indices, isUnturned, slopesOf } from "./model.js";
import { belonging, symbol } from "./words.js";

const WHY = [
  "Collecting needs the filter turned by 180°: the output that saw a square with its first weight stands where the last weight comes to lie. " +
    "Equation 7 of the source prints the sum without the turn; its code does turn the filter. Would its gradient check have noticed? It nudges the weights only, " +
    "and dL/dw needs no turn. It sets all δ to 1, and in its layer even nudging the 75 squares of the picture finds nothing wrong without the turn.",
  "Choose “filter not turned” above and look for what notices. With all δ = 1 the square in the middle agrees, and so does the sum of all squares. " +
    "With a filter that is the same after half a turn nothing is wrong, whatever δ is. So check with uneven numbers, and nudge every array that has a gradient.",
];

/** The array with the second half of each filter channel set to the first, read backward. */
const mirrored = (w) =>
  w.map((filter) =>
    filter.map((part) => {
      const line = part.flat();
      return part.map((row, i) => row.map((_, j) => line[Math.min(i * row.length + j, line.length - 1 - (i * row.length + j))]));
    }));

export function openFolds({ figure, whole, set, signal }) {
  const fold = figure.fold("What a check must nudge");
  const buttons = h("div", { class: "dl-controls" });
  fold.content.append(...WHY.map((text) => h("p", {}, text)), buttons);
  createButton({ parent: buttons, label: "All δ = 1", press: () => set({ delta: whole().delta.map((part) => part.map((line) => line.map(() => 1))) }), signal });
  createButton({ parent: buttons, label: "Make the filter equal its half turn", press: () => set({ w: mirrored(whole().w) }), signal });

  let [now, found] = [whole(), null];
  const table = createTable({
    parent: figure.folds,
    title: "Every sum beside its measured slope",
    caption: "The gradient, and the slope by nudging by ±0.0001",
    columns: ["number", "sum", "nudged", ""],
    rows() {
      const kind = ASKED[now.goal];
      const claims = flat({ x: found.claimed, w: found.grad_w, b: found.grad_b }[kind]);
      const slopes = slopesOf(now);
      return indices(kind === "b" ? CASES[now.case].b : now[kind]).map((index, n) => [
        symbol(kind, index) + belonging(kind, index, now),
        short(claims[n]),
        short(slopes[n]),
        Math.abs(claims[n] - slopes[n]) < AGREES ? "agrees" : isUnturned(now) ? "wrong" : "differs",
      ]);
    },
    signal,
  });
  return {
    update(state, numbers) {
      [now, found] = [state, numbers];
      table.update();
    },
  };
}
