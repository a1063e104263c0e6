// The numbers of the present node: forward W, [c₁; c₂], b and p; back δ times [c₁; c₂]ᵀ as a table of products, and the sum of all shares.
import { createNumberGrid } from "../shared/number-grid.js";
import { fill, s as plan } from "../shared/patch.js";
import { BIAS, nudgedWeight, WEIGHTS } from "./model.js";
import { lowered, nameOf, two } from "./words.js";

const ROW = 23;
const SUM_ROW = 34;
const CELLS = { w: 46, share: 46, sum: 62 };
const TITLE = 18;
const HEIGHT = { wide: TITLE + 4 * ROW + 26, narrow: 206 };
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
      const row = narrow ? ROW - 1 : ROW;
      const k = now.focus;
      const children = k === null ? [0, 0, 0, 0] : state.merges[k].flatMap((child) => found.nodes[child]);
      const drawW = (cell, tall) => {
        draw("w", margin, TITLE + 4, cell, tall, weight, { chosen, text: `${nameOf(state.selected)}: ${two(weight.flat()[n])}`, kind: (i, j) => (state.nudge && i === chosen[0] && j === chosen[1] ? "is-now" : "") });
        title(margin, 11, "W, one for all nodes", "dl-parameter");
      };
      const hidden = k === null ? { kind: () => "is-hidden" } : {};
      const p = k === null ? [0, 0] : found.nodes[found.nodes.length - state.merges.length + k];
      const nameOfP = k === null ? "p" : `p${lowered(k + 1)}`;

      function forwardWide() {
        const cell = 52;
        const tall = ROW + 4;
        const gap = (width - 2 * margin - 8 * cell) / 4;
        drawW(cell, tall);
        const z = k === null ? [0, 0] : found.sums[k];
        const parts = [["c", children, "[c₁; c₂]", "dl-activation", "·"], ["b", BIAS, "b", "dl-parameter", "+"], ["z", z, "sum", "", "="], ["p", p, nameOfP, "dl-activation", "tanh"]];
        parts.forEach(([name, values, text, tone, sign], i) => {
          const x = margin + 4 * cell + gap + i * (cell + gap);
          draw(name, x, TITLE + 4, cell, name === "c" ? ROW : tall, column(values), name === "b" ? {} : hidden);
          title(x + cell / 2, 11, text, tone, "middle");
          title(x - gap / 2, TITLE + 4 + tall, sign, "", "middle");
        });
      }

      /** The children stand as a row, each number under its column of W. */
      function forwardNarrow() {
        const cell = 46;
        const tall = 27;
        drawW(cell, tall);
        const below = TITLE + 10 + 2 * tall;
        draw("row", margin, below, cell, tall, [children], hidden);
        const [bx, px] = [width - margin - 2 * cell - 8, width - margin - cell];
        draw("b", bx, TITLE + 4, cell, tall, column(BIAS));
        draw("p", px, TITLE + 4, cell, tall, column(p), hidden);
        title(bx + cell / 2, 11, "b", "dl-parameter", "middle");
        title(px + cell / 2, 11, nameOfP, "dl-activation", "middle");
        title(margin + 4 * cell + 8, below + tall / 2, "[c₁; c₂]", "dl-activation");
        title(margin, below + tall + 20, "Each row of W times [c₁; c₂], plus b;", "");
        title(margin, below + tall + 38, "the tanh of the sum is p.", "");
      }

      function back() {
        const cell = narrow ? (width - 2 * margin - 8) / 5 : CELLS.share;
        if (!narrow) drawW(CELLS.w, ROW + 4);
        const left = narrow ? margin : margin + 4 * CELLS.w + (width - 2 * margin - 4 * CELLS.w - 5 * cell - 4 * CELLS.sum) / 2;
        const table = left + cell + (narrow ? 8 : 0);
        const down = TITLE + 8 + 3 * row;
        title(left + cell / 2, 11, "δ", "dl-gradient", "middle");
        title(table, 11, `share δ [c₁; c₂]ᵀ of ${nameOfP}`, "dl-gradient");
        draw("row", table, TITLE + 4, cell, row, [children]);
        draw("delta", left, TITLE + 4 + row, cell, row, column(found.deltas[k]));
        draw("share", table, TITLE + 4 + row, cell, row, found.shares[k]);
        draw("down", table, down, cell, row, [found.down[k]]);
        title(table - 6, down + row / 2, "Wᵀδ", "dl-gradient", "end");
        const count = state.merges.length;
        const isWhole = now.back === count;
        const [sx, sy, wide] = narrow ? [margin, down + row + 22, (width - 2 * margin) / 4] : [width - margin - 4 * CELLS.sum, TITLE + 4, CELLS.sum];
        title(sx, sy - 10, isWhole ? "dL/dW; below it, measured" : `dL/dW, ${now.back} of ${count} shares`, "dl-gradient");
        const isWrong = (i, j) => isWhole && found.wrong.includes(WEIGHTS[4 * i + j]);
        draw("sum", sx, sy, wide, SUM_ROW, found.so_far, {
          chosen,
          note: (i, j) => (isWhole ? `${isWrong(i, j) ? "≠" : "="} ${two(found.measured[i][j])}` : ""),
          kind: (i, j) => (isWrong(i, j) ? "is-wrong" : ""),
          text: `${nameOf(state.selected)}: ${two(found.so_far.flat()[n])}${isWhole ? `, measured ${two(found.measured.flat()[n])}` : ""}`,
        });
      }

      if (now.back) back();
      else if (narrow) forwardNarrow();
      else forwardWide();
      // What is not drawn leaves the picture: a grid that cannot be seen must not take the focus.
      for (const [name, { group }] of Object.entries(grids)) {
        if (!drawn.has(name)) group.remove();
        else if (!group.parentNode) layer.append(group);
      }
      fill(words, lines);
    },
  };
}
