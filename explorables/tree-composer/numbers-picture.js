// The numbers of the present node: forward W, [c₁; c₂], b and p; back δ times [c₁; c₂]ᵀ as a table of products, and the sum of all shares.
import { createNumberGrid } from "../shared/number-grid.js";
import { fill, s as plan } from "../shared/patch.js";
import { BIAS, nudgedWeight, WEIGHTS } from "./model.js";
import { lowered, nameOf, two } from "./words.js";

const ROW = 23;
const SUM_ROW = 37;
const TITLE = 18;
const HEIGHT = { wide: TITLE + 4 * ROW + 26, narrow: 214 };
const MARGIN = { wide: 14, narrow: 10 };

const tint = (value) => Math.min(1, Math.abs(value));
const column = (values) => values.map((value) => [value]);

/** `choose(weight)` takes the name of a weight. Returns { update(state, found, now), show(isShown) }. */
export function openNumbers({ figure, choose, signal }) {
  const picture = figure.picture({ label: "The numbers of this node, and the one table that all nodes add to", height: () => (figure.narrow() ? HEIGHT.narrow : HEIGHT.wide) });
  const layer = picture.layer("dl-tree");
  const words = picture.layer("dl-words");
  const pick = (row, at) => choose(WEIGHTS[4 * row + at]);
  const grid = (label, tone, more = {}) => createNumberGrid({ layer, label, tone, signal, ...more });
  const grids = {
    w: grid("W; choose a weight to nudge", "parameter", { reading: true, choose: pick }),
    c: grid("children", "activation"),
    b: grid("b", "parameter"),
    z: grid("sum", "quiet"),
    p: grid("p", "activation"),
    delta: grid("δ", "gradient"),
    row: grid("children, as a row", "activation"),
    share: grid("share of this node", "gradient"),
    down: grid("to the children", "gradient"),
    sum: grid("dL/dW, sum of the shares; choose a weight", "gradient", { reading: true, choose: pick }),
  };

  return {
    show(isShown) {
      picture.svg.style.display = isShown ? "" : "none";
    },
    update(state, found, now) {
      picture.refit();
      const narrow = figure.narrow();
      const margin = narrow ? MARGIN.narrow : MARGIN.wide;
      const { width } = picture;
      const n = WEIGHTS.indexOf(state.selected);
      const chosen = [Math.floor(n / 4), n % 4];
      const weight = nudgedWeight(state);
      const lines = [];
      const title = (x, y, text, tone, anchor = "start") => lines.push(plan("text", { class: `dl-tick ${tone}`, x: x.toFixed(1), y, dy: "0.35em", "text-anchor": anchor }, text));
      const drawn = new Set();
      const draw = (name, x, y, cell, tall, values, more = {}) => {
        drawn.add(name);
        grids[name].update({ x, y, cell, tall, values, format: two, tint, ...more });
      };
      const isBack = now.back > 0;
      const k = now.focus;
      const children = k === null ? [0, 0, 0, 0] : state.merges[k].flatMap((child) => found.nodes[child]);
      const drawW = (cell) => {
        draw("w", margin, TITLE + 4, cell, narrow ? 30 : ROW + 4, weight, { chosen, text: `${nameOf(state.selected)}: ${two(weight.flat()[n])}`, kind: (i, j) => (state.nudge && i === chosen[0] && j === chosen[1] ? "is-now" : "") });
        title(margin, 11, "W, one for all nodes", "dl-parameter");
      };

      if (!isBack) {
        const cell = narrow ? 37 : 52;
        const [gap, one] = narrow ? [16, 38] : [(width - 2 * margin - 8 * cell) / 4, cell];
        drawW(cell);
        const hidden = k === null ? { kind: () => "is-hidden" } : {};
        const p = k === null ? [0, 0] : found.nodes[found.nodes.length - state.merges.length + k];
        const z = k === null ? [0, 0] : found.sums[k];
        let x = margin + 4 * cell + gap;
        const parts = [["c", children, "[c₁; c₂]", "dl-activation", "·"], ["b", BIAS, "b", "dl-parameter", "+"], ...(narrow ? [] : [["z", z, "sum", "", "="]]), ["p", p, k === null ? "p" : `p${lowered(k + 1)}`, "dl-activation", narrow ? "→" : "tanh"]];
        for (const [name, values, text, tone, sign] of parts) {
          const top = values.length === 4 ? TITLE + 4 : TITLE + 4 + (name === "b" || !narrow || name === "p" ? 0 : 0);
          draw(name, x, top, one, values.length === 4 ? ROW : narrow ? 30 : ROW + 4, column(values), name === "b" ? {} : hidden);
          title(x + one / 2, 11, text, tone, "middle");
          title(x - gap / 2, TITLE + 4 + (narrow ? 30 : ROW + 4), sign, "", "middle");
          x += one + gap;
        }
        if (narrow) title(margin, 4 * ROW + 48, "p is the tanh of W · [c₁; c₂] + b.", "");
      } else {
        const cell = narrow ? (width - 2 * margin - 8) / 5 : 46;
        const wide = { w: 42, sum: 50 };
        if (!narrow) drawW(wide.w);
        const left = narrow ? margin : margin + 4 * wide.w + (width - 2 * margin - 4 * wide.w - 5 * cell - 4 * wide.sum) / 2;
        const table = left + cell + (narrow ? 8 : 0);
        title(left + cell / 2, 11, "δ", "dl-gradient", "middle");
        title(table, 11, `share δ [c₁; c₂]ᵀ of p${lowered(k + 1)}`, "dl-gradient");
        draw("row", table, TITLE + 4, cell, ROW, [children]);
        draw("delta", left, TITLE + 4 + ROW, cell, ROW, column(found.deltas[k]));
        draw("share", table, TITLE + 4 + ROW, cell, ROW, found.shares[k]);
        draw("down", table, TITLE + 10 + 3 * ROW, cell, ROW, [found.down[k]]);
        title(table - 6, TITLE + 10 + 3.5 * ROW, "Wᵀδ", "dl-gradient", "end");
        const isWhole = now.back === state.merges.length;
        const sumCell = narrow ? (width - 2 * margin) / 4 : wide.sum;
        const [sx, sy] = narrow ? [margin, TITLE + 4 + 4 * ROW + 12 + TITLE] : [width - margin - 4 * wide.sum, TITLE + 4];
        title(sx, sy - 11, isWhole ? "dL/dW; below it, measured" : `dL/dW, ${now.back} of ${state.merges.length} shares`, "dl-gradient");
        const isWrong = (i, j) => found.wrong.includes(WEIGHTS[4 * i + j]);
        draw("sum", sx, sy, sumCell, SUM_ROW, found.so_far, {
          chosen,
          note: (i, j) => (isWhole ? `${isWrong(i, j) ? "≠" : "="} ${two(found.measured[i][j])}` : ""),
          kind: (i, j) => (isWhole && isWrong(i, j) ? "is-wrong" : ""),
          text: `${nameOf(state.selected)}: ${two(found.so_far.flat()[n])}${isWhole ? `, measured ${two(found.measured.flat()[n])}` : ""}`,
        });
      }
      for (const [name, { group }] of Object.entries(grids)) group.style.display = drawn.has(name) ? "" : "none";
      fill(words, lines);
    },
  };
}
