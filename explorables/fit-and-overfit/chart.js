// The right picture of FitAndOverfit: errors along the degree, λ or the number of points, and the present place to drag.
import { square, toRectangle } from "../line-by-hand/frame.js";
import { drawAxes } from "../shared/axes.js";
import { s, setAttributes } from "../shared/dom.js";
import { createHandle } from "../shared/handle.js";
import { around, createLabel } from "../shared/labels.js";
import { circleAt } from "../shared/marks.js";
import { clipLine, toPath } from "../shared/path.js";
import { clamp, linear } from "../shared/scale.js";
import { AXES, boxOf, plotHeight } from "./frame.js";
import { STOPS } from "./model.js";
import { settingInWords } from "./words.js";

const TOP = 0.8;
const HALF = 30; // pixels, about half of a name
const RING = 12; // places around a point, near ones before far ones
const SHARES = [0.5, 0.65, 0.35, 0.8, 0.2, 0.93, 0.07, 1, 0]; // of a line, where its name may stand
const OWN = 0.6; // a name is nearer to its own line than this share of the way to any other
const ROOM = 20; // pixels from the axis, on which the handle stands, to an error of 0

/** The lines: what each shows, its look, its name. */
const LINES = {
  dev: ["dl-curve dl-dashed dl-gradient", "gradient", "on new points"],
  train: ["dl-thin dl-gradient", "gradient", "training"],
  bias2: ["dl-curve dl-dotted dl-truth", "truth", "bias²"],
  variance: ["dl-thin dl-activation", "activation", "variance"],
};
const SHOWN = { one: ["dev", "train"], many: ["dev", "bias2", "variance"] };

/** How far below a place the line through these points runs there; negative if above. */
function below([px, py], points) {
  const after = points.findIndex(([x]) => x >= px);
  if (after < 1) return (points.at(after) ?? [0, Infinity])[1] - py;
  const [[x0, y0], [x1, y1]] = [points[after - 1], points[after]];
  return y0 + ((y1 - y0) * (px - x0)) / (x1 - x0 || 1) - py;
}

