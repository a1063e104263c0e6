// Two curves by epoch, one a copy: the right picture of NeuronLearns, with the epoch to drag, and the costs in its fold.
import { drawAxes } from "../shared/axes.js";
import { s, setAttributes } from "../shared/dom.js";
import { createHandle } from "../shared/handle.js";
import { around, createLabel } from "../shared/labels.js";
import { toPath } from "../shared/path.js";
import { linear } from "../shared/scale.js";
import { COSTS, MAX_EPOCH } from "./model.js";
import { ABOVE, DASH, LEFT, SPAN, createMarks, square } from "./marks.js";

const EPOCH = { min: 0, max: MAX_EPOCH, step: 1, page: 10 };
const LIFT = 7; // of the handle, so that it covers no tick

/** Pixels under the plot. */
export const UNDER = 50;

const COARSE = 4; // for the words, a curve is as good with every fourth point

const FAR = 40; // pixels; curves as far apart as that may have their names between them

/** Places for the name of a curve: beside its end, then along it; above where it is the upper one, else below. */
function placesFor(curves, i) {
  const last = curves[i].length - 1;
  return [1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2].flatMap((share) => {
    const k = Math.round(share * last);
    const [[px, py], [, qy]] = [curves[i][k], curves[1 - i][k]];
    const side = py < qy || (py === qy && i === 0) ? -1 : 1;
    const beside = k === last ? [0, 8, 14, 22, 34].map((down) => [px + 13, py + side * down, "start"]) : [];
    const sides = Math.abs(py - qy) > FAR ? [side, -side] : [side];
    const along = sides.flatMap((way) => [14, 20, 30].flatMap((down) => [[px - 4, py + way * down, "end"], [px + 4, py + way * down, "start"]]));
    return [...beside, ...along];
  });
}

/**
 * `tone` is the color of what is drawn, `yTitle` its name, `move(epoch)`, if the epoch can be dragged here.
 * Returns update({ curves, half }): `curves` are two lists from epoch 0 to now; where the curves come to 0.5, at the
 * epochs `half`, this is marked.
 */
export function epochsPicture({ figure, picture, tone, yTitle, move, signal }) {
  const { state } = figure;
  const axes = picture.layer("dl-axes");
  const surface = s("rect", { class: "dl-surface" });
  if (move) picture.svg.append(surface);
  const lines = picture.layer("dl-lines");
  const target = s("path", { class: "dl-thin dl-dotted dl-truth" });
  const guide = s("path", { class: "dl-thin dl-guide" });
  const paths = DASH.map((dash) => s("path", { class: `dl-curve ${dash} dl-${tone}` }));
  const crossings = COSTS.map(() => s("path", { class: "dl-thin dl-quiet" }));
  if (move) lines.append(target);
  lines.append(guide, ...paths, ...crossings);
  const marks = createMarks(lines, tone);
  const words = picture.layer("dl-words");
  const word = (name) => createLabel(words, name, { optional: true });
  const epochWord = word("dl-name dl-parameter");
  const names = COSTS.map(() => word(`dl-name dl-${tone}`));
  const halfWords = COSTS.map(() => word("dl-note"));
  const hint = word("dl-note");

  let scales;
  const handle =
    move &&
    createHandle({
      layer: picture.layer("dl-handles"),
      svg: picture.svg,
      surface,
      label: "epoch",
      shape: "square",
      tone: "parameter",
      range: { x: EPOCH },
      scales: () => scales,
      value: () => ({ x: state.get("epoch") }),
      move: ({ x }) => move(Math.round(x)),
      signal,
    });

  function layOut() {
    const { width, height } = picture;
    const x = linear([0, MAX_EPOCH], [LEFT, width - 18]);
    const y = linear(SPAN, [height - UNDER, ABOVE]);
    drawAxes(axes, { x, y, xTicks: [0, 100, 200, 300], yTicks: [0, 0.5, 1], xTitle: "epoch", yTitle });
    setAttributes(surface, { x: x.range[0], y: y.range[1], width: x.range[1] - x.range[0], height: y.range[0] - y.range[1] });
    target.setAttribute("d", toPath(x.range.map((px) => [px, y(0)])));
    scales = { x, y };
  }

  /** A tick on the line of 0.5 for each copy that has come there. */
  function markHalf(half) {
    const { x, y } = scales;
    const now = state.get("epoch");
    const reached = half.map((epoch) => (epoch > 0 && epoch <= now ? [x(epoch), y(0.5)] : null));
    crossings.forEach((crossing, i) => crossing.setAttribute("d", reached[i] ? `M${reached[i][0]} ${reached[i][1] - 7}v14` : ""));
    return reached;
  }

  function placeWords(points, curves, reached, half) {
    const { x, y } = scales;
    const now = state.get("epoch");
    const [here, top] = [x(now), y.range[1]];
    const bounds = { x0: x.range[0] + 2, x1: picture.width - 4, y0: top - 2, y1: y.range[0] - 2 };
    const boxes = [...points, ...reached.filter(Boolean)].map((point) => square(point, 8));
    const level = x.range.map((px) => [px, y(0)]);
    const obstacles = { lines: [level, [[here, top], [here, y.range[0]]], ...curves], boxes, bounds };
    const take = (label, text, places) => {
      const taken = label.place(text, places, obstacles);
      if (taken) boxes.push(taken);
    };
    if (now === 0) {
      take(hint, move ? "Play, or drag the epoch" : "nothing yet: play", [[(x.range[0] + x.range[1]) / 2, y(0.25), "middle"]]);
      for (const label of [...names, ...halfWords, epochWord]) label.hide();
      return;
    }
    hint.hide();
    const beside = (py) => [[here + 8, py, "start"], [here - 8, py, "end"]];
    take(epochWord, `epoch ${now}`, [y(0.14), top + 10, y(0.3)].flatMap(beside));
    COSTS.forEach((name, i) => take(names[i], name, placesFor(curves, i)));
    reached.forEach((at, i) => (at ? take(halfWords[i], `epoch ${half[i]}`, around(at, 7).slice(0, 24)) : halfWords[i].hide()));
  }

  return function update({ curves, half }) {
    picture.once(axes, picture.height, layOut);
    const { x, y } = scales;
    const now = state.get("epoch");
    const drawn = curves.map((curve) => curve.map((value, epoch) => [x(epoch), y(value)]));
    paths.forEach((path, i) => path.setAttribute("d", toPath(drawn[i])));
    const points = drawn.map((curve) => curve.at(-1));
    marks.moveTo(points);
    guide.setAttribute("d", toPath([[x(now), y.range[0]], [x(now), y.range[1]]]));
    const coarse = drawn.map((curve) => curve.filter((_, epoch) => epoch % COARSE === 0 || epoch === now));
    placeWords(points, coarse, markHalf(half), half);
    handle?.update({ at: [x(now), y.range[0] - LIFT], text: `epoch ${now}` });
  };
}
