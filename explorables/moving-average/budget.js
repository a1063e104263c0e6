// All the weight of an average as one bar: what lies in the window, what on older days, what still on the start at 0.
import { s, setAttributes } from "../shared/dom.js";
import { fixed } from "../shared/format.js";
import { textWidth } from "../shared/labels.js";
import { linear } from "../shared/scale.js";
import { COUNTS, countDays, percent } from "./words.js";

const TALL = 22;

/** Returns { layOut([x0, x1], y), update(found, last, corrected) }; `last` is the window's length on this day. */
export function createBudget(picture) {
  const layer = picture.layer("dl-words");
  const parts = ["dl-part-inside", "dl-part-older", "dl-part-left"].map((name) => {
    const [area, text] = [s("rect", { class: name, height: TALL }), s("text", { class: `dl-part-name ${name}`, dy: "0.35em" })];
    layer.append(area, text);
    return { area, text };
  });
  const title = layer.appendChild(s("text", { class: "dl-axis-title" }));
  let [x, y] = [null, 0];

  return {
    layOut([x0, x1], top) {
      [x, y] = [linear([0, 1], [x0, x1]), top];
      setAttributes(title, { x: x0, y: top - 8 });
    },
    update({ inside, left }, last, corrected) {
      const divided = corrected && left >= COUNTS;
      title.textContent = `all the weight: 1${divided ? ` (correction: ÷ ${fixed(1 - left, 2)})` : ""}`;
      const ends = [0, inside, 1 - left, 1];
      const names = [`last ${last === 1 ? "day" : countDays(last)}`, "older days", "start at 0"];
      const shares = [inside, Math.max(0, 1 - left - inside), left];
      parts.forEach(({ area, text }, i) => {
        const [from, to] = [x(ends[i]), x(Math.max(ends[i], ends[i + 1]))];
        setAttributes(area, { x: from, width: to - from, y });
        const choices = [`${names[i]}: ${percent(shares[i])}`, percent(shares[i])];
        text.textContent = choices.find((words) => textWidth(words, text) < to - from - 10) ?? "";
        setAttributes(text, { x: from + 6, y: y + TALL / 2 });
      });
    },
  };
}
