// The layers side by side: how activations and gradients are spread, and their sizes on a scale of powers of ten.
import { drawAxes } from "../shared/axes.js";
import { s, setAttributes } from "../shared/dom.js";
import { powerOfTen } from "../shared/format.js";
import { createHandle } from "../shared/handle.js";
import { anywhere, createLabel } from "../shared/labels.js";
import { circleAt } from "../shared/marks.js";
import { clipLine, toPath } from "../shared/path.js";
import { linear, logarithmic } from "../shared/scale.js";
import { BINS, GRADIENT_RULER, histogram, RULERS, VANISHED } from "./model.js";

const LEFT = 50;
const RIGHT = 14;
const TITLE = 22; // of a strip
const RAIL = 38; // from the lowest strip down to where the layer is chosen
const FOOT = RAIL + 16;
const SIZES = [1e-10, 1e5];
const SIZE_TICKS = [1e-9, 1e-6, 1e-3, 1, 1e3];
const TALL = { wide: [76, 76, 128], narrow: [50, 50, 90] };
const WIDEST = 36; // half of a histogram
const MOST_MARKS = 30;
const FEW = 12; // bins that are full width at the least where all values stand in them
const LEAST = 1e-300; // stands for 0, which has no place on a scale of powers

const tall = (width) => (width < 480 ? TALL.narrow : TALL.wide);
const tenths = (pixels) => Math.round(10 * pixels) / 10;
const triangleAt = ([x, y]) => `M${x.toFixed(1)} ${(y - 5).toFixed(1)}l5 8.5h-10Z`;

/**
 * Strokes as thick as a bin, as long as it is full, around the middle of a layer. The second fullest is as wide as may
 * be, so that one spike does not hide the rest.
 */
function bars(counts, total, middle, half, y) {
  const [, second] = counts.slice(1, -1).sort((a, b) => b - a);
  const most = Math.max(second, total / FEW);
  let path = "";
  for (let bin = 1; bin <= BINS; bin += 1) {
    if (!counts[bin]) continue;
    const reach = Math.max(0.3, half * Math.min(1, counts[bin] / most));
    path += `M${tenths(middle - reach)} ${tenths(y(bin))}h${tenths(2 * reach)}`;
  }
  return path;
}

/** An arrowhead at the edge beyond which more than a hundredth of the values lie. */
function beyond(counts, total, middle, half, { top, bottom }) {
  const size = Math.min(5, half);
  const at = (edge, way) => `M${middle.toFixed(1)} ${edge}l${size} ${-1.6 * way}h${-2 * size}Z`;
  return (counts.at(-1) > total / 100 ? at(top, -4) : "") + (counts[0] > total / 100 ? at(bottom, 4) : "");
}

