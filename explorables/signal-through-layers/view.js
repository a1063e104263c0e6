/*
 * SignalThroughLayers: activations and gradients of a deep network before it learns, layer by layer.
 *
 * Takes in   depth, activation, scale, init, seed, layer
 * Shows      how activations and gradients are spread in every layer, their sizes in powers of ten, and one layer large
 * The reader drags the spread σ of the weights, the depth and the layer; picks activation and start, draws new weights
 * Sets       all of them
 */
import { createButton } from "../shared/button.js";
import { h } from "../shared/dom.js";
import { openFigure } from "../shared/figure.js";
import { significant } from "../shared/format.js";
import { nextFrame } from "../shared/lifetime.js";
import { createPrediction } from "../shared/prediction.js";
import { createSelect } from "../shared/select.js";
import { createTable } from "../shared/table.js";
import { openCard } from "./card.js";
import { openDials } from "./dials.js";
import { ACTIVATIONS, DEPTH, INITS, LAST_SEED, lookAt, measure, SCALE } from "./model.js";
import { createNet } from "./net.js";
import { openStrips } from "./strips.js";
import { CAPTION, placeOf, QUESTION, replyTo, RULES, sentences } from "./words.js";

const NAMES = { tanh: "tanh", sigmoid: "sigmoid", relu: "ReLU", identity: "identity" };
const STARTS = { normal: "normal", equal: "all equal", zeros: "all 0" };

const within = ({ min, max }) => (value) => value >= min && value <= max;
const whole = (bounds) => (value) => Number.isInteger(value) && within(bounds)(value);
const FITS = {
  depth: whole(DEPTH),
  activation: (value) => ACTIVATIONS.includes(value),
  scale: within(SCALE),
  init: (value) => INITS.includes(value),
  seed: whole({ min: 0, max: LAST_SEED }),
  layer: whole({ min: 1, max: DEPTH.max }),
};

export function view(context) {
  const { signal } = context;
  const figure = openFigure(context, { name: "SignalThroughLayers", label: "Signals and gradients through the layers of a deep network", caption: CAPTION });
  const { state } = figure;
  state.fit(FITS);
  const dials = openDials(figure, signal);
  const strips = openStrips(figure, signal);
  const card = openCard(figure, signal);

  const select = (label, name, choices, quiet) =>
    createSelect({
      parent: figure.controls,
      label,
      quiet,
      choices: Object.entries(choices),
      value: () => state.get(name),
      choose: (value) => state.set({ [name]: value }),
      signal,
    });
  const selects = [select("activation", "activation", NAMES, true), select("weights", "init", STARTS, false)];
  const net = createNet();
  let cancelDrawing = () => {};
  const draw = createButton({
    parent: figure.seldom,
    label: "New draw",
    press() {
      cancelDrawing();
      if (state.get("init") === "normal") drawAnother((state.get("seed") + 1) % (LAST_SEED + 1));
    },
    signal,
  });

  const seen = new Set();
  const prediction = createPrediction({ parent: figure.caption, ...QUESTION, reply: (choice) => replyTo(choice, seen), signal });
  const rules = figure.fold("When is a signal alive?");
  rules.content.append(...RULES.map((rule) => h("p", {}, rule)));
  let now; // { key, signals, measured } of the network as it was last run
  const table = createTable({
    parent: figure.folds,
    caption: "Layer by layer",
    columns: ["layer", "deviation of the activations", "between examples", "gradient ÷ that at the top"],
    rows() {
      const { activation_std, apart, gradient_size } = now.measured;
      const row = (i) => [activation_std[i], apart[i], gradient_size[i]].map((value) => significant(value, 3));
      return activation_std.map((_, i) => [String(i + 1), ...row(i)]);
    },
    signal,
  });

  /** Draws the weights in parts, a part a frame, so that no frame is long. */
  function drawAnother(seed) {
    if (net.prepare(seed, state.get("depth"))) state.set({ seed });
    else cancelDrawing = nextFrame(() => drawAnother(seed), signal);
  }

  function run({ depth, activation, scale, init, seed }) {
    const key = [depth, activation, scale, init, seed].join();
    if (now?.key === key) return;
    const signals = net.run(state.all());
    now = { key, signals, measured: measure(signals) };
  }

  figure.onDraw(() => {
    const all = state.all();
    run(all);
    const { signals, measured } = now;
    const found = lookAt(signals, measured, all);
    const place = placeOf(all);
    if (place) seen.add(place);
    dials.update();
    strips.update(signals, measured);
    card.update(signals, measured, found);
    draw.setAttribute("aria-disabled", String(all.init !== "normal"));
    for (const part of [...selects, prediction, table]) part.update();
    const layer = Math.min(all.layer, all.depth);
    const [heading, rest] = sentences(
      { ...all, layer },
      { ...found, std: measured.activation_std[layer - 1], apart: measured.apart[layer - 1], share: measured.gradient_size[0] },
    );
    figure.status.say(h("strong", {}, heading), rest);
  });
}
