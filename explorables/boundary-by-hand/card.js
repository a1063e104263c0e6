// The card of one point: its picture, and what the line says about it.
import { h, s } from "../shared/dom.js";
import { fixed, significant } from "../shared/format.js";
import { loss, percent, pointInWords, probability } from "./model.js";

const MOST_INK = 16;
const MARGIN = 8;

function drawPicture(ink) {
  const squares = ink.flatMap((value, k) =>
    value ? [s("rect", { x: k % 8, y: Math.floor(k / 8), width: 1.02, height: 1.02, opacity: value / MOST_INK })] : [],
  );
  return s("svg", { viewBox: "0 0 8 8" }, ...squares);
}

/** The point's truth, and its score, probability and loss as far as the figure speaks of them, as short sentences. */
export function describe(z, truth, { labels, part }) {
  const right = z >= 0 === (truth === 1) ? "right" : "wrong";
  const lines = {
    line: [`score ${fixed(z, 2)}: “${labels[z >= 0 ? 1 : 0]}”`, `which is ${right}`],
    descend: [`“${labels[1]}” with ${percent(probability(z))}`, pointInWords(z, truth)],
    all: [`score ${fixed(z, 2)}: ${pointInWords(z, truth)}`, `“${labels[1]}” with ${percent(probability(z))}`, `loss ${significant(loss(z, truth))}`],
  };
  return [`truth: ${labels[truth]}`, ...lines[part]];
}

/** `show` takes the point in pixels, the plot's box, and boxes that should rather stay in sight. */
export function createCard({ stage, data }) {
  const { images } = data;
  const card = h("div", { class: "dl-card", "aria-hidden": "true", hidden: true });
  stage.append(card);
  let shown = null;
  const place = { left: "auto", top: "auto" };

  return {
    hide() {
      shown = null;
      card.hidden = true;
    },
    show({ index, z, truth, at, box, avoid }) {
      const [title, ...lines] = describe(z, truth, data);
      const words = h("div", {}, h("b", {}, title), ...lines.flatMap((line) => [h("br"), line]));
      if (index !== shown) card.replaceChildren(...(images.length ? [drawPicture(images[index])] : []), words);
      else card.lastChild.replaceWith(words);
      card.hidden = false;
      card.style.maxWidth = `${box.x1 - box.x0 - 2 * MARGIN}px`;
      const [width, height] = [card.offsetWidth, card.offsetHeight];
      // Where it hides the fewest points, and nothing of the axes.
      const between = (low, high) => [low, high, (low + high) / 2];
      const lefts = between(box.x0 + MARGIN, box.x1 - width - MARGIN);
      const tops = between(box.y0 + MARGIN, box.y1 - height - MARGIN);
      const places = tops.flatMap((top) => lefts.map((left) => ({ left, top })));
      const covered = ({ left, top }) =>
        [{ at, weight: 1000 }, ...avoid].reduce((sum, { at: [x, y], weight }) => {
          const hit = x > left - 12 && x < left + width + 12 && y > top - 12 && y < top + height + 12;
          return sum + (hit ? weight : 0);
        }, 0);
      if (index !== shown) {
        const best = places.reduce((a, c) => (covered(c) < covered(a) ? c : a));
        Object.assign(place, { left: `${best.left}px`, top: `${best.top}px` });
        Object.assign(card.style, place);
      }
      shown = index;
    },
  };
}
