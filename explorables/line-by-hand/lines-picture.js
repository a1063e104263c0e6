// The right picture of LineByHand: every point is a line; rings of equal cost, the way of descent, the best line.
import { drawAxes } from "../shared/axes.js";
import { h, s, setAttributes, uniqueId } from "../shared/dom.js";
import { createHandle } from "../shared/handle.js";
import { around, createLabel } from "../shared/labels.js";
import { toPath } from "../shared/path.js";
import { linear } from "../shared/scale.js";
import { amount, grouped } from "../shared/yuan.js";
import { moneyBox, moneyHeight, square, toRectangle } from "./frame.js";
import { BOUNDS, VALLEY, ring } from "./model.js";

/** Costs in millions, spaced so that the rings of a bowl are evenly apart; some of them carry their cost. */
const RINGS = Array.from({ length: 13 }, (_, k) => (k + 1) ** 2 / 2);
const NAMED = [2, 8, 18, 32];
const LATEST = 20; // steps that are drawn one by one
const LONG = 1500; // pixels: a longer path is drawn pale but for its latest steps, or it would be a blot

/** What words have to keep clear of: of a long path some points will do. */
const sparse = (points) => [points.filter((_, i) => i % Math.ceil(points.length / 300) === 0)];

const isLong = (points) => points.reduce((sum, [px, py], i) => sum + (i ? Math.hypot(px - points[i - 1][0], py - points[i - 1][1]) : 0), 0) > LONG;

const dots = (points) => points.map(([px, py]) => `M${px.toFixed(1)} ${py.toFixed(1)}h0`).join("");

/** `move(changes)` takes what the hand has set. Returns { update({ cost, runs }) }; runs are { now, last }: lists of [w, b]. */
export function openLines({ figure, parent, line, move, signal }) {
  const stage = h("div", { class: "dl-stage" }); // its handle lets the path be seen
  parent.append(stage);
  const picture = figure.picture({ parent: stage, label: "The cost of every line, with the present line to drag", height: (width) => moneyHeight(width, figure.narrow()) });
  const clip = s("rect");
  const clipId = uniqueId();
  picture.svg.prepend(s("clipPath", { id: clipId }, clip));
  const axes = picture.layer("dl-axes");
  const surface = s("rect", { class: "dl-surface" });
  const lines = picture.layer("dl-lines");
  setAttributes(lines, { "clip-path": `url(#${clipId})` });
  const rings = s("g");
  const lastRun = s("path", { class: "dl-curve dl-dotted dl-quiet" });
  const run = s("path", { class: "dl-thin dl-activation" });
  const latest = s("path", { class: "dl-thin dl-activation" });
  const runDots = s("path", { class: "dl-small-dots dl-activation" });
  const best = s("path", { class: "dl-curve dl-truth", d: "M-6 -6L6 6M-6 6L6 -6" });
  lines.append(rings, lastRun, run, best, latest, runDots);
  picture.svg.append(surface);
  const words = picture.layer("dl-words");
  const label = (name) => createLabel(words, name, { optional: true });
  const bestWord = label("dl-name dl-knockout dl-truth");
  const hereWord = label("dl-name dl-knockout dl-parameter");
  const lastWord = label("dl-note dl-knockout");
  const ringWords = NAMED.map(() => label("dl-note dl-knockout"));

  let [scales, box, named] = [null, null, []];
  const toPixels = ([w, b]) => [scales.x(w), scales.y(b)];
  const axis = (name, step) => ({ min: BOUNDS[name][0], max: BOUNDS[name][1], step, page: 5 * step });
  const handle = createHandle({
    layer: picture.layer("dl-handles"),
    svg: picture.svg,
    surface,
    label: "weight w and bias b",
    shape: "square",
    tone: "parameter",
    range: { x: axis("w", 10), y: axis("b", 100) },
    scales: () => scales,
    value: () => ({ x: line().w, y: line().b }),
    move: ({ x, y }) => move({ w: x, b: y }),
    signal,
  });

  function layOut() {
    box = moneyBox(picture);
    scales = { x: linear(BOUNDS.w, [box.x0, box.x1]), y: linear(BOUNDS.b, [box.y1, box.y0]) };
    drawAxes(axes, {
      ...scales,
      xTicks: [0, 1000, 2000],
      yTicks: [-2000, 0, 2000, 4000, 6000],
      xTitle: "weight w (yuan a year)",
      yTitle: "bias b (yuan)",
      xFormat: (value) => grouped(value),
      yFormat: (value) => grouped(value),
      grid: "",
    });
    for (const node of [surface, clip]) setAttributes(node, toRectangle(box));
    const paths = RINGS.map((cost) => ring(cost * 1e6).map(toPixels));
    rings.replaceChildren(...paths.map((path, k) => s("path", { class: "dl-contour", d: toPath(path), opacity: (0.4 + 0.03 * k).toFixed(2) })));
    named = NAMED.map((cost) => paths[RINGS.indexOf(cost)].filter(([px, py]) => px > box.x0 && px < box.x1 && py > box.y0 && py < box.y1));
    best.setAttribute("transform", `translate(${toPixels([VALLEY.w, VALLEY.b]).map((value) => value.toFixed(2)).join(" ")})`);
  }

  function drawRun(steps) {
    const points = steps.length > 1 ? steps.map(toPixels) : [];
    run.setAttribute("d", toPath(points));
    run.classList.toggle("dl-long", isLong(points));
    latest.setAttribute("d", toPath(points.slice(-LATEST)));
    runDots.setAttribute("d", dots([...points.slice(0, 1), ...points.slice(-LATEST)]));
    return points;
  }

  function placeWords(at, seen, lastSeen) {
    const inside = { x0: box.x0 + 2, x1: box.x1 - 2, y0: box.y0 + 2, y1: box.y1 - 2 };
    const target = toPixels([VALLEY.w, VALLEY.b]);
    const boxes = [square(at, 11), square(target, 8)];
    const obstacles = { lines: [...sparse(seen), ...sparse(lastSeen)], boxes, bounds: inside };
    const put = (word, text, places) => {
      const taken = word.place(text, places, obstacles);
      if (taken) boxes.push(taken);
    };
    put(bestWord, "best line", around(target, 10));
    put(hereWord, "this line", around(at, 12));
    const along = [0, 0.25, 0.5].map((share) => lastSeen[Math.floor(share * lastSeen.length)]);
    if (lastSeen.length) put(lastWord, "dotted: last run", along.flatMap((place) => around(place, 8).slice(0, 24)));
    else lastWord.hide();
    // On the right, where descent seldom comes; each word stands on its ring.
    ringWords.forEach((word, k) => {
      const places = [...named[k]].sort((a, b) => b[0] - a[0]).filter((_, i) => i % 3 === 0);
      if (places.length) put(word, NAMED[k] === 2 ? "cost 2 million" : `${NAMED[k]} million`, places.map(([px, py]) => [px, py, "middle"]));
      else word.hide();
    });
  }

  return {
    update({ cost, runs }) {
      picture.once(axes, null, layOut);
      const { w, b } = line();
      const at = toPixels([w, b]);
      const last = runs.last.length > 1 ? runs.last.map(toPixels) : [];
      lastRun.setAttribute("d", toPath(last));
      lastRun.classList.toggle("dl-long", isLong(last));
      const seen = drawRun(runs.now);
      handle.update({ at, text: `w ${grouped(w)}, b ${grouped(b)}, cost ${amount(cost)}` });
      placeWords(at, seen, last);
    },
  };
}
