// The left picture of NeuronLearns: the sigmoid with the start to drag and the two copies on it, and below it their pushes.
import { drawAxes } from "../shared/axes.js";
import { s, setAttributes } from "../shared/dom.js";
import { fixed, short } from "../shared/format.js";
import { createHandle } from "../shared/handle.js";
import { around, createLabel } from "../shared/labels.js";
import { clipSegment, sample, toPath } from "../shared/path.js";
import { linear } from "../shared/scale.js";
import { sigmoid } from "../sigmoid-slope/model.js";
import { COSTS, SCORE, scoreOf, startAt } from "./model.js";
import { ABOVE, LEFT, SPAN, createMarks, plotHeight, square } from "./marks.js";
import { LEAST, amount } from "./words.js";

const EDGE = 1; // room left and right of all scores
const BELOW = 114; // pixels under the plot
const ROW = 34; // from one push to the next
const REACH = 42; // half a tangent
const PUSH = 8; // a push of 1, in units of the score: the longest arrows stay in the picture

const SHORT = ["squared\nerror", "cross-\nentropy"];

/** Beside a point of the sigmoid, on the side where the curve is not: [right, down]. */
const ASIDE = [[10, 4], [12, 16], [12, 26], [24, 10], [36, 20], [48, 30]];
const NEAR = 60; // pixels; points as near as that have their names on different sides, and a slope could be that of either
const areNear = ([[px, py], [qx, qy]]) => Math.hypot(px - qx, py - qy) < NEAR;

function placesFor(points, i) {
  const [[px, py], [, qy]] = [points[i], points[1 - i]];
  const side = py < qy || (py === qy && i === 0) ? -1 : 1; // the upper point's name is above, on the left
  const own = ASIDE.map(([right, down]) => [px + side * right, py + side * down, side < 0 ? "end" : "start"]);
  return areNear(points) ? own : [...own, ...around([px, py], 8).slice(0, 36)];
}

