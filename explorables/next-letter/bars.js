// The ten likeliest next letters, as bars.
import { s, setAttributes } from "../shared/dom.js";
import { fixed } from "../shared/format.js";
import { TOP } from "./model.js";
import { context, shown } from "./words.js";

const PAD = 16;

// What has not changed is not laid out again.
const write = (node, text) => node.textContent === text || (node.textContent = text);

/** Options: picture. Returns { update(now, letters) }. */
export function openBars({ picture }) {
  const layer = picture.layer("dl-next-bars");
  const title = s("text", { class: "dl-note", x: PAD, y: 14 });
  const bars = Array.from({ length: TOP }, () => ({
    track: s("rect", { class: "dl-track" }),
    bar: s("rect", { class: "dl-prob" }),
    name: s("text", { class: "dl-next-name", "text-anchor": "middle" }),
    amount: s("text", { class: "dl-figures dl-note", "text-anchor": "middle" }),
  }));
  layer.append(title, ...bars.flatMap((one) => Object.values(one)));
  let [top, full] = [0, 0];

  return {
    update(now, letters) {
      picture.once(layer, null, () => {
        const step = (picture.width - 2 * PAD) / TOP;
        [top, full] = [44, picture.height - 44 - 26];
        bars.forEach(({ track, bar, name, amount }, i) => {
          const left = PAD + i * step;
          for (const rect of [track, bar]) setAttributes(rect, { x: left + 4, y: top, width: step - 8, height: full });
          setAttributes(amount, { x: left + step / 2, y: top - 6 });
          setAttributes(name, { x: left + step / 2, y: top + full + 18 });
        });
      });
      const after = now.place ? `after “${context(now, picture.narrow ? 20 : 24)}”` : "before the first letter";
      title.textContent = `Likeliest ${after}`;
      bars.forEach(({ bar, name, amount }, i) => {
        const id = now.ranking[i];
        if (id === undefined) return; // it knows fewer letters: the place stays empty
        const p = now.probabilities[id];
        setAttributes(bar, { y: (top + (1 - p) * full).toFixed(1), height: (p * full).toFixed(1), class: i ? "dl-prob" : "dl-prob is-best" });
        write(name, shown(letters[id]));
        // None becomes 1.00, and what would be 0.00 is left out.
        const rounded = Math.min(99, Math.round(100 * p));
        write(amount, rounded ? fixed(rounded / 100, 2).slice(1) : "");
      });
    },
  };
}
