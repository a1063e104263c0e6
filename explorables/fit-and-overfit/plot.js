// The left picture of FitAndOverfit: points to drag, the truth and the fit; or the fits of many data sets and their mean.
import { square, toRectangle } from "../line-by-hand/frame.js";
import { drawAxes } from "../shared/axes.js";
import { h, s, setAttributes } from "../shared/dom.js";
import { fixed } from "../shared/format.js";
import { createHandle } from "../shared/handle.js";
import { circleAt, crossAt } from "../shared/marks.js";
import { hasCoarsePointer } from "../shared/motion.js";
import { clipLine, toPath } from "../shared/path.js";
import { clamp, clean, linear, snap } from "../shared/scale.js";
import { MOST_DEGREE, features } from "./least-squares.js";
import { HEIGHT } from "./model.js";
import { pointsOf, truth } from "./data.js";
import { boxOf, plotHeight } from "./frame.js";

const FINE = 140; // places at which a curve is drawn
const ROUGH = 3; // every so many of them for one fit among many
const PLACES = Float64Array.from({ length: FINE + 1 }, (_, i) => (2 * i) / FINE - 1);
const COLUMNS = features(PLACES, MOST_DEGREE);
const REACH = 14;
const REACH_TOUCH = 22;
const MOVES = { ArrowUp: 0.1, ArrowDown: -0.1, PageUp: 0.5, PageDown: -0.5 };
const ENDS = { Home: -HEIGHT, End: HEIGHT };

const valueAt = (weights, i) => weights.reduce((sum, w, k) => sum + w * COLUMNS[k][i], 0);

const sample = (className, d) => s("svg", { class: "dl-picture dl-glyph", viewBox: "-8 -8 16 16", "aria-hidden": "true" }, s("path", { class: className, d }));
const entry = (className, d, words) => h("span", {}, sample(className, d), words);
const LINE = "M-8 0H8";

/** What the lines mean, above the picture. */
function createKey(parent) {
  const heading = parent.appendChild(h("div", { class: "dl-heading" }));
  const truthEntry = () => entry("dl-curve dl-dotted dl-truth", LINE, "truth");
  const one = [entry("dl-thin dl-truth", crossAt([0, 0]), "points"), truthEntry(), entry("dl-curve dl-activation", LINE, "fit")];
  const many = [entry("dl-cloud dl-activation", "M-8 4L8 0M-8 -4L8 2M-8 0L8 -3", "one fit each"), entry("dl-curve dl-activation", LINE, "their mean"), truthEntry()];
  return (isMany) => heading.replaceChildren(...(isMany ? many : one));
}

