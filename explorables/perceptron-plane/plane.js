// The picture of PerceptronPlane: the examples, the line by hand, the side that says 1, the line before.
import { drawAxes } from "../shared/axes.js";
import { h, s, setAttributes } from "../shared/dom.js";
import { around, createLabel } from "../shared/labels.js";
import { createLine } from "../shared/line.js";
import { circleAt, crossAt, marksKey, ringAt } from "../shared/marks.js";
import { clipHalf, toPath } from "../shared/path.js";
import { chord, dataDomains } from "../shared/plane.js";
import { plotBox, plotHeight } from "../shared/plot-box.js";
import { linear } from "../shared/scale.js";
import { openEditing } from "./points.js";
import { lineInWords } from "./words.js";

const CORNERS = [[-0.4, -0.4], [1.4, 1.4]]; // of the logic problems: room for the line around the four examples
const FEW = { mark: 6, ring: 10, shown: 15 }; // sizes where there are four examples
const MANY = { mark: 4, ring: 7, shown: 12 };
const ROOM = 0.2; // around the points, for more

const inside = ([x1, x2], { x, y }) => x1 >= x[0] && x1 <= x[1] && x2 >= y[0] && x2 <= y[1];

/** The corners of a box around the points, with room for more. */
function roomy(points) {
  const ends = [0, 1].map((axis) => points.map((point) => point[axis]));
  const [low, high] = [Math.min, Math.max].map((end) => ends.map((values) => end(...values)));
  const room = low.map((value, axis) => ROOM * (high[axis] - value));
  return [low.map((value, axis) => value - room[axis]), high.map((value, axis) => value + room[axis])];
}

const named = ([w1, w2, b]) => ({ w1, w2, b });

