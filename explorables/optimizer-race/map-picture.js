// The map of rates and β: after how many steps momentum arrives, in shades, with the present pair to drag.
import { drawAxes } from "../shared/axes.js";
import { mapFrame } from "../shared/contour-map.js";
import { h, s, setAttributes, uniqueId } from "../shared/dom.js";
import { createField } from "../shared/field.js";
import { createHandle } from "../shared/handle.js";
import { around, createLabel } from "../shared/labels.js";
import { createPicture } from "../shared/picture.js";
import { clamp, linear, logarithmic } from "../shared/scale.js";
import { BETA, BETAS, DIVERGES, NOT_THERE, RATE, RATES, bestInTheory, rateOf } from "./model.js";
import { shadeOf, spansOf } from "./rates-map.js";
import { plain } from "./words.js";

const CROSS = "M-6 -6 L6 6 M-6 6 L6 -6";
const WIDE = { diverges: 78, "over 300": 66 }; // pixels: where the words in the map have room
const RANGE = {
  x: { min: Math.log10(RATE.min), max: Math.log10(RATE.max), step: 0.05, page: 0.5 },
  y: { ...BETA, step: 0.01, page: 0.1 },
};

const STEPS = [10, 30, 100, 300];

/** What the shades mean, in a line of text. */
export function scale() {
  const shades = STEPS.map((steps) => h("span", {}, h("i", { class: "dl-shade-of dl-activation", style: `--dl-share: ${shadeOf(steps).toFixed(2)}` }), String(steps)));
  return h("span", { class: "dl-shades" }, ...shades);
}

