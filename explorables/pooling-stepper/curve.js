// The check by nudging as a picture: Σ δ·y as the chosen number moves, the gradient as a dashed line at it, and the slopes measured.
import { s, setAttributes } from "../shared/dom.js";
import { short } from "../shared/format.js";
import { clipSegment, toPath } from "../shared/path.js";
import { linear } from "../shared/scale.js";
import { lossAt } from "./model.js";
import { isComplete } from "./square-words.js";
import { tidy } from "./words.js";

const REACH = 2; // how far the number moves to both sides
const HALF = 1.2; // of the dashed line
const STEPS = 40;
const LINE = 17; // pixels from one row of words to the next
const HEAD = 32; // for the title
const FOOT = 92; // for what is measured

/** The curve as points, from `REACH` below the number to as much above it. */
export function curveOf(state) {
  const x = state.picture.flat()[state.square];
  return Array.from({ length: STEPS + 1 }, (_, i) => {
    const value = x + REACH * ((2 * i) / STEPS - 1);
    return [value, lossAt(state, state.square, value)];
  });
}

/** Returns update(state, now, box); without a box it is not shown. */
export function openCurve(picture) {
  const axes = s("g");
  const curve = s("path", { class: "dl-curve dl-quiet" });
  const slope = s("path", { class: "dl-thin dl-dashed dl-gradient" });
  const point = s("circle", { class: "dl-solid dl-activation", r: 4.5 });
  const words = s("g");
  const layer = picture.layer("dl-lines dl-pool-check");
  layer.append(axes, curve, slope, point, words);

  return function update(state, now, box) {
    layer.style.display = box ? "" : "none";
    if (!box) return;
    const left = box.x;
    const complete = isComplete(state);
    const rows = [["dl-name", "nudge x: Σ δ·y", box.y + 16]];
    const bottom = box.y + box.height;
    const line = (k) => bottom - (3 - k) * LINE - 4;
    if (complete) {
      const gradient = now.whole.flat()[state.square];
      const measured = [`slope up: ${tidy(now.up)}`, `slope down: ${tidy(now.down)}`, `mean: ${tidy(now.measured)}`];
      rows.push(...measured.map((text, k) => ["", text, line(k)]));
      rows.push(["dl-name dl-gradient", `${now.agrees ? "✓" : "✗"} gradient: ${tidy(gradient)}`, line(3)]);
    } else rows.push(["dl-note", "not all of it", box.y + 60], ["dl-note", "is known yet", box.y + 60 + LINE]);
    words.replaceChildren(...rows.map(([name, text, y]) => s("text", { class: name, x: left, y }, text)));
    for (const node of [axes, curve, slope, point]) node.style.display = complete ? "" : "none";
    if (complete) drawLines({ left, right: box.x + box.width - 4, top: box.y + HEAD, end: bottom - FOOT }, state, now);
  };

  function drawLines({ left, right, top, end }, state, now) {
    const points = curveOf(state);
    const heights = points.map(([, loss]) => loss);
    const [low, high] = [Math.min(...heights), Math.max(...heights)];
    const spare = high - low < 1e-9 ? 1 : 0.12 * (high - low);
    const x = linear([points[0][0], points.at(-1)[0]], [left + 4, right - 4]);
    const y = linear([low - spare, high + spare], [end, top]);
    const at = state.picture.flat()[state.square];
    const [loss, gradient] = [lossAt(state, state.square, at), now.whole.flat()[state.square]];
    curve.setAttribute("d", toPath(points.map(([value, height]) => [x(value), y(height)])));
    const ends = [-HALF, HALF].map((by) => [x(at + by), y(loss + by * gradient)]);
    slope.setAttribute("d", toPath(clipSegment(...ends, { x0: left, x1: right, y0: top, y1: end })));
    setAttributes(point, { cx: x(at), cy: y(loss) });
    const ticks = [-REACH, 0, REACH].map((by) => s("text", { class: "dl-tick", x: x(at + by), y: end + 16, "text-anchor": by < 0 ? "start" : by > 0 ? "end" : "middle" }, short(at + by)));
    axes.replaceChildren(s("line", { class: "dl-axis", x1: left, x2: right, y1: end, y2: end }), ...ticks);
  }
}