/** Returns { update(signals, measured) }. */
export function openStrips(figure, signal) {
  const { state } = figure;
  const picture = figure.picture({
    label: "Activations and gradients, layer by layer; a layer can be chosen",
    height: (width) => tall(width).reduce((sum, one) => sum + one + TITLE, FOOT),
  });
  const column = picture.svg.appendChild(s("rect", { class: "dl-column" }));
  const band = picture.svg.appendChild(s("rect", { class: "dl-column" }));
  const grids = [0, 1, 2].map(() => picture.layer("dl-axes"));
  const surface = picture.svg.appendChild(s("rect", { class: "dl-surface" }));
  const lines = picture.layer("dl-lines");
  const spread = ["activation", "gradient"].map((tone) => {
    const [bar, arrow] = [s("path", { class: `dl-bars dl-${tone}` }), s("path", { class: `dl-solid dl-${tone}` })];
    lines.append(bar, arrow);
    return { bar, arrow };
  });
  const apart = s("path", { class: "dl-thin dl-activation" });
  const activations = s("path", { class: "dl-curve dl-activation" });
  const gradients = s("path", { class: "dl-curve dl-dashed dl-gradient" });
  const dots = s("path", { class: "dl-solid dl-activation" });
  const triangles = s("path", { class: "dl-solid dl-gradient" });
  lines.append(apart, activations, gradients, dots, triangles);
  const words = picture.layer("dl-words");
  const labels = {
    activations: createLabel(words, "dl-name dl-activation"),
    gradients: createLabel(words, "dl-name dl-gradient"),
    apart: createLabel(words, "dl-note", { optional: true }),
  };

  const range = { min: 1, max: state.get("depth"), step: 1, page: 5 };
  let [x, boxes] = [null, []];
  const handle = createHandle({
    layer: picture.layer("dl-handles"),
    svg: picture.svg,
    surface,
    label: "layer",
    shape: "square",
    tone: "quiet",
    range: { x: range },
    scales: () => ({ x }),
    value: () => ({ x: Math.min(state.get("layer"), state.get("depth")) }),
    move: (to) => state.set({ layer: Math.round(to.x) }),
    signal,
  });

  function layOut() {
    const { depth, activation } = state.all();
    const { width } = picture;
    x = linear([0.5, depth + 0.5], [LEFT, width - RIGHT]);
    let top = 0;
    const rulers = [RULERS[activation], GRADIENT_RULER, SIZES];
    boxes = tall(width).map((height, i) => {
      top += TITLE;
      const box = { x0: LEFT, x1: width - RIGHT, top, bottom: top + height };
      top = box.bottom;
      return { ...box, y: (i < 2 ? linear : logarithmic)(rulers[i], [box.bottom, box.top]) };
    });
    const titles = ["activations, forward →", "← gradients, backward (at the top: size 1)", "sizes, in powers of ten"];
    const middle = (ruler) => [ruler[0], (ruler[0] + ruler[1]) / 2, ruler[1]];
    boxes.forEach((box, i) => {
      const last = i === 2;
      const every = [1, 2, 5, 10].find((step) => (depth / step) * 34 <= box.x1 - box.x0);
      const layers = Array.from({ length: depth }, (_, k) => k + 1).filter((k) => k === 1 || (k % every === 0 && k > every / 2 + 1));
      drawAxes(grids[i], {
        x,
        y: box.y,
        xTicks: last ? layers : [],
        yTicks: last ? SIZE_TICKS : middle(rulers[i]),
        yTitle: titles[i],
        yFormat: last ? (value) => (value === 1 ? "1" : powerOfTen(Math.round(Math.log10(value)))) : undefined,
      });
    });
    const rail = boxes[2].bottom + RAIL;
    grids[2].append(
      s("line", { class: "dl-axis", x1: LEFT, x2: width - RIGHT, y1: rail, y2: rail }),
      s("text", { class: "dl-axis-title", x: 8, y: rail, dy: "0.35em" }, "layer"),
    );
    const alive = boxes[2].y;
    setAttributes(band, { x: LEFT, width: x.range[1] - LEFT, y: alive(1 / VANISHED), height: alive(VANISHED) - alive(1 / VANISHED) });
    setAttributes(surface, { x: LEFT, width: x.range[1] - LEFT, y: boxes[0].top, height: rail + 14 - boxes[0].top });
    range.max = depth;
    setAttributes(handle.node, { "aria-valuemax": depth });
    spread.forEach(({ bar }, i) => (bar.style.strokeWidth = (boxes[i].bottom - boxes[i].top) / BINS));
  }

  function drawSpread({ activations: a, gradients: g }, top) {
    const half = Math.min(WIDEST, 0.44 * (x(2) - x(1)));
    const ruler = RULERS[state.get("activation")];
    [
      [a, ruler, 1],
      [g, GRADIENT_RULER, top],
    ].forEach(([layers, bounds, unit], i) => {
      const box = boxes[i];
      const y = linear([0.5, BINS + 0.5], [box.bottom, box.top]);
      let [bar, arrow] = ["", ""];
      layers.forEach((values, k) => {
        const counts = histogram(values, bounds, unit);
        bar += bars(counts, values.length, x(k + 1), half, y);
        arrow += beyond(counts, values.length, x(k + 1), half, box);
      });
      spread[i].bar.setAttribute("d", bar);
      spread[i].arrow.setAttribute("d", arrow);
    });
  }

  function drawSizes(measured) {
    const box = boxes[2];
    const clip = { x0: box.x0, x1: box.x1, y0: box.top, y1: box.bottom };
    const inside = ([, py]) => py >= box.top && py <= box.bottom;
    const points = (values) => values.map((value, k) => [x(k + 1), box.y(Math.max(value, LEAST))]);
    const [a, g, d] = [measured.activation_std, measured.gradient_size, measured.apart].map(points);
    const parts = [a, g, d].map((line) => clipLine(line, clip));
    [activations, gradients, apart].forEach((path, i) => path.setAttribute("d", parts[i].map(toPath).join("")));
    const few = a.length <= MOST_MARKS;
    dots.setAttribute("d", few ? a.filter(inside).map((at) => circleAt(at, 3)).join("") : "");
    triangles.setAttribute("d", few ? g.filter(inside).map(triangleAt).join("") : "");
    return { a, g, d, all: parts.flat(), bounds: { x0: box.x0 + 2, x1: box.x1 - 2, y0: box.top + 1, y1: box.bottom - 1 } };
  }

  /** Each name beside its line: the signal's toward the top layer, the gradient's toward the first; at the edge where there is no line. */
  function nameLines({ a, g, d, all, bounds }) {
    const marks = (line) => line.map(([px, py]) => ({ x0: px - 5, x1: px + 5, y0: py - 6, y1: py + 5 }));
    const obstacles = { lines: all, boxes: a.length <= MOST_MARKS ? [...marks(a), ...marks(g)] : [], bounds };
    const along = (line, shares, ways = [14, -14, 24, -24, 36, -36]) => {
      const shown = line.filter(([, py]) => py >= bounds.y0 && py <= bounds.y1);
      if (!shown.length) {
        const edge = line[0][1] > bounds.y1 ? bounds.y1 - 11 : bounds.y0 + 11;
        return shares.map((share) => [bounds.x0 + 60 + share * (bounds.x1 - bounds.x0 - 120), edge, "middle"]);
      }
      return shares.flatMap((share) => {
        const [px, py] = shown[Math.round(share * (shown.length - 1))];
        return ways.flatMap((dy) => ["start", "middle", "end"].map((anchor) => [px, py + dy, anchor]));
      });
    };
    const take = (label, text, places) => {
      const taken = label.place(text, [...places, ...anywhere(bounds)], obstacles);
      if (taken) obstacles.boxes.push(taken);
    };
    const nameOf = (line, name) => (line.some(([, py]) => py <= bounds.y1) ? name : `${name}: 0`);
    take(labels.activations, nameOf(a, "activations"), along(a, [0.9, 0.7, 0.5, 0.3, 1]));
    const far = d.some(([, py], k) => py - a[k][1] > 14 && py < bounds.y1);
    // Beside its own line or under it: over it is that of the activations.
    const under = along(d, [0.6, 0.4, 0.8, 0.2, 1], [14, 24, 36]);
    const beside = d.filter(([, py]) => py < bounds.y1).flatMap(([px, py]) =>
      [10, 30, 45].flatMap((away) => [[px + away, py, "start"], [px - away, py, "end"]]),
    );
    const taken = far && labels.apart.place(picture.narrow ? "between\nexamples" : "between examples", [...beside, ...under], obstacles);
    if (taken) obstacles.boxes.push(taken);
    else labels.apart.hide();
    take(labels.gradients, "gradients", along(g, [0.1, 0.3, 0.5, 0.7, 0]));
  }

  return {
    update(signals, measured) {
      const { depth, activation, layer } = state.all();
      picture.once(grids[0], [depth, activation], layOut);
      drawSpread(signals, measured.top);
      nameLines(drawSizes(measured));
      const chosen = Math.min(layer, depth);
      const wide = x(2) - x(1);
      setAttributes(column, { x: x(chosen) - wide / 2, width: wide, y: boxes[0].top, height: boxes[2].bottom - boxes[0].top });
      handle.update({ at: [x(chosen), boxes[2].bottom + RAIL], text: `layer ${chosen} of ${depth}` });
    },
  };
}
