/*
 * Playground: a small network learns points of the plane.
 *
 * Takes in   part (data); problem, hidden, activation, rate, init, seed, sample, m, noise, optimizer, batch, l2, dropout, examples,
 *            speed, unit, x1, x2, shown, challenge, start, begun, steps (state)
 * Shows      what the network, or one unit, says all over the plane, with the points and the line between; all units small, with
 *            the weights as lines; the cost by step, also of points held out and of the run before; what stands in the way
 * The reader trains, steps, starts again, changes whatever there is, draws points, looks at a unit, moves the crosshair, takes the challenge
 * Sets       all of the state; _trained, the weights as they are now
 */
import { createButton } from "../shared/button.js";
import { h } from "../shared/dom.js";
import { openFigure } from "../shared/figure.js";
import { significant } from "../shared/format.js";
import { onAbort } from "../shared/lifetime.js";
import { circleGlyph, crossGlyph } from "../shared/marks.js";
import { createPlayer } from "../shared/player.js";
import { createSelect } from "../shared/select.js";
import { createTable } from "../shared/table.js";
import { openChallenge } from "./challenge.js";
import { openCurve } from "./curve.js";
import { diagnose } from "./diagnosis.js";
import { createGrid, nameOf } from "./grid.js";
import { openNet } from "./net.js";
import { layoutOf } from "./network.js";
import { createPainter } from "./paint.js";
import { openPlane } from "./plane.js";
import { MOST_POINTS, sanitize, shownUnit } from "./sanitize.js";
import { openSettings } from "./settings.js";
import { createSteppers } from "./steppers.js";
import { openTrainer } from "./trainer.js";
import { CAPTION, DRAWING, status, unitInWords, unitName } from "./words.js";

const SPEEDS = ["slow", "medium", "fast"].map((name) => [name, name]);
const A_FRAME = { slow: 1, medium: 10, fast: Infinity };
const A_PRESS = { slow: 10, medium: 100, fast: 1000 }; // for readers who want no motion
const BUDGET = 8; // milliseconds of training in a frame; the rest is for drawing and for the reader
const PRESS_BUDGET = 2000;
const WRITE_EVERY = 250;
const WIDE = 560;
const MOST_LAYERS = { shallow: 1, deep: 3, all: 3 };

