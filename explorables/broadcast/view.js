/*
 * Broadcast: two shapes, whether they fit, and how NumPy stretches them.
 *
 * Takes in   left, right, cell
 * Shows      the shapes flush right with the verdict on each axis; both arrays stretched, and their sum, number by number
 * The reader edits both shapes, picks a pair, covers the answer to say it first, points at a number
 * Sets       left, right, cell
 */
import { createButton } from "../shared/button.js";
import { h } from "../shared/dom.js";
import { openFigure } from "../shared/figure.js";
import { createSelect } from "../shared/select.js";
import { createTable } from "../shared/table.js";
import { openEditor } from "./editor.js";
import { openGrids } from "./grids.js";
import { LONGEST, MOST_AXES, numbers } from "./model.js";
import { CAPTION, status, sumInWords } from "./words.js";

const PAIRS = [
  ["(3, 4) and (4,)", [3, 4], [4]],
  ["(3, 4) and (3, 1)", [3, 4], [3, 1]],
  ["(3, 1) and (3,): trap", [3, 1], [3]],
  ["(4, 1, 3) and (2, 3)", [4, 1, 3], [2, 3]],
  ["(3, 4) and (3,)", [3, 4], [3]],
];
const OWN = "-1";

const isShape = (value) => Array.isArray(value) && value.length <= MOST_AXES && value.every((size) => Number.isInteger(size) && size >= 1 && size <= LONGEST);
const FITS = { left: isShape, right: isShape, cell: (value) => Number.isInteger(value) && value >= 0 && value < LONGEST ** MOST_AXES };

export function view(context) {
  const { signal } = context;
  const figure = openFigure(context, { name: "Broadcast", label: "Two shapes, and what becomes of their sum", caption: CAPTION, above: true });
  const { state } = figure;
  state.fit(FITS);
  const shapes = () => ({ left: state.get("left"), right: state.get("right") });
  let hovered = null; // the place of the number under the pointer
  let covered = false; // does the reader want to say the answer first?

  const change = (changes) => {
    hovered = null;
    state.set(changes);
  };
  const edited = h("div", { class: "dl-scroll" });
  figure.root.querySelector(".dl-pictures").append(edited);
  const editor = openEditor({
    parent: edited,
    shapes: ["left", "right"].map((name) => ({ name, shape: () => state.get(name), change: (shape) => change({ [name]: shape }) })),
    signal,
  });
  const grids = openGrids({
    figure,
    choose(cell) {
      hovered = null;
      state.set({ cell });
    },
    point(place) {
      if (place === hovered) return;
      hovered = place;
      figure.redraw();
    },
    signal,
  });

  const pairs = createSelect({
    parent: figure.controls,
    label: "pair of shapes",
    quiet: true,
    choices: [...PAIRS.map(([words], i) => [String(i), words]), [OWN, "your own pair"]],
    value: () => String(PAIRS.findIndex(([, left, right]) => String(left) === String(state.get("left")) && String(right) === String(state.get("right")))),
    choose(i) {
      if (i === OWN) return figure.redraw();
      const [, left, right] = PAIRS[i];
      return change({ left: [...left], right: [...right] });
    },
    signal,
  });
  const cover = createButton({
    parent: figure.controls,
    label: "Guess first",
    signal,
    press() {
      covered = !covered;
      figure.redraw();
    },
  });
  let found;
  const table = createTable({
    parent: figure.folds,
    caption: "Every number of the result, and where it comes from",
    columns: ["number", "sum"],
    rows: () => (covered || !found.shape ? [["none", ""]] : found.result.map((_, place) => [String(place + 1), sumInWords(place, shapes(), found)])),
    signal,
  });

  figure.onReset(() => {
    covered = false;
    hovered = null;
  });
  figure.onDraw(() => {
    found = numbers(shapes());
    const last = found.shape ? found.result.length - 1 : 0;
    const place = Math.min(hovered ?? state.get("cell"), last);
    editor.update(found, covered);
    grids.update(shapes(), found, place, covered);
    cover.textContent = covered ? "Show answer" : "Guess first";
    pairs.update();
    table.update();
    const [strong, rest] = status(shapes(), found, place, covered);
    figure.status.say(h("strong", {}, strong), rest);
  });
}
