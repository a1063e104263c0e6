// The chosen layer large: its activations and its gradients, each on a scale of its own, with their numbers.
import { h, s } from "../shared/dom.js";
import { fixed, short, significant } from "../shared/format.js";
import { createPicture } from "../shared/picture.js";
import { linear } from "../shared/scale.js";
import { BINS, histogram } from "./model.js";
import { UNITS } from "./net.js";
import { percent, shareOf } from "./words.js";

const HEAD = 50; // two lines of words
const FOOT = 26;
const TALL = 84;
const SIDE = 46;

/** The smallest of 1, 2, 5 × 10ⁿ that is not below the value; 1 for 0. */
export function roundUp(value) {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].find((step) => step * power >= value * (1 - 1e-9)) * power;
}

const largest = (values) => values.reduce((top, value) => Math.max(top, Math.abs(value)), 0);

function rulerOf(activation, values, unit) {
  if (activation === "sigmoid") return [0, 1];
  const reach = roundUp(largest(values) / unit);
  if (activation === "relu") return [0, reach];
  return [-reach, reach];
}

function tickText(value) {
  const plain = value === 0 || (Math.abs(value) >= 1e-3 && Math.abs(value) < 1e5);
  return plain ? short(value) : significant(value, 1);
}

function createHistogram(parent, tone, label, figure, signal) {
  const picture = createPicture({ parent, label, signal, onResize: figure.redraw, height: () => HEAD + TALL + FOOT });
  const axes = picture.layer("dl-axes");
  const bar = s("path", { class: `dl-bars dl-${tone}` });
  picture.layer("dl-lines").append(bar);
  const words = picture.layer("dl-words");
  const lines = [`dl-name dl-${tone}`, "dl-note"].map((name, i) => words.appendChild(s("text", { class: name, x: 14, y: 17 + 20 * i })));
  return (texts, values, ruler, unit) => {
    const { width } = picture;
    const bottom = HEAD + TALL;
    const x = linear(ruler, [SIDE, width - SIDE]);
    picture.once(axes, ruler, () =>
      axes.replaceChildren(
        s("line", { class: "dl-axis", x1: x.range[0], x2: x.range[1], y1: bottom, y2: bottom }),
        ...[ruler[0], (ruler[0] + ruler[1]) / 2, ruler[1]].flatMap((value) => [
          s("line", { class: "dl-axis", x1: x(value), x2: x(value), y1: bottom, y2: bottom + 4 }),
          s("text", { class: "dl-tick", x: x(value), y: bottom + 18, "text-anchor": "middle" }, tickText(value)),
        ]),
      ),
    );
    const counts = histogram(values, ruler, unit).slice(1, -1);
    const most = Math.max(...counts, 1);
    const thick = (x.range[1] - x.range[0]) / BINS;
    bar.style.strokeWidth = thick - 1;
    const column = (count, i) => {
      if (!count) return "";
      return `M${(x.range[0] + (i + 0.5) * thick).toFixed(1)} ${bottom}v${((-TALL * count) / most).toFixed(1)}`;
    };
    bar.setAttribute("d", counts.map(column).join(""));
    lines.forEach((line, i) => (line.textContent = texts[i]));
  };
}

/** A mean as exactly as it matters beside the spread around it. */
function meanText(mean, std) {
  if (mean !== 0 && Math.abs(mean) < std / 10) return "near 0";
  return Math.abs(mean) >= 0.01 && Math.abs(mean) < 10 ? fixed(mean, 2) : significant(mean, 1);
}

/** Returns { update(signals, measured, found) }. On a phone it stands under the status. */
export function openCard(figure, signal) {
  const { state, root } = figure;
  const card = h("div", { class: "dl-pair dl-signal-card" });
  figure.lower(card, root.querySelector(".dl-pictures"));
  const parts = [0, 1].map(() => card.appendChild(h("div")));
  const drawActivations = createHistogram(parts[0], "activation", "Activations of the chosen layer", figure, signal);
  const drawGradients = createHistogram(parts[1], "gradient", "Gradients at the chosen layer", figure, signal);

  return {
    update({ activations, gradients }, measured, { mean, saturated, dead, different }) {
      const { activation, layer, depth } = state.all();
      const at = Math.min(layer, depth) - 1;
      const std = significant(measured.activation_std[at], 2);
      const share = measured.gradient_size[at];
      const more = activation === "relu" ? `, ${dead} dead` : saturated ? `, saturated ${percent(saturated)}` : "";
      const one = different === 1 ? `, ${UNITS} units alike` : "";
      const titles = ["activations", "gradients"].map((what) => `layer ${at + 1}: ${what}${one}`);
      const spread = `mean ${meanText(mean, measured.activation_std[at])}, deviation ${std}${more}`;
      drawActivations([titles[0], spread], activations[at], rulerOf(activation, activations[at], 1), 1);
      const given = at === depth - 1;
      const back = given ? "given, as from the layers above: size 1" : `size ${shareOf(share)} the one at the top`;
      drawGradients([titles[1], back], gradients[at], rulerOf("", gradients[at], measured.top), measured.top);
    },
  };
}

