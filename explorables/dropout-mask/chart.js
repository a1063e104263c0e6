// The right picture of DropoutMask: the output under each mask so far, their mean, and the output with all units.
import { drawAxes } from "../shared/axes.js";
import { s } from "../shared/dom.js";
import { createLabel } from "../shared/labels.js";
import { circleAt } from "../shared/marks.js";
import { toPath } from "../shared/path.js";
import { linear } from "../shared/scale.js";
import { square } from "../line-by-hand/frame.js";
import { HEIGHT } from "./layout.js";
import { allMasks } from "./model.js";
import { isByHand } from "./words.js";

const LENGTHS = [20, 50, 100, 200, 500, 1000]; // of the axis
const MOST_DRAWN = 200; // points of the mean's line
const LOW = 172; // pixels: on a phone
const WIDE = { top: 30, right: 14, bottom: 48, left: 44 };
const NARROW = { top: 10, right: 12, bottom: 44, left: 40 };

/** The mean after each mask, and two standard errors of it. */
function runningMeans(outputs) {
  let [sum, squares] = [0, 0];
  return outputs.map((output, i) => {
    const count = i + 1;
    sum += output;
    squares += output * output;
    const mean = sum / count;
    const variance = Math.max(0, squares / count - mean * mean);
    return { count, mean, room: i ? 2 * Math.sqrt(variance / i) : null };
  });
}

/** Returns update({ all, found }). */
export function openChart({ figure, parent }) {
  const { narrow } = figure;
  const picture = figure.picture({ parent, label: "The output under each mask, and their mean", height: () => (narrow() ? LOW : HEIGHT) });
  const axes = picture.layer("dl-axes");
  const lines = picture.layer("dl-lines");
  const [band, dots, exactLine, testLine, meanLine, ring] = ["dl-drop-band", "dl-drop-dots", "dl-thin dl-dashed dl-quiet", "dl-curve dl-dotted dl-truth", "dl-curve dl-activation", "dl-drop-now dl-activation"].map(
    (look) => lines.appendChild(s("path", { class: look })),
  );
  const words = picture.layer("dl-words");
  const word = (look) => createLabel(words, `${look} dl-knockout`, { optional: true });
  const [testWord, exactWord, meanWord] = ["dl-name dl-truth", "dl-note", "dl-name dl-activation"].map(word);
  let scales;

  /** From the least to the greatest possible output, on round numbers, so that it stands still while p is dragged a little. */
  function span(all, test) {
    const possible = [...allMasks(all).map(({ output }) => output), test];
    const [low, high] = [Math.min(...possible), Math.max(...possible)];
    const round = 10 ** Math.floor(Math.log10(high - low)) / 2;
    return [Math.floor(low / round - 0.3) * round, Math.ceil(high / round + 0.3) * round];
  }

  function build(end, domain) {
    const tight = narrow();
    const { top, right, bottom, left } = tight ? NARROW : WIDE;
    const box = { x0: left, x1: picture.width - right, y0: top, y1: picture.height - bottom };
    scales = { box, x: linear([0, end * 1.03], [box.x0, box.x1]), y: linear(domain, [box.y1, box.y0]) };
    const xTicks = [0, end / 4, end / 2, (3 * end) / 4, end].filter(Number.isInteger);
    drawAxes(axes, { ...scales, xTicks, yTicks: scales.y.ticks(tight ? 4 : 6), xTitle: "masks drawn", yTitle: tight ? "" : "output" });
  }

  return function update({ all, found }) {
    const { outputs, output, test, exact } = found;
    const end = LENGTHS.find((length) => length >= all.steps);
    const domain = span(all, test);
    picture.once(axes, [domain, end, narrow()], () => build(end, domain));
    const { x, y, box } = scales;
    dots.setAttribute("d", outputs.map((value, i) => `M${x(i + 1).toFixed(1)} ${y(value).toFixed(1)}h0`).join(""));
    dots.classList.toggle("is-many", all.steps > 200);
    const means = runningMeans(outputs);
    const every = Math.ceil(means.length / MOST_DRAWN);
    const drawn = means.filter((_, i) => i % every === 0 || i === means.length - 1);
    const path = drawn.map(({ count, mean }) => [x(count), y(mean)]);
    meanLine.setAttribute("d", toPath(path));
    const wide = drawn.filter(({ room }) => room !== null);
    const side = (sign) => wide.map(({ count, mean, room }) => [x(count), Math.min(box.y1, Math.max(box.y0, y(mean + sign * room)))]);
    band.setAttribute("d", wide.length > 1 ? `${toPath([...side(1), ...side(-1).reverse()])}Z` : "");
    const flat = (value) => [[box.x0, y(value)], [box.x1, y(value)]];
    const shifted = Math.abs(exact - test) > 1e-9;
    testLine.setAttribute("d", toPath(flat(test)));
    exactLine.setAttribute("d", shifted ? toPath(flat(exact)) : "");
    const now = [x(all.steps), y(output)];
    ring.setAttribute("d", circleAt(now, 5.5));
    ring.classList.toggle("is-open", isByHand(all) || !all.steps);

    const obstacles = { lines: [flat(test), path, ...(shifted ? [flat(exact)] : [])], boxes: [square(now, 8)], bounds: { x0: box.x0 + 2, x1: picture.width - 2, y0: box.y0, y1: box.y1 - 2 } };
    const beside = (value, gap = 11) => [-gap, gap].flatMap((by) => [[box.x1 - 4, y(value) + by, "end"], [box.x0 + 8, y(value) + by, "start"]]);
    const put = (label, text, places) => {
      const taken = text ? label.place(text, places, obstacles) : label.hide();
      if (taken) obstacles.boxes.push(taken);
    };
    put(testWord, "all units, at test time", [...beside(test), ...beside(test, 26)]);
    put(exactWord, shifted && "mean over all 32 masks", [...beside(exact), ...beside(exact, 26)]);
    const along = path.length ? [0.6, 0.8, 0.45, 0.95].map((share) => path[Math.floor(share * (path.length - 1))]) : [];
    put(meanWord, path.length > 8 && "mean so far", along.flatMap(([px, py]) => [-14, 14, -24, 24, -36, 36].map((by) => [px, py + by, "middle"])));
  };
}
