// The magnifier of SlopeByNudge: so much larger that the triangle of the nudge keeps its size, and the second point to drag.
import { s, setAttributes } from "../shared/dom.js";
import { createGlide } from "../shared/glide.js";
import { createHandle } from "../shared/handle.js";
import { sample } from "../shared/path.js";
import { clamp, linear } from "../shared/scale.js";
import { fiveDigits, grouped } from "../shared/yuan.js";
import { moneyHeight, square, toRectangle } from "../line-by-hand/frame.js";
import { CURVES } from "./model.js";
import { createTriangle } from "./triangle.js";
import { nudgeInWords, riseInWords } from "./words.js";

const MARGIN = { top: 30, right: 14, bottom: 48, left: 14 };
const NO_AXIS = 18; // pixels less below, where no axis stands level beside it
const WIDE = 0.42; // of the picture's width: the run of the triangle
const TALL = 0.5; // of its height: the rise at most
const LEFT = 0.4; // of the width: where the middle of the triangle lies, with room for words to its right
const KEYS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -2, PageUp: 2 }; // powers of ten

/** `setNudge(nudge)` takes what the hand has set. Returns { sees(scales, now), update(now), dragged() }. */
export function openLens({ figure, parent, curve, setNudge, signal }) {
  const { state } = figure;
  const { value, nudge: bounds } = CURVES[curve];
  const picture = figure.picture({ parent, label: "The magnifier, with the second point to drag", height: (width) => moneyHeight(width, figure.narrow()) - (figure.narrow() ? NO_AXIS : 0) });
  const back = s("rect", { class: "dl-lens" });
  const title = s("text", { class: "dl-axis-title", x: MARGIN.left, y: 20 });
  const note = s("text", { class: "dl-note" }, "dashed: the straight line through both");
  picture.svg.append(back, title, note);
  const triangle = createTriangle({ picture, numbered: true });
  const marks = [4, 5].map((r) => s("circle", { class: "dl-solid dl-parameter", r })); // the left end, the place
  picture.layer("dl-lines").append(...marks);

  let [scales, box, held] = [null, null, null];
  const zoom = createGlide({ value: NaN, onFrame: figure.redraw, signal }); // natural logarithm of the magnification
  const handle = createHandle({
    layer: picture.layer("dl-handles"),
    svg: picture.svg,
    label: "nudge, a factor of ten with each arrow",
    shape: "square",
    tone: "parameter",
    range: { x: { ...bounds, step: bounds.min, page: bounds.min } },
    project: () => scales.end,
    unproject: ([px]) => ({ x: scales.x.invert(px) - state.get("at") }),
    value: () => ({ x: state.get("nudge") }),
    move: ({ x }) => setNudge(Number(clamp(x, bounds.min, bounds.max).toPrecision(2))),
    keys(event) {
      const power = KEYS[event.key];
      if (power) setNudge(clamp(Number((state.get("nudge") * 10 ** (event.shiftKey ? power / 10 : power)).toPrecision(3)), bounds.min, bounds.max));
      else if (event.key === "Home" || event.key === "End") setNudge(bounds[event.key === "Home" ? "min" : "max"]);
      return Boolean(power) || event.key === "Home" || event.key === "End";
    },
    signal,
  });
  handle.node.addEventListener("pointerup", figure.redraw, { signal });
  const dragged = () => handle.node.classList.contains("is-dragged");

  return {
    dragged,
    /** Chooses the magnification and returns the part of the curve that is seen; while a hand is on the point it keeps still. */
    sees(outer, now) {
      box = { x0: MARGIN.left, x1: picture.width - MARGIN.right, y0: MARGIN.top, y1: picture.height - MARGIN.bottom + (figure.narrow() ? NO_AXIS : 0) };
      const [wide, tall] = [box.x1 - box.x0, box.y1 - box.y0];
      const unit = [outer.x(1) - outer.x(0), Math.abs(outer.y(1) - outer.y(0))]; // pixels of one unit outside
      const [run, rise] = [now.run * unit[0], Math.abs(now.rise) * unit[1]];
      const target = Math.log(Math.min((WIDE * wide) / run, rise ? (TALL * tall) / rise : Infinity));
      if (Number.isNaN(zoom.value)) zoom.set(target);
      else if (!dragged() && Math.abs(zoom.target - target) > 1e-9) {
        if (held === state.get("at")) zoom.to(target);
        else zoom.set(target);
      }
      held = state.get("at");
      const times = Math.exp(zoom.value);
      // The triangle, as it is when the glide has ended, lies in the middle.
      const size = Math.exp(zoom.target - zoom.value);
      const centre = dragged() && scales ? scales.centre : now.ends[0].map((start, i) => (start + now.ends[1][i]) / 2);
      const x = [-LEFT, 1 - LEFT].map((share) => centre[0] + (share * wide) / (unit[0] * times));
      const y = [-0.5, 0.5].map((share) => centre[1] + (share * tall) / (unit[1] * times));
      scales = { x: linear(x, [box.x0, box.x1]), y: linear(y, [box.y1, box.y0]), centre, times };
      return { x, y };
    },
    update(now) {
      const { at: place, nudge, sides } = state.all();
      const toPixels = ([x, y]) => [scales.x(x), scales.y(y)];
      const [from, to] = now.ends.map(toPixels);
      scales.end = to;
      setAttributes(back, toRectangle(box));
      const times = Number(scales.times.toPrecision(2));
      title.textContent = `magnified ${grouped(times, times < 10 ? 1 : 0)} ×`;
      setAttributes(note, { x: box.x0, y: box.y1 + 19 });
      const at = toPixels([place, value(place)]);
      marks.forEach((mark, i) => setAttributes(mark, { cx: [from, at][i][0], cy: [from, at][i][1] }));
      const boxes = [square(to, 11), square(at, 7), square(from, 6)];
      const texts = [`run ${fiveDigits(now.run)}`, `rise\n${riseInWords(now, curve)}`];
      triangle.update({ from, to, points: sample(value, scales.x, scales.y, 60), box, texts, boxes });
      handle.update({ at: to, now: nudge, text: `nudge ${nudgeInWords(nudge, sides)}, rise ${riseInWords(now, curve)}` });
    },
  };
}
