/*
 * OptimizerRace: SGD, momentum, RMSprop and Adam race down a surface; and a map of momentum's rates and β.
 *
 * Takes in   surface, start_x, start_y, rate, beta, steepness, noise, view, step, seed, corrected; sgd, momentum, rmsprop, adam
 *            (does it run?) and the same with _rate (its own rate, 0 for the common one)
 * Shows      lines of equal cost, the way of each runner, who has arrived; or for many rates and β after how many steps
 *            momentum arrives, beside the run of one of them
 * The reader drags the start, sets rate, β and noise, plays or steps; drags a square through the map; in folds picks the
 *            runners and their rates, another surface, other noise
 * Sets       all of them
 */
import { createButton } from "../shared/button.js";
import { h } from "../shared/dom.js";
import { openFigure } from "../shared/figure.js";
import { significant } from "../shared/format.js";
import { createGlide } from "../shared/glide.js";
import { createModes } from "../shared/modes.js";
import { createPlayer } from "../shared/player.js";
import { createTable } from "../shared/table.js";
import { openControls } from "./controls.js";
import { openMapPicture, scale } from "./map-picture.js";
import { NAMES, MAX_STEPS, costAt, distance, isOver, pointAt, rateOf, runOf, runsOf } from "./model.js";
import { openPredictions } from "./predictions.js";
import { openRacePicture } from "./race-picture.js";
import { createRatesMap } from "./rates-map.js";
import { COMMON, openRunners, openStandings } from "./runners.js";
import { FITS } from "./sanitize.js";
import { mapWords, plain, raceWords } from "./words.js";

const STEP_INTERVAL = 80;
const FLATTER = 2.1;
const CAPTIONS = {
  race: "Drag the square: there all runners start. Then play. Blue lines remember where they were going, dashed lines divide by the usual size of the slopes. A runner has arrived (✓ and the step) when it stays in the dotted circle for 20 more steps.",
  map: "Each cell is a whole run of momentum with that rate and β: the deeper the blue, the sooner it arrives; hatched, it diverges. Drag the square through the map and watch the run. Then make the ravine steeper, or the slopes noisy.",
};

export function view(context) {
  const { signal } = context;
  const figure = openFigure(context, { name: "OptimizerRace", label: "A race of optimizers down a surface", caption: CAPTIONS.race });
  const { state } = figure;
  state.fit(FITS);
  const what = figure.caption.querySelector("p");
  const inMap = () => state.get("view") === "map";
  const half = () => (inMap() && figure.narrow() ? FLATTER : undefined); // on a phone both pictures are seen together

  const pictures = figure.root.querySelector(".dl-pictures");
  const modes = createModes({
    parent: pictures,
    label: "What to show",
    choices: [
      ["race", "The race"],
      ["map", "Map of rates and β"],
    ],
    value: () => state.get("view"),
    choose(mode) {
      player.stop();
      state.set({ view: mode });
    },
    signal,
  });
  const pair = pictures.appendChild(h("div", { class: "dl-pair dl-race" }));
  const [left, right] = [h("div"), h("div")];
  pair.append(right);
  const standings = openStandings(right);
  const whole = right.appendChild(h("div", { class: "dl-heading" }, "The run of momentum in this cell"));
  const racePicture = openRacePicture({ figure, parent: right, half, signal });

  // The map is made when it is first asked for, and stands on the page only while it is shown.
  left.append(h("div", { class: "dl-heading" }, h("span", {}, "Steps needed"), scale()));
  let mapPicture = null;
  function arrange() {
    if (inMap() === left.isConnected) return;
    if (!inMap()) left.remove();
    else pair.prepend(left);
    if (inMap()) mapPicture ??= openMapPicture({ figure, parent: left, half, choose: (pick) => state.set({ ...pick, ...COMMON }), signal });
    mapPicture.refit();
    racePicture.refit();
  }
  const ratesMap = createRatesMap();

  const glide = createGlide({ value: state.get("step"), onFrame: figure.redraw, signal });
  function restart() {
    state.set({ step: 0 });
    glide.set(0);
  }
  const playing = figure.controls.appendChild(h("div", { class: "dl-group" }));
  const player = createPlayer({
    parent: playing,
    interval: STEP_INTERVAL,
    signal,
    step() {
      if (isOver(runsOf(state.all()), state.get("step"))) restart();
      const step = state.get("step") + 1;
      state.set({ step });
      glide.to(step);
      figure.redraw();
      return !isOver(runsOf(state.all()), step);
    },
  });
  figure.onReset(player.stop);
  const finding = figure.seldom.appendChild(h("div", { class: "dl-group" }));
  createButton({
    parent: finding,
    label: "Go to the fewest",
    press() {
      const { fewest } = ratesMap(state.all());
      if (fewest) state.set({ rate: fewest.rate, beta: fewest.beta, ...COMMON });
    },
    signal,
  });
  const controls = openControls({ figure, stop: player.stop, signal });
  const predictions = openPredictions(figure, signal);
  const runners = openRunners({ figure, stop: player.stop, signal });
  const surfaces = controls.openSurfaces();

  let runs = {};
  const table = createTable({
    parent: figure.folds,
    caption: "How the race stands; the distance is that to the nearest minimum",
    columns: ["runner", "rate", "step", "cost", "distance", "arrived"],
    rows: () => {
      const now = state.all();
      return Object.entries(runs).map(([name, run]) => [
        NAMES[name],
        plain(rateOf(now, name)),
        String(Math.min(now.step, run.points.length - 1)),
        significant(costAt(now, run, now.step), 4),
        significant(distance(now.surface, pointAt(run, now.step))),
        run.diverged !== null && run.diverged <= now.step ? `diverged at ${run.diverged}` : run.arrived !== null && run.arrived <= now.step ? `step ${run.arrived}` : "not yet",
      ]);
    },
    signal,
  });

  function drawRace(now) {
    if (glide.target !== now.step) glide.set(now.step);
    racePicture.update({ runs, shown: glide.value, only: Object.keys(runs) });
    standings.update(now, runs);
    return raceWords(now, runs);
  }

  function drawMap(now) {
    const run = runOf(now, "momentum");
    const map = ratesMap(now);
    if (!map.done) figure.redraw();
    const words = mapWords(now, run, map.fewest);
    mapPicture.update(map, words[1].split(".")[0].slice(2));
    racePicture.update({ runs: { momentum: run }, shown: MAX_STEPS, only: ["momentum"] });
    return words;
  }

  figure.onDraw(() => {
    const now = state.all();
    runs = runsOf(now);
    arrange();
    for (const part of [standings.row, playing]) part.hidden = inMap();
    finding.hidden = !inMap();
    figure.controls.parentElement.hidden = inMap() && figure.narrow();
    whole.hidden = !inMap() || figure.narrow();
    if (what.textContent !== CAPTIONS[now.view]) what.textContent = CAPTIONS[now.view];
    const [heading, says] = inMap() ? drawMap(now) : drawRace(now);
    for (const part of [modes, controls, surfaces, runners, table]) part.update();
    predictions.update(runs);
    figure.status.say(h("strong", {}, heading), says);
  });
}
