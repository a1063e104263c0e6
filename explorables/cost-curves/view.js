/*
 * CostCurves: squared error and cross-entropy, as losses of a prediction and as costs along a weight.
 *
 * Takes in   a, y, cost, examples, left, right
 * Shows      first, both losses against the prediction a and their gradients with respect to the score; second, the
 *            cost along a weight after a sigmoid, and whether the chord between two weights lies above it
 * The reader drags the prediction and the ends of the chord; picks truth, cost and examples
 * Sets       a, y, cost, examples, left, right
 */
import { h } from "../shared/dom.js";
import { openFigure } from "../shared/figure.js";
import { fixed } from "../shared/format.js";
import { createPrediction } from "../shared/prediction.js";
import { createSelect } from "../shared/select.js";
import { createTable } from "../shared/table.js";
import { costPicture } from "./cost-picture.js";
import { lossPicture } from "./loss-picture.js";
import { chordVerdict, COSTS, EXAMPLES, GRADIENT, gradientText, LOSS, numbers } from "./model.js";

/** The prediction is answered when the reader has been here, or farther from the truth. */
const ENOUGH = 0.02;

export function view(context) {
  const { signal } = context;
  const figure = openFigure(context, {
    name: "CostCurves",
    label: "Squared error and cross-entropy compared",
    caption:
      "Drag the prediction and compare the arrows. In the second picture, drag the ends of the chord: " +
      "if the curve can rise above it anywhere, the cost is not convex.",
  });
  const { state } = figure;
  const updateLosses = lossPicture(figure, signal);
  const updateCosts = costPicture(figure, signal);

  const select = (label, name, choices, read = String) =>
    createSelect({
      parent: figure.controls,
      label,
      choices,
      value: () => String(state.get(name)),
      choose: (value) => state.set({ [name]: read(value) }),
      signal,
    });
  const selects = [
    select("truth", "y", [["0", "0"], ["1", "1"]], Number),
    select("examples", "examples", Object.entries(EXAMPLES)),
    select("chord on", "cost", Object.entries(COSTS)),
  ];
  let hasSeen = false; // was the prediction ever that wrong?
  const prediction = createPrediction({
    parent: figure.caption,
    question: "The truth is 1. At a = 0.01, which of the two pushes harder?",
    choices: ["cross-entropy", "squared error", "the same"],
    reply: (choice) =>
      hasSeen
        ? `You said: ${choice}. Cross-entropy pushes harder: at 0.01 its gradient is −0.990, that of the squared error −0.010. The flat sigmoid multiplies that one away.`
        : `You said: ${choice}. Now ${state.get("y") === 1 ? "" : "set the truth to 1, "}drag the prediction to 0.01 and compare the arrows.`,
    signal,
  });
  const table = createTable({
    parent: figure.folds,
    caption: "Losses and their gradients with respect to the score",
    columns: ["prediction", "cross-entropy", "gradient", "squared error", "gradient"],
    rows: () => {
      const y = state.get("y");
      const here = state.get("a");
      return [...new Set([0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, here])]
        .sort((p, q) => p - q)
        .map((a) => [
          a === here ? `${fixed(a, 2)} (point)` : fixed(a, 2),
          ...["cross_entropy", "squared_error"].flatMap((cost) => [fixed(LOSS[cost](a, y), 4), fixed(GRADIENT[cost](a, y), 4)]),
        ]);
    },
    signal,
  });

  figure.onDraw(() => {
    const now = numbers(state.all());
    hasSeen ||= state.get("y") === 1 && state.get("a") <= ENOUGH;
    updateLosses(now);
    updateCosts(now);
    for (const { update } of [...selects, prediction, table]) update();
    figure.status.say(
      h("strong", {}, `a = ${fixed(state.get("a"), 2)}, truth ${state.get("y")}`),
      `: the gradient is ${gradientText(now.gradient_cross_entropy)} for cross-entropy, ${gradientText(now.gradient_squared_error)} for squared error. `,
      chordSentence(state.all(), now),
    );
  });
}

function chordSentence(state, now) {
  const name = COSTS[state.cost];
  switch (chordVerdict(state, now)) {
    case "close":
      return "Pull the ends of the chord apart.";
    case "pokes":
      return `At w = ${fixed(now.gap_at, 1)} the curve pokes ${fixed(now.gap, 3)} through the chord: ${name} after a sigmoid is not convex.`;
    default:
      return state.cost === "cross_entropy"
        ? "The chord lies above the curve, and so will every other: cross-entropy is convex."
        : "Here the chord lies above the curve. Can you find one that does not?";
  }
}
