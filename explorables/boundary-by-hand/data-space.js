// The left picture of BoundaryByHand: the points, the line with its two handles, the shade of the probability.
import { drawAxes } from "../shared/axes.js";
import { h, s, setAttributes, uniqueId } from "../shared/dom.js";
import { around, createLabel } from "../shared/labels.js";
import { createLine } from "../shared/line.js";
import { RING, circleAt, crossAt, marksKey, ringAt } from "../shared/marks.js";
import { dataDomains } from "../shared/plane.js";
import { plotBox, plotHeight } from "../shared/plot-box.js";
import { linear } from "../shared/scale.js";
import { openPoints } from "./points.js";
import { mistakes, probability } from "./model.js";

const FULL_SHADE = 0.26;
const SHADE_SCORES = [-6, -4, -3, -2, -1, 0, 1, 2, 3, 4, 6];

/** `move(parameters)` takes what the hand has set. Returns { update(parameters), selected() }. */
export function openDataSpace({ figure, cell, data, parameters, move, signal }) {
  const { X, y, names, labels } = data;
  cell.append(marksKey(labels));
  const stage = h("div", { class: "dl-stage" });
  cell.append(stage);
  const picture = figure.picture({ parent: stage, label: "The points and the line, with two handles to move it", height: plotHeight });
  const axes = picture.layer("dl-axes");
  const clip = s("rect");
  const clipId = uniqueId();
  const shadeId = uniqueId();
  const gradient = s("linearGradient", { id: shadeId, gradientUnits: "userSpaceOnUse" });
  gradient.append(...SHADE_SCORES.map((z) => s("stop", { class: "dl-stop", offset: (z + 6) / 12, "stop-opacity": FULL_SHADE * probability(z) })));
  picture.svg.prepend(s("defs", {}, s("clipPath", { id: clipId }, clip), gradient));
  const shade = s("rect", { class: "dl-likely" });
  if (data.part !== "line") axes.before(shade);
  const circles = s("path", { class: "dl-dot dl-quiet" });
  const crosses = s("path", { class: "dl-cross dl-truth" });
  const rings = s("path", { class: "dl-thin dl-gradient" });
  const lines = picture.layer("dl-lines");
  lines.append(circles, crosses, rings);
  const look = picture.layer("dl-look-layer");
  const grip = picture.layer("dl-grip-layer");
  const words = picture.layer("dl-words");
  setAttributes(words, { "pointer-events": "none" });
  const sideWord = createLabel(words, "dl-name dl-knockout dl-parameter", { optional: true });
  const hints = ["shift", "turn"].map((text) => [text, createLabel(words, "dl-name dl-knockout dl-parameter", { optional: true })]);

  let scales;
  let box; // in pixels
  const toPixels = ([a, c]) => [scales.x(a), scales.y(c)];
  const handles = picture.layer("dl-handles");
  const points = openPoints({ picture, look, stage, data, parameters, redraw: figure.redraw, signal });
  const line = createLine({ picture, layers: { lines, grip, handles }, parameters, move, signal });

  function layOut() {
    box = plotBox(picture);
    const domains = dataDomains(X, box.x1 - box.x0, box.y1 - box.y0);
    scales = { x: linear(domains.x, [box.x0, box.x1]), y: linear(domains.y, [box.y1, box.y0]) };
    line.layOut(scales, box);
    drawAxes(axes, { ...scales, xTicks: scales.x.ticks(4), yTicks: scales.y.ticks(4), xTitle: names[0], yTitle: names[1], grid: "" });
    const rectangle = { x: box.x0, y: box.y0, width: box.x1 - box.x0, height: box.y1 - box.y0 };
    for (const node of [shade, clip]) setAttributes(node, rectangle);
    const places = X.map(toPixels);
    const path = (kind, draw) => places.filter((_, i) => y[i] === kind).map((at) => draw(at)).join("");
    circles.setAttribute("d", path(0, circleAt));
    crosses.setAttribute("d", path(1, crossAt));
    points.layOut({ places, box });
  }

  /** The shade follows the score, which grows evenly in one direction of the picture. */
  function drawShade({ w1, w2, b }) {
    const [gx, gy] = [w1 / (scales.x(1) - scales.x(0)), w2 / (scales.y(1) - scales.y(0))];
    const steep = gx * gx + gy * gy;
    const flat = steep < 1e-12;
    shade.style.fill = flat ? "" : `url(#${shadeId})`;
    shade.style.fillOpacity = flat ? FULL_SHADE * probability(b) : 1;
    if (flat) return;
    const [cx, cy] = [(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2];
    const z = w1 * scales.x.invert(cx) + w2 * scales.y.invert(cy) + b;
    const end = (score) => [cx + (gx * (score - z)) / steep, cy + (gy * (score - z)) / steep];
    const [[x1, y1], [x2, y2]] = [end(-6), end(6)];
    setAttributes(gradient, { x1, y1, x2, y2 });
  }

  function placeWords({ part, from, end, arrow }, wrong) {
    const square = ([px, py], r) => ({ x0: px - r, x1: px + r, y0: py - r, y1: py + r });
    const dots = points.places().map((place, i) => square(place, wrong[i] ? RING : 4));
    const boxes = [square(from, 11), square(end, 11), ...dots];
    const obstacles = { lines: [part, arrow].filter(Boolean), boxes, bounds: box };
    const put = (label, text, places) => {
      const taken = label.place(text, places, obstacles);
      if (taken) boxes.push(taken);
    };
    if (arrow) put(sideWord, `“${labels[1]}”`, around(arrow[1], 6).slice(0, 24));
    else sideWord.hide();
    hints.forEach(([text, label], i) => (line.touched() ? label.hide() : put(label, text, around([from, end][i], 12).slice(0, 24))));
  }

  return {
    update(now) {
      picture.once(axes, null, layOut);
      drawShade(now);
      const wrong = mistakes(X, y, now);
      rings.setAttribute("d", points.places().filter((_, i) => wrong[i]).map((at) => ringAt(at)).join(""));
      const drawn = line.update(now);
      placeWords(drawn, wrong);
      points.update(now, [drawn.from, drawn.end]);
      return { seen: drawn.held };
    },
    selected: points.selected,
    turning: () => line.turning.matches(":focus, .is-dragged"),
    onTurning: (run) => ["focus", "blur"].forEach((type) => line.turning.addEventListener(type, run, { signal })),
  };
}
