// The strip of PerceptronPlane: how many mistakes each round had.
import { s } from "../shared/dom.js";

const HEIGHT = 118;
const COLUMN = 30;
const [TOP, BASE] = [42, 88];

export function openStrip({ figure, parent }) {
  const picture = figure.picture({ parent, label: "Mistakes in each round", height: () => HEIGHT });
  const layer = picture.layer("dl-strip");
  return (run, m) => {
    const most = Math.floor((picture.width - 28) / COLUMN);
    const { mistakes } = run;
    const first = Math.max(0, mistakes.length - most);
    const unfinished = (run.path.length - 1) % m > 0;
    const total = mistakes.reduce((sum, count) => sum + count, 0);
    const tallest = Math.max(4, ...mistakes.slice(first));
    picture.once(layer, [first, unfinished, mistakes.slice(first), total], () => {
      const word = (text, x, y, anchor = "middle", name = "dl-tick") => s("text", { x, y, class: name, "text-anchor": anchor }, text);
      const parts = [
        word(mistakes.length ? `mistakes in each round, ${total} in all` : "mistakes in each round", 16, 18, "start"),
        s("line", { class: "dl-axis", x1: 16, x2: picture.width - 12, y1: BASE, y2: BASE }),
      ];
      mistakes.slice(first).forEach((count, i, shown) => {
        const x = 16 + COLUMN * (i + 0.5);
        const height = ((BASE - TOP) * count) / tallest;
        const open = unfinished && i === shown.length - 1;
        if (count) parts.push(s("rect", { class: open ? "dl-bar-mark is-open" : "dl-bar-mark", x: x - 9, y: BASE - height, width: 18, height }));
        parts.push(word(String(count), x, BASE - height - 5, "middle", "dl-name dl-gradient"), word(`${first + i + 1}${open ? "…" : ""}`, x, BASE + 18));
      });
      if (!mistakes.length) parts.push(word("no round yet", 16, BASE - 8, "start"));
      layer.replaceChildren(...parts);
    });
  };
}
