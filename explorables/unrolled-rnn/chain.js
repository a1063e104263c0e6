// The chain of UnrolledRNN: inputs, states and δ side by side, and under it this step's part of dL/dW and the sum.
import { s, setAttributes } from "../shared/dom.js";
import { createNumberGrid } from "../shared/number-grid.js";
import { inputAt, WEIGHTS, weights } from "./model.js";
import { backOf, compact, focusOf, lowered, nameOf } from "./words.js";

const TALL = 25; // of a number
const DELTA = 24;
const STATE = DELTA + 2 * TALL + 10;
const INPUT = STATE + 2 * TALL + 19;
const SUMS = INPUT + TALL + 30;
const HEIGHT = SUMS + 2 * TALL + 6;
const MOST = 8; // columns

const SIZES = {
  wide: { left: 80, right: 50, columns: 7, cell: 60 },
  narrow: { left: 20, right: 30, columns: 3, cell: 64 },
};
const HEAD = 5; // of an arrow

function arrow([x0, y0], [x1, y1]) {
  const long = Math.hypot(x1 - x0, y1 - y0);
  const [dx, dy] = [(x1 - x0) / long, (y1 - y0) / long];
  const side = (way) => `${(x1 - HEAD * dx + way * HEAD * dy).toFixed(1)} ${(y1 - HEAD * dy - way * HEAD * dx).toFixed(1)}`;
  return `M${x0.toFixed(1)} ${y0.toFixed(1)}L${x1.toFixed(1)} ${y1.toFixed(1)}M${side(1)}L${x1.toFixed(1)} ${y1.toFixed(1)}L${side(-1)}`;
}

const column = (values) => values.map((value) => [value]);