/** Options: figure, parent, half(), choose({ rate, beta }), signal. */
export function openMapPicture({ figure, parent, half, choose, signal }) {
  const { state } = figure;
  const stage = parent.appendChild(h("div", { class: "dl-stage" }));
  const picture = createPicture({
    parent: stage,
    label: "Map of rates and β with the present pair to drag",
    signal,
    onResize: figure.redraw,
    height: (width) => mapFrame(width, half()).height,
  });
  const field = createField({ stage, tone: "activation", signal, onTheme: () => { painted = null; figure.redraw(); } });
  const hatch = uniqueId();
  const pattern = s(
    "pattern",
    { id: hatch, width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    s("path", { class: "dl-hatch dl-gradient", d: "M0 0V7" }),
  );
  picture.svg.append(s("defs", {}, pattern));
  const axes = picture.layer("dl-axes");
  const lost = picture.layer("dl-lines").appendChild(s("path", { style: `fill: url(#${hatch})` }));
  const surface = s("rect", { class: "dl-surface" });
  picture.svg.append(surface);
  const lines = picture.layer("dl-lines");
  const cross = s("g", {}, s("path", { class: "dl-halo-line", d: CROSS }), s("path", { class: "dl-curve dl-truth", d: CROSS }));
  lines.append(cross);
  const words = picture.layer("dl-words");
  const theoryWord = createLabel(words, "dl-name dl-knockout dl-truth", { optional: true });
  const lostWord = createLabel(words, "dl-name dl-knockout dl-gradient", { optional: true });
  const lateWord = createLabel(words, "dl-note", { optional: true });

  let scales;
  let box;
  let painted = null;
  const rate = () => clamp(rateOf(state.all(), "momentum"), RATE.min, RATE.max);
  const handle = createHandle({
    layer: picture.layer("dl-handles"),
    svg: picture.svg,
    surface,
    label: "rate and β",
    shape: "square",
    tone: "parameter",
    range: RANGE,
    project: ({ x, y }) => [scales.exponent(x), scales.y(y)],
    unproject: ([px, py]) => ({ x: scales.exponent.invert(px), y: scales.y.invert(py) }),
    value: () => ({ x: Math.log10(rate()), y: state.get("beta") }),
    move: ({ x, y }) => choose({ rate: clamp(Number((10 ** x).toPrecision(3)), RATE.min, RATE.max), beta: Number(y.toFixed(3)) }),
    signal,
  });

  function layOut() {
    const { width, height } = picture;
    const { margin } = mapFrame(width, half());
    const across = [margin.left, width - margin.right];
    const x = logarithmic([RATES[0], RATES.at(-1)], across);
    const y = linear([BETAS[0], BETAS.at(-1)], [height - margin.bottom, margin.top]);
    drawAxes(axes, { x, y, xTicks: [0.001, 0.01, 0.1, 1], xFormat: String, yTicks: [0, 0.3, 0.6, 0.9], xTitle: "rate", yTitle: "β of momentum", grid: "" });
    box = { x0: x.range[0], x1: x.range[1], y0: y.range[1], y1: y.range[0] };
    setAttributes(surface, { x: box.x0, y: box.y0, width: box.x1 - box.x0, height: box.y1 - box.y0 });
    scales = { x, y, exponent: linear([Math.log10(RATES[0]), Math.log10(RATES.at(-1))], across) };
    painted = null;
  }

  /** The hatched cells as one path. */
  function drawLost(rows) {
    const [cellX, cellY] = [(box.x1 - box.x0) / (RATES.length - 1), (box.y1 - box.y0) / (BETAS.length - 1)];
    let d = "";
    rows.forEach((row, i) => {
      for (const [from, to] of spansOf(row, DIVERGES)) {
        const [x0, x1] = [Math.max(box.x0, box.x0 + (from - 0.5) * cellX), Math.min(box.x1, box.x0 + (to + 0.5) * cellX)];
        const [y0, y1] = [Math.max(box.y0, box.y1 - (i + 0.5) * cellY), Math.min(box.y1, box.y1 - (i - 0.5) * cellY)];
        d += `M${x0.toFixed(1)} ${y0.toFixed(1)}H${x1.toFixed(1)}V${y1.toFixed(1)}H${x0.toFixed(1)}Z`;
      }
    });
    lost.setAttribute("d", d);
  }

  function placeWords(rows, at) {
    const bounds = { x0: box.x0, x1: box.x1, y0: box.y0, y1: box.y1 };
    const square = ([px, py], r) => ({ x0: px - r, x1: px + r, y0: py - r, y1: py + r });
    const boxes = [square(at, 12)];
    const middles = (text, kind) =>
      [16, 8, 22, 3, 28].flatMap((i) => {
        const widths = spansOf(rows[i], kind).map(([from, to]) => [scales.x(RATES[from]), scales.x(RATES[to])]);
        return widths.filter(([x0, x1]) => x1 - x0 > WIDE[text]).map(([x0, x1]) => [(x0 + x1) / 2, scales.y(BETAS[i]), "middle"]);
      });
    const isRavine = state.get("surface") === "ravine";
    cross.style.display = isRavine ? "" : "none";
    if (isRavine) {
      const best = bestInTheory(state.get("steepness"));
      const crossed = [scales.x(best.rate), scales.y(best.beta)];
      cross.setAttribute("transform", `translate(${crossed.map((pixel) => pixel.toFixed(2)).join(" ")})`);
      boxes.push(square(crossed, 8));
      const beside = around(crossed, 12);
      boxes.push(theoryWord.place("best in theory", [beside[5], beside[3], beside[1], ...beside], { boxes, bounds }) ?? square(crossed, 8));
    } else theoryWord.hide();
    for (const [label, text, kind] of [[lostWord, "diverges", DIVERGES], [lateWord, "over 300", NOT_THERE]]) {
      const places = middles(text, kind);
      if (places.length) boxes.push(label.place(text, places, { boxes, bounds }) ?? square(at, 0));
      else label.hide();
    }
  }

  return {
    refit: picture.refit,
    update({ rows, version, done }, said) {
      picture.once(axes, half(), layOut);
      if (painted !== version) {
        painted = version;
        const columns = RATES.length;
        field.paint({ columns, rows: BETAS.length, shade: (k) => shadeOf(rows[Math.floor(k / columns)][k % columns]), box });
        drawLost(rows);
      }
      const at = [scales.x(rate()), scales.y(state.get("beta"))];
      handle.update({ at, text: `rate ${plain(rate())}, β ${plain(state.get("beta"))}: ${said}` });
      placeWords(rows, at);
      stage.toggleAttribute("data-done", done);
    },
  };
}
