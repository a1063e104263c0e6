// The two charts of BuildAFunction: the error at each step of descent, and what a smaller error costs in hidden units.
import { h } from "../shared/dom.js";
import { openChart } from "./chart.js";
import { plotHeight } from "./frame.js";
import { SIZES, prices } from "./model.js";

const LENGTHS = [50, 100, 200, 500, 1000, 2000, 5000]; // of the axis of steps
const PRICE =
  "Twice as many steps leave about a quarter of the error of a smooth curve, twice as many ReLUs about a sixteenth; beside a jump neither helps so much. " +
  "All this is for one input. To fill a plane takes 8 · 8 = 64 bumps instead of 8, and with ten inputs 8¹⁰, over a billion.";

/** Returns update({ errors (from the start on), byHand (the error of the bumps) }). */
export function openErrors({ figure, parent }) {
  const draw = openChart({
    figure,
    parent,
    label: "The error at each step",
    height: (width) => (width < 280 ? plotHeight(480) : 124), // beside the main picture, or below it on a phone
    xTitle: "step",
    looks: ["dl-thin dl-gradient", "dl-thin dl-dashed dl-quiet"],
    mark: { look: "dl-solid dl-gradient", path: "M-6 5L0 -6L6 5Z" },
  });
  return ({ errors, byHand }) => {
    const steps = errors.length - 1;
    const end = LENGTHS.find((length) => length >= steps);
    const [low, high] = [Math.min, Math.max].map((pick) => Math.log10(Math.max(1e-9, pick(byHand, ...errors))));
    draw({
      x: [0, end],
      xTicks: [0, end / 2, end],
      y: [Math.floor(low), Math.max(Math.ceil(high), Math.floor(low) + 1)],
      lines: [{ points: errors.map((error, k) => [k, error]) }, { points: [0, 0.2, 0.4, 0.6, 0.8, 1].map((share) => [share * end, byHand]), name: "my bumps" }],
      at: { point: [steps, errors.at(-1)] },
    });
  };
}

/** Returns update({ mode, target, units, error }). */
export function openPrice({ figure }) {
  const fold = figure.fold("The price: hidden units against error");
  const draw = openChart({
    figure,
    parent: fold.content,
    label: "Error by number of hidden units",
    height: () => 250,
    xTitle: "hidden units",
    looks: ["dl-thin dl-activation", "dl-thin dl-dashed dl-quiet"],
    mark: { look: "dl-here", path: "M-6 -6h12v12h-12Z" },
  });
  fold.content.append(h("p", {}, PRICE));
  const line = (target, activation, count, name) => ({ points: prices(target, activation).map((price, i) => [count(SIZES[i]), price]), name });
  let [priced, lines] = [null, []];
  return ({ mode, target, units, error }) => {
    const aimed = mode === "curve" || mode === "descent";
    fold.content.parentElement.hidden = !aimed;
    if (!aimed || !fold.isOpen()) return;
    if (target !== priced) lines = [line(target, "sigmoid", (size) => 2 * size, "steps, in pairs"), line(target, "relu", (size) => size - 1, "hats of ReLUs")];
    priced = target;
    draw({
      x: [1, 64],
      log: true,
      xTicks: [1, 4, 16, 64],
      y: [-6, 0],
      lines,
      at: { point: [units, error], name: "here" },
    });
  };
}