export function view(context) {
  const { model, el, signal } = context;
  const part = model.get("part");
  const withHeldOut = part !== "shallow";
  const figure = openFigure(context, { name: "Playground", label: "A small network learns points of the plane", caption: CAPTION });
  const { state, root } = figure;
  root.classList.add("dl-playground");
  sanitize(model, state);

  let themes = 0; // how often the page has turned light or dark
  let written = 0;
  const painter = createPainter({
    root,
    signal,
    onTheme() {
      themes += 1;
      figure.redraw();
    },
  });
  const trainer = openTrainer({ model, state, redraw: figure.redraw });
  const set = (changes) => {
    state.set(changes);
    figure.redraw();
  };
  const change = (changes) => {
    trainer.change(changes);
    figure.redraw();
  };
  const select = (unit) => set({ unit });

  // The reader's own points.
  let kind = 1; // of the points that are pressed
  const rows = () => state.get("examples");
  const add = (x, truth) => rows().length < MOST_POINTS && change({ examples: [...rows(), [...x, truth]] });
  const remove = (index) => change({ examples: rows().filter((_, i) => i !== index) });

  const pictures = root.querySelector(".dl-pictures");
  const plane = openPlane({ figure, cell: pictures, painter, add, remove, kind: () => kind, signal });
  const side = h("div", { class: "dl-side" });
  figure.folds.before(side);
  const updateNet = openNet({ figure, parent: side, painter, select, signal });
  const unitLine = h("p", { class: "dl-unit-line" });
  side.append(unitLine);
  const steppers = createSteppers({
    parent: side,
    most: Math.max(MOST_LAYERS[part], state.get("hidden").length),
    hidden: () => state.get("hidden"),
    set: (hidden) => change({ hidden }),
    signal,
  });
  const below = h("div", { class: "dl-below" });
  side.after(below);
  const updateCurve = openCurve({ figure, parent: below, withHeldOut });

  const player = createPlayer({
    parent: figure.controls,
    step() {
      const more = trainer.train(1, PRESS_BUDGET);
      trainer.write();
      figure.redraw();
      return more;
    },
    slice() {
      const more = trainer.train(A_FRAME[state.get("speed")], BUDGET);
      if (performance.now() - written > WRITE_EVERY) {
        written = performance.now();
        trainer.write();
      }
      figure.redraw();
      return more;
    },
    onPlaying: (playing) => playing || trainer.write(),
    stillSteps: () => A_PRESS[state.get("speed")],
    signal,
  });
  createButton({
    parent: figure.controls,
    label: "Start again",
    signal,
    press() {
      trainer.restart();
      figure.redraw();
    },
  });
  const speed = createSelect({ parent: figure.controls, label: "speed", choices: SPEEDS, value: () => state.get("speed"), choose: (name) => set({ speed: name }), signal });
  // Whatever is pressed next, such as Copy link, finds the steps that were made.
  root.addEventListener("click", () => player.playing && trainer.write(), { capture: true, signal });
  const observer = new IntersectionObserver(([{ isIntersecting }]) => isIntersecting || player.stop());
  observer.observe(root);
  onAbort(signal, () => observer.disconnect());

  const drawing = figure.controls.appendChild(h("div", { class: "dl-group" }));
  const toggle = drawing.appendChild(h("span", { class: "dl-choices", role: "group", "aria-label": "A press adds a" }));
  const kinds = [[1, "cross", crossGlyph], [0, "circle", circleGlyph]].map(([truth, name, glyph]) => {
    const press = () => {
      kind = truth;
      figure.redraw();
    };
    const button = createButton({ parent: toggle, label: "", signal, press });
    button.append(glyph(), `add ${name}`);
    return [truth, button];
  });
  const pressRemove = createButton({ parent: drawing, label: "Remove", signal, press: plane.drawing.removeChosen });
  createButton({ parent: drawing, label: "Remove all", signal, press: () => change({ examples: [] }) });

  const fold = figure.fold("Settings: points, network, learning");
  fold.content.parentNode.open = el.clientWidth >= WIDE;
  const settings = openSettings({ figure, parent: fold.content, part, change, signal });
  const table = createTable({
    parent: figure.folds,
    caption: "Weights and biases, unit by unit",
    columns: ["unit", "weights", "bias"],
    rows() {
      const { sizes, w } = trainer.run;
      return layoutOf(sizes).layers.flatMap(({ inputs, outputs, weights, biases }, l) =>
        Array.from({ length: outputs }, (_, j) => {
          const own = Array.from(w.subarray(weights + j * inputs, weights + (j + 1) * inputs), (value) => significant(value, 3));
          const unit = nameOf(l + 1, j, sizes);
          return [unit === "output" ? "output" : unitName(unit, sizes), own.join(",  "), significant(w[biases + j], 3)];
        }),
      );
    },
    signal,
  });
  const updateChallenge = openChallenge({ figure, change, withHeldOut, signal });

  const wide = new ResizeObserver(([{ contentRect }]) => root.classList.toggle("is-wide", contentRect.width >= WIDE));
  wide.observe(el);
  onAbort(signal, () => wide.disconnect());
  root.classList.toggle("is-wide", el.clientWidth >= WIDE);

  figure.onReset(() => {
    player.stop();
    trainer.forget();
  });

  let grid = { key: null };
  let seen = { stamp: null };
  figure.onDraw(() => {
    sanitize(model, state);
    trainer.sync();
    const all = state.all();
    const { run, steps } = trainer;
    const kindOfNet = JSON.stringify([run.sizes, all.activation]);
    if (grid.key !== kindOfNet) grid = { key: kindOfNet, ...createGrid(run.sizes, all.activation) };
    const stamp = [trainer.runs, run.steps, themes].join();
    if (stamp !== seen.stamp) {
      grid.update(run.w);
      const judged = run.judge();
      seen = { stamp, judged, diagnosis: diagnose({ run, state: all, steps, judged, history: trainer.history.entries, withHeldOut }) };
    }
    const unit = shownUnit(all.unit, all);
    const own = all.problem === "points";
    const moment = { ...seen, own, playing: player.playing, run, steps, grid, unit, shown: all.shown, activation: all.activation, behind: trainer.behind, history: trainer.history.entries, former: trainer.former, withHeldOut };
    plane.update(moment);
    updateNet(moment);
    updateCurve(moment);
    unitLine.textContent = unitInWords(unit, run, all.activation);
    drawing.hidden = !own;
    for (const [truth, button] of kinds) button.setAttribute("aria-pressed", String(truth === kind));
    pressRemove.setAttribute("aria-disabled", String(plane.drawing.chosen() === null));
    figure.caption.querySelector("p").textContent = own ? CAPTION + DRAWING : CAPTION;
    player.update();
    speed.update();
    steppers.update();
    settings.update();
    updateChallenge(moment);
    if (!player.playing) table.update();
    const [strong, rest] = status(moment);
    figure.status.say(h("strong", {}, strong), rest);
  });
}
