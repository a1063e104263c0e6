// The second view of CostCurves: the cost along a weight, with a chord to lay under or over the curve.
import { drawAxes } from "../shared/axes.js";
import { s } from "../shared/dom.js";
import { fixed } from "../shared/format.js";
import { createHandle } from "../shared/handle.js";
import { anywhere, around, createLabel } from "../shared/labels.js";
import { sample, toPath } from "../shared/path.js";
import { linear } from "../shared/scale.js";
import { LINE, PICTURE_HEIGHT, WORD } from "./loss-picture.js";
import { chordVerdict, costAt, COSTS, MAX_W, MIN_W } from "./model.js";

const W_RANGE = { min: MIN_W, max: MAX_W, step: 0.1, page: 1 };
const ENDS = ["left", "right"];
const EDGE = 0.6; // room left and right, and below zero, so that an end of the chord covers no tick

/** Upper edge of the picture, so that the chosen cost fills it: [one example, three examples]. */
const TOP = {
  squared_error: { one: 0.6, three: 0.6 },
  cross_entropy: { one: 6.6, three: 9 },
};

export function costPicture(figure, signal) {
  const { state } = figure;
  const picture = figure.picture({
    beside: true,
    label: "The cost along a weight, with a chord whose two ends can be dragged",
    signal,
    height: () => PICTURE_HEIGHT,
  });
  const axes = picture.layer("dl-axes");
  const lines = picture.layer("dl-lines");
  const shade = s("path", { class: "dl-shade" });
  const other = s("path");
  const curve = s("path");
  const chord = s("path", { class: "dl-curve dl-parameter" });
  const dot = s("circle", { class: "dl-solid dl-activation", r: 5 });
  lines.append(shade, other, curve, chord, dot);
  const words = picture.layer("dl-words");
  const names = Object.fromEntries(Object.keys(COSTS).map((cost) => [cost, createLabel(words, WORD[cost])]));
  const verdictWord = createLabel(words, "dl-name dl-parameter");
  const dotWord = createLabel(words, "dl-note", { optional: true });

  let scales;
  const handles = Object.fromEntries(
    ENDS.map((end) => [
      end,
      createHandle({
        layer: picture.layer("dl-handles"),
        svg: picture.svg,
        label: `${end} end of the chord, weight w`,
        tone: "parameter",
        shape: "square",
        range: { x: W_RANGE },
        scales: () => scales,
        value: () => ({ x: state.get(end) }),
        move: ({ x }) => state.set({ [end]: x }),
        signal,
      }),
    ]),
  );

  const at = (w, cost = state.get("cost")) => costAt(w, { ...state.all(), cost });

  function layOut() {
    const { width, height } = picture;
    const cost = state.get("cost");
    const top = TOP[cost][state.get("examples")];
    const x = linear([MIN_W - EDGE, MAX_W + EDGE], [44, width - 16]);
    const y = linear([-0.05 * top, top], [height - 52, 24]);
    drawAxes(axes, { x, y, xTicks: [-6, -3, 0, 3, 6], yTicks: y.ticks(3).filter((cost) => cost >= 0), xTitle: "weight w", yTitle: "cost J" });
    const otherCost = Object.keys(COSTS).find((name) => name !== cost);
    const visible = (points) => points.filter(([, py]) => py >= y.range[1]);
    const paths = {
      [cost]: visible(sample((w) => at(w, cost), x, y)),
      [otherCost]: visible(sample((w) => at(w, otherCost), x, y)),
    };
    curve.setAttribute("class", LINE[cost]);
    curve.setAttribute("d", toPath(paths[cost]));
    other.setAttribute("class", LINE[otherCost].replace("dl-curve", "dl-thin"));
    other.setAttribute("d", toPath(paths[otherCost]));
    scales = { x, y, paths, otherCost };
  }

  /** The area between curve and chord where the curve is the higher one. */
  function shadePoints(from, to) {
    const { x, y } = scales;
    const over = [];
    const under = [];
    for (let i = 0; i <= 60; i += 1) {
      const w = state.get("left") + (i / 60) * (state.get("right") - state.get("left"));
      const line = from + (i / 60) * (to - from);
      over.push([x(w), y(Math.max(at(w), line))]);
      under.unshift([x(w), y(line)]);
    }
    return [...over, ...under];
  }

  function placeWords(ends, verdict, dotAt) {
    const { x, y, paths, otherCost } = scales;
    const cost = state.get("cost");
    const box = ([px, py], r) => ({ x0: px - r, x1: px + r, y0: py - r, y1: py + r });
    const bounds = { x0: x.range[0] - 2, x1: picture.width - 8, y0: 26, y1: y.range[0] - 2 };
    const obstacles = { lines: [...Object.values(paths), ends], boxes: ends.map((end) => box(end, 10)), bounds };
    if (dotAt) obstacles.boxes.push(box(dotAt, 6));
    const take = (label, text, places) => {
      const taken = label.place(text, places, obstacles);
      if (taken) obstacles.boxes.push(taken);
    };
    const along = (path, shares) => shares.flatMap((share) => around(path[Math.round(share * (path.length - 1))], 6));
    const middle = ends[0].map((first, i) => (first + ends[1][i]) / 2);
    const text = { pokes: "the curve\npokes\nthrough", above: "the chord\nlies above", close: "pull the\nends apart" }[verdict];
    take(verdictWord, text, [...around(middle, 18), ...around(ends[0], 24), ...around(ends[1], 24), ...anywhere(bounds)]);
    take(names[cost], COSTS[cost], along(paths[cost], [0.02, 0.98, 0.1, 0.9, 0.25, 0.75, 0.4, 0.6]));
    if (paths[otherCost].length === 0) names[otherCost].hide();
    else take(names[otherCost], COSTS[otherCost], along(paths[otherCost], [0.98, 0.02, 0.9, 0.1, 0.75, 0.25, 0.6, 0.4]));
    if (dotAt) take(dotWord, "the prediction", around(dotAt, 8).slice(0, 12));
    else dotWord.hide();
  }

  return function update(now) {
    const { a, y: truth, cost, examples } = state.all();
    picture.once(axes, [truth, cost, examples], layOut);
    const { x, y } = scales;
    const costs = { left: now.cost_left, right: now.cost_right };
    const ends = ENDS.map((end) => [x(state.get(end)), y(costs[end])]);
    ENDS.forEach((end, i) => handles[end].update({ at: ends[i], text: `${fixed(state.get(end), 2)}, cost ${fixed(costs[end], 3)}` }));
    chord.setAttribute("d", toPath(ends));
    const verdict = chordVerdict(state.all(), now);
    shade.setAttribute("d", verdict === "pokes" ? `${toPath(shadePoints(now.cost_left, now.cost_right))}Z` : "");
    const score = Math.log(a / (1 - a));
    const dotAt = examples === "one" ? [x(score), y(at(score))] : null;
    dot.style.display = dotAt ? "" : "none";
    if (dotAt) dot.setAttribute("transform", `translate(${dotAt})`);
    placeWords(ends, verdict, dotAt);
  };
}
