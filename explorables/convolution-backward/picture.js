// The grids of ConvolutionBackward: δ, filter, picture and gradient, with what the present step puts together.
import { s } from "../shared/dom.js";
import { short } from "../shared/format.js";
import { createNumberGrid } from "../shared/number-grid.js";
import { clamp } from "../shared/scale.js";
import { layOut, viewOf } from "./layout.js";
import { AGREES, ASKED, CASES, byOutput, framedAt, indices, isUnturned, nameOf, parsed, products, sizesOf, stepsOf, valueAt } from "./model.js";

const MOST_HEIGHT = { narrow: 400, wide: 620 };
const TONES = { delta: "gradient", framed: "gradient", w: "parameter", x: "activation", dx: "gradient", dw: "gradient", db: "gradient" };
const SPOKEN = { delta: "δ, gradient of the output", framed: "δ, framed by zeros", w: "filter", x: "picture", dx: "gradient of the picture", dw: "gradient of the filter", db: "gradient of the bias" };

/** The array that a square of a grid stands for. */
export const KIND = { delta: "delta", framed: "delta", w: "w", x: "x", dx: "x", dw: "w", db: "b" };
const EDITABLE = ["delta", "framed", "w", "x"];

/** What the picture is about now: the chosen square, or what the last step worked on; null before the first. */
export function focusOf(state) {
  const chosen = parsed(state.selected, state);
  if (chosen) return { ...chosen, pinned: true };
  const steps = stepsOf(state);
  const done = Math.min(state.step, steps.length);
  if (done === 0) return null;
  return { kind: byOutput(state) ? "delta" : ASKED[state.goal], index: steps[done - 1], pinned: false };
}

/** The names of all numbers that the focus puts together. */
function involved(state, focus) {
  if (!focus) return new Set();
  const pairs = products(state, !isUnturned(state) || focus.kind === "w").filter((pair) => String(pair[focus.kind]) === String(focus.index));
  const kinds = state.goal === "bias" ? ["delta", "b"] : ["delta", "w", "x"];
  return new Set([nameOf(focus.kind, focus.index), ...pairs.flatMap((pair) => kinds.map((kind) => nameOf(kind, pair[kind])))]);
}

