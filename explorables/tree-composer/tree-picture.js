// The tree: a card of numbers for each node, edges, and a plus between two neighbors that can be joined.
import { s, setAttributes } from "../shared/dom.js";
import { createNumberGrid } from "../shared/number-grid.js";
import { fill, s as plan } from "../shared/patch.js";
import { CARD, layOut, TALL } from "./layout.js";
import { SENTENCES, textsOf, wordsOf } from "./sentences.js";
import { lowered, two } from "./words.js";

const MOST_WORDS = 6;
const HEIGHT = { wide: 330, narrow: 264 };
const FINGER = 44;
const NAME = 25;

const column = (values) => values.map((value) => [value]);
const tint = (value) => Math.min(1, Math.abs(value));

/** `join(pair)` takes two neighbors that the reader joins. Returns { update(state, found) }. */
export function openTree({ figure, join, signal }) {
  const picture = figure.picture({ label: "The tree", beside: true, height: () => (figure.narrow() ? HEIGHT.narrow : HEIGHT.wide) });
  const edges = picture.layer("dl-lines");
  const cards = picture.layer("dl-tree");
  const words = picture.layer("dl-words");
  const buttons = picture.layer("dl-tree-joins");
  const grid = (label, tone) => createNumberGrid({ layer: cards, label, tone, signal });
  const nodes = Array.from({ length: 2 * MOST_WORDS - 1 }, () => ({ p: grid("p", "activation"), delta: grid("δ", "gradient") }));

  // The buttons stay, so that the focus does: where one joins, the next takes its place.
  let gaps = [];
  const joins = Array.from({ length: MOST_WORDS - 1 }, (_, i) => {
    const hit = s("rect", { class: "dl-tree-hit", height: FINGER, y: -FINGER / 2, rx: 6 });
    const node = s("g", { role: "button", tabindex: 0, class: "dl-tree-join" }, hit, s("circle", { r: 12 }), s("path", { class: "dl-tree-plus", d: "M-6 0h12M0 -6v12" }));
    const press = () => {
      if (!gaps[i]) return;
      join(gaps[i].pair);
      const last = gaps.length - 2; // one is gone now
      if (last >= 0) joins[Math.min(i, last)].node.focus({ preventScroll: true });
    };
    node.addEventListener("click", press, { signal });
    node.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      press();
    }, { signal });
    buttons.append(node);
    return { node, hit };
  });

  return {
    update(state, found, now) {
      picture.refit();
      const { sentence, merges } = state;
      const { glosses } = SENTENCES[sentence];
      const count = wordsOf(sentence).length;
      const { places, pitch, cell, foot, gaps: free } = layOut({ sentence, merges, width: picture.width, height: picture.height, hasGlosses: Boolean(glosses) });
      const texts = textsOf(sentence, merges);
      const isNow = (n) => now.focus !== null && (n === count + now.focus || merges[now.focus].includes(n));
      const isThere = (n) => n < count || n - count < now.forward;
      const isBack = (k) => k >= merges.length - now.back;
      const hasDelta = (n) => n >= count && now.back > 0 && isBack(n - count);

      // A card of p and δ is twice as wide; at the left edge its name needs room.
      const leftOf = (n) => (hasDelta(n) ? Math.max(places[n].x - cell, NAME) : places[n].x - cell / 2);

      nodes.forEach(({ p, delta }, n) => {
        const place = places[n];
        p.group.style.display = place ? "" : "none";
        const opened = hasDelta(n);
        delta.group.style.display = place && opened ? "" : "none";
        if (!place) return;
        const common = { y: place.y, cell, tall: TALL, format: two, tint };
        const x = leftOf(n);
        p.update({ ...common, x, values: column(found.nodes[n]), kind: () => (!isThere(n) ? "is-hidden" : isNow(n) ? "is-now" : "") });
        if (opened) delta.update({ ...common, x: x + cell, values: column(found.deltas[n - count]), kind: () => (n - count === now.focus ? "is-now" : "") });
      });

      fill(edges, merges.flatMap((pair, k) =>
        pair.map((child) => {
          const [from, to] = [places[child], places[count + k]];
          const back = now.back && isBack(k);
          const tone = back ? "dl-gradient is-back" : isThere(count + k) ? "dl-activation" : "dl-quiet is-waiting";
          return plan("line", { class: `dl-tree-edge ${tone}`, x1: from.x, y1: from.y - 1, x2: to.x, y2: to.y + CARD + 1 });
        })));
      const lines = [];
      places.slice(count).forEach(({ y }, k) => lines.push(plan("text", { class: `dl-tree-name ${k === now.focus ? "dl-name" : "dl-tick"}`, x: leftOf(count + k) - 4, y: y + TALL, dy: "0.35em", "text-anchor": "end" }, `p${lowered(k + 1)}`)));
      wordsOf(sentence).forEach((word, n) => {
        const at = { x: places[n].x, dy: "0.35em", "text-anchor": "middle" };
        lines.push(plan("text", { class: "dl-tree-word", y: foot + 10, ...at }, word));
        (glosses?.[n] ?? "").split("\n").forEach((row, i) => row && lines.push(plan("text", { class: "dl-tick", y: foot + 28 + 16 * i, ...at }, row)));
      });
      fill(words, lines);

      gaps = now.forward === merges.length ? free : [];
      joins.forEach(({ node, hit }, i) => {
        const gap = gaps[i];
        node.style.display = gap ? "" : "none";
        if (!gap) return;
        const wide = Math.min(pitch, FINGER);
        setAttributes(hit, { x: -wide / 2, width: wide });
        setAttributes(node, { transform: `translate(${gap.x.toFixed(1)} ${gap.y.toFixed(1)})`, "aria-label": `join ${gap.pair.map((n) => texts[n]).join(" and ")}` });
      });
    },
  };
}
