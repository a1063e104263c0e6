// The picture of SoftmaxScores: a column for each answer, its score to drag on a rail, and under it e^z, the answer as a bar, and the push.
import { s, setAttributes } from "../shared/dom.js";
import { short } from "../shared/format.js";
import { linear, ticks } from "../shared/scale.js";
import { createColumn } from "./column.js";
import { span } from "./model.js";
import { cell, grown } from "./numbers-text.js";

const ROW = 21; // pixels from one row of numbers to the next
const ABOVE = 56; // for the names of the columns
const BETWEEN = 24; // from the axis of the scores to the row under it
const railHeight = (narrow) => (narrow ? 140 : 190);
const barHeight = (narrow) => (narrow ? 78 : 110);
const WIDEST_BAR = 44;

/** Where everything stands from top to bottom, in pixels. */
function levelsOf(narrow) {
  const railEnd = ABOVE + railHeight(narrow);
  const score = railEnd + BETWEEN;
  const power = score + ROW;
  const barTop = power + 34;
  const barEnd = barTop + barHeight(narrow);
  const answer = barEnd + 15;
  const push = answer + ROW;
  return { railEnd, score, power, barTop, barEnd, answer, push, end: push + 16 };
}

/**
 * `score(i)` is a score of the state, `grab(i, z)` takes it from the hand, `dragged()` is told of the end of a drag.
 * Returns update(state, now): `now` are the numbers of the model.
 */
export function scoresPicture({ figure, score, grab, dragged, signal }) {
  const picture = figure.picture({
    label: "The scores to drag, and under each e to its power, its answer as a bar, and the push on it",
    signal,
    height: (width) => levelsOf(width < 480).end,
  });
  const axes = picture.layer("dl-axes");
  const layers = {
    surfaces: picture.layer(""),
    lines: picture.layer("dl-lines"),
    words: picture.layer("dl-words"),
    handles: picture.layer("dl-handles"),
  };
  const whole = createWhole(picture.layer("dl-lines"));
  for (const type of ["pointerup", "pointercancel"]) picture.svg.addEventListener(type, dragged, { signal });

  let columns = [];
  let place = null; // scales and places, as they are drawn now
  const isDragged = () => columns.some((column) => column.isDragged());

  function layOut(k, ends, top) {
    const { narrow, width } = picture;
    const levels = levelsOf(narrow);
    const left = narrow ? 43 : 96;
    const sum = narrow ? 44 : 104;
    const each = (width - left - sum - (narrow ? 4 : 12)) / k;
    place = {
      ...levels,
      narrow,
      above: ABOVE,
      each,
      bar: Math.min(WIDEST_BAR, each * 0.6),
      z: linear(ends, [levels.railEnd, ABOVE]),
      a: linear([0, top], [levels.barEnd, levels.barTop]),
      x: Array.from({ length: k }, (_, i) => left + each * (i + 0.5)),
      left,
      sum: left + each * k + sum / 2,
    };
    drawFrame(axes, place);
    columns.forEach((column, i) => column.layOut(place, i));
  }

  return function update(state, now) {
    const k = now.scores.length;
    if (columns.length !== k) {
      for (const layer of Object.values(layers)) layer.replaceChildren();
      columns = now.scores.map((_, i) => createColumn({ picture, layers, i, place: () => place, score: () => score(i), grab: (z) => grab(i, z), signal }));
    }
    const ends = isDragged() ? place.z.domain : span(now.scores);
    const top = state.shown === "softmax" ? 1 : k;
    picture.once(axes, [k, ends, top], () => layOut(k, ends, top));
    columns.forEach((column, i) => column.update(now, state.truth === i + 1));
    whole.update(now, place, state);
  };
}

/** Thin lines for the scores and the answers, with the names of the rows on the left. */
function drawFrame(layer, place) {
  const { z, a, x, each, left, narrow } = place;
  const right = x.at(-1) + each / 2;
  const parts = [];
  const line = (y, name, end) => parts.push(s("line", { class: name, x1: left, y1: y, x2: end, y2: y }));
  const word = (text, y, name = "dl-tick") => parts.push(s("text", { class: name, x: left - 7, y, dy: "0.35em", "text-anchor": "end" }, ...[text].flat()));
  for (const value of scoreTicks(z.domain)) {
    line(z(value), "dl-grid", right);
    word(short(value), z(value));
  }
  for (const value of ticks(...a.domain, a.domain[1])) {
    line(a(value), value === 0 ? "dl-axis" : "dl-grid", place.sum + place.bar / 2 + 6);
    word(String(value), a(value));
  }
  const power = ["e", s("tspan", { dy: -5 }, "z")];
  const rows = [
    [narrow ? "z" : "score z", place.score],
    [power, place.power],
    [narrow ? "a" : "answer a", place.answer],
    [narrow ? "a − t" : "push a − t", place.push],
  ];
  for (const [text, y] of rows) word(text, y, "dl-note");
  parts.push(s("text", { class: "dl-note", x: place.sum, y: place.score, dy: "0.35em", "text-anchor": "middle" }, "sum"));
  layer.replaceChildren(...parts);
}

/** The multiples of 4, or of 8 on a long axis. */
function scoreTicks([low, high]) {
  const step = high - low > 20 ? 8 : 4;
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) => (first + i) * step);
}

const ROOM = 15; // pixels that a part needs for its number

/** The column of sums; all answers stand in it one on the other. */
function createWhole(layer) {
  const parts = s("g");
  const texts = { power: "dl-note", answer: "dl-activation dl-name", push: "dl-gradient" };
  const cells = Object.fromEntries(Object.entries(texts).map(([name, tone]) => [name, s("text", { class: `${tone} dl-figures`, dy: "0.35em", "text-anchor": "middle" })]));
  layer.append(parts, ...Object.values(cells));
  return {
    update({ answers, powers, pushes, total }, place, { truth, shown }) {
      const { a, bar, sum, narrow } = place;
      const softmax = shown === "softmax";
      let reached = 0;
      const drawn = answers.flatMap((answer, i) => {
        const [y1, y0] = [a(reached), a(reached + answer)];
        reached += answer;
        const tone = `dl-answer dl-activation${i + 1 === truth ? " is-true" : ""}`;
        const rect = s("rect", { class: tone, x: sum - bar / 2, width: bar, y: y0, height: Math.max(0, y1 - y0) });
        const name = s("text", { class: tone, x: sum, y: (y0 + y1) / 2, dy: "0.35em", "text-anchor": "middle" }, String(i + 1));
        return y1 - y0 < ROOM ? [rect] : [rect, name];
      });
      parts.replaceChildren(...drawn);
      for (const name of Object.keys(cells)) setAttributes(cells[name], { x: sum, y: place[name] });
      const add = (values) => values.reduce((all, value) => all + value, 0);
      cells.power.textContent = softmax ? grown(add(powers), narrow) : "";
      cells.answer.textContent = softmax ? "1" : cell(total);
      cells.push.textContent = softmax ? "0" : cell(add(pushes));
    },
  };
}
