/*
 * SigmoidSlope: a point on an activation curve, its tangent, and how flat it is there.
 *
 * Takes in   z, activation, layers
 * Shows      the curve, the tangent with its slope, where the curve is flat; in a fold, the slope multiplied
 *            over many layers
 * The reader drags the point, picks a curve, sets the number of layers
 * Sets       z, activation, layers
 */
import { drawAxes } from "../shared/axes.js";
import { h, s, setAttributes } from "../shared/dom.js";
import { openFigure } from "../shared/figure.js";
import { fixed, significant } from "../shared/format.js";
import { createHandle } from "../shared/handle.js";
import { around, createLabel } from "../shared/labels.js";
import { clipSegment, sample, toPath } from "../shared/path.js";
import { createPrediction } from "../shared/prediction.js";
import { linear } from "../shared/scale.js";
import { createSelect } from "../shared/select.js";
import { createSlider } from "../shared/slider.js";
import { createTable } from "../shared/table.js";
import { ACTIVATIONS, MAX_Z, MIN_Z, numbers, verdict } from "./model.js";
import { openLayersFold } from "./layers-fold.js";

const Z_RANGE = { min: MIN_Z, max: MAX_Z, step: 0.1, page: 1 };

export function view(context) {
  const { signal } = context;
  const figure = openFigure(context, {
    name: "SigmoidSlope",
    label: "The slope of an activation function",
    caption: "Drag the point along the curve. The dashed line is the tangent: it has the slope of the curve at the point.",
  });
  const { state } = figure;
  const setZ = (z) => state.set({ z });

  const picture = figure.picture({ label: "Activation curve with a point to drag along it" });
  const axes = picture.layer("dl-axes");
  const regions = picture.layer("dl-regions");
  const surface = s("rect", { class: "dl-surface" });
  picture.svg.append(surface);
  const lines = picture.layer("dl-lines");
  const curveLine = s("path", { class: "dl-curve dl-activation" });
  const tangentLine = s("path", { class: "dl-curve dl-dashed dl-gradient" });
  const marker = s("path", { class: "dl-solid dl-activation", d: "M0 1 L-5 8 L5 8 Z" });
  lines.append(curveLine, tangentLine, marker);
  const words = picture.layer("dl-words");
  const flatWords = [0, 1].map(() => createLabel(words, "dl-note", { optional: true }));
  const valueWord = createLabel(words, "dl-name dl-activation");
  const slopeWord = createLabel(words, "dl-name dl-gradient");

  let scales;
  const handle = createHandle({
    layer: picture.layer("dl-handles"),
    svg: picture.svg,
    surface,
    label: "score z",
    tone: "activation",
    range: { x: Z_RANGE },
    scales: () => scales,
    value: () => ({ x: state.get("z") }),
    move: ({ x }) => setZ(x),
    signal,
  });

  const slider = createSlider({
    parent: figure.controls,
    label: "score z",
    ...Z_RANGE,
    format: (z) => fixed(z, 2),
    value: () => state.get("z"),
    move: setZ,
    signal,
  });
  const select = createSelect({
    parent: figure.controls,
    label: "curve",
    choices: Object.entries(ACTIVATIONS).map(([key, { name }]) => [key, name]),
    value: () => state.get("activation"),
    choose: (activation) => state.set({ activation }),
    signal,
  });
  const prediction = createPrediction({
    parent: figure.caption,
    question: "On the sigmoid, the slope at z = 0 is 0.25. What is it at z = 4?",
    choices: ["0.125", "0.06", "0.018"],
    reply: (choice) =>
      state.get("activation") === "sigmoid" && Math.abs(state.get("z") - 4) < 0.05
        ? `You said ${choice}. It is 0.018, one fourteenth of the steepest.`
        : `You said ${choice}. Now bring the point to z = 4 and look.`,
    signal,
  });
  const layersFold = openLayersFold(figure, signal);
  const table = createTable({
    parent: figure.folds,
    caption: "Value and slope along the curve",
    columns: ["z", "value", "slope"],
    rows: () => {
      const curve = ACTIVATIONS[state.get("activation")];
      const here = state.get("z");
      return [...new Set([-8, -6, -4, -2, 0, 2, 4, 6, 8, here])]
        .sort((a, b) => a - b)
        .map((z) => [z === here ? `${fixed(z, 2)} (point)` : fixed(z, 2), fixed(curve.value(z), 4), fixed(curve.slope(z), 4)]);
    },
    signal,
  });

  function layOut() {
    const { width, height, narrow } = picture;
    const curve = ACTIVATIONS[state.get("activation")];
    const margin = { top: 14, right: narrow ? 16 : 28, bottom: 50, left: narrow ? 40 : 52 };
    const x = linear([MIN_Z, MAX_Z], [margin.left, width - margin.right]);
    const y = linear(curve.span, [height - margin.bottom, margin.top]);
    scales = { x, y };
    drawAxes(axes, { x, y, xTicks: [-8, -4, 0, 4, 8], yTicks: curve.ticks, xTitle: "score z" });
    const [bottom, top] = y.range;
    regions.replaceChildren(
      ...curve.flat.map(([from, to]) =>
        s("rect", { class: "dl-flat", x: x(from), y: top, width: x(to) - x(from), height: bottom - top }),
      ),
    );
    setAttributes(surface, { x: x.range[0], y: top, width: x.range[1] - x.range[0], height: bottom - top });
    const count = curve.ticks.at(-1) > 1 ? 16 : 160; // straight pieces need few points; 16 puts one on the corner
    curveLine.setAttribute("d", toPath((scales.curve = sample(curve.value, x, y, count))));
    scales.flatBoxes = flatWords.map((word, i) => placeFlatWord(word, curve.flat[i])).filter(Boolean);
  }

  /** Returns the box taken, or null: in a narrow region the words stand one below the other. */
  function placeFlatWord(word, region) {
    if (!region) return word.hide();
    const { x, y, curve } = scales;
    const [x0, x1] = region.map(x);
    const [y1, y0] = y.range;
    const text = state.get("activation") === "leaky_relu" ? "slope 0.01:\nlearns slowly" : "flat:\nhardly learns";
    const far = x0 < x(0) ? [0.63, 0.25] : [0.25, 0.63]; // away from the curve, between grid lines
    const heights = far.map((share) => [(x0 + x1) / 2, y1 + share * (y0 - y1), "middle"]);
    const obstacles = { lines: [curve], bounds: { x0, x1, y0, y1 } };
    return word.place(text, heights, obstacles) ?? word.place(text.replaceAll(" ", "\n"), heights, obstacles);
  }

  function drawPoint({ value, slope }, name) {
    const { x, y } = scales;
    const at = [x(state.get("z")), y(value)];
    const steep = (slope * (y(1) - y(0))) / (x(1) - x(0)); // the slope in pixels
    const reach = (picture.narrow ? 60 : 96) / Math.hypot(1, steep);
    const ends = [-1, 1].map((side) => [at[0] + side * reach, at[1] + side * reach * steep]);
    const tangent = clipSegment(...ends, { x0: x.range[0], x1: x.range[1], y0: 0, y1: y.range[0] });
    tangentLine.setAttribute("d", toPath(tangent));
    marker.setAttribute("transform", `translate(${at[0].toFixed(2)} ${y.range[0]})`);
    handle.update({ at, text: `z ${fixed(state.get("z"), 2)}, slope ${significant(slope)}` });

    const bounds = { x0: x.range[0] - 8, x1: picture.width - 4, y0: 2, y1: y.range[0] };
    const point = { x0: at[0] - 10, x1: at[0] + 10, y0: at[1] - 10, y1: at[1] + 10 };
    const obstacles = { lines: [scales.curve, tangent], boxes: [point, ...scales.flatBoxes], bounds };
    const gap = picture.narrow ? 20 : 14;
    const named = (word, number) => `${word}${picture.narrow ? "\n" : " "}${significant(number)}`;
    const taken = valueWord.place(named(name, value), around(at, gap), obstacles);
    const places = [...around(tangent[1], gap - 8), ...around(tangent[0], gap - 8), ...around(at, gap)];
    slopeWord.place(named("slope", slope), places, { ...obstacles, boxes: [...obstacles.boxes, taken] });
  }

  figure.onDraw(() => {
    picture.once(axes, state.get("activation"), layOut);
    const now = numbers(state.all());
    const name = state.get("activation") === "sigmoid" ? "prediction" : "output";
    drawPoint(now, name);
    slider.update();
    select.update();
    prediction.update();
    layersFold.update(now);
    table.update();
    figure.status.say(
      h("strong", {}, `z = ${fixed(state.get("z"), 2)}`),
      `, ${name} ${significant(now.value)}, slope ${significant(now.slope)}: ${verdict(now)}.`,
    );
  });
}