/** Returns update({ state, now, along }): the means at the present place, and at each stop of the axis. */
export function openChart({ figure, parent, signal }) {
  const { state, narrow } = figure;
  const picture = figure.picture({ parent, label: "Errors, with the present place to drag along the axis", height: () => plotHeight(narrow()) });
  const axes = picture.layer("dl-axes");
  const surfaces = Object.fromEntries(Object.keys(AXES).map((name) => [name, picture.svg.appendChild(s("rect", { class: "dl-surface" }))]));
  const layer = picture.layer("dl-lines");
  const noiseLine = layer.appendChild(s("line", { class: "dl-quiet dl-guide" }));
  const guide = layer.appendChild(s("line", { class: "dl-parameter" }));
  const paths = Object.fromEntries(Object.entries(LINES).map(([name, [look]]) => [name, layer.appendChild(s("path", { class: look }))]));
  const dots = Object.fromEntries(Object.entries(LINES).map(([name, [, tone]]) => [name, layer.appendChild(s("path", { class: `dl-solid dl-${tone}` }))]));
  const words = picture.layer("dl-words");
  const names = Object.fromEntries(Object.entries(LINES).map(([name, [, tone]]) => [name, createLabel(words, `dl-name dl-knockout dl-${tone}`, { optional: true })]));
  const noiseName = createLabel(words, "dl-note dl-knockout", { optional: true });
  const layerOfHandles = picture.layer("dl-handles");

  let scales;
  const handles = Object.fromEntries(
    Object.entries(AXES).map(([name, { title, place, setting, range }]) => [
      name,
      createHandle({
        layer: layerOfHandles,
        svg: picture.svg,
        surface: surfaces[name],
        label: title,
        shape: "square",
        tone: "parameter",
        range: { x: range },
        scales: () => scales,
        value: () => ({ x: place(state.get(name)) }),
        move: ({ x }) => state.set({ [name]: setting(x) }),
        signal,
      }),
    ]),
  );

  function build(along) {
    const { title, scale, ticks, name } = AXES[along];
    const tight = narrow();
    const box = boxOf(picture, tight);
    scales = { box, x: scale([box.x0, box.x1]), y: linear([0, TOP], [box.y1 - ROOM, box.y0]) };
    const y = Object.assign((value) => scales.y(value), { range: [box.y1, box.y0] });
    const yTicks = tight ? [0, 0.4, 0.8] : [0, 0.2, 0.4, 0.6, 0.8];
    drawAxes(axes, { x: scales.x, y, xTicks: ticks(tight), yTicks, xTitle: tight ? "" : title, yTitle: tight ? "" : "mean squared error", xFormat: name });
    for (const [other, surface] of Object.entries(surfaces)) setAttributes(surface, { ...toRectangle(box), display: other === along ? null : "none" });
  }

  return function update({ all, now, along }) {
    picture.once(axes, [all.along, narrow()], () => build(all.along));
    const { x, y, box } = scales;
    const { place } = AXES[all.along];
    for (const [name, { node }] of Object.entries(handles)) {
      if (name !== all.along) node.remove();
      else if (!node.parentNode) layerOfHandles.append(node);
    }
    const here = x(place(all[all.along]));
    const inside = { ...box, y1: y(0) };
    const obstacles = { lines: [], boxes: [], bounds: { x0: box.x0 + 2, x1: picture.width - 2, y0: box.y0, y1: y(0) - 1 } };
    const wanted = [];
    const ways = {};
    for (const name of Object.keys(LINES)) {
      const shown = SHOWN[all.mode].includes(name);
      const stops = [...STOPS[all.along].map((stop, i) => [stop, along[i]]), [all[all.along], now]].sort(([a], [b]) => a - b);
      const points = shown ? stops.map(([stop, means]) => [x(place(stop)), y(Math.min(means[name], 1e4))]) : [];
      const pieces = clipLine(points, inside);
      if (shown) ways[name] = points;
      paths[name].setAttribute("d", pieces.map(toPath).join(""));
      const level = clamp(y(now[name]), box.y0, y(0));
      const over = now[name] > TOP;
      dots[name].setAttribute("d", shown ? (over ? `M${here} ${box.y0 - 4}l6 9h-12Z` : circleAt([here, level], 4.5)) : "");
      if (!shown) {
        names[name].hide();
        continue;
      }
      obstacles.lines.push(...pieces);
      obstacles.boxes.push(square([here, level], 7));
      const joined = pieces.flat();
      const places = SHARES.map((share) => around(joined[Math.round(share * (joined.length - 1))] ?? [0, 0], 5));
      const rings = [0, 1, 2].flatMap((ring) => places.flatMap((all) => all.slice(RING * ring, RING * (ring + 1))));
      const itsOwn = ([px, py, anchor]) => {
        const middle = [px + { start: HALF, end: -HALF, middle: 0 }[anchor], py];
        const own = below(middle, ways[name]);
        // New points cost more than old ones: their name stands above both lines.
        if (name === "dev" && own < 0) return false;
        return Object.entries(ways).every(([other, way]) => other === name || Math.abs(own) < OWN * Math.abs(below(middle, way)));
      };
      wanted.push([names[name], LINES[name][2], () => rings.filter(itsOwn)]);
    }
    const level = y(all.noise ** 2);
    setAttributes(noiseLine, { x1: box.x0, x2: box.x1, y1: level, y2: level });
    setAttributes(guide, { x1: here, x2: here, y1: box.y1, y2: box.y0 });
    obstacles.lines.push([[here, box.y1], [here, box.y0]]);
    wanted.push([noiseName, "noise²", () => [box.x1 - 4, box.x0 + 4].flatMap((px, i) => [level - 9, level + 10].map((py) => [px, py, i ? "start" : "end"]))]);
    for (const [label, text, candidates] of wanted) {
      const places = candidates();
      const taken = places.length ? label.place(text, places, obstacles) : label.hide();
      if (taken) obstacles.boxes.push(taken);
    }
    handles[all.along].update({ at: [here, box.y1 - 4], text: settingInWords(all) });
  };
}
