// A small chart of errors on a logarithmic scale: lines with their names, and where the network stands now.
import { square } from "../line-by-hand/frame.js";
import { drawAxes } from "../shared/axes.js";
import { s, setAttributes } from "../shared/dom.js";
import { powerOfTen } from "../shared/format.js";
import { around, createLabel } from "../shared/labels.js";
import { toPath } from "../shared/path.js";
import { linear, logarithmic } from "../shared/scale.js";

const MOST_DRAWN = 400; // points of a line
const PER_TICK = 26; // pixels

/** `looks` are the classes of the lines, `mark` those of the sign for the present network and its path. */
export function openChart({ figure, parent, label, height, xTitle, looks, mark }) {
  const picture = figure.picture({ parent, label, height });
  const axes = picture.layer("dl-axes");
  const layer = picture.layer("dl-lines");
  const paths = looks.map((look) => layer.appendChild(s("path", { class: look })));
  const sign = layer.appendChild(s("path", { class: mark.look, d: mark.path }));
  const words = picture.layer("dl-words");
  const names = [...looks, ""].map(() => createLabel(words, "dl-note dl-knockout", { optional: true }));

  /** x and y are domains; a line is { points: [[x, y], …], name }; `at` is { point, name }. */
  return function draw({ x: across, log = false, xTicks, y: [low, high], lines, at }) {
    const box = { x0: 54, x1: picture.width - 22, y0: 30, y1: picture.height - 46 };
    const x = (log ? logarithmic : linear)(across, [box.x0, box.x1]);
    const y = logarithmic([10 ** low, 10 ** high], [box.y1, box.y0]);
    const rare = Math.ceil(((high - low) * PER_TICK) / (box.y1 - box.y0)); // powers of ten from tick to tick
    const powers = Array.from({ length: high - low + 1 }, (_, i) => low + i).filter((_, i) => i % rare === 0);
    const yFormat = (value) => (value < 5e-4 ? powerOfTen(Math.round(Math.log10(value))) : String(Number(value.toPrecision(1))));
    picture.once(axes, [across, low, high], () => drawAxes(axes, { x, y, xTicks, yTicks: powers.map((power) => 10 ** power), xTitle, yTitle: "error", yFormat }));

    const pixels = ([a, b]) => [x(a), Math.min(box.y1, Math.max(box.y0, y(b)))];
    const drawn = lines.map(({ points }) => points.filter((_, i) => i % Math.ceil(points.length / MOST_DRAWN) === 0 || i === points.length - 1).map(pixels));
    drawn.forEach((points, i) => paths[i].setAttribute("d", points.length > 1 ? toPath(points) : ""));
    const here = pixels(at.point);
    setAttributes(sign, { transform: `translate(${here.map((value) => value.toFixed(1)).join(" ")})` });
    const obstacles = { lines: drawn, boxes: [square(here, 9)], bounds: { ...box, x1: picture.width - 2 } };
    [...lines, at].forEach(({ name }, i) => {
      if (!name) return;
      const line = drawn[i] ?? [here];
      const taken = names[i].place(name, [0.9, 0.7, 0.5, 0.3].flatMap((share) => around(line[Math.round(share * (line.length - 1))], 6)), obstacles);
      if (taken) obstacles.boxes.push(taken);
    });
  };
}
