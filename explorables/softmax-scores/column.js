// One column of SoftmaxScores: a score to drag on its rail, the arrow of its push, its answer as a bar, and the numbers under them.
import { s, setAttributes } from "../shared/dom.js";
import { createHandle } from "../shared/handle.js";
import { clamp, snap } from "../shared/scale.js";
import { SCORE } from "./model.js";
import { cell, grown } from "./numbers-text.js";
import { tidy } from "./words.js";

const pushLength = (narrow) => (narrow ? 36 : 46); // pixels of a push of 1
const HALF = 9; // of the handle: its arrow begins there
const LEAST = 2; // pixels; a shorter arrow is not seen
const NAMED = 16; // pixels; so long an arrow is called by its name

const text = (tone) => s("text", { class: tone, dy: "0.35em", "text-anchor": "middle" });

/** `layers` take the parts, `place()` gives scales and places, `score()` the score, and `grab(z)` takes it from the hand. */
export function createColumn({ picture, layers, i, place, score, grab, signal }) {
  const surface = s("rect", { class: "dl-surface" });
  layers.surfaces.append(surface);
  const rail = s("line", { class: "dl-axis" });
  const bar = s("rect");
  const target = s("path", { class: "dl-thin dl-dotted dl-truth" });
  const shaft = s("path", { class: "dl-arrow dl-gradient" });
  const head = s("path", { class: "dl-solid dl-gradient" });
  layers.lines.append(rail, bar, target, shaft, head);
  const cells = {
    name: text("dl-name"),
    truth: text("dl-note dl-truth dl-name"),
    aim: text("dl-note dl-truth dl-name"),
    score: text("dl-name dl-parameter dl-figures"),
    power: text("dl-note dl-figures"),
    answer: text("dl-name dl-activation dl-figures"),
    push: text("dl-gradient dl-figures"),
  };
  const pushWord = s("text", { class: "dl-note dl-gradient dl-knockout", dy: "0.35em" }, "push");
  layers.words.append(...Object.values(cells), pushWord);

  const handle = createHandle({
    layer: layers.handles,
    svg: picture.svg,
    surface,
    label: `score ${i + 1}`,
    shape: "square",
    tone: "parameter",
    range: { y: SCORE },
    scales: () => ({ y: place().z }),
    value: () => ({ y: score() }),
    move: ({ y }) => grab(isDragged() ? snap(clamp(y, ...place().z.domain), SCORE.step) : y),
    signal,
  });
  const isDragged = () => handle.node.classList.contains("is-dragged");

  function drawArrow(px, from, push, isNamed) {
    const length = Math.abs(push) * pushLength(place().narrow);
    const way = push < 0 ? -1 : 1; // down the picture for a push that lowers the score
    const size = Math.min(9, length);
    const [begin, tip] = [from + way * HALF, from + way * (HALF + length)];
    const seen = length >= LEAST;
    shaft.setAttribute("d", seen ? `M${px} ${begin.toFixed(1)}V${(tip - way * size).toFixed(1)}` : "");
    head.setAttribute("d", seen ? `M${px} ${tip.toFixed(1)}l-5 ${(-way * size).toFixed(1)}h10Z` : "");
    pushWord.style.display = isNamed && length >= NAMED ? "" : "none";
    setAttributes(pushWord, { x: px + 9, y: (begin + tip) / 2 });
  }

  return {
    isDragged,
    layOut({ x, z, a, each, railEnd, above, narrow, ...levels }) {
      const px = x[i];
      setAttributes(rail, { x1: px, x2: px, y1: above, y2: railEnd });
      setAttributes(surface, { x: px - each / 2, y: above, width: each, height: railEnd - above });
      const rows = { ...levels, name: 15, truth: 32, aim: a(1) - 11 };
      for (const [name, node] of Object.entries(cells)) setAttributes(node, { x: px, y: rows[name] });
      cells.name.textContent = narrow ? String(i + 1) : `answer ${i + 1}`;
    },
    update(now, truth) {
      const { x, z: axis, a, bar: width, narrow } = place();
      const [px, py] = [x[i], axis(now.scores[i])];
      const [z, answer, push] = [now.scores[i], now.answers[i], now.pushes[i]];
      setAttributes(bar, {
        class: `dl-answer dl-activation${truth ? " is-true" : ""}`,
        x: px - width / 2,
        width,
        y: a(answer).toFixed(2),
        height: (a(0) - a(answer)).toFixed(2),
      });
      target.setAttribute("d", truth ? `M${px - width / 2 - 5} ${a(1)}h${width + 10}` : "");
      drawArrow(px, py, push, truth);
      const texts = {
        truth: truth ? "true" : "",
        aim: truth ? "t = 1" : "",
        score: tidy(z),
        power: grown(now.powers[i], narrow),
        answer: cell(answer),
        push: cell(push),
      };
      for (const [name, value] of Object.entries(texts)) if (cells[name].textContent !== value) cells[name].textContent = value;
      handle.update({ at: [px, py], text: `${tidy(z)}, answer ${cell(answer)}` });
    },
  };
}
