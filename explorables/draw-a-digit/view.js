/*
 * DrawADigit: the reader draws a digit, and a LeNet-5 trained on MNIST reads it at once.
 *
 * Takes in   weights, samples (data); ink, filter, row, column, pen_x, pen_y
 * Shows      the square to draw in, the 28 × 28 picture that the network gets, ten probabilities, the maps of all 22 filters;
 *            in the fold one filter: where a unit looks, and the sum that gives its number
 * The reader draws by mouse, finger or keys, takes strokes back, loads a sample, chooses a filter, drags the unit
 * Sets       ink, filter, row, column, pen_x, pen_y
 */
import { createButton } from "../shared/button.js";
import { h } from "../shared/dom.js";
import { openFigure } from "../shared/figure.js";
import { fixed, significant } from "../shared/format.js";
import { createSelect } from "../shared/select.js";
import { createTable } from "../shared/table.js";
import { layOut, openAnswer } from "./answer.js";
import { openDrawing } from "./drawing.js";
import { MOST_POINTS, SIDE, isInk, pointsOf } from "./ink.js";
import { createMaps } from "./maps.js";
import { FILTER, FILTERS, numbers, partsOf, strongest } from "./model.js";
import { unpack } from "./network.js";
import { openQuestion } from "./question.js";
import { openSumPicture } from "./sum-picture.js";
import { createTiles } from "./tiles.js";
import { openUnitPicture } from "./unit-picture.js";
import { aDigit, chance, filterName, kindOf, sumWords, verdict } from "./words.js";

const LARGEST_PLACE = 23; // of a unit in the larger map
const isWhole = (value) => Number.isInteger(value) && value >= 0 && value <= LARGEST_PLACE;
const isInside = (value) => typeof value === "number" && value >= 0 && value <= SIDE;

