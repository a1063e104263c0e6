// The fold of SigmoidSlope that multiplies the slope over many layers, on a logarithmic scale.
import { drawAxes } from "../shared/axes.js";
import { h, s } from "../shared/dom.js";
import { significant } from "../shared/format.js";
import { around, createLabel } from "../shared/labels.js";
import { createPicture } from "../shared/picture.js";
import { toPath } from "../shared/path.js";
import { linear, logarithmic } from "../shared/scale.js";
import { createSlider } from "../shared/slider.js";
import { MAX_LAYERS } from "./model.js";

const SMALLEST = 1e-12;
const DOWN = "M-7 -12 L7 -12 L0 0 Z";

export function openLayersFold(figure, signal) {
  const { state } = figure;
  const fold = figure.fold("Over many layers");
  fold.content.append(
    h("p", {}, "Going back through a layer, the gradient is multiplied by its slope. With the same slope in every layer:"),
  );
  const picture = createPicture({
    parent: fold.content,
    label: "What is left of the gradient after each layer",
    signal,
    onResize: figure.redraw,
    height: (width) => (width < 480 ? 230 : 220),
  });
  const axes = picture.layer("dl-axes");
  const marks = picture.layer("dl-marks");
  const word = createLabel(picture.layer("dl-words"), "dl-name dl-gradient");
  const controls = h("div", { class: "dl-controls" });
  const sentence = h("p", {});
  fold.content.append(controls, sentence);
  const slider = createSlider({
    parent: controls,
    label: "layers",
    min: 1,
    max: MAX_LAYERS,
    step: 1,
    format: String,
    value: () => state.get("layers"),
    move: (layers) => state.set({ layers }),
    signal,
  });

  return {
    update({ slope, products }) {
      slider.update();
      if (!fold.isOpen()) return;
      const { width, height, narrow } = picture;
      const x = linear([0.4, MAX_LAYERS + 0.6], [narrow ? 52 : 64, width - 28]);
      const y = logarithmic([SMALLEST, 1], [height - 46, 30]);
      picture.once(axes, null, () =>
        drawAxes(axes, {
          x,
          y,
          xTicks: [1, 5, 10, 15, 20],
          yTicks: [1, 1e-3, 1e-6, 1e-9, 1e-12],
          xTitle: "layers",
          yTitle: "share of the gradient that is left",
        }),
      );
      const product = products.at(-1);
      const k = products.length;
      const points = products.map((left, i) => [x(i + 1), y(Math.max(SMALLEST, left))]);
      const visible = points.slice(0, products.filter((left) => left >= SMALLEST).length);
      const end = points[k - 1];
      const below = visible.length < k;
      marks.replaceChildren(
        s("path", { class: "dl-thin dl-dashed dl-gradient", d: toPath(points.slice(0, visible.length + 1)) }),
        ...visible.map(([cx, cy], i) => s("circle", { class: "dl-solid dl-gradient", cx, cy, r: i === k - 1 ? 6 : 3 })),
        ...(below ? [s("path", { class: "dl-solid dl-gradient", d: DOWN, transform: `translate(${end})` })] : []),
      );
      const bounds = { x0: x.range[0] + 2, x1: width - 2, y0: 20, y1: y.range[0] - 2 };
      const line = points.slice(0, visible.length + 1);
      word.place(significant(product, 2), around([end[0], end[1] - (below ? 8 : 0)], 6), { bounds, lines: [line] });
      const layers = k === 1 ? "1 layer" : `${k} layers`;
      sentence.replaceChildren(
        h("strong", {}, `After ${layers}`),
        ` with slope ${significant(slope)}, the gradient is multiplied by ${significant(product, 2)}. ${consequence(product)}`,
      );
    },
  };
}

function consequence(product) {
  if (product === 0) return "Nothing is left of it.";
  if (product === 1) return "Nothing is lost.";
  if (product > 0.1) return "Enough is left to learn from.";
  if (product > 1e-4) return "The first layers learn slowly.";
  return "The first layers hardly learn: the gradient has vanished.";
}
