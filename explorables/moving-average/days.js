// The days with their averages, under them the weights of one day's past, and all the weight as one bar.
import { drawAxes } from "../shared/axes.js";
import { s, setAttributes } from "../shared/dom.js";
import { brief } from "../shared/format.js";
import { createHandle } from "../shared/handle.js";
import { anywhere, createLabel } from "../shared/labels.js";
import { toPath } from "../shared/path.js";
import { linear } from "../shared/scale.js";
import { createBudget } from "./budget.js";
import { DAYS, SEASONS, TEMPERATURES } from "./model.js";
import { percent } from "./words.js";

const LEFT = 46;
const RIGHT = 14;
const TITLE = 26; // of a strip
const RAIL = 38; // from the lower strip down to where the day is chosen
const BUDGET = 72; // from there to the end
const TALL = { wide: [220, 60], narrow: [130, 42] };
const RANGE = [-10, 25];
const FIFTH = 4; // the day by which the averages are apart, if they are

const tall = (width) => (width < 480 ? TALL.narrow : TALL.wide);

/** Returns { update(found) }. */
export function openDays(figure, signal) {
  const { state } = figure;
  const picture = figure.picture({
    label: "Daily temperatures, their moving average, and the weights behind one day; the day can be chosen",
    height: (width) => tall(width).reduce((sum, one) => sum + one + TITLE, RAIL + BUDGET),
  });
  const shade = picture.svg.appendChild(s("rect", { class: "dl-window" }));
  const grids = [0, 1].map(() => picture.layer("dl-axes"));
  const surface = picture.svg.appendChild(s("rect", { class: "dl-surface" }));
  const lines = picture.layer("dl-lines");
  const points = s("path", { class: "dl-small-dots dl-quiet" });
  const season = s("path", { class: "dl-curve dl-dotted dl-truth" });
  const plain = s("path");
  const corrected = s("path", { class: "dl-curve dl-activation" });
  const mark = s("circle", { class: "dl-solid dl-activation", r: 6 });
  const bars = s("path", { class: "dl-bars dl-weights" });
  lines.append(points, season, plain, corrected, mark, bars);
  const words = picture.layer("dl-words");
  const titles = [0, 1].map(() => words.appendChild(s("text", { class: "dl-axis-title", x: LEFT })));
  const top = words.appendChild(s("text", { class: "dl-tick", "text-anchor": "end", x: LEFT - 8, dy: "0.35em" }));
  const labels = {
    average: createLabel(words, "dl-name dl-activation"),
    plain: createLabel(words, "dl-name dl-activation", { optional: true }),
    season: createLabel(words, "dl-name dl-truth"),
  };
  const budget = createBudget(picture);

  let scales;
  let boxes;
  const handle = createHandle({
    layer: picture.layer("dl-handles"),
    svg: picture.svg,
    surface,
    label: "day",
    shape: "square",
    tone: "quiet",
    range: { x: { min: 1, max: DAYS, step: 1, page: 10 } },
    scales: () => scales,
    value: () => ({ x: state.get("day") }),
    move: ({ x }) => state.set({ day: Math.round(x) }),
    signal,
  });

  function layOut() {
    const { width } = picture;
    const x = linear([0, DAYS + 2], [LEFT, width - RIGHT]);
    const [days, weights] = tall(width);
    const upper = { top: TITLE, bottom: TITLE + days };
    const lower = { top: upper.bottom + TITLE, bottom: upper.bottom + TITLE + weights };
    boxes = { upper, lower, rail: lower.bottom + RAIL };
    scales = { x, y: linear(RANGE, [upper.bottom, upper.top]) };
    drawAxes(grids[0], { x, y: scales.y, xTicks: [], yTicks: [-10, 0, 10, 20] });
    drawAxes(grids[1], { x, y: linear([0, 1], [lower.bottom, lower.top]), xTicks: [0, 50, 100, 150, 200], yTicks: [] });
    grids[1].append(
      s("line", { class: "dl-grid", x1: LEFT, x2: width - RIGHT, y1: lower.top, y2: lower.top }),
      s("line", { class: "dl-axis", x1: LEFT, x2: width - RIGHT, y1: boxes.rail, y2: boxes.rail }),
      s("text", { class: "dl-axis-title", x: 10, y: boxes.rail, dy: "0.35em" }, "day"),
    );
    titles.forEach((title, i) => title.setAttribute("y", [upper, lower][i].top - 9));
    titles[0].textContent = "°C, measured (points) and averaged";
    top.setAttribute("y", lower.top);
    setAttributes(surface, { x: LEFT, width: width - LEFT - RIGHT, y: upper.top, height: boxes.rail + 14 - upper.top });
    const at = (value, i) => [x(i + 1), scales.y(value)];
    points.setAttribute("d", TEMPERATURES.map(at).map(([px, py]) => `M${px.toFixed(1)} ${py.toFixed(1)}h0`).join(""));
    points.style.strokeWidth = picture.narrow ? 3 : 4;
    scales.season = SEASONS.map(at);
    scales.points = TEMPERATURES.map(at);
    season.setAttribute("d", toPath(scales.season));
    budget.layOut([LEFT, width - RIGHT], boxes.rail + 44);
  }

  /** The names of the lines, where no line and as few points as possible are in their way. */
  function nameLines(average, uncorrected) {
    const { season: truth } = scales;
    const bounds = { x0: LEFT + 4, x1: picture.width - RIGHT - 2, y0: boxes.upper.top + 2, y1: boxes.upper.bottom - 2 };
    const dots = scales.points.map(([px, py]) => ({ x0: px - 2, x1: px + 2, y0: py - 2, y1: py + 2 }));
    const obstacles = { lines: [average, uncorrected, truth], boxes: dots, bounds };
    const beside = (line, shares, ways) =>
      shares.flatMap((share) => {
        const [px, py] = line[Math.round(share * (line.length - 1))];
        return ways.flatMap((dy) => ["start", "middle", "end"].map((anchor) => [px, py + dy, anchor]));
      });
    const take = (label, text, places) => {
      const taken = label.place(text, [...places, ...anywhere(bounds)], obstacles);
      if (taken) obstacles.boxes.push(taken);
    };
    const early = [0.1, 0.16, 0.06, 0.22, 0.03];
    const corrected = state.get("corrected");
    const apart = Math.abs(average[FIFTH][1] - uncorrected[FIFTH + 1][1]) > 24;
    if (corrected && apart) take(labels.plain, "not corrected", beside(uncorrected, early, [20, 30, 44, 60]));
    else labels.plain.hide();
    const middle = [0.25, 0.35, 0.3, 0.45, 0.2, 0.55, 0.65];
    take(labels.average, corrected ? "average" : "average, not corrected", beside(average, middle, [-30, -44, -60, -76, 36, 50, 66]));
    take(labels.season, "season", beside(truth, [0.75, 0.85, 0.65, 0.95, 0.55], [40, 54, 68, -54, -70, -84]));
  }

  function drawWeights() {
    const { beta, day } = state.all();
    const { top: ceiling, bottom } = boxes.lower;
    const { x } = scales;
    let path = "";
    for (let k = 0; k < day; k += 1) {
      const height = (bottom - ceiling) * beta ** k;
      if (height < 0.2) break;
      path += `M${x(day - k).toFixed(1)} ${bottom}v${(-height).toFixed(1)}`;
    }
    bars.setAttribute("d", path);
    bars.style.strokeWidth = Math.max(1, 0.75 * (x(2) - x(1)));
    top.textContent = brief(1 - beta);
  }

  return {
    update(found) {
      picture.once(grids[0], null, layOut);
      const { day, corrected: isCorrected } = state.all();
      const { x, y } = scales;
      const at = (value, i) => [x(i + 1), y(value)];
      const average = found.corrected.map(at);
      const uncorrected = [[x(0), y(0)], ...found.average.map(at)];
      corrected.setAttribute("d", isCorrected ? toPath(average) : "");
      plain.setAttribute("d", toPath(uncorrected));
      plain.setAttribute("class", `${isCorrected ? "dl-thin" : "dl-curve"} dl-dashed dl-activation`);
      const shown = isCorrected ? average[day - 1] : uncorrected[day];
      setAttributes(mark, { cx: shown[0], cy: shown[1] });
      const from = x(Math.max(0.5, day + 0.5 - found.window));
      setAttributes(shade, { x: from, width: x(day + 0.5) - from, y: boxes.upper.top, height: boxes.lower.bottom - boxes.upper.top });
      nameLines(isCorrected ? average : uncorrected, uncorrected);
      drawWeights();
      const last = Math.min(found.window, day);
      titles[1].textContent = `weights of the days: ${percent(found.inside)} on the last ${last === 1 ? "one" : last}`;
      budget.update(found, last, isCorrected);
      handle.update({ at: [x(day), boxes.rail], text: `day ${day}` });
    },
  };
}