export function view(context) {
  const { model, signal } = context;
  const network = unpack(model.get("weights"));
  const samples = model.get("samples");
  const figure = openFigure(context, {
    name: "DrawADigit",
    label: "Draw a digit, and a network reads it",
    caption: `Draw with mouse or finger. With keys: Tab to the square, arrows move the pen, Space puts it down and lifts it, Backspace takes back the last stroke. ${houseWords(network, samples)}`,
  });
  const { state } = figure;
  state.fit({ ink: isInk, filter: (filter) => FILTERS.includes(filter), row: isWhole, column: isWhole, pen_x: isInside, pen_y: isInside });
  let now = numbers(state.all(), network);

  const tiles = createTiles({ root: figure.root, onTheme: figure.redraw, signal });
  const stage = h("div", { class: "dl-stage dl-drawing" });
  const pictures = figure.root.querySelector(".dl-pictures");
  pictures.append(stage);
  const picture = figure.picture({ parent: stage, label: "The square to draw in, and what the network reads", height: (width) => layOut(width).height });
  const answer = openAnswer({ picture, stage, tiles });
  const drawing = openDrawing({ picture, state, redraw: figure.redraw, signal });

  const undo = createButton({ parent: figure.controls, label: "Undo", press: drawing.undo, signal });
  const clear = createButton({ parent: figure.controls, label: "Clear", press: drawing.clear, signal });
  const sample = createSelect({
    parent: figure.controls,
    label: "sample",
    quiet: true,
    choices: Object.keys(samples).map((name) => [name, /^\d$/.test(name) ? aDigit(Number(name)) : name]),
    value: () => Object.keys(samples).find((name) => samples[name] === state.get("ink")) ?? "",
    choose: (name) => name && state.set({ ink: samples[name] }),
    signal,
  });
  sample.select.prepend(h("option", { value: "" }, "samples"));

  const maps = createMaps({
    tiles,
    value: () => state.get("filter"),
    choose(filter) {
      const [row, column] = strongest(numbers({ ...state.all(), filter }, network));
      state.set({ filter, row, column });
      fold.content.parentElement.open = true;
    },
    signal,
  });
  figure.lower(maps.node, pictures);

  const fold = figure.fold("");
  const summary = fold.content.parentElement.firstChild;
  figure.lower(fold.content.parentElement, figure.folds);
  const heading = h("p");
  const sum = h("p", { class: "dl-sum-words" });
  const [unitStage, sumStage] = [0, 1].map(() => h("div", { class: "dl-stage dl-look-stage" }));
  const inFold = h("div", { class: "dl-controls" });
  fold.content.append(heading, unitStage, sumStage, sum, inFold);
  const unit = openUnitPicture({ figure, stage: unitStage, tiles, move: (row, column) => state.set({ row, column }), signal });
  const products = openSumPicture({ figure, stage: sumStage, tiles });
  createButton({
    parent: inFold,
    label: "Strongest unit",
    press() {
      const [row, column] = strongest(now);
      state.set({ row, column });
    },
    signal,
  });
  const table = createTable({
    parent: fold.content,
    title: "Show the products",
    caption: "What stands in the window, the weight that lies on it, and their product",
    columns: ["map, row, column", "window", "weight", "product"],
    rows: () =>
      Array.from(now.window, (value, i) => {
        const [k, row, column] = [Math.floor(i / FILTER ** 2), Math.floor(i / FILTER) % FILTER, i % FILTER];
        return [`${k + 1}, ${row}, ${column}`, fixed(value, 3), fixed(now.kernel[i], 3), fixed(value * now.kernel[i], 3)];
      }),
    signal,
  });
  const answers = createTable({
    parent: figure.folds,
    title: "Show the ten probabilities",
    caption: "Scores of the last layer, and the probabilities that softmax makes of them",
    columns: ["digit", "score", "probability"],
    rows: () =>
      now.readable ? now.ranking.map((digit) => [String(digit), fixed(now.scores[digit], 2), significant(now.probabilities[digit])]) : [],
    signal,
  });
  const question = openQuestion({ figure, samples, signal });
  figure.onReset(() => {
    drawing.lift();
    question.clear();
  });

  figure.onDraw(() => {
    const all = state.all();
    now = numbers(all, network);
    const is = kindOf(all.ink, now);
    picture.once(stage, null, () => {
      const places = layOut(picture.width);
      drawing.layOut(places.square);
      answer.layOut(places);
    });
    drawing.update();
    answer.update(now, { filter: all.filter, is });
    maps.update(now);
    for (const button of [undo, clear]) button.setAttribute("aria-disabled", String(is === "empty"));
    sample.update();
    summary.textContent = `Look into ${filterName(all.filter)}: weights, one unit, its sum`;
    if (fold.isOpen()) {
      heading.textContent = foldWords(all.filter);
      unit.update(now, all.filter);
      products.update(now, all.filter);
      sum.textContent = sumWords(all.filter, now);
      table.update();
    }
    answers.update();
    question.update(now, is);
    const said = verdict(now, { is, pen: drawing.pen(), full: pointsOf(all.ink) >= MOST_POINTS });
    figure.status.say(h("strong", {}, said.heading), ` ${said.text}`);
  });
}

const foldWords = (filter) =>
  partsOf(filter)[0] === 1
    ? "A unit lays the 5 × 5 weights of its filter on the picture and adds the products. Drag the frame, or the unit."
    : "A unit lays 5 × 5 weights on each of the six maps of layer 1; through them it sees 14 × 14 of the picture. Drag the frame, or the unit.";

/** It knows ten answers: measured on the house, where there is one. */
function houseWords(network, { house }) {
  if (!house) return "It knows ten answers and no other.";
  const { ranking: [best], probabilities } = numbers({ ink: house, filter: "1.1", row: 0, column: 0 }, network);
  return `It knows ten answers and no other: our house, too, it reads as a digit, ${aDigit(best)} with probability ${chance(probabilities[best])}.`;
}
