// The chart under the cell, step by step: states, gradients in two shares, gradients beside nudges, or how far back they come.
import { s as element } from "../shared/dom.js";
import { significant } from "../shared/format.js";
import { createHandle } from "../shared/handle.js";
import { clean, linear } from "../shared/scale.js";
import { drawBars, drawForward, drawShares } from "./chart-parts.js";
import { drawReach } from "./chart-reach.js";
import { MOST_STEPS, stepsOf, timeOf } from "./model.js";
import { fill, s } from "../shared/patch.js";

const LEFT = 56;
const RIGHT = 26;
const HEAD = 34; // the key, or the gates
const FOOT = 38;

const chartHeight = (width) => (width < 480 ? 140 : 190);

/** [low, step, high]: round numbers around the values and 0, no more than five of them. */
export function reachOf(values) {
  const largest = Math.max(...values.map(Math.abs)) || 1;
  const power = 10 ** Math.floor(Math.log10(largest));
  const step = [0.2, 0.5, 1, 2, 5].find((one) => one * power * 2 >= largest * (1 - 1e-9)) * power;
  const low = Math.floor(Math.min(0, ...values) / step + 1e-9) * step;
  return [low, step, Math.max(step, Math.ceil(Math.max(0, ...values) / step - 1e-9) * step)];
}

/** `goTo(t)` takes the step that the reader chose. Returns update(state, now, found). */
export function openChart({ figure, whole, goTo, signal }) {
  const picture = figure.picture({ label: "Step by step", height: chartHeight });
  const surface = picture.svg.appendChild(element("rect", { class: "dl-surface dl-gate-surface" }));
  const layer = picture.layer("dl-lines");
  const knobs = picture.layer("");
  const columns = () => linear([0.5, stepsOf(whole()) + 0.5], [LEFT, picture.width - RIGHT]);
  const handle = createHandle({
    layer: knobs,
    svg: picture.svg,
    label: "step",
    range: { x: { min: 1, max: MOST_STEPS, step: 1, page: 2 } },
    scales: () => ({ x: columns() }),
    value: () => ({ x: timeOf(whole()) }),
    move: ({ x }) => goTo(Math.round(x)),
    shape: "round",
    tone: "quiet",
    surface,
    signal,
  });

  return function update(state, now, found) {
    const isWeights = state.view === "check" && state.bars === "w";
    const [top, bottom] = [isWeights ? HEAD + 12 : HEAD, picture.height - FOOT];
    const x = columns();
    const t = timeOf(state);
    const width = x(2) - x(1);
    const parts = [];
    const box = { x, top, bottom, left: LEFT, right: picture.width - RIGHT, width, t };
    if (!isWeights) parts.push(s("rect", { class: "dl-column", x: x(t) - width / 2, y: 2, width, height: bottom - 2 }));
    const axis = (values) => {
      const [low, step, high] = reachOf(values);
      const y = linear([low, high], [bottom - 5, top]);
      for (let k = Math.round(low / step); k <= Math.round(high / step); k += 1) {
        const value = clean(k * step);
        parts.push(s("line", { class: value ? "dl-grid" : "dl-axis", x1: LEFT, x2: box.right, y1: y(value), y2: y(value) }));
        if (value >= 0 || step >= 0.01) parts.push(s("text", { class: "dl-tick", x: LEFT - 6, y: y(value), dy: "0.35em", "text-anchor": "end" }, tick(value)));
      }
      return y;
    };
    const draw = { forward: drawForward, back: drawShares, check: drawBars, reach: drawReach }[state.view];
    parts.push(...draw({ state, now, found, box, axis }));
    if (!isWeights) {
      for (let k = 1; k <= stepsOf(state); k += 1) parts.push(s("text", { class: "dl-tick", x: x(k), y: bottom + 34, "text-anchor": "middle" }, String(k)));
      parts.push(s("text", { class: "dl-tick", x: LEFT - 6, y: bottom + 34, "text-anchor": "end" }, "step"));
    }
    fill(layer, parts);
    surface.setAttribute("x", LEFT);
    surface.setAttribute("width", box.right - LEFT);
    surface.setAttribute("height", picture.height);
    handle.node.style.display = isWeights ? "none" : "";
    handle.update({ at: [x(t), bottom + 12], text: `step ${t} of ${stepsOf(state)}`, now: t });
  };
}

function tick(value) {
  const size = Math.abs(value);
  if (size === 0 || (size >= 0.01 && size < 1000)) return String(value).replace("-", "−");
  return significant(value, 1).replaceAll("\u00a0", "");
}
