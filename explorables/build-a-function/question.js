// How many bumps does it take? Asked before the reader tries, answered when they have done it.
import { h } from "../shared/dom.js";
import { createPrediction } from "../shared/prediction.js";
import { BOUNDS, errorOf, heightsFrom, missesOf } from "./model.js";
import { curveOf, sideBySide } from "./networks.js";
import { plain } from "./words.js";

const GOAL = 0.01;

/** With how many heights taken from the target the error is below the goal; undefined if with none that the figure has. */
function enough({ activation, steepness, target }) {
  const [fewest, most] = BOUNDS.bumps;
  return Array.from({ length: most - fewest + 1 }, (_, i) => fewest + i).find((count) => {
    const made = sideBySide({ activation, steepness, heights: heightsFrom(target, activation, count) });
    return errorOf(missesOf(curveOf(made, activation), target)) < GOAL;
  });
}

/** Options: figure, signal. Returns { saw(error), update() }. */
export function openQuestion({ figure, signal }) {
  const { state } = figure;
  const done = new Map(); // the fewest bumps that came below the goal, by kind of unit and target
  const task = () => `${state.get("activation")} ${state.get("target")}`;
  const parent = figure.caption.appendChild(h("div"));
  const prediction = createPrediction({
    parent,
    question: `How many bumps does it take to bring the error below ${GOAL}?`,
    choices: ["3", "5", "8", "more than 8"],
    reply(choice) {
      const fewest = done.get(task());
      if (!fewest) return `You said: ${choice}. Drag the heights, and change the number of bumps, until the error is below ${GOAL}.`;
      const all = state.all();
      const steep = all.activation === "relu" ? "" : ` at steepness ${plain(all.steepness)}`;
      return `You said: ${choice}. You have done it with ${fewest}. With the heights taken from the target${steep} it takes ${enough(all) ?? "more than 8"}.`;
    },
    signal,
  });
  return {
    saw(error) {
      if (state.get("mode") === "curve" && error < GOAL) done.set(task(), Math.min(state.get("heights").length, done.get(task()) ?? Infinity));
    },
    update() {
      parent.hidden = state.get("mode") !== "curve";
      prediction.update();
    },
  };
}