/** `usual` are points that always stay in sight. Returns { update(moment), editing }; update returns whether the line is in sight. */
export function openPlane({ figure, cell, usual, weights, move, add, remove, signal }) {
  const stage = h("div", { class: "dl-stage" });
  cell.append(marksKey(["truth 0", "truth 1"]), stage);
  const picture = figure.picture({ parent: stage, label: "The examples and the line, with two handles to move it", height: plotHeight });
  const shade = s("path", { class: "dl-likely dl-says-one" });
  picture.svg.append(shade);
  const axes = picture.layer("dl-axes");
  const lines = picture.layer("dl-lines");
  const ghost = s("path", { class: "dl-thin dl-dotted dl-parameter" });
  const circles = s("path", { class: "dl-dot dl-quiet" });
  const crosses = s("path", { class: "dl-cross dl-truth" });
  const rings = s("path", { class: "dl-thin dl-gradient" });
  const turn = s("circle", { class: "dl-shown" });
  lines.append(ghost, circles, crosses, rings, turn);
  const [look, grip, words, handles] = ["dl-look-layer", "dl-grip-layer", "dl-words", "dl-handles"].map(picture.layer);
  const label = (tone) => createLabel(words, `dl-name dl-knockout ${tone}`, { optional: true });
  const [sideWord, ghostWord, noLine] = [label("dl-parameter"), label("dl-parameter"), label("dl-quiet")];
  const hints = ["shift", "turn"].map((text) => [text, label("dl-parameter")]);
  const line = createLine({ picture, layers: { lines, grip, handles }, parameters: () => named(weights()), move, size: 0.1, decimals: 3, signal });
  const editing = openEditing({ picture, layer: picture.layer("dl-cursor-layer"), look, add, remove, redraw: figure.redraw, signal });

  let scales;
  let box; // in pixels
  const toPixels = ([a, c]) => [scales.x(a), scales.y(c)];
  const square = ([px, py], r) => ({ x0: px - r, x1: px + r, y0: py - r, y1: py + r });

  function layOut({ X, problem }) {
    box = plotBox(picture);
    const logic = problem !== "points";
    const domainsOf = (points) => dataDomains(points, box.x1 - box.x0, box.y1 - box.y0);
    let domains = domainsOf(logic ? CORNERS : roomy(usual));
    if (!logic && !X.every((x) => inside(x, domains))) domains = domainsOf(roomy([...usual, ...X]));
    scales = { x: linear(domains.x, [box.x0, box.x1]), y: linear(domains.y, [box.y1, box.y0]) };
    const at = (scale) => (logic ? [0, 1] : scale.ticks(4));
    drawAxes(axes, { ...scales, xTicks: at(scales.x), yTicks: at(scales.y), xTitle: "x₁", yTitle: "x₂", grid: logic ? "xy" : "" });
    line.layOut(scales, box);
    editing.layOut(scales, box);
  }

  function drawShade([w1, w2, b]) {
    const side = ([px, py]) => w1 * scales.x.invert(px) + w2 * scales.y.invert(py) + b;
    const { x0, x1, y0, y1 } = box;
    const part = clipHalf([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], side);
    shade.setAttribute("d", part.length ? `${toPath(part)}Z` : "");
  }

  function drawGhost(former) {
    const full = { x0: scales.x.domain[0], x1: scales.x.domain[1], y0: scales.y.domain[0], y1: scales.y.domain[1] };
    const part = (former && chord(named(former), full)?.map(toPixels)) ?? null;
    ghost.setAttribute("d", part ? toPath(part) : "");
    return part;
  }

  function placeWords({ part, from, end, arrow, held }, { before, places, rung, now, hand }) {
    const boxes = [square(from, 11), square(end, 11), ...places.map((place, i) => square(place, rung[i]))];
    const obstacles = { lines: [part, arrow, before].filter(Boolean), boxes, bounds: box };
    const put = (name, text, candidates) => {
      const taken = text && name.place(text, candidates, obstacles);
      if (taken) boxes.push(taken);
      else name.hide();
    };
    put(noLine, lineInWords(named(now), held), [[(box.x0 + box.x1) / 2, box.y0 + 16, "middle"], [(box.x0 + box.x1) / 2, box.y1 - 16, "middle"]]);
    put(sideWord, arrow && "says 1", arrow ? around(arrow[1], 6).slice(0, 24) : []);
    const along = (share) => [0, 1].map((k) => before[0][k] + share * (before[1][k] - before[0][k]));
    put(ghostWord, before && "before", before ? [0.15, 0.85, 0.3, 0.7].flatMap((share) => around(along(share), 5).slice(0, 12)) : []);
    hints.forEach(([text, name], i) => put(name, hand && !line.touched() && text, around([from, end][i], 12).slice(0, 36)));
  }

  return {
    editing,
    update({ X, y, run, last, former, problem, part }) {
      picture.once(axes, [problem, problem === "points" ? X : null], () => layOut({ X, problem }));
      const now = run.path.at(-1);
      drawShade(now);
      const places = X.map(toPixels);
      const size = problem === "points" ? MANY : FEW;
      const path = (test, draw, radius) => places.filter((_, i) => test(i)).map((at) => draw(at, radius)).join("");
      const wrong = (i) => run.says[i] !== y[i];
      circles.setAttribute("d", path((i) => y[i] === 0, circleAt, size.mark));
      crosses.setAttribute("d", path((i) => y[i] === 1, crossAt, size.mark));
      rings.setAttribute("d", path(wrong, ringAt, size.ring));
      turn.style.display = last === null ? "none" : "";
      if (last !== null) setAttributes(turn, { cx: places[last][0].toFixed(1), cy: places[last][1].toFixed(1), r: size.shown });
      const before = drawGhost(former);
      const drawn = line.update(named(now));
      handles.classList.toggle("is-idle", !drawn.held);
      const rung = X.map((_, i) => (i === last ? size.shown : wrong(i) ? size.ring : size.mark));
      placeWords(drawn, { before, places, rung, now, hand: part === "line" });
      const editable = problem === "points" && part === "all";
      stage.classList.toggle("is-editable", editable);
      editing.update({ X, y, editable });
      return drawn.held;
    },
  };
}
