// The chart of UnrolledRNN: the length of δ at each step beside its bound, in powers of ten; a step can be chosen.
import { drawAxes } from "../shared/axes.js";
import { s, setAttributes } from "../shared/dom.js";
import { powerOfTen } from "../shared/format.js";
import { createHandle } from "../shared/handle.js";
import { anywhere, createLabel } from "../shared/labels.js";
import { clipLine, toPath } from "../shared/path.js";
import { linear, logarithmic } from "../shared/scale.js";
import { VANISHED } from "./model.js";
import { backOf, lowered } from "./words.js";

const LEFT = 50;
const RIGHT = 14;
const TOP = 24;
const RAIL = 34;
const PLOT = { wide: 168, narrow: 98 };
const LEAST = 1e-300; // stands for 0, which has no place on a scale of powers

const plotOf = (width) => (width < 480 ? PLOT.narrow : PLOT.wide);
const triangleAt = ([x, y]) => `M${x.toFixed(1)} ${(y - 4.5).toFixed(1)}l4.5 7.5h-9Z`;

/** From where to where the powers of ten reach, for so many steps. */
const powersFor = (steps) => {
  const reach = Math.max(4, Math.ceil(0.32 * (steps - 1)));
  return [-reach, reach];
};

/** Returns { update(found) }; goBack(t) takes the step that the reader chose. */
export function openChart({ figure, goBack, signal }) {
  const { state } = figure;
  const picture = figure.picture({
    label: "The length of δ at each step, and its bound; a step can be chosen",
    height: (width) => TOP + plotOf(width) + RAIL + 14,
  });
  const band = picture.svg.appendChild(s("rect", { class: "dl-column" }));
  const here = picture.svg.appendChild(s("line", { class: "dl-guide" }));
  const back = picture.layer("dl-axes");
  const surface = picture.svg.appendChild(s("rect", { class: "dl-surface" }));
  const lines = picture.layer("dl-lines");
  const bound = lines.appendChild(s("path", { class: "dl-thin dl-dashed dl-parameter" }));
  const line = lines.appendChild(s("path", { class: "dl-curve dl-gradient" }));
  const triangles = lines.appendChild(s("path", { class: "dl-solid dl-gradient" }));
  const words = picture.layer("dl-words");
  const labels = { delta: createLabel(words, "dl-name dl-gradient"), bound: createLabel(words, "dl-tick dl-parameter", { optional: true }) };
  const range = { min: 1, max: state.get("steps"), step: 1, page: 5 };
  let [x, y, box] = [null, null, null];
  const present = () => state.get("steps") + 1 - Math.max(1, backOf(state.all()));
  const handle = createHandle({
    layer: picture.layer("dl-handles"),
    svg: picture.svg,
    surface,
    label: "step walked back to",
    shape: "round",
    tone: "quiet",
    range: { x: range },
    scales: () => ({ x }),
    value: () => ({ x: present() }),
    move: (to) => goBack(Math.round(to.x)),
    signal,
  });

  function layOut() {
    const steps = state.get("steps");
    const [low, high] = powersFor(steps);
    box = { x0: LEFT, x1: picture.width - RIGHT, y0: TOP, y1: TOP + plotOf(picture.width) };
    x = linear([0.5, steps + 0.5], [box.x0, box.x1]);
    y = logarithmic([10 ** low, 10 ** high], [box.y1, box.y0]);
    const every = [1, 2, 5, 10].find((step) => (steps / step) * 34 <= box.x1 - box.x0);
    drawAxes(back, {
      x,
      y,
      xTicks: Array.from({ length: steps }, (_, k) => k + 1).filter((t) => t === 1 || t === steps || (t % every === 0 && t > every / 2 + 1 && t < steps - every / 2)),
      yTicks: y.ticks(4),
      yTitle: picture.narrow ? "length of δₜ" : "length of δₜ, in powers of ten: ← the way back",
      yFormat: (value) => (value === 1 ? "1" : powerOfTen(Math.round(Math.log10(value)))),
    });
    const rail = box.y1 + RAIL;
    back.append(
      s("line", { class: "dl-axis", x1: LEFT, x2: box.x1, y1: rail, y2: rail }),
      s("text", { class: "dl-axis-title", x: 8, y: rail, dy: "0.35em" }, "step"),
    );
    setAttributes(surface, { x: LEFT, width: box.x1 - LEFT, y: box.y0, height: rail + 14 - box.y0 });
    range.max = steps;
    setAttributes(handle.node, { "aria-valuemax": steps });
  }

  function drawLines({ lengths, bounds }) {
    const inside = ([, py]) => py >= box.y0 && py <= box.y1;
    const points = (values) => values.map((value, k) => [x(k + 1), y(Math.max(value, LEAST))]);
    const [own, most] = [points(lengths), points(bounds)]; // the bound is straight
    const parts = [own, [most[0], most.at(-1)]].map((one) => clipLine(one, box));
    line.setAttribute("d", parts[0].map(toPath).join(""));
    bound.setAttribute("d", parts[1].map(toPath).join(""));
    const marks = own.filter(inside);
    triangles.setAttribute("d", marks.map(triangleAt).join(""));
    const bounded = { x0: box.x0 + 2, x1: box.x1 - 2, y0: box.y0 + 1, y1: box.y1 - 1 };
    const boxes = marks.map(([px, py]) => ({ x0: px - 5, x1: px + 5, y0: py - 6, y1: py + 5 }));
    const guide = [[x(present()), box.y0], [x(present()), box.y1]];
    const obstacles = { lines: [...parts.flat(), guide], boxes, bounds: bounded };
    const taken = labels.delta.place(own.some(inside) ? "length of δₜ" : "length of δₜ: off the scale", along(own, bounded, [18, 30, -18, -30]), obstacles);
    obstacles.boxes = [...boxes, taken];
    labels.bound.place("bound", along(most, bounded, [-16, 16, -28, 28]), obstacles);
  }

  /** Places over and under a line, and then all over the plot. */
  function along(points, bounds, ways) {
    const shown = points.filter(([, py]) => py >= bounds.y0 && py <= bounds.y1);
    const near = shown.length ? [0.15, 0.3, 0.5, 0.7, 0.85, 0, 1].map((share) => shown[Math.round(share * (shown.length - 1))]) : [];
    return [...near.flatMap(([px, py]) => ways.flatMap((dy) => ["middle", "start", "end"].map((anchor) => [px, py + dy, anchor]))), ...anywhere(bounds)];
  }

  return {
    update(found) {
      picture.once(back, state.get("steps"), layOut);
      const last = found.bounds.at(-1);
      const [top, bottom] = [1 / VANISHED, VANISHED].map((share) => Math.min(box.y1, Math.max(box.y0, y(Math.max(share * last, LEAST)))));
      setAttributes(band, { x: LEFT, width: box.x1 - LEFT, y: top, height: bottom - top });
      drawLines(found);
      const t = present();
      setAttributes(here, { x1: x(t), x2: x(t), y1: box.y0, y2: box.y1 });
      handle.node.style.opacity = backOf(state.all()) ? 1 : 0.5;
      handle.update({ at: [x(t), box.y1 + RAIL], text: `step ${t} of ${state.get("steps")}, length of δ${lowered(t)} ${found.lengths[t - 1].toPrecision(2)}` });
    },
  };
}
