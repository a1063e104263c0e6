// The first view of CostCurves: both losses along the prediction, and below it their gradients as arrows.
import { drawAxes } from "../shared/axes.js";
import { s, setAttributes } from "../shared/dom.js";
import { fixed } from "../shared/format.js";
import { createHandle } from "../shared/handle.js";
import { around, createLabel } from "../shared/labels.js";
import { sample, toPath } from "../shared/path.js";
import { linear } from "../shared/scale.js";
import { COSTS, gradientText, LOSS, MAX_A, MIN_A } from "./model.js";

export const LINE = {
  squared_error: "dl-curve dl-quiet",
  cross_entropy: "dl-curve dl-dashed dl-gradient",
};
export const WORD = {
  squared_error: "dl-name dl-quiet",
  cross_entropy: "dl-name dl-gradient",
};
const A_RANGE = { min: MIN_A, max: MAX_A, step: 0.01, page: 0.1 };
const TOP = 4.8;
const STRIP = 112;
export const PICTURE_HEIGHT = 430;

export function lossPicture(figure, signal) {
  const { state } = figure;
  const picture = figure.picture({
    beside: true,
    label: "Both losses against the prediction, which can be dragged",
    signal,
    height: () => PICTURE_HEIGHT,
  });
  const axes = picture.layer("dl-axes");
  const surface = s("rect", { class: "dl-surface" });
  picture.svg.append(surface);
  const lines = picture.layer("dl-lines");
  const guide = s("path", { class: "dl-thin dl-guide" });
  const truth = s("path", { class: "dl-curve dl-truth", d: "M-6 -6L6 6M-6 6L6 -6" });
  const curves = Object.keys(COSTS).map((cost) => [cost, s("path", { class: LINE[cost] })]);
  const mark = s("circle", { class: "dl-solid dl-quiet", r: 5 });
  lines.append(guide, ...curves.map(([, path]) => path), mark, truth);
  const strip = picture.layer("dl-lines");
  const words = picture.layer("dl-words");
  const names = Object.fromEntries(Object.keys(COSTS).map((cost) => [cost, createLabel(words, WORD[cost])]));
  const truthWord = createLabel(words, "dl-name dl-truth");
  const aWord = createLabel(words, "dl-name dl-activation");

  let scales;
  const handle = createHandle({
    layer: picture.layer("dl-handles"),
    svg: picture.svg,
    surface,
    label: "prediction a",
    tone: "activation",
    range: { x: A_RANGE },
    scales: () => scales,
    value: () => ({ x: state.get("a") }),
    move: ({ x }) => state.set({ a: x }),
    signal,
  });

  function layOut() {
    const { width, height } = picture;
    const y = state.get("y");
    const x = linear([0, 1], [40, width - 20]);
    const up = linear([0, TOP], [height - STRIP - 52, 24]);
    drawAxes(axes, { x, y: up, xTicks: [0, 0.5, 1], yTicks: [0, 1, 2, 3, 4], xTitle: "prediction a", yTitle: "loss" });
    setAttributes(surface, { x: x.range[0], y: up.range[1], width: x.range[1] - x.range[0], height: up.range[0] - up.range[1] });
    const paths = curves.map(([cost, path]) => {
      const points = sample((a) => LOSS[cost](Math.min(1 - 1e-9, Math.max(1e-9, a)), y), x, up).filter(([, py]) => py >= up.range[1]);
      path.setAttribute("d", toPath(points));
      return points;
    });
    truth.setAttribute("transform", `translate(${x(y)} ${up(0)})`);
    scales = { x, y: up, paths };
  }

  function drawArrows({ gradient_squared_error, gradient_cross_entropy }) {
    const { width, height } = picture;
    const x = linear([-1, 1], [24, width - 24]);
    const top = height - STRIP + 20;
    const rows = [
      ["cross_entropy", "dl-gradient", gradient_cross_entropy],
      ["squared_error", "dl-quiet", gradient_squared_error],
    ];
    strip.replaceChildren(
      s("text", { class: "dl-note", x: 16, y: top }, "gradient along the score, −1 to 1"),
      ...rows.flatMap(([cost, tone, gradient], i) => {
        const level = top + 34 + i * 40;
        const tip = x(gradient);
        const sign = Math.sign(gradient);
        const head = Math.min(9, Math.abs(tip - x(0)));
        return [
          s("path", { class: "dl-axis", d: `M${x(-1)} ${level}H${x(1)}M${x(0)} ${level - 6}v12` }),
          s("text", { class: WORD[cost], x: 16, y: level - 11 }, COSTS[cost]),
          s("text", { class: WORD[cost], x: width - 16, y: level - 11, "text-anchor": "end" }, gradientText(gradient)),
          s("path", { class: `dl-arrow ${tone}`, d: `M${x(0)} ${level}H${tip - sign * head}` }),
          s("path", { class: `dl-solid ${tone}`, d: `M${tip} ${level}l${-sign * head} -6v12Z` }),
        ];
      }),
    );
  }

  return function update(now) {
    const a = state.get("a");
    const truthIs = state.get("y");
    picture.once(axes, truthIs, layOut);
    const { x, y, paths } = scales;
    const at = [x(a), y(now.cross_entropy)];
    const low = [x(a), y(now.squared_error)];
    setAttributes(mark, { cx: low[0], cy: low[1] });
    guide.setAttribute("d", toPath([[x(a), y.range[0]], [x(a), Math.min(at[1], low[1])]]));
    handle.update({ at, text: `${fixed(a, 2)}, cross-entropy ${fixed(now.cross_entropy, 2)}, squared error ${fixed(now.squared_error, 2)}` });

    const round = ([px, py], r) => ({ x0: px - r, x1: px + r, y0: py - r, y1: py + r });
    const cross = [x(truthIs), y(0)];
    const guideLine = [[x(a), y.range[0]], at];
    const bounds = { x0: x.range[0] - 6, x1: picture.width - 8, y0: 12, y1: y.range[0] - 2 };
    const obstacles = { lines: [...paths, guideLine], boxes: [round(at, 10), round(low, 6), round(cross, 7)], bounds };
    const take = (label, text, places) => obstacles.boxes.push(label.place(text, places, obstacles));
    take(truthWord, `truth ${truthIs}`, around(cross, 8));
    const shares = [0.98, 0.9, 0.8, 0.7, 0.6].map((share) => (truthIs ? 1 - share : share));
    // The gap between the curves is narrow: half a word left and right of c, and the middle between the two.
    const between = [0.78, 0.88, 0.7, 0.62].map((share) => {
      const [near, far] = [share - 0.12, share + 0.12].map((edge) => (truthIs ? 1 - edge : edge));
      const middle = (LOSS.cross_entropy(near, truthIs) + LOSS.squared_error(far, truthIs)) / 2;
      return [x((near + far) / 2), y(middle), "middle"];
    });
    const along = (path, shares) => shares.flatMap((share) => around(path[Math.round(share * (path.length - 1))], 6));
    take(names.squared_error, "squared", [...between, ...along(paths[0], shares)]);
    take(names.cross_entropy, "cross-\nentropy", along(paths[1], shares));
    take(aWord, `a = ${fixed(a, 2)}`, around(at));
    drawArrows(now);
  };
}
