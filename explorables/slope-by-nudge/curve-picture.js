// The curve of SlopeByNudge with the place to drag, the triangle of the nudge, and a frame around what the magnifier shows.
import { drawAxes } from "../shared/axes.js";
import { s, setAttributes } from "../shared/dom.js";
import { createHandle } from "../shared/handle.js";
import { sample } from "../shared/path.js";
import { clamp, linear } from "../shared/scale.js";
import { fiveDigits, grouped } from "../shared/yuan.js";
import { moneyBox, moneyHeight, toRectangle } from "../line-by-hand/frame.js";
import { CURVES } from "./model.js";
import { createTriangle } from "./triangle.js";
import { slopeInWords } from "./words.js";

const TITLES = { salaries: ["weight w (yuan a year)", "cost with b = 0 (million)"], square: ["u", "u²"] };

/** Returns { layOut(), update({ at, now, sees }) }; layOut gives the scales, `sees` is the magnifier's box in units of the curve. */
export function openCurve({ figure, parent, curve, signal }) {
  const { state } = figure;
  const { value, at: range, plot } = CURVES[curve];
  const picture = figure.picture({ parent, label: "The curve with a place to drag along it", height: (width) => moneyHeight(width, figure.narrow()) });
  const axes = picture.layer("dl-axes");
  const surface = s("rect", { class: "dl-surface" });
  picture.svg.append(surface);
  const triangle = createTriangle({ picture, numbered: false });
  const frame = s("rect", { class: "dl-lens" });
  picture.layer("dl-words").append(frame);

  let [scales, box, points] = [null, null, []];
  const handle = createHandle({
    layer: picture.layer("dl-handles"),
    svg: picture.svg,
    surface,
    label: "place on the curve",
    shape: "square",
    tone: "parameter",
    range: { x: range },
    scales: () => scales,
    value: () => ({ x: state.get("at") }),
    move: ({ x }) => state.set({ at: x }),
    signal,
  });

  function build() {
    box = moneyBox(picture);
    scales = { x: linear(plot.x, [box.x0, box.x1]), y: linear(plot.y, [box.y1, box.y0]) };
    const [xTitle, yTitle] = TITLES[curve];
    const millions = (number) => grouped(number / (curve === "salaries" ? 1e6 : 1));
    drawAxes(axes, { ...scales, xTicks: scales.x.ticks(4), yTicks: scales.y.ticks(4), xTitle, yTitle, xFormat: (number) => grouped(number), yFormat: millions });
    setAttributes(surface, toRectangle(box));
    points = sample(value, scales.x, scales.y);
  }

  return {
    layOut() {
      picture.once(axes, null, build);
      return scales;
    },
    update({ now, sees }) {
      const toPixels = ([x, y]) => [scales.x(x), scales.y(y)];
      const [from, to] = now.ends.map(toPixels);
      const place = state.get("at");
      const at = toPixels([place, value(place)]);
      triangle.update({ from, to, points, box, texts: [], boxes: [] });
      const [x0, x1] = sees.x.map((x) => clamp(scales.x(x), box.x0, box.x1));
      const [y1, y0] = sees.y.map((y) => clamp(scales.y(y), box.y0, box.y1));
      setAttributes(frame, toRectangle({ x0, x1, y0, y1 }));
      handle.update({ at, text: `at ${fiveDigits(place)}, rise over run ${slopeInWords(now.quotient, curve)}` });
    },
  };
}
