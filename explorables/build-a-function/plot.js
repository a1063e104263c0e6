// The main picture of BuildAFunction: the curve, what it is made of, the target, the error between them, and the handles.
import { square, toRectangle } from "../line-by-hand/frame.js";
import { drawAxes } from "../shared/axes.js";
import { s } from "../shared/dom.js";
import { around, createLabel } from "../shared/labels.js";
import { clipLine, toPath } from "../shared/path.js";
import { clamp } from "../shared/scale.js";
import { isTight, layOut, placesFor, plotHeight, refit } from "./frame.js";
import { createHandles } from "./handles.js";
import { JUMP, TARGETS } from "./model.js";
import { curveOf, edgesOf, unitsOf } from "./networks.js";

const FINE = Array.from({ length: 121 }, (_, i) => i / 120); // places at which the target is drawn
const TICKS = [0, 0.5, 1];
const INSIDE = [0.7, 0.5, 0.85, 0.3, 0.15]; // shares of a line at which its name may stand
const AT_THE_END = [0.97, 0.9, 0.8, 0.6];

/** The target as lines, broken where it jumps. */
function targetLines(target) {
  const f = TARGETS[target];
  const jump = JUMP[target] ?? Infinity;
  const [before, after] = [FINE.filter((x) => x < jump), FINE.filter((x) => x >= jump)];
  if (after.length) before.push(jump - 1e-9);
  return [before, after].map((places) => places.map((x) => [x, f(x)]));
}

/** `move(changes)` takes what a hand has set. Returns { update(now), forget() }. */
export function openPlot({ figure, parent, move, signal }) {
  const picture = figure.picture({ parent, label: "A curve made of hidden units, with handles", height: plotHeight });
  const sides = picture.layer("dl-unasked");
  const axes = picture.layer("dl-axes");
  const layer = picture.layer("dl-lines");
  const marks = picture.layer("dl-lines");
  const words = picture.layer("dl-words");
  const word = (look) => createLabel(words, look, { optional: true });
  const line = (look, tone, name = "dl-name") => ({ path: layer.appendChild(s("path", { class: `${look} dl-${tone}` })), word: word(`${name} dl-knockout dl-${tone}`) });
  const shade = line("dl-shade", "gradient").path;
  const parts = [0, 1, 2].map(() => line("dl-thin", "quiet", "dl-note"));
  const tops = line("dl-thin", "parameter");
  const start = line("dl-thin dl-dashed", "quiet");
  const target = line("dl-curve dl-dotted", "truth");
  const curve = line("dl-curve", "activation");
  const width = line("dl-thin", "parameter");
  const rises = marks.appendChild(s("path", { class: "dl-rises dl-parameter" }));
  const hints = [0, 1, 2].map(() => word("dl-name dl-knockout dl-parameter"));
  const unasked = [0, 1].map(() => word("dl-note"));

  let touched = false;
  let scales;
  const handles = createHandles({
    picture,
    state: figure.state,
    scales: () => scales,
    move(changes) {
      touched = true;
      move(changes);
    },
    signal,
  });
  const toPixels = ([x, y]) => [scales.x(x), scales.y(y)];
  const drawn = (f, places) => places.map((x) => toPixels([x, f(x)]));

  function build(deep) {
    scales = layOut(picture, deep);
    const { x, y, box } = scales;
    drawAxes(axes, { x, y, xTicks: TICKS, yTicks: deep ? [-1, -0.5, ...TICKS] : TICKS, xTitle: "x" });
    sides.replaceChildren(...[{ x1: x(0) }, { x0: x(1) }].map((end) => s("rect", toRectangle({ ...box, ...end }))));
  }

  return {
    /** `now` is { all (the state), made (the weights), f, from (the weights at the start, or null), shapeAt }. */
    update(now) {
      const { all, made, f, from } = now;
      const { mode, activation, heights } = all;
      const deep = mode === "bump";
      refit(picture, plotHeight(picture.width, mode));
      picture.once(axes, [deep, picture.height], () => build(deep));
      const { x, y, box } = scales;
      const aimed = mode === "curve" || mode === "descent";
      const obstacles = { lines: [], boxes: [], bounds: { x0: box.x0 + 2, x1: box.x1 - 2, y0: box.y0 + 2, y1: box.y1 - 8 } };
      const wanted = []; // words that are placed when all lines are known
      const draw = ({ path, word: name }, whole, text, shares = INSIDE) => {
        const pieces = whole.flatMap((piece) => clipLine(piece, box));
        path.setAttribute("d", pieces.map(toPath).join(""));
        obstacles.lines.push(...pieces);
        const all = pieces.flat();
        wanted.push([name, text, shares.flatMap((share) => around(all[Math.round(share * (all.length - 1))] ?? [0, 0], 7).slice(0, 24))]);
      };

      const places = placesFor(made, x.domain);
      const pieces = aimed ? targetLines(all.target).map((piece) => piece.map(toPixels)) : [];
      draw(target, pieces, aimed && "target");
      const area = [...drawn(f, [0, ...places.filter((at) => at > 0 && at < 1), 1]), ...pieces.flat().reverse()];
      shade.setAttribute("d", aimed ? `${toPath(area.map(([px, py]) => [px, clamp(py, box.y0, box.y1)]))}Z` : "");
      draw(curve, [drawn(f, places)], { bump: "the sum", unit: "" }[mode] ?? "the network");
      draw(start, from ? [drawn(curveOf(from, activation), placesFor(from, x.domain))] : [], from && (all.start === "hand" ? "dashed: my bumps" : "dashed: the start"));
      const units = deep ? unitsOf(made) : [];
      parts.forEach((part, j) => draw(part, units[j] ? [drawn(curveOf(units[j], activation), placesFor(units[j], x.domain))] : [], units[j] && `unit ${j + 1}`, AT_THE_END));
      const edges = mode === "curve" && activation !== "relu" ? edgesOf(heights.length).map((edge) => clamp(edge, 0, 1)) : [];
      draw(tops, edges.slice(1).map((edge, i) => [toPixels([edges[i], heights[i]]), toPixels([edge, heights[i]])]));
      const seen = mode === "descent" ? made.w.map((w, j) => x(-made.b[j] / w)).filter((px) => px >= box.x0 && px <= box.x1) : [];
      rises.setAttribute("d", seen.map((px) => `M${(px - 3).toFixed(1)} ${box.y1 - 6}h6v6h-6Z`).join(""));
      sides.style.display = aimed ? "" : "none";

      const { named, boxes, bracket } = handles.update(now);
      draw(width, bracket ? [bracket] : []);
      obstacles.boxes.push(...boxes.map((at) => square(at, 11)));
      hints.forEach((hint, i) => wanted.unshift([hint, !touched && named[i]?.name, named[i] && around(named[i].at).slice(0, 24)]));
      const middles = [(box.x0 + x(0)) / 2, (x(1) + box.x1) / 2];
      unasked.forEach((name, i) => wanted.push([name, aimed && !isTight(picture.width) && "not asked", [1.36, -0.36].map((at) => [middles[i], y(at), "middle"])]));
      for (const [name, text, candidates] of wanted) {
        const taken = text ? name.place(text, candidates, obstacles) : name.hide();
        if (taken) obstacles.boxes.push(taken);
      }
    },
    forget() {
      touched = false;
    },
  };
}
