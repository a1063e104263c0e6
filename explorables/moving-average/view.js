/*
 * MovingAverage: an average that forgets, on the days of a noisy series.
 *
 * Takes in   beta, day, corrected
 * Shows      the days, their average with and without the correction of its start, the season behind them; the window
 *            of 1/(1 − β) days before one day, the weights of its past, and all the weight as one bar
 * The reader drags β and the day; turns the correction on and off
 * Sets       all of them
 */
import { h } from "../shared/dom.js";
import { openFigure } from "../shared/figure.js";
import { fixed } from "../shared/format.js";
import { createPrediction } from "../shared/prediction.js";
import { createSelect } from "../shared/select.js";
import { createTable } from "../shared/table.js";
import { openDays } from "./days.js";
import { openDial } from "./dial.js";
import { BETA, DAYS, numbers, TEMPERATURES } from "./model.js";
import { arithmetic, CAPTION, QUESTION, replyTo, sentences } from "./words.js";

const FITS = {
  beta: (value) => value >= BETA.min && value <= BETA.max,
  day: (value) => Number.isInteger(value) && value >= 1 && value <= DAYS,
  corrected: (value) => typeof value === "boolean",
};

export function view(context) {
  const { signal } = context;
  const figure = openFigure(context, { name: "MovingAverage", label: "A moving average of daily temperatures", caption: CAPTION });
  const { state } = figure;
  state.fit(FITS);
  const dial = openDial(figure, signal);
  const days = openDays(figure, signal);
  const correction = createSelect({
    parent: figure.controls,
    label: "correct the start",
    choices: [["true", "yes"], ["false", "no"]],
    value: () => String(state.get("corrected")),
    choose: (value) => state.set({ corrected: value === "true" }),
    signal,
  });

  const seen = new Map();
  const prediction = createPrediction({ parent: figure.caption, ...QUESTION, reply: (choice) => replyTo(choice, seen), signal });
  const sums = figure.fold("How this day is computed");
  let found;
  const table = createTable({
    parent: figure.folds,
    caption: "Every tenth day, and the chosen one, °C",
    columns: ["day", "measured", "average", "corrected"],
    rows() {
      const chosen = state.get("day");
      const shown = Array.from({ length: DAYS }, (_, i) => i + 1).filter((day) => day === 1 || day % 10 === 0 || day === chosen);
      return shown.map((day) => [
        String(day),
        fixed(TEMPERATURES[day - 1], 1),
        ...[found.average, found.corrected].map((values) => fixed(values[day - 1], 2)),
      ]);
    },
    signal,
  });

  figure.onDraw(() => {
    const now = state.all();
    found = numbers(now);
    if (now.beta === 0.9 || now.beta === 0.98) seen.set(String(now.beta), found.coldest);
    dial.update(found);
    days.update(found);
    for (const part of [correction, prediction, table]) part.update();
    if (sums.isOpen()) sums.content.replaceChildren(...arithmetic(now, found).map((line) => h("p", {}, line)));
    const [heading, rest] = sentences(now, found);
    figure.status.say(h("strong", {}, heading), rest);
  });
}
