// The picture of Descent1D: the curve, the start to drag, the path, the tangent, the next step, the run before.
import { drawAxes } from "../shared/axes.js";
import { s, setAttributes } from "../shared/dom.js";
import { brief, fixed, significant } from "../shared/format.js";
import { createHandle } from "../shared/handle.js";
import { around, createLabel } from "../shared/labels.js";
import { clipSegment, sample, toPath } from "../shared/path.js";
import { linear } from "../shared/scale.js";
import { CURVES, START } from "./model.js";

const EDGE = 0.3; // room left and right of the curve, so that the start covers no tick

export function curvePicture(figure, moveStart, signal) {
  const { state } = figure;
  const picture = figure.picture({ label: "Cost curve with a start to drag and the steps of the descent" });
  const axes = picture.layer("dl-axes");
  const surface = s("rect", { class: "dl-surface" });
  picture.svg.append(surface);
  const lines = picture.layer("dl-lines");
  const curveLine = s("path", { class: "dl-curve dl-gradient" });
  const tangentLine = s("path", { class: "dl-thin dl-dashed dl-gradient" });
  const ghostLine = s("path", { class: "dl-curve dl-dotted dl-quiet" });
  const pathLine = s("path", { class: "dl-thin dl-activation" });
  const ghostDots = s("g");
  const dots = s("g");
  const step = s("path", { class: "dl-arrow dl-parameter" });
  const stepHead = s("path", { class: "dl-solid dl-parameter" });
  const ball = s("circle", { class: "dl-ball dl-solid dl-activation", r: 7 });
  lines.append(curveLine, ghostLine, ghostDots, tangentLine, pathLine, dots, step, stepHead, ball);
  const words = picture.layer("dl-words");
  const note = s("text", { class: "dl-note", "text-anchor": "end", y: 18 });
  words.append(note);
  const startWord = createLabel(words, "dl-name dl-parameter", { optional: true });
  const stepWord = createLabel(words, "dl-note", { optional: true });
  const slopeWord = createLabel(words, "dl-name dl-gradient");

  let scales;
  const handle = createHandle({
    layer: picture.layer("dl-handles"),
    svg: picture.svg,
    surface,
    label: "start",
    tone: "parameter",
    shape: "square",
    range: { x: START },
    scales: () => scales,
    value: () => ({ x: state.get("start") }),
    move: ({ x }) => moveStart(x),
    signal,
  });

  function layOut() {
    const { width, height, narrow } = picture;
    const { value, top } = CURVES[state.get("curve")];
    const x = linear([START.min - EDGE, START.max + EDGE], [narrow ? 36 : 48, width - (narrow ? 12 : 24)]);
    const y = linear([0, top], [height - 62, 36]);
    drawAxes(axes, { x, y, xTicks: [-4, -2, 0, 2, 4], yTicks: y.ticks(narrow ? 3 : 4), xTitle: "weight w", yTitle: "cost J" });
    setAttributes(surface, { x: x.range[0], y: y.range[1], width: x.range[1] - x.range[0], height: y.range[0] - y.range[1] });
    const frame = { x0: x(START.min), x1: x(START.max), y0: y.range[1] - 2, y1: y.range[0] };
    const points = sample(value, linear([START.min, START.max], [frame.x0, frame.x1]), y).filter(([, py]) => py >= frame.y0);
    curveLine.setAttribute("d", toPath(points));
    scales = { x, y, curve: points, frame };
    note.setAttribute("x", x.range[1]);
  }

  const toPixels = (run) => run.points.map((w, i) => [scales.x(w), scales.y(run.costs[i])]);

  const isInside = ([px, py]) => px >= scales.frame.x0 && px <= scales.frame.x1 && py >= scales.frame.y0;

  /** The part of a path that lies in the picture. */
  function clipped(points) {
    return points.slice(1).map((point, i) => clipSegment(points[i], point, scales.frame)).filter(Boolean);
  }

  /** The first `shown` steps of the path, the last one in part. */
  function cut(points, shown) {
    const whole = Math.floor(shown);
    const part = shown - whole;
    const [from, to] = [points[whole], points[whole + 1]];
    const upTo = points.slice(0, whole + 1);
    if (part && to) upTo.push(from.map((value, i) => value + part * (to[i] - value)));
    return upTo;
  }

  /** Tangent of the curve and the arrow of the next step, at the point that has been reached. */
  function drawNext(run, at) {
    const { x, y, frame } = scales;
    const w = run.points.at(-1);
    const slope = run.slopes.at(-1);
    const steep = (slope * (y(1) - y(0))) / (x(1) - x(0));
    const reach = (picture.narrow ? 64 : 96) / Math.hypot(1, steep);
    const ends = [-1, 1].map((side) => [at[0] + side * reach, at[1] + side * reach * steep]);
    const tangent = clipSegment(...ends, frame) ?? [];
    const target = Math.min(frame.x1, Math.max(frame.x0, x(w - state.get("rate") * slope)));
    const sign = Math.sign(target - at[0]);
    const head = Math.min(9, Math.abs(target - at[0]));
    const level = y.range[0];
    const visible = Math.abs(w) <= START.max && head > 1;
    tangentLine.setAttribute("d", toPath(tangent));
    step.setAttribute("d", visible ? `M${at[0]} ${level}H${target - sign * head}` : "");
    stepHead.setAttribute("d", visible ? `M${target} ${level}l${-sign * head} -6v12Z` : "");
    return { tangent, arrow: visible ? [[at[0], level], [target, level]] : null };
  }

  return function update({ run, shown, ghost, ghostRate }) {
    picture.once(axes, state.get("curve"), layOut);
    const { y, curve, frame } = scales;
    const points = toPixels(run);
    const path = cut(points, shown);
    const at = path.at(-1);
    const pieces = clipped(path);
    const ghostPoints = ghost ? toPixels(ghost) : [];
    const ghostPieces = clipped(ghostPoints);
    pathLine.setAttribute("d", pieces.map(toPath).join(""));
    ghostLine.setAttribute("d", ghostPieces.map(toPath).join(""));
    dots.replaceChildren(...path.slice(1, -1).filter(isInside).map(([cx, cy]) => s("circle", { class: "dl-solid dl-activation", cx, cy, r: 3.5 })));
    ghostDots.replaceChildren(...ghostPoints.filter(isInside).map(([cx, cy]) => s("circle", { class: "dl-ring dl-quiet", cx, cy, r: 4 })));
    ball.style.display = isInside(at) && path.length > 1 ? "" : "none";
    setAttributes(ball, { cx: at[0], cy: at[1] });
    note.textContent = ghost ? `${picture.narrow ? "dotted" : "dotted: the run before"}, rate ${brief(ghostRate)}` : "";
    const { tangent, arrow } = isInside(at) ? drawNext(run, at) : drawNothing();

    const start = points[0];
    handle.update({ at: start, text: `w ${fixed(state.get("start"), 2)}, cost ${significant(run.costs[0])}` });
    const box = ([px, py], r) => ({ x0: px - r, x1: px + r, y0: py - r, y1: py + r });
    const obstacles = {
      lines: [curve, tangent, ...pieces, ...ghostPieces],
      boxes: [box(start, 10), box(at, 8)],
      bounds: { x0: frame.x0, x1: picture.width - 4, y0: 28, y1: y.range[0] - 2 },
    };
    const take = (label, text, places) => {
      const taken = label.place(text, places, obstacles);
      if (taken) obstacles.boxes.push(taken);
    };
    if (tangent.length) take(slopeWord, `slope ${significant(run.slopes.at(-1))}`, [...around(tangent[1], 6), ...around(tangent[0], 6), ...around(at)]);
    else slopeWord.hide();
    if (path.length === 1) take(startWord, "start: drag me", around(start));
    else take(startWord, "start", around(start).slice(0, 24));
    if (arrow) take(stepWord, "next step", [[(arrow[0][0] + arrow[1][0]) / 2, arrow[0][1] - 14, "middle"]]);
    else stepWord.hide();
  };

  function drawNothing() {
    for (const line of [tangentLine, step, stepHead]) line.setAttribute("d", "");
    return { tangent: [], arrow: null };
  }
}