/** `move(index, height)` takes a point that a hand has moved. Returns { update(now), forget() }. */
export function openPlot({ figure, parent, move, signal }) {
  const { narrow, redraw } = figure;
  const showKey = createKey(parent);
  const picture = figure.picture({ parent, label: "Points and the curve fitted to them", height: () => plotHeight(narrow()) });
  const axes = picture.layer("dl-axes");
  const lines = picture.layer("dl-lines");
  const line = (className) => lines.appendChild(s("path", { class: className }));
  const cloud = line("dl-cloud dl-activation");
  const way = line("dl-thin dl-quiet");
  const rings = line("dl-ring dl-quiet");
  const fitLine = line("dl-curve dl-activation");
  const truthLine = line("dl-curve dl-dotted dl-truth");
  const crosses = line("dl-thin dl-truth");
  const hits = picture.layer("dl-grips");
  const handles = picture.layer("dl-handles");

  let now; // what update() was given
  let scales;
  let picked = 0;
  const toPixels = (x, y) => [scales.x(x), clamp(scales.y(y), scales.box.y0, scales.box.y1)];
  const at = (index) => toPixels(now.x[index], now.y[index]);
  const heightOf = (index) => clamp(pointsOf(figure.state.all(), 0).y[index], -HEIGHT, HEIGHT); // also between two frames
  const set = (index, height) => move(index, clean(snap(clamp(height, -HEIGHT, HEIGHT), 0.01)));

  const handle = createHandle({
    layer: handles,
    svg: picture.svg,
    label: "point; left and right choose another, Home and End move it to the edges",
    tone: "truth",
    range: { y: { min: -HEIGHT, max: HEIGHT, step: 0.1, page: 0.5 } },
    value: () => ({ y: heightOf(picked) }),
    project: () => at(picked),
    unproject: ([, py]) => ({ y: scales.y.invert(py) }),
    move: ({ y }) => set(picked, y),
    keys(event) {
      const side = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (side) {
        const order = [...now.x.keys()].sort((a, b) => now.x[a] - now.x[b]);
        picked = order[(order.indexOf(picked) + side + order.length) % order.length];
        redraw();
      } else if (event.key in ENDS) set(picked, ENDS[event.key]);
      else if (event.key in MOVES) set(picked, heightOf(picked) + MOVES[event.key] * (event.shiftKey ? 0.1 : 1));
      else return false;
      return true;
    },
    signal,
  });

  // Any point can be taken hold of: the handle goes there first, and then it is the handle that is pressed.
  const nearest = (event) => {
    const frame = picture.svg.getBoundingClientRect();
    const away = (index) => Math.hypot(...at(index).map((pixel, i) => pixel - [event.clientX - frame.left, event.clientY - frame.top][i]));
    return [...now.x.keys()].reduce((best, index) => (away(index) < away(best) ? index : best), 0);
  };
  hits.addEventListener(
    "pointerdown",
    (event) => {
      picked = nearest(event);
      placeHandle();
      handle.node.dispatchEvent(new PointerEvent("pointerdown", event));
    },
    { signal },
  );
  hits.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false, signal });

  function placeHandle() {
    handle.update({ at: at(picked), text: `point at x = ${fixed(now.x[picked], 2)}: y = ${fixed(now.y[picked], 2)}`, now: clean(heightOf(picked)) });
  }

  function build() {
    const box = boxOf(picture, narrow());
    scales = { box, x: linear([-1.06, 1.06], [box.x0, box.x1]), y: linear([-HEIGHT, HEIGHT], [box.y1, box.y0]) };
    const yTicks = narrow() ? [-2, 0, 2] : [-2, -1, 0, 1, 2];
    drawAxes(axes, { ...scales, xTicks: [-1, -0.5, 0, 0.5, 1], yTicks, xTitle: narrow() ? "" : "x", yTitle: narrow() ? "" : "y" });
    truthLine.setAttribute("d", toPath([...PLACES].map((x) => [scales.x(x), scales.y(truth(x))])));
  }

  const curve = (weights, every = 1) => {
    const points = [];
    for (let i = 0; i <= FINE; i += every) points.push([scales.x(PLACES[i]), clamp(scales.y(valueAt(weights, i)), -1e4, 1e4)]);
    return clipLine(points, scales.box).map(toPath).join("");
  };

  function drawPoints({ x, y, moved, before }) {
    picked = Math.min(picked, x.length - 1);
    const all = [...x.keys()].map(at);
    const size = x.length > 60 ? 2.5 : 4;
    crosses.setAttribute("d", all.map((point) => crossAt(point, size)).join(""));
    const gone = moved.filter(([index]) => index < x.length).map(([index]) => [at(index), toPixels(x[index], before[index])]);
    rings.setAttribute("d", gone.map(([, from]) => circleAt(from, size)).join(""));
    way.setAttribute("d", gone.map(([to, from]) => `M${from}L${to}`).join(""));
    const reach = hasCoarsePointer() ? REACH_TOUCH : REACH;
    const key = [x.length, ...y].join(" ");
    picture.once(hits, key, () => hits.replaceChildren(...all.map((point) => s("rect", { class: "dl-hit", ...toRectangle(square(point, reach)) }))));
    placeHandle();
  }

  return {
    /** `given` is { x, y, before (y as drawn), moved, weights (of each fit), mean (weights of the curve) , many }. */
    update(given) {
      now = given;
      picture.once(axes, narrow(), build);
      showKey(now.many);
      fitLine.setAttribute("d", curve(now.mean));
      cloud.setAttribute("d", now.many ? now.weights.map((weights) => curve(weights, ROUGH)).join("") : "");
      for (const part of [crosses, rings, way, hits]) setAttributes(part, { display: now.many ? "none" : null });
      if (now.many) handle.node.remove();
      else {
        if (!handle.node.parentNode) handles.append(handle.node);
        drawPoints(now);
      }
    },
    forget() {
      picked = 0;
    },
  };
}
