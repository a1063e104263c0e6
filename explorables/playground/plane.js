// The large picture: what one unit says all over the plane, the points, the line where it is undecided, the crosshair.
import { drawAxes } from "../shared/axes.js";
import { contourLines } from "../shared/contours.js";
import { h, s, setAttributes } from "../shared/dom.js";
import { fixed } from "../shared/format.js";
import { circleAt, crossAt, marksKey, ringAt } from "../shared/marks.js";
import { toPath } from "../shared/path.js";
import { linear } from "../shared/scale.js";
import { openDrawing } from "./drawing.js";
import { SIDE, placeOf } from "./grid.js";
import { REACH } from "./points.js";
import { unitName } from "./words.js";

const MARGIN = { top: 24, right: 10, bottom: 46, left: 36 };
const LARGEST = 330;
const STRENGTH = 0.5; // of the shade where a unit is sure
const AIM = "M-7 0h4.5M2.5 0H7M0 -7v4.5M0 2.5V7M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0";
const SIZE = { mark: 3.6, ring: 6.5 };
const FEW = { mark: 5, ring: 8.5 }; // where there are few points
const MANY = 60;

const sideOf = (width) => Math.min(LARGEST, width - MARGIN.left - MARGIN.right);

/** Options: figure, cell, painter, add([x1, x2], kind), remove(index), signal. Returns { update(moment) }. */
export function openPlane({ figure, cell, painter, add, remove, kind, signal }) {
  const { state } = figure;
  const title = h("strong");
  const stage = h("div", { class: "dl-stage" });
  const here = h("span");
  const aim = s("svg", { class: "dl-picture dl-glyph", viewBox: "-8 -8 16 16", "aria-hidden": "true" }, s("path", { class: "dl-aim", d: AIM }));
  cell.append(h("div", { class: "dl-heading" }, title, h("span", {}, aim, here)), marksKey(["class 0", "class 1"]), stage);
  const picture = figure.picture({
    parent: stage,
    label: "The plane with the points and what the network says, with a crosshair to move",
    height: (width) => MARGIN.top + MARGIN.bottom + sideOf(width),
  });
  const canvas = h("canvas", { width: SIDE, height: SIDE, "aria-hidden": "true" });
  const field = h("div", { class: "dl-field" }, canvas);
  stage.prepend(field);
  const axes = picture.layer("dl-axes");
  const lines = picture.layer("dl-lines");
  const circles = s("path", { class: "dl-dot dl-quiet" });
  const halos = s("path", { class: "dl-cross dl-halo-line" });
  const crosses = s("path", { class: "dl-cross dl-truth" });
  const rings = s("path", { class: "dl-thin dl-gradient dl-wrong" });
  const boundary = s("path", { class: "dl-boundary" });
  lines.append(circles, halos, crosses, rings, boundary);
  const surface = s("rect", { class: "dl-look" });
  picture.layer("dl-look-layer").append(surface);
  let scales;
  let box; // in pixels
  const toPixels = ([a, c]) => [scales.x(a), scales.y(c)];
  const drawing = openDrawing({ picture, surface, state, redraw: figure.redraw, add, remove, kind, signal });

  function layOut() {
    const side = sideOf(picture.width);
    const left = Math.max(MARGIN.left, Math.round((picture.width - side) / 2));
    box = { x0: left, x1: left + side, y0: MARGIN.top, y1: MARGIN.top + side };
    scales = { x: linear([-REACH, REACH], [box.x0, box.x1]), y: linear([-REACH, REACH], [box.y1, box.y0]) };
    drawAxes(axes, { ...scales, xTicks: [-2, -1, 0, 1, 2], yTicks: [-2, -1, 0, 1, 2], xTitle: "x₁", yTitle: "x₂", grid: "" });
    Object.assign(field.style, { left: `${box.x0}px`, top: `${box.y0}px`, width: `${side}px`, height: `${side}px` });
    // A square of the canvas is drawn around its place, so the outer half of the outermost ones is cut off.
    const over = 100 / (SIDE - 1);
    Object.assign(canvas.style, { left: `${-over / 2}%`, top: `${-over / 2}%`, width: `${100 + over}%`, height: `${100 + over}%` });
    setAttributes(surface, { x: box.x0, y: box.y0, width: side, height: side });
    drawing.layOut(scales);
  }

  let marked = null; // the points whose marks are drawn, and how wide
  function drawPoints(points, scores) {
    const { x, y, m } = points;
    const size = m < MANY ? FEW : SIZE;
    const path = (test, draw, radius) => {
      let d = "";
      for (let i = 0; i < m; i += 1) if (test(i)) d += draw(toPixels([x[i], x[m + i]]), radius);
      return d;
    };
    rings.setAttribute("d", path((i) => scores[i] > 0 !== y[i] > 0.5, ringAt, size.ring));
    if (marked?.points === points && marked.width === picture.width) return;
    marked = { points, width: picture.width };
    const cross = path((i) => y[i] === 1, crossAt, size.mark);
    circles.setAttribute("d", path((i) => y[i] === 0, circleAt, size.mark));
    for (const node of [crosses, halos]) node.setAttribute("d", cross);
  }

  function drawBoundary({ level, ...grid }) {
    boundary.setAttribute("d", contourLines(grid, level).map((line) => toPath(line.map(toPixels))).join(""));
  }

  let drawnField = null;
  return {
    drawing,
    /** moment: { run, grid, unit, shown (which points), stamp } where the stamp changes with the network, the points and the theme. */
    update({ run, grid, unit, shown, stamp }) {
      picture.once(axes, null, layOut);
      const [layer, place] = placeOf(unit, run.sizes);
      const name = unitName(unit, run.sizes);
      const heldOut = shown === "held out" && run.points.heldOut.m > 0;
      const [set, scores] = heldOut ? [run.points.heldOut, run.saidHeldOut.at(-1)] : [run.points.learn, run.said.at(-1)];
      const key = [stamp, unit, picture.width, heldOut].join();
      if (key !== drawnField) {
        drawnField = key;
        title.textContent = `What ${name} says${heldOut ? "; points held out" : ""}`;
        painter.paint(canvas.getContext("2d"), grid.shade(layer, place), STRENGTH);
        drawPoints(set, scores);
        drawBoundary(grid.field(layer, place));
      }
      const at = [state.get("x1"), state.get("x2")];
      const value = grid.at(...at, layer, place);
      const said = Number.isFinite(value) ? fixed(value, 2) : "no number";
      here.textContent = `here ${said}`;
      drawing.update({ at: toPixels(at), said: `${name} says ${said}`, points: run.points.learn });
    },
  };
}