export function sigmoidPicture(figure, signal) {
  const { state } = figure;
  const picture = figure.picture({
    beside: true,
    label: "The sigmoid with a start to drag, the two copies of the neuron on it, and their pushes",
    signal,
    height: () => plotHeight(figure) + ABOVE + BELOW,
  });
  const axes = picture.layer("dl-axes");
  const surface = s("rect", { class: "dl-surface" });
  picture.svg.append(surface);
  const lines = picture.layer("dl-lines");
  const target = s("path", { class: "dl-thin dl-dotted dl-truth" });
  const curve = s("path", { class: "dl-thin dl-activation" });
  const tangents = COSTS.map(() => s("path", { class: "dl-thin dl-dashed dl-gradient" }));
  lines.append(target, curve, ...tangents);
  const rows = COSTS.map(() => createRow(picture.layer("dl-lines")));
  const keys = createMarks(lines, "activation");
  const words = picture.layer("dl-words");
  const startWord = createLabel(words, "dl-name dl-parameter", { optional: true });
  const targetWord = createLabel(words, "dl-note dl-truth");
  const slopeWord = createLabel(words, "dl-note dl-gradient", { optional: true });
  const names = COSTS.map(() => createLabel(words, "dl-name dl-activation", { optional: true }));

  let scales;
  const handle = createHandle({
    layer: picture.layer("dl-handles"),
    svg: picture.svg,
    surface,
    label: "start, score z = w + b",
    shape: "square",
    tone: "parameter",
    range: { x: SCORE },
    scales: () => scales,
    value: () => ({ x: state.get("weight") + state.get("bias") }),
    move: ({ x }) => state.set(startAt(x, state.all())),
    signal,
  });
  const marks = createMarks(picture.layer("dl-lines"), "activation"); // over the start, which they leave slowly

  function layOut() {
    const { width, height } = picture;
    const x = linear([SCORE.min - EDGE, SCORE.max + EDGE], [LEFT, width - 14]);
    const y = linear(SPAN, [height - BELOW, ABOVE]);
    drawAxes(axes, { x, y, xTicks: [-8, -4, 0, 4, 8], yTicks: [0, 0.5, 1], xTitle: "score z, and the push on it", yTitle: "prediction a" });
    setAttributes(surface, { x: x.range[0], y: y.range[1], width: x.range[1] - x.range[0], height: y.range[0] - y.range[1] });
    target.setAttribute("d", toPath(x.range.map((px) => [px, y(0)])));
    const points = sample(sigmoid, x, y, 90);
    curve.setAttribute("d", toPath(points));
    scales = { x, y, curve: points };
    keys.moveTo(COSTS.map((_, i) => [18, rowAt(i)]));
  }

  const rowAt = (i) => picture.height - BELOW + 60 + i * ROW;

  function tangentAt([px, py], slope) {
    const { x, y } = scales;
    const steep = (slope * (y(1) - y(0))) / (x(1) - x(0));
    const reach = REACH / Math.hypot(1, steep);
    const ends = [-1, 1].map((side) => [px + side * reach, py + side * reach * steep]);
    return clipSegment(...ends, { x0: x.range[0], x1: x.range[1], y0: 4, y1: y.range[0] });
  }

  function placeWords({ at, points, paths, slope, apart }) {
    const { x, y, curve: sigmoidLine } = scales;
    const bounds = { x0: x.range[0] + 2, x1: picture.width - 4, y0: y.range[1] - 6, y1: y.range[0] - 2 };
    const targetLine = x.range.map((px) => [px, y(0)]);
    const boxes = [square(at, 11), ...(apart ? points.map((point) => square(point, 7)) : [])];
    const obstacles = { lines: [sigmoidLine, targetLine, ...paths], boxes, bounds };
    const take = (label, text, places) => {
      const taken = label.place(text, places, obstacles);
      if (taken) boxes.push(taken);
    };
    take(targetWord, "target 0", [x.range[1] - 2, x.range[0] + 70, x(0)].map((px) => [px, y(0) - 11, "end"]));
    if (apart) COSTS.forEach((_, i) => take(names[i], SHORT[i], placesFor(points, i)));
    else for (const name of names) name.hide();
    const [from, to] = paths[0];
    if (apart && areNear(points)) slopeWord.hide();
    else take(slopeWord, `slope ${amount(slope)}`, [...around(to, 4).slice(0, 24), ...around(from, 4).slice(0, 24)]);
    const { weight, bias } = state.all();
    take(startWord, `start\nw ${tidy(weight)}, b ${tidy(bias)}`, around(at, 12).slice(0, 36));
  }

  return function update(now) {
    picture.once(axes, picture.height, layOut);
    const { x, y } = scales;
    const begun = state.get("weight") + state.get("bias");
    const at = [x(begun), y(sigmoid(begun))];
    const points = COSTS.map((_, i) => [x(scoreOf(now, i)), y(now.outputs[i].at(-1))]);
    const apart = state.get("epoch") > 0;
    const paths = points.map((point, i) => tangentAt(point, now.slopes[i]));
    tangents.forEach((tangent, i) => tangent.setAttribute("d", apart || i === 0 ? toPath(paths[i]) : ""));
    marks.moveTo(points);
    marks.show(apart);
    rows.forEach((row, i) => {
      const a = brief(now.outputs[i].at(-1));
      const sum = i === 0 ? `${a} × ${brief(now.slopes[0])} ${equals(now.pushes[0])}` : a;
      row.update({ at: [points[i][0], rowAt(i)], name: COSTS[i], push: sum, tip: x(scoreOf(now, i) - PUSH * now.pushes[i]) });
    });
    const { weight, bias } = state.all();
    handle.update({ at, text: `z ${fixed(begun, 2)}, w ${tidy(weight)}, b ${tidy(bias)}` });
    placeWords({ at, points, paths, slope: now.slopes[0], apart });
  };
}

/** Two decimals at most, and no zeros at the end. */
const tidy = (value) => short(Number(value.toFixed(2)));

/** Four decimals at most: three such numbers have to fit into a row on a phone. */
const brief = (value) => (value < 0.001 ? fixed(value, 4) : amount(value));

/** "= 0.017", or "< 0.0001" where the number is no more worth saying. */
const equals = (value) => (value < LEAST ? `< ${LEAST}` : `= ${brief(value)}`);

/** One push: its name and arithmetic, and under them an arrow that begins under the copy. */
function createRow(layer) {
  const name = s("tspan", { class: "dl-name" });
  const push = s("tspan", { class: "dl-gradient" });
  const text = s("text", { class: "dl-note", x: 32, dy: "0.35em" }, name, push);
  const shaft = s("path", { class: "dl-arrow dl-gradient" });
  const head = s("path", { class: "dl-solid dl-gradient" });
  layer.append(text, shaft, head);
  return {
    update({ at: [px, py], name: copy, push: sum, tip }) {
      name.textContent = `${copy}: `;
      push.textContent = sum;
      text.setAttribute("y", py);
      const level = py + 15;
      const size = Math.min(9, px - tip);
      shaft.setAttribute("d", `M${px.toFixed(1)} ${level}H${(tip + size).toFixed(1)}M${px.toFixed(1)} ${level - 5}v10`);
      head.setAttribute("d", `M${tip.toFixed(1)} ${level}l${size.toFixed(1)} -5v10Z`);
    },
  };
}
