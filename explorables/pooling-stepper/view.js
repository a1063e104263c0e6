/*
 * PoolingStepper: max, average and L2 pooling of a small picture, window by window; and where the gradient goes.
 *
 * Takes in   kind, way, size, stride, picture, grad, place, window, square
 * Shows      forward: the picture, the window on it, and the pooled numbers so far (beside them those before the last change);
 *            back: the picture, δ of each pooled number, the gradient of each square so far, and the check of one of them
 * The reader steps, plays and scrubs; chooses a window or a square; changes numbers; moves the picture; picks kind and way
 * Sets       all of the state
 */
import { createButton } from "../shared/button.js";
import { h } from "../shared/dom.js";
import { openFigure } from "../shared/figure.js";
import { createModes } from "../shared/modes.js";
import { createPlayer } from "../shared/player.js";
import { createPrediction } from "../shared/prediction.js";
import { clamp } from "../shared/scale.js";
import { createSelect } from "../shared/select.js";
import { createSlider } from "../shared/slider.js";
import { createTable } from "../shared/table.js";
import { FITS, LIMIT, MOST_PLACES, changes, countOf, deltasOf, numbers, pool, sharesOf, shifted, withNumber } from "./model.js";
import { poolingPicture } from "./picture.js";
import { questionFor } from "./question.js";
import { deltaWords, editWords, shiftWords, squareWords } from "./square-words.js";
import { tidy, windowWords } from "./words.js";

const STEP_INTERVAL = 1500;
const CAPTION =
  "Choose a square of the picture and change its number: keys 0 to 9, + and −, or pull it up or down with the mouse. Choose a pooled number, or a δ, to see its window again. Back, the chosen square is nudged and its gradient checked: make two numbers of a window equal, and look.";

