/*
 * DropoutMask: hidden units dropped at random, mask by mask, and the mean output against that of all units.
 *
 * Takes in   p, mask, steps, scaling, output, seed
 * Shows      a small network with a card for each hidden unit: what it says, its random number and p, the factor of the
 *            mask, what passes on, the slope of the output; beside it the outputs so far, their mean and its error,
 *            and the output with all units
 * The reader steps or plays masks, drags p, drops units by hand, divides in training, never, or multiplies at test
 *            time, puts a sigmoid behind, draws other masks
 * Sets       all of them
 */
import { createButton } from "../shared/button.js";
import { h } from "../shared/dom.js";
import { openFigure } from "../shared/figure.js";
import { brief, fixed } from "../shared/format.js";
import { createPlayer } from "../shared/player.js";
import { createSelect } from "../shared/select.js";
import { createSlider } from "../shared/slider.js";
import { createTable } from "../shared/table.js";
import { openChart } from "./chart.js";
import { INTO_OUTPUT, MOST_STEPS, OUTPUTS, P, SCALINGS, SEEDS, UNITS, allMasks, factorsNow, numbers } from "./model.js";
import { openNetwork } from "./network.js";
import { openQuestion } from "./question.js";
import { inWords } from "./words.js";

const STEP_EVERY = 130; // milliseconds
const SCALING_NAMES = { training: "÷ (1 − p) in training", never: "no scaling", test: "× (1 − p) at test time" };
const OUTPUT_NAMES = { linear: "the sum itself", sigmoid: "a sigmoid of it" };
const WHY =
  "A unit with the factor 1/(1 − p) is there with probability 1 − p: on average it passes on all it says, and a sum of averages is the average of the sum. " +
  "That holds up to the first bend: behind a sigmoid the mean is no longer that of all units. The slope, too, is multiplied by the factor: what is dropped learns nothing in this step.";

/** How many masks Play draws at once: more as there are more. */
const stride = (steps) => (steps < 20 ? 1 : steps < 100 ? 4 : 20);

const within = ({ min, max }) => (value) => typeof value === "number" && value >= min && value <= max;
const whole = (max) => (value) => Number.isInteger(value) && value >= 0 && value <= max;
const FITS = {
  p: within(P),
  mask: (value) => Array.isArray(value) && [0, UNITS].includes(value.length) && value.every((stays) => stays === 0 || stays === 1),
  steps: whole(MOST_STEPS),
  scaling: (value) => SCALINGS.includes(value),
  output: (value) => OUTPUTS.includes(value),
  seed: whole(SEEDS - 1),
};

export function view(context) {
  const { signal } = context;
  const figure = openFigure(context, {
    name: "DropoutMask",
    label: "Dropout on the hidden units of a small network",
    caption: "Step draws a number for each unit: below p, the unit is dropped. Drag p, or press a unit to drop it by hand. After ± stands the standard error of the mean.",
  });
  const { state } = figure;
  state.fit(FITS);
  let found; // the present numbers
  const pair = h("div", { class: "dl-pair" });
  const [left, right] = [h("div"), h("div")];
  pair.append(left, right);
  figure.root.querySelector(".dl-pictures").append(pair);
  const drawNetwork = openNetwork({
    figure,
    parent: left,
    toggle(j) {
      player.stop();
      state.set({ mask: factorsNow(state.all()).map((factor, k) => Number(factor > 0 !== (k === j))) });
    },
    signal,
  });
  const drawChart = openChart({ figure, parent: right });

  const player = createPlayer({
    parent: figure.controls,
    interval: STEP_EVERY,
    stillSteps: 100,
    onPlaying: figure.redraw,
    signal,
    step() {
      const ended = state.get("steps") >= MOST_STEPS;
      const steps = ended ? 0 : state.get("steps");
      if (ended) state.set({ seed: (state.get("seed") + 1) % SEEDS });
      state.set({ mask: [], steps: Math.min(MOST_STEPS, steps + (player.playing ? stride(steps) : 1)) });
      figure.redraw();
      return state.get("steps") < MOST_STEPS;
    },
  });
  figure.onReset(player.stop);
  const parts = [
    createSlider({
      parent: figure.seldom,
      label: "p",
      ...P,
      step: 0.05,
      format: brief,
      value: () => state.get("p"),
      move: (p) => state.set({ p }),
      signal,
    }),
    createSelect({
      parent: figure.seldom,
      label: "Where to scale",
      quiet: true,
      choices: Object.entries(SCALING_NAMES),
      value: () => state.get("scaling"),
      choose: (scaling) => state.set({ scaling }),
      signal,
    }),
  ];
  const question = openQuestion({ figure, signal });

  const fold = figure.fold("Why the mean is kept, and when it is not");
  fold.content.append(h("p", {}, WHY));
  const more = fold.content.appendChild(h("div", { class: "dl-controls" }));
  parts.push(
    createSelect({
      parent: more,
      label: "the output is",
      choices: Object.entries(OUTPUT_NAMES),
      value: () => state.get("output"),
      choose: (output) => state.set({ output }),
      signal,
    }),
  );
  createButton({ parent: more, label: "Other masks", press: () => state.set({ seed: (state.get("seed") + 1) % SEEDS, mask: [] }), signal });

  const units = createTable({
    parent: figure.folds,
    caption: "The hidden units under the present mask",
    columns: ["unit", "says", "factor", "passes on", "weight", "to the sum", "slope"],
    rows: () =>
      found.hidden.map((says, j) => {
        const passes = says * found.factors[j];
        return [String(j + 1), ...[says, found.factors[j], passes, INTO_OUTPUT[j], passes * INTO_OUTPUT[j], found.slopes[j]].map((value) => fixed(value, 3))];
      }),
    signal,
  });
  const masks = createTable({
    parent: figure.folds,
    title: "All 32 masks",
    caption: "1: the unit stays. The products add up to the mean.",
    columns: ["mask", "probability", "output", "product"],
    rows: () => [
      ...allMasks(state.all()).map(({ mask, chance, output }) => [mask.join(" "), fixed(chance, 5), fixed(output, 3), fixed(chance * output, 5)]),
      ["mean", "", "", fixed(found.exact, 5)],
    ],
    signal,
  });

  figure.onDraw(() => {
    const all = state.all();
    found = numbers(all);
    drawNetwork({ all, found });
    drawChart({ all, found });
    for (const part of parts) part.update();
    question.update(found);
    if (!player.playing) for (const table of [units, masks]) table.update();
    const [strong, rest] = inWords(all, found);
    figure.status.say(h("strong", {}, strong), rest);
  });
}