export function openGrids({ figure, whole, choose, change, signal }) {
  let height = 300;
  const picture = figure.picture({ label: "Gradients of a convolution, as grids of numbers", signal, height: () => height });
  const holder = picture.layer("dl-conv-grids");
  const titles = picture.layer("dl-words");
  const marks = picture.layer("dl-lines");
  const made = new Map();
  let now;

  // A square of a grid and its number: the turned filter is read backward, frames hold no number of their own.
  function indexAt({ name, f, c, edge }, [row, column]) {
    const { k } = sizesOf(now);
    if (name === "db") return [f];
    if (name === "delta") return [f, row, column];
    if (name === "framed") {
      const at = framedAt([row, column], k - 1, CASES[now.case].stride, now.delta[f]);
      return at && [f, ...at];
    }
    if (name === "w" && viewOf(now) === "gather") return [f, c, k - 1 - row, k - 1 - column];
    if (name === "w" || name === "dw") return [f, c, row, column];
    const at = [c, row - edge, column - edge];
    return now.x[0][at[1]]?.[at[2]] === undefined ? null : at;
  }

  function squareOf({ name, edge }, index) {
    const { k } = sizesOf(now);
    const { stride } = CASES[now.case];
    const [row, column] = index.slice(-2);
    if (name === "db") return [0, 0];
    if (name === "framed") return [row * stride + k - 1, column * stride + k - 1];
    if (name === "w" && viewOf(now) === "gather") return [k - 1 - row, k - 1 - column];
    return [row + edge, column + edge];
  }

  /** The nearest square with a number of its own, in the direction in which one goes. */
  function own(grid, [row, column], from) {
    const { k, H, W, OH, OW } = sizesOf(now);
    const { stride } = CASES[now.case];
    if (grid.name === "framed") {
      const toward = (to, was, count) => clamp((to < was ? Math.floor : Math.ceil)((to - k + 1) / stride), 0, count - 1) * stride + k - 1;
      return [toward(row, from[0], OH), toward(column, from[1], OW)];
    }
    return [clamp(row, grid.edge, grid.edge + H - 1), clamp(column, grid.edge, grid.edge + W - 1)];
  }

  function make(grid) {
    const layer = holder.appendChild(s("g"));
    const entry = { layer, chosen: [0, 0] };
    const kind = KIND[grid.name];
    const { F, C } = sizesOf(now);
    const isOf = { filter: F > 1 && kind !== "x", channel: C > 1 && (kind === "w" || kind === "x") };
    const label = [SPOKEN[grid.name], isOf.filter && `filter ${grid.f + 1}`, isOf.channel && `channel ${grid.c + 1}`].filter(Boolean).join(", ");
    entry.grid = createNumberGrid({
      layer,
      label,
      tone: TONES[grid.name],
      choose(row, column) {
        const there = entry.place.grid;
        const at = ["framed", "x", "dx"].includes(there.name) ? own(there, [row, column], entry.chosen) : [row, column];
        entry.chosen = at;
        choose(nameOf(kind, indexAt(there, at)));
      },
      change: EDITABLE.includes(grid.name)
        ? (row, column, value) => {
            const index = indexAt(entry.place.grid, [row, column]);
            if (index) change(kind, index, value);
          }
        : undefined,
      signal,
    });
    return entry;
  }

  function valuesOf(grid, found) {
    const { name, f, c, rows, columns } = grid;
    const arrays = { delta: now.delta, w: now.w, x: now.x };
    const { C, H, W, F, k } = sizesOf(now);
    const shapes = { dx: [C, H, W], dw: [F, C, k, k], db: [F] };
    const at = (row, column) => {
      if (name === "framed") return found.framed[f][row][column];
      const index = indexAt(grid, [row, column]);
      if (!index) return 0;
      if (!shapes[name]) return valueAt(arrays[name], index);
      const reached = found.so_far[index.reduce((sum, i, n) => sum * shapes[name][n] + i, 0)];
      const isWritten = reached === null && now.selected === nameOf(KIND[name], index);
      return isWritten && !byOutput(now) ? found.gradient : reached;
    };
    return Array.from({ length: rows }, (_, row) => Array.from({ length: columns }, (__, column) => at(row, column)));
  }

  function drawGrid(place, found, together) {
    const { grid, x, y } = place;
    if (!made.has(grid.key)) made.set(grid.key, make(grid));
    const entry = made.get(grid.key);
    entry.place = place;
    entry.layer.style.display = "";
    const kind = KIND[grid.name];
    const values = valuesOf(grid, found);
    const chosen = parsed(now.selected, now);
    const isHere = chosen?.kind === kind && String(indexAt(grid, squareOf(grid, chosen.index))) === String(chosen.index);
    if (isHere) entry.chosen = squareOf(grid, chosen.index);
    else entry.chosen = ["framed", "x", "dx"].includes(grid.name) ? own(grid, entry.chosen, entry.chosen) : entry.chosen.map((i, n) => Math.min(i, [grid.rows, grid.columns][n] - 1));
    const [row, column] = entry.chosen;
    const said = values[row][column];
    const index = indexAt(grid, entry.chosen);
    const where = grid.name === "db" ? "" : `row ${index.at(-2) + 1}, column ${index.at(-1) + 1}: `;
    entry.grid.update({
      x,
      y,
      cell: place.cell,
      values: values.map((line) => line.map((value) => value ?? 0)),
      chosen: entry.chosen,
      ring: isHere,
      text: where + (said === null ? "nothing yet" : short(said)),
      kind(i, j) {
        const own = indexAt(grid, [i, j]);
        if (!own) return grid.name === "dx" ? "is-frame is-hidden" : "is-frame";
        const names = [together.has(nameOf(kind, own)) && "is-now", values[i][j] === null && "is-hidden"];
        if (isWrong(grid, own, found)) names.push("is-wrong");
        return names.filter(Boolean).join(" ");
      },
    });
  }

  /** What was looked through together: the window of an output, what a square collects from, the places of a weight. */
  function windowIn({ name }, focus) {
    const { stride, padding } = CASES[now.case];
    const { k, OH, OW } = sizesOf(now);
    const [row, column] = focus?.index.slice(-2) ?? [];
    const isOutput = focus?.kind === "delta" && ((name === "dx" && viewOf(now) === "scatter") || name === "x");
    if (isOutput) return [row * stride, column * stride, k, k];
    if (focus?.kind === "x" && name === "framed") return [row + padding, column + padding, k, k];
    if (focus?.kind === "w" && name === "x" && stride === 1) return [row, column, OH, OW];
    return null;
  }

  const isWrong = ({ name }, index, { claimed, grad_x: truth }) => name === "dx" && Math.abs(valueAt(claimed, index) - valueAt(truth, index)) >= AGREES;

  /** A small cross in the corner of each sum that the measured slope denies. */
  function crosses({ grid, x, y }, cell, found) {
    const at = indices(now.x).filter((index) => index[0] === grid.c && isWrong(grid, index, found));
    const shown = at.filter((index) => nameOf("x", index) === now.selected || found.so_far[indices(now.x).findIndex((one) => String(one) === String(index))] !== null);
    return shown.map((index) => {
      const [row, column] = squareOf(grid, index);
      return `M${x + (column + 1) * cell - 7} ${y + row * cell + 3}l4 4m0 -4l-4 4`;
    }).join("");
  }

  function layOutWords({ places, cell }) {
    titles.replaceChildren(
      ...places.flatMap(({ grid, x, y, arrow }) => [
        ...grid.title.map((line, n) => s("text", { class: n ? "dl-note" : `dl-name dl-${TONES[grid.name]}`, x, y: y - (grid.title[1] ? 24 - 16 * n : 8) }, line)),
        ...(arrow ? [s("path", { class: "dl-thin dl-quiet", d: `M${x - 30} ${y + (grid.rows * cell) / 2}h20m-6 -5l6 5l-6 5` })] : []),
      ]),
    );
  }

  return function draw(found, shown) {
    now = whole();
    const { width, narrow } = picture;
    const plan = layOut(now, shown, { width, narrow, most: narrow ? MOST_HEIGHT.narrow : MOST_HEIGHT.wide });
    const grids = plan.places.map(({ grid }) => grid);
    if (Math.round(plan.height) !== height) {
      height = Math.round(plan.height);
      picture.refit();
    }
    picture.once(titles, [grids.map(({ key, title }) => key + title), plan.cell], () => layOutWords(plan));
    const keys = new Set(grids.map(({ key }) => key));
    for (const [key, { layer }] of made) if (!keys.has(key)) layer.style.display = "none";
    const focus = focusOf(now);
    const together = involved(now, focus);
    for (const place of plan.places) drawGrid({ ...place, cell: plan.cell }, found, together);
    const { cell } = plan;
    const windows = plan.places.flatMap(({ grid, x, y }) => {
      const [row, column, rows, columns] = windowIn(grid, focus) ?? [];
      const box = { x: x + column * cell - 1, y: y + row * cell - 1, width: columns * cell + 2, height: rows * cell + 2 };
      return rows ? [s("rect", { class: "dl-conv-window", rx: 4, ...box })] : [];
    });
    const wrong = plan.places.filter(({ grid }) => grid.name === "dx").map((place) => crosses(place, cell, found)).join("");
    marks.replaceChildren(...windows, s("path", { class: "dl-thin dl-conv-cross", d: wrong }));
    return plan;
  };
}
