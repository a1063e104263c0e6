/*
 * FitAndOverfit: a polynomial fitted to noisy points; its errors on them and on new ones, and over many data sets.
 *
 * Takes in   degree, points, decay, noise, seed, along, mode, moved
 * Shows      points, truth and fit, or the fits of 50 data sets with their mean; beside it the errors along the degree, λ
 *            or the number of points: training and new points, or bias², variance and new points
 * The reader drags a point, drags the present place along the axis, sets degree, λ, points and noise, draws new data,
 *            takes 50 data sets instead of one
 * Sets       all of them
 */
import { createButton } from "../shared/button.js";
import { h } from "../shared/dom.js";
import { openFigure } from "../shared/figure.js";
import { brief } from "../shared/format.js";
import { createSelect } from "../shared/select.js";
import { createSlider } from "../shared/slider.js";
import { openChart } from "./chart.js";
import { pointsOf } from "./data.js";
import { AXES, ZERO, decayAt, placeOfDecay } from "./frame.js";
import { BOUNDS, SETS, asShown, freedom, isMany } from "./model.js";
import { openPlot } from "./plot.js";
import { openQuestion } from "./question.js";
import { FITS } from "./sanitize.js";
import { openTables } from "./tables.js";
import { createTallies } from "./tallies.js";
import { RULES, decayText, inWords } from "./words.js";

export function view(context) {
  const { signal } = context;
  const figure = openFigure(context, {
    name: "FitAndOverfit",
    label: "A curve fitted to noisy points, and its errors",
    caption: "Drag the square under the errors, or drag a point and see how far the curve follows. Draw new data: which fits stay as they were?",
  });
  const { state } = figure;
  state.fit(FITS);
  const pair = h("div", { class: "dl-pair" });
  const [left, right] = [h("div"), h("div")];
  pair.append(left, right);
  figure.root.querySelector(".dl-pictures").append(pair);

  const plot = openPlot({
    figure,
    parent: left,
    move: (index, height) => state.set({ moved: [...state.get("moved").filter(([other]) => other !== index), [index, height]] }),
    signal,
  });
  const heading = right.appendChild(h("div", { class: "dl-heading" }));
  const parts = [
    createSelect({
      parent: heading,
      label: "errors along",
      choices: Object.entries(AXES).map(([name, { long }]) => [name, long]),
      value: () => state.get("along"),
      choose: (along) => state.set({ along }),
      signal,
    }),
  ];
  const drawChart = openChart({ figure, parent: right, signal });

  createButton({
    parent: figure.controls,
    label: "Draw new data",
    press: () => state.set({ seed: (state.get("seed") + 1) % (BOUNDS.seed[1] + 1), moved: [] }),
    signal,
  });
  const many = createButton({
    parent: figure.controls,
    label: `${SETS} data sets`,
    press: () => state.set({ mode: isMany(state.all()) ? "one" : "many" }),
    signal,
  });
  const slider = (parent, name, label, options) =>
    parts.push(
      createSlider({
        parent,
        label,
        min: BOUNDS[name][0],
        max: BOUNDS[name][1],
        step: 1,
        format: String,
        value: () => state.get(name),
        move: (value) => state.set({ [name]: value }),
        signal,
        ...options,
      }),
    );
  slider(figure.seldom, "degree", "degree");
  slider(figure.seldom, "decay", "λ", {
    min: ZERO,
    max: 2,
    step: 0.25,
    value: () => placeOfDecay(state.get("decay")),
    move: (place) => state.set({ decay: decayAt(place) }),
    format: (place) => decayText(decayAt(place)),
  });
  slider(figure.seldom, "points", "points");

  const question = openQuestion({ figure, signal });
  const fold = figure.fold("Noise, and what counts as high");
  const settings = fold.content.appendChild(h("div", { class: "dl-controls" }));
  slider(settings, "noise", "noise", { step: 0.02, format: brief });
  fold.content.append(...RULES.map((rule) => h("p", {}, rule)));
  const tables = openTables({ figure, signal });
  const tallies = createTallies();
  figure.onReset(plot.forget);

  figure.onDraw(() => {
    const all = asShown(state.all());
    const { now, along, weights, count, done } = tallies(all);
    if (!done) figure.redraw();
    const points = pointsOf(all, 0);
    const mean = weights[0].map((_, k) => weights.reduce((sum, one) => sum + one[k], 0) / weights.length);
    plot.update({ ...points, before: pointsOf({ ...all, moved: [] }, 0).y, moved: all.moved, weights, mean, many: isMany(all) });
    drawChart({ all, now, along });
    many.setAttribute("aria-pressed", String(isMany(all)));
    for (const part of [...parts, question]) part.update();
    tables.update(all, along);
    const [strong, rest] = inWords(all, now, { count, ...freedom(all) });
    figure.status.say(h("strong", {}, strong), rest);
  });
}
