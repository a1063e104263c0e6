// The words and the tree over them. A phrase stands above the gap where its two parts meet, so that no line crosses another.
import { s, setAttributes } from "../shared/dom.js";
import { fixed } from "../shared/format.js";
import { keyOf } from "./parser.js";
import { SENTENCES } from "./sentences.js";
import { two } from "./words.js";

const TOP = 2;
const TREE = 164; // from the top to the words
const WORDS = 40;
const BAND = 44; // vectors, or the brackets of the gold tree
const PILL = 22;
const EDGE = 8;

export const TREE_HEIGHT = TOP + TREE + WORDS + BAND;

/** Where word k, counted from 0, and gap g, counted from 1, stand. */
export const columns = (width, count) => {
  const pitch = (width - 2 * EDGE) / count;
  return { pitch, word: (k) => EDGE + (k + 0.5) * pitch, gap: (g) => EDGE + g * pitch };
};

/** Height of every phrase: 1 above two words, one more than its higher part. */
export function heightsOf(spans) {
  const heights = new Map();
  const sorted = [...spans].sort((a, b) => a[1] - a[0] - (b[1] - b[0]));
  for (const [start, stop] of sorted) {
    const inside = sorted.filter((other) => heights.has(keyOf(other)) && other[0] >= start && other[1] <= stop);
    heights.set(keyOf([start, stop]), 1 + Math.max(0, ...inside.map((other) => heights.get(keyOf(other)))));
  }
  return heights;
}

/** Returns { update({ sentence, spans, joined, scores, marks, gold, leaves, hint }) }; marks(span) is "", "right" or "wrong". */
export function openTree({ figure }) {
  const picture = figure.picture({ label: "The sentence, and the tree over it", height: () => TREE_HEIGHT });
  const lines = picture.layer("dl-lines");
  const paths = Object.fromEntries(["quiet", "truth", "gradient"].map((tone) => [tone, lines.appendChild(s("path", { class: `dl-thin dl-${tone}` }))]));
  paths.gradient.classList.add("dl-dashed");
  const brackets = lines.appendChild(s("path", { class: "dl-thin dl-truth dl-parser-gold" }));
  const pills = picture.layer("dl-parser-pills");
  const words = picture.layer("dl-words");

  const text = (x, y, content, name = "dl-tick", more = {}) => s("text", { class: name, x: x.toFixed(1), y, dy: "0.35em", "text-anchor": "middle", ...more }, content);

  function drawWords(sentence) {
    const { words: list, gloss } = SENTENCES[sentence];
    const { word } = columns(picture.width, list.length);
    const y = TOP + TREE;
    const parts = list.flatMap((one, k) => [
      text(word(k), y + 12, one, picture.narrow ? "dl-name dl-parser-small" : "dl-name", gloss ? { lang: "zh" } : {}),
      ...(gloss ? [text(word(k), y + 29, gloss[k])] : []),
    ]);
    return { parts, y: y + (gloss ? 40 : 24), word };
  }

  function drawVectors(sentence, { parts, y, word }, leaves) {
    leaves.forEach((vector, k) => vector.forEach((value, i) => parts.push(text(word(k), y + 11 + 17 * i, fixed(value, 1), "dl-tick dl-activation"))));
    return parts;
  }

  return {
    update({ sentence, spans, joined, scores, marks, gold, leaves, hint }) {
      const count = SENTENCES[sentence].words.length;
      const { gap, word, pitch } = columns(picture.width, count);
      const heights = heightsOf(spans);
      const rise = TREE / (count - 0.6);
      const base = TOP + TREE;
      const level = (span) => base - 10 - heights.get(keyOf(span)) * rise + rise * 0.3;
      const wide = gold ? 62 : 52;
      const path = { quiet: "", truth: "", gradient: "" };
      const boxes = [];
      const labels = [];
      spans.forEach((span, k) => {
        const [start, stop] = span;
        const g = joined[k];
        const mark = marks(span);
        const tone = { right: "truth", wrong: "gradient" }[mark] ?? "quiet";
        const [x, y] = [gap(g), level(span)];
        for (const [a, b] of [[start, g], [g, stop]]) {
          const child = spans.findIndex((other) => other[0] === a && other[1] === b);
          const to = child < 0 ? [word(a), base] : [gap(joined[child]), level(spans[child]) - PILL / 2];
          path[tone] += `M${x.toFixed(1)} ${(y + PILL / 2).toFixed(1)}L${to[0].toFixed(1)} ${to[1].toFixed(1)}`;
        }
        boxes.push(s("rect", { class: `dl-parser-pill dl-${mark ? tone : "activation"}${mark === "wrong" ? " is-wrong" : ""}`, x: (x - wide / 2).toFixed(1), y: (y - PILL / 2).toFixed(1), width: wide.toFixed(1), height: PILL, rx: PILL / 2 }));
        const sign = { right: "✓", wrong: "✕" }[mark] ?? "";
        labels.push(text(x, y, `${sign ? `${sign}\u2009` : ""}${two(scores[g - 1])}`, "dl-parser-score"));
      });
      for (const [tone, d] of Object.entries(path)) paths[tone].setAttribute("d", d);
      pills.replaceChildren(...boxes);

      const row = drawWords(sentence);
      let d = "";
      if (gold) {
        const tall = heightsOf(gold);
        const most = Math.max(...tall.values());
        for (const [start, stop] of gold) {
          const height = tall.get(keyOf([start, stop]));
          const inset = 3 + 2.4 * (most - height);
          const y = row.y + 2 + height * 8;
          d += `M${(EDGE + start * pitch + inset).toFixed(1)} ${y - 5}V${y}H${(EDGE + stop * pitch - inset).toFixed(1)}V${y - 5}`;
        }
      } else drawVectors(sentence, row, leaves);
      setAttributes(brackets, { d });
      if (hint) labels.push(...hint.map((line, k) => text(picture.width / 2, base - 92 + 19 * k, line, "dl-note")));
      words.replaceChildren(...labels, ...row.parts);
    },
  };
}