/** Returns { update(state, found) }; choose(weight) takes the name of a chosen weight. */
export function openChain({ figure, choose, signal }) {
  const picture = figure.picture({ label: "The chain of steps, and the gradient of W; a weight can be chosen", height: () => HEIGHT });
  const here = picture.svg.appendChild(s("rect", { class: "dl-column", rx: 4 }));
  const lines = picture.layer("dl-lines");
  const paths = Object.fromEntries(["activation", "gradient", "quiet"].map((tone) => [tone, lines.appendChild(s("path", { class: `dl-thin dl-${tone}` }))]));
  const words = picture.layer("dl-words");
  const grids = picture.layer("dl-unrolled");
  const grid = (label, tone, more = {}) => createNumberGrid({ layer: grids, label, tone, signal, ...more });
  const columns = Array.from({ length: MOST }, () => ({ delta: grid("δ", "gradient"), state: grid("state", "activation"), input: grid("input", "activation") }));
  const w = grid("W", "parameter");
  const part = grid("part of this step", "gradient");
  const sum = grid("dL/dW, sum so far", "gradient", { reading: true, choose: (row, at) => choose(WEIGHTS[2 * row + at]) });

  // Words are kept from frame to frame, and only touched where they have changed.
  const kept = [];
  let used = 0;
  function text(x, y, content, name = "dl-note", anchor = "middle") {
    kept[used] ??= { node: words.appendChild(s("text", { dy: "0.35em" })), key: "" };
    const { node, key } = kept[used];
    const now = [x.toFixed(1), y, content, name, anchor].join(" ");
    if (key !== now) {
      setAttributes(node, { class: name, x: x.toFixed(1), y, "text-anchor": anchor });
      node.textContent = content;
      kept[used].key = now;
    }
    used += 1;
  }
  function dropRest() {
    for (const { node } of kept.splice(used)) node.remove();
  }

  function drawChain(all, found) {
    const { left, right, columns: count, cell } = picture.narrow ? SIZES.narrow : SIZES.wide;
    const { steps, done } = all;
    const [focus, back] = [focusOf(all), backOf(all)];
    const shown = Math.min(count, steps + 1);
    const first = Math.min(Math.max(0, focus - Math.floor(count / 2)), steps + 1 - shown);
    const pitch = (picture.width - left - right) / count;
    const middle = (t) => left + (t - first + 0.5) * pitch;
    const [stateY, deltaY] = [STATE + TALL, DELTA + TALL];
    const path = { activation: "", gradient: "", quiet: "" };
    const gap = pitch / 2 - cell / 2;
    const between = (t) => [middle(t) - pitch / 2 - gap + 3, middle(t) - pitch / 2 + gap - 3];

    for (const [y, wide, narrow] of [[deltaY, "gradient δ", "δ"], [stateY, "state s", "s"], [INPUT + TALL / 2, "input x", "x"]]) {
      text(8, y, picture.narrow ? narrow : wide, `dl-tick ${y === deltaY ? "dl-gradient" : "dl-activation"}`, "start");
    }
    columns.forEach((one, k) => {
      const t = first + k;
      const on = k < shown;
      for (const { group } of Object.values(one)) group.style.display = on ? "" : "none";
      if (!on) return;
      const x = middle(t) - cell / 2;
      const isForward = t <= done;
      const isBack = t > 0 && back > 0 && t > steps - back;
      const now = (is) => (is ? "is-now" : "");
      text(middle(t), 13, `t = ${t}`, t === focus ? "dl-name" : "dl-tick");
      one.state.update({ x, y: STATE, cell, tall: TALL, values: column(found.states[t]), format: compact, tint: tint(found.states[t]), kind: () => (isForward ? now(back ? t === focus - 1 : t === focus) : "is-hidden") });
      for (const { group } of [one.delta, one.input]) group.style.display = t === 0 ? "none" : "";
      if (t === 0) return;
      one.delta.update({ x, y: DELTA, cell, tall: TALL, values: column(found.deltas[t - 1]), format: compact, tint: tint(found.deltas[t - 1]), kind: () => (isBack ? now(t === focus) : "is-hidden") });
      one.input.update({ x, y: INPUT, cell, tall: TALL, values: [[inputAt(t)]], tint: tint([inputAt(t)]), kind: () => now(!back && t === focus) });
      path[isForward ? "activation" : "quiet"] += arrow([middle(t), INPUT - 3], [middle(t), STATE + 2 * TALL + 3]);
      text(middle(t) + 9, INPUT - 10, "U", "dl-tick dl-parameter", "start");
      if (k === 0) return;
      const [x0, x1] = between(t);
      path[isForward ? "activation" : "quiet"] += arrow([x0, stateY], [x1, stateY]);
      text((x0 + x1) / 2, stateY - 12, "W", "dl-tick dl-parameter");
      if (t > 1) path[back && t > steps - back + 1 ? "gradient" : "quiet"] += arrow([x1, deltaY], [x0, deltaY]);
      if (t > 1) text((x0 + x1) / 2, deltaY - 12, "Wᵀ", "dl-tick dl-parameter");
    });

    const end = middle(first + shown - 1) + cell / 2 + 3;
    if (first + shown > steps) {
      path[done >= steps ? "activation" : "quiet"] += arrow([end, stateY], [end + 14, stateY]);
      path[back ? "gradient" : "quiet"] += arrow([end + 14, deltaY], [end, deltaY]);
      text(end + 19, stateY, "L", "dl-name dl-gradient", "start");
      if (done >= steps && !picture.narrow) text(picture.width - 6, stateY + 18, compact(found.loss), "dl-tick dl-gradient", "end");
      text(end + 19, deltaY, "L", "dl-name dl-gradient", "start");
    } else for (const y of [stateY, deltaY]) text(end + 6, y, "…", "dl-note", "start");
    if (first > 0 && !picture.narrow) for (const y of [stateY, deltaY]) text(middle(first) - cell / 2 - 5, y, "…", "dl-note", "end");
    for (const [tone, d] of Object.entries(path)) paths[tone].setAttribute("d", d);
    setAttributes(here, { x: middle(focus) - cell / 2 - 5, width: cell + 10, y: 2, height: INPUT + TALL + 2 });
  }

  function drawSums(all, found) {
    const { cell } = picture.narrow ? SIZES.narrow : SIZES.wide;
    const { steps } = all;
    const [focus, back] = [focusOf(all), backOf(all)];
    const isClipped = back === steps && found.factor < 1;
    const places = picture.narrow ? [null, 20, picture.width - 20 - 2 * cell] : [80, (picture.width - 2 * cell) / 2, picture.width - 80 - 2 * cell];
    const [wx, px, sx] = places;
    const middle = (x) => x + cell;
    w.group.style.display = wx === null ? "none" : "";
    if (wx !== null) {
      w.update({ x: wx, y: SUMS, cell, tall: TALL, values: weights(all), format: compact });
      text(middle(wx), SUMS - 12, "W, the same at all steps", "dl-tick dl-parameter");
    }
    const values = back ? found.parts[focus - 1] : [[0, 0], [0, 0]];
    part.update({ x: px, y: SUMS, cell, tall: TALL, values, format: compact, kind: () => (back ? "" : "is-hidden") });
    text(middle(px), SUMS - 12, back ? `part δ${lowered(focus)} s${lowered(focus - 1)}ᵀ` : "part δₜ sₜ₋₁ᵀ", "dl-tick dl-gradient");
    text((px + 2 * cell + sx) / 2, SUMS + TALL, picture.narrow ? "→" : back > 1 ? "added to" : "gives", "dl-note");
    const n = WEIGHTS.indexOf(all.selected);
    const sums = isClipped ? found.clipped_w : found.so_far;
    sum.update({
      x: sx,
      y: SUMS,
      cell,
      tall: TALL,
      values: sums,
      format: compact,
      kind: () => (back ? "" : "is-hidden"),
      chosen: [Math.floor(n / 2), n % 2],
      text: `${nameOf(all.selected)}: ${back ? compact(sums.flat()[n]) : "no sum yet"}`,
    });
    const title = isClipped ? "dL/dW, clipped" : back && back < steps ? "dL/dW so far" : "dL/dW";
    text(middle(sx), SUMS - 12, title, "dl-tick dl-gradient");
  }

  return {
    update(all, found) {
      used = 0;
      drawChain(all, found);
      drawSums(all, found);
      dropRest();
    },
  };
}

/** How dark a square is: by its size, full at 1. */
const tint = (values) => (_, row) => Math.min(1, Math.abs(values[row]));
