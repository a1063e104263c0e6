// Two scales above the layers, each with a handle: the spread σ of the weights, and the depth.
import { createDial, nearest } from "../shared/dial.js";
import { DEPTH, SCALE } from "./model.js";
import { UNITS } from "./net.js";
import { sigmaText } from "./words.js";

const ROW = 57;
const AXIS = 30;
const ROOT = Math.sqrt(UNITS);
const NAMED = [
  { scale: 1, below: "1/√n", anchor: "end" },
  { scale: Math.SQRT2, below: "√(2/n)", anchor: "start" },
  { scale: 0.01 * ROOT, below: "0.01" },
  { scale: ROOT, below: "1" },
];
const EXACT = [...NAMED.map(({ scale }) => scale), 1 / ROOT];
const MAGNET = 0.02; // of a power of ten
const POWER = { min: Math.log10(SCALE.min), max: Math.log10(SCALE.max), step: 0.05, page: 0.25 };

/** The scale at a place of the logarithmic axis; the named ones are exact. */
function scaleAt(place, dragged) {
  const near = nearest(EXACT.map(Math.log10), place, dragged, MAGNET);
  if (near === undefined) return Number((10 ** place).toPrecision(4));
  return EXACT.find((scale) => Math.log10(scale) === near);
}

/** Returns { update() }. */
export function openDials(figure, signal) {
  const { state } = figure;
  const picture = figure.picture({
    label: "The spread of the weights and the depth, each with a handle to drag",
    height: (width) => (width < 480 ? 2 * ROW : ROW),
  });
  const sigma = createDial({
    picture,
    label: "spread of the weights σ",
    range: POWER,
    ticks: NAMED.map((tick) => ({ ...tick, at: Math.log10(tick.scale) })),
    value: () => Math.log10(state.get("scale")),
    move: (place, dragged) => state.set({ scale: scaleAt(place, dragged) }),
    signal,
  });
  const depth = createDial({
    picture,
    label: "depth",
    range: { ...DEPTH, step: 1, page: 5 },
    ticks: [2, 10, 20, 30, 40, 50].map((at) => ({ at, below: String(at) })),
    value: () => state.get("depth"),
    move(place) {
      const next = Math.round(place);
      const layer = state.get("layer");
      // Who looks at the last layer goes on doing so.
      state.set({ depth: next, layer: layer >= state.get("depth") ? next : Math.min(layer, next) });
    },
    signal,
  });

  const key = picture.layer("dl-layout"); // stays empty: tells when the width has changed
  return {
    update() {
      picture.once(key, null, () => {
        const { width, narrow } = picture;
        const middle = narrow ? width : Math.round(width * 0.56);
        sigma.layOut([22, middle - (narrow ? 22 : 26)], AXIS);
        depth.layOut([narrow ? 22 : middle + 14, width - 22], narrow ? AXIS + ROW : AXIS);
      });
      const now = state.all();
      const spread = picture.narrow ? "spread σ" : "spread of the weights σ";
      const what = now.init === "equal" ? "every weight" : spread;
      const idle = now.init === "zeros";
      sigma.update({
        title: idle ? "σ plays no part: all weights are 0" : `${what} = ${sigmaText(now)}`,
        text: `σ ${sigmaText(now)}`,
        now: Number(Math.log10(now.scale).toFixed(4)),
        idle,
      });
      depth.update({ title: `depth ${now.depth}`, text: `${now.depth} layers`, now: now.depth });
    },
  };
}