export function view(context) {
  const { model, signal } = context;
  const figure = openFigure(context, { name: "PoolingStepper", label: "Pooling a small picture, forward and back", caption: CAPTION });
  const { state } = figure;
  state.fit(FITS);
  // A window beyond the last one is the last one.
  const all = () => {
    const now = state.all();
    const place = Math.min(now.place, countOf(now));
    return { ...now, place, window: now.window > place ? 0 : now.window };
  };
  const looked = () => (all().window || all().place) - 1;
  const isBack = () => state.get("way") === "back";

  // What was done last, and the state that it led to; and what the reader has seen, for the prediction.
  let happened = { kind: "window" };
  let seen = { moved: null, tie: false };
  const hear = (what, changed) => {
    player.stop();
    state.set(changed);
    happened = { ...what, state: JSON.stringify(state.all()) };
    figure.redraw();
  };
  const choose = (square) => hear({ kind: "square" }, { square });
  const look = (i) => hear({ kind: "window" }, i < all().place ? { window: i + 1 } : { place: i + 1, window: 0 });
  const goTo = (place) => hear({ kind: "window" }, { place, window: 0 });
  const setNumber = (square, asked) => {
    const value = clamp(asked, -LIMIT, LIMIT);
    const from = state.get("picture").flat()[square];
    if (value === from) return;
    const first = happened.kind === "edit" && happened.square === square ? happened : { from, before: pool(all()) };
    hear({ ...first, kind: "edit", square }, { square, picture: withNumber(state.get("picture"), square, value) });
  };
  const setDelta = (i, value) => {
    const side = Math.sqrt(countOf(all()));
    const grad = state.get("grad").map((row) => [...row]);
    grad[Math.floor(i / side)][i % side] = value;
    hear({ kind: "delta", i }, { grad, ...(i < all().place ? { window: i + 1 } : {}) });
  };
  // − and + change what was chosen last: a number of the picture, or a δ.
  let target = "square";
  const bump = (by) => {
    if (isBack() && target === "delta") {
      const i = Math.max(0, looked());
      setDelta(i, clamp(deltasOf(all())[i] + by, -LIMIT, LIMIT));
    } else setNumber(state.get("square"), state.get("picture").flat()[state.get("square")] + by);
  };
  const shift = () => {
    const before = pool(all());
    const picture = state.get("picture");
    hear({ kind: "shift", before, picture }, { picture: shifted(picture), place: countOf(all()), window: 0 });
    seen = { ...seen, moved: { changed: changes(before, pool(all())).length, count: countOf(all()), kind: state.get("kind") } };
  };

  const pictures = figure.root.querySelector(".dl-pictures");
  const modes = pictures.appendChild(h("div", { class: "dl-pool-modes" }));
  const pick = (label, name, choices, also = {}) =>
    createModes({
      parent: modes,
      label,
      choices,
      value: () => state.get(name),
      choose: (value) => hear({ kind: "window" }, value === state.get(name) ? {} : { [name]: value, ...also }),
      signal,
    });
  const choices = [
    pick("Kind of pooling", "kind", [["max", "max"], ["average", "average"], ["l2", "L2"]]),
    pick("Way", "way", [["forward", "forward"], ["back", "back"]], { place: 1, window: 0 }),
  ];
  const draw = poolingPicture({
    figure,
    choose(square) {
      target = "square";
      choose(square);
    },
    look(i) {
      target = "delta";
      look(i);
    },
    setNumber,
    setDelta,
    signal,
  });

  const player = createPlayer({
    parent: figure.controls,
    interval: STEP_INTERVAL,
    stillSteps: () => countOf(all()),
    signal,
    step() {
      const { place } = all();
      const count = countOf(all());
      const next = place >= count ? 1 : place + 1;
      state.set({ place: next, window: 0 });
      happened = { kind: "window", state: JSON.stringify(state.all()) };
      figure.redraw();
      return next < count;
    },
  });
  const button = (label, spoken, press) => createButton({ parent: figure.controls, label, press, signal }).setAttribute("aria-label", spoken);
  button("−", "− 1: the chosen number becomes smaller", () => bump(-1));
  button("+", "+ 1: the chosen number becomes larger", () => bump(1));
  const shiftButton = createButton({ parent: figure.controls, label: "Shift right", press: shift, signal });
  const slider = createSlider({
    parent: figure.seldom,
    label: "window",
    min: 0,
    max: MOST_PLACES ** 2,
    step: 1,
    format: (place) => `${place} of ${countOf(all())}`,
    value: () => all().place,
    move: goTo,
    signal,
  });

  const made = model.get("_defaults");
  const { reply, ...question } = questionFor(made, countOf(made), () => seen);
  const prediction = createPrediction({ parent: figure.caption, ...question, reply, signal });

  const fold = figure.fold("Another window");
  const row = fold.content.appendChild(h("div", { class: "dl-controls" }));
  const select = (label, name, options) =>
    createSelect({ parent: row, label, choices: options, value: () => String(state.get(name)), choose: (value) => hear({ kind: "window" }, { [name]: Number(value), place: 1, window: 0 }), signal });
  const selects = [
    select("size", "size", [["2", "2 × 2"], ["3", "3 × 3"]]),
    select("stride", "stride", [["1", "1, overlapping"], ["2", "2"]]),
  ];

  let now;
  const table = createTable({
    parent: figure.folds,
    caption: "The windows done so far; what goes back, square by square",
    columns: ["window", "numbers", "pooled", "δ", "gradient"],
    rows: () =>
      sharesOf(all()).slice(0, all().place).map(({ numbers: inside, shares }, i) => {
        const cells = [inside.map(tidy).join(", "), tidy(now.pooled.flat()[i]), tidy(deltasOf(all())[i]), shares.map(tidy).join(", ")];
        return [String(i + 1), ...cells];
      }),
    signal,
  });

  figure.onReset(() => {
    player.stop();
    happened = { kind: "window" };
    seen = { moved: null, tie: false };
    target = "square";
    prediction.clear();
  });

  function sentence(given) {
    if (happened.kind === "square") return squareWords(given, now);
    if (happened.kind === "edit") return editWords(given, now, happened);
    if (happened.kind === "shift") return shiftWords(given, happened);
    const [heading, text] = windowWords(given, now, looked());
    if (happened.kind !== "delta") return [heading, text];
    return happened.i < given.place ? [`${deltaWords(given, happened.i)} ${heading}`, text] : [deltaWords(given, happened.i), ""];
  }

  figure.onDraw(() => {
    const present = JSON.stringify(state.all());
    if (happened.state && happened.state !== present) happened = { kind: "window" }; // Python, or another view, has changed it
    happened.state = present;
    const given = all();
    now = numbers(given);
    if (given.way === "back" && given.kind === "max" && now.ties[looked()] > 1) seen = { ...seen, tie: true };
    for (const one of [...choices, ...selects]) one.update();
    shiftButton.hidden = isBack();
    draw(given, now, { looked: looked(), before: (!isBack() && happened.before) || null });
    slider.input.max = countOf(given);
    slider.update();
    slider.input.style.setProperty("--dl-share", given.place / countOf(given));
    player.update();
    prediction.update();
    table.update();
    const [strong, rest] = sentence(given);
    figure.status.say(h("strong", {}, strong), rest);
  });
}
