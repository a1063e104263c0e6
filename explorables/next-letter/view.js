/*
 * NextLetter: the reader types a text, and a network that has read Shakespeare says which letter it expects next.
 *
 * Takes in   model (data); text, temperature, seed, show, unit, place, written
 * Shows      the text letter by letter, under each its surprise in bits, or what one hidden unit or gate is; the ten likeliest
 *            next letters; all hidden units after the chosen letter
 * The reader types, drags over the letters and the units, sets the temperature, lets it write on letter by letter
 * Sets       all of them but the model
 */
import { createButton } from "../shared/button.js";
import { h, uniqueId } from "../shared/dom.js";
import { openFigure } from "../shared/figure.js";
import { fixed } from "../shared/format.js";
import { createPlayer } from "../shared/player.js";
import { createSelect } from "../shared/select.js";
import { createSlider } from "../shared/slider.js";
import { createTable } from "../shared/table.js";
import { openBars } from "./bars.js";
import { MOST_LETTERS, SHOWN, numbers } from "./model.js";
import { createReader, unpack } from "./network.js";
import { openQuestion } from "./question.js";
import { openStrip, stripHeight } from "./strip.js";
import { openUnits, unitsHeight } from "./units.js";
import { placeWords, shown, verdict } from "./words.js";

const LETTER_EVERY = 120; // milliseconds
const IN_A_FRAME = 24; // letters that are read at most
const SHOW_NAMES = { surprise: "surprise", unit: "one unit", update: "update gate", reset: "reset gate" };

const whole = (low, high) => (value) => Number.isInteger(value) && value >= low && value <= high;

export function view(context) {
  const { model, signal } = context;
  const network = unpack(model.get("model"));
  const reader = createReader(network);
  const blind = Math.log2(network.letters.length);
  const figure = openFigure(context, {
    name: "NextLetter",
    label: "Type a text, and a network expects the next letter",
    caption: "Type a text of your own; one that ends in q, too. Let it write on at temperature 0.2, then at 2. Drag over the letters, and over the hidden units: what does a unit follow? Bold letters are yours, the others its own.",
  });
  const { state } = figure;
  state.fit({
    text: (text) => typeof text === "string" && Array.from(text).length <= MOST_LETTERS,
    temperature: (value) => typeof value === "number" && value >= 0.2 && value <= 2,
    seed: whole(1, 99),
    show: (name) => SHOWN[network.kind].includes(name),
    unit: whole(1, 256),
    place: whole(0, MOST_LETTERS),
    written: whole(0, MOST_LETTERS),
  });
  let now = numbers(state.all(), reader); // all of it at first, later in parts

  const id = uniqueId();
  const field = h("textarea", { id, rows: 2, maxlength: MOST_LETTERS, spellcheck: "false", autocapitalize: "off", autocomplete: "off" });
  figure.root.querySelector(".dl-pictures").append(h("div", { class: "dl-text-field" }, h("label", { for: id }, "Your text"), field));
  field.addEventListener("input", () => {
    player.stop();
    state.set({ text: Array.from(field.value).slice(0, MOST_LETTERS).join(""), place: MOST_LETTERS, written: 0 });
  }, { signal });

  const strip = openStrip({
    picture: figure.picture({ label: "The text, letter by letter", height: stripHeight }),
    choose: (place) => state.set({ place: place < Array.from(now.known).length ? place : MOST_LETTERS }),
    signal,
  });
  const pair = h("div", { class: "dl-pair dl-next-pair" });
  const [left, right] = [h("div"), h("div")];
  pair.append(left);
  figure.root.querySelector(".dl-pictures").append(pair);
  figure.lower(right, pair);
  const tall = unitsHeight(network.size, figure.narrow);
  const bars = openBars({ picture: figure.picture({ parent: left, label: "The ten likeliest next letters", height: (width) => (figure.narrow() ? 128 : tall(width)) }) });
  const units = openUnits({
    picture: figure.picture({ parent: right, label: "The hidden units", height: tall }),
    size: network.size,
    narrow: figure.narrow,
    choose: (unit) => state.set({ unit, show: state.get("show") === "surprise" ? "unit" : state.get("show") }),
    signal,
  });

  const player = createPlayer({
    parent: figure.controls,
    label: "Write on",
    interval: LETTER_EVERY,
    stillSteps: 20,
    onPlaying: figure.redraw,
    signal,
    step() {
      const text = state.get("text");
      if (Array.from(text).length >= MOST_LETTERS) return false;
      const { next } = numbers({ ...state.all(), place: MOST_LETTERS }, reader);
      state.set({ text: text + next, place: MOST_LETTERS, written: state.get("written") + 1 });
      return true;
    },
  });
  const temperature = createSlider({
    parent: figure.controls,
    label: "temperature",
    min: 0.2,
    max: 2,
    step: 0.1,
    format: (value) => fixed(value, Number.isInteger(10 * value) ? 1 : 2),
    value: () => state.get("temperature"),
    move: (value) => state.set({ temperature: value }),
    signal,
  });
  const select = createSelect({
    parent: figure.seldom,
    label: "under the letters",
    choices: SHOWN[network.kind].map((name) => [name, SHOW_NAMES[name]]),
    value: () => state.get("show"),
    choose: (show) => state.set({ show }),
    signal,
  });
  const fold = figure.fold("Seed of what it writes, and a clean sheet");
  const inFold = fold.content.appendChild(h("div", { class: "dl-controls" }));
  const seed = createSlider({
    parent: inFold,
    label: "seed",
    min: 1,
    max: 99,
    step: 1,
    format: String,
    value: () => state.get("seed"),
    move: (value) => state.set({ seed: value }),
    signal,
  });
  const wipe = (text) => {
    player.stop();
    state.set({ text, place: MOST_LETTERS, written: 0 });
  };
  createButton({ parent: inFold, label: "Take back what it wrote", press: () => wipe(ownText()), signal });
  createButton({ parent: inFold, label: "Clear the text", press: () => wipe(""), signal });
  const ownText = () => {
    const letters = Array.from(state.get("text"));
    return letters.slice(0, Math.max(0, letters.length - state.get("written"))).join("");
  };
  const table = createTable({
    parent: figure.folds,
    caption: "Each letter, its surprise in bits, and the chosen unit or gate (where surprise is chosen, again that)",
    columns: ["letter", "surprise", "under it"],
    rows: () => Array.from(now.known, (letter, t) => [shown(letter), fixed(now.surprise[t], 2), fixed(now.values[t], 2)]),
    signal,
  });
  const question = openQuestion({ figure, signal });
  figure.onReset(() => {
    player.stop();
    question.clear();
  });

  figure.onDraw(() => {
    const all = state.all();
    now = numbers(all, reader, IN_A_FRAME);
    if (now.unread) figure.redraw();
    if (field.value !== all.text) {
      field.value = all.text;
      field.scrollTop = field.scrollHeight;
    }
    const about = { ...all, blind, letters: network.letters.length, length: Array.from(all.text).length };
    strip.update(now, { ...about, text: placeWords(now) });
    bars.update(now, network.letters);
    units.update(now);
    for (const control of [temperature, select, seed, table, player]) control.update();
    question.update(now);
    const said = verdict(now, network.letters, about);
    figure.status.say(h("strong", {}, said.heading), ` ${said.text}`);
  });
}
