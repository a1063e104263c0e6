// The picture of the race: lines of equal cost, the start, the way of each runner, and where it is a finish.
import { createStart, dots, drawContourMap, mapFrame, partOf } from "../shared/contour-map.js";
import { s } from "../shared/dom.js";
import { fixed, significant } from "../shared/format.js";
import { around, createLabel } from "../shared/labels.js";
import { LANDSCAPES } from "../shared/landscapes.js";
import { circleAt } from "../shared/marks.js";
import { clipLine, toPath } from "../shared/path.js";
import { createPicture } from "../shared/picture.js";
import { LOOKS, lineClass, markerAt, markerClass } from "./marks.js";
import { NAMES, NEAR, RUNNERS, START, costAt } from "./model.js";

const TITLES = ["weight w₁", "weight w₂"];
const LONG = 8; // pixels: the end of a longer step gets a dot, where dots do not make a line solid
const RECENT = 30; // with noise: steps that are drawn in full; what lies farther back is pale
const CROSS = "M-5 -5 L5 5 M-5 5 L5 -5";

/** The ends of the long steps among some points. */
const longSteps = (points) => points.filter(([x, y], k) => k > 0 && Math.hypot(x - points[k - 1][0], y - points[k - 1][1]) > LONG);

/** Options: figure, parent, half() (half of what the map shows upward, if it is not the usual), signal. */
export function openRacePicture({ figure, parent, half, signal }) {
  const { state } = figure;
  const picture = createPicture({
    parent,
    label: "Map of the cost with a start to drag",
    signal,
    onResize: figure.redraw,
    height: (width) => mapFrame(width, half()).height,
  });
  const axes = picture.layer("dl-axes");
  const contours = picture.layer("dl-contours");
  const surface = s("rect", { class: "dl-surface" });
  picture.svg.append(surface);
  const lines = picture.layer("dl-lines");
  const finishes = s("path", { class: "dl-finish dl-thin dl-dotted dl-truth" });
  const crosses = s("g");
  lines.append(finishes, crosses);
  const drawn = RUNNERS.map((name) => {
    const line = s("path", { class: lineClass(name) });
    const small = s("path", { class: `dl-small-dots ${LOOKS[name].tone}` });
    const head = s("path", { class: markerClass(name) });
    const old = s("path", { class: `dl-route dl-past ${LOOKS[name].tone}` }); // pale like the contours: words may interrupt it
    return { name, old, line, small, head };
  });
  lines.append(...drawn.map(({ old }) => old), ...drawn.flatMap(({ line, small }) => [line, small]), ...drawn.map(({ head }) => head));
  const words = picture.layer("dl-words");
  const word = (tone) => createLabel(words, `dl-name dl-knockout ${tone}`, { optional: true });
  const startWord = word("dl-parameter");
  const lowestWord = word("dl-truth");
  const names = Object.fromEntries(RUNNERS.map((name) => [name, word(LOOKS[name].tone)]));

  let scales;
  let box;
  const toPixels = ([x, y]) => [scales.x(x), scales.y(y)];
  const within = ([px, py]) => px >= box.x0 && px <= box.x1 && py >= box.y0 && py <= box.y1;
  const handle = createStart({ picture, surface, state, range: START, scales: () => scales, signal });

  function layOut() {
    const { surface: name, steepness } = state.all();
    const landscape = LANDSCAPES[name];
    const frame = mapFrame(picture.width, half());
    ({ scales, box } = drawContourMap({ picture, axes, contours, surface, frame, landscape, steepness, titles: TITLES }));
    const radius = Math.abs(scales.x(NEAR) - scales.x(0));
    const minima = landscape.minima.map(toPixels);
    finishes.setAttribute("d", minima.map((at) => circleAt(at, radius)).join(""));
    crosses.replaceChildren(...minima.map(([px, py]) => s("path", { class: "dl-curve dl-truth", d: CROSS, transform: `translate(${px.toFixed(2)} ${py.toFixed(2)})` })));
  }

  const square = ([px, py], r) => ({ x0: px - r, x1: px + r, y0: py - r, y1: py + r });

  function placeWords(ways) {
    const bounds = { x0: box.x0 + 2, x1: box.x1 - 2, y0: box.y0 + 2, y1: box.y1 - 2 };
    const { minima } = LANDSCAPES[state.get("surface")];
    const start = toPixels([state.get("start_x"), state.get("start_y")]);
    const radius = Math.abs(scales.x(NEAR) - scales.x(0)) + 2;
    const boxes = [square(start, 12), ...minima.map((at) => square(toPixels(at), radius)), ...ways.map(({ head }) => square(head, 8))];
    const obstacles = { lines: ways.flatMap(({ seen }) => seen), boxes, bounds };
    const put = (label, text, places) => {
      const taken = label.place(text, places, obstacles);
      if (taken) boxes.push(taken);
    };
    put(startWord, "start", around(start, 12));
    put(lowestWord, minima.length > 1 && state.get("surface") === "bumpy" ? "lowest point" : "finish", around(toPixels(minima[0]), radius + 4));
    for (const { name } of drawn) {
      const way = ways.find((one) => one.name === name);
      if (way && way.moved && within(way.head)) put(names[name], NAMES[name], around(way.head, 8).slice(0, picture.narrow ? 12 : 24));
      else names[name].hide();
    }
  }

  return {
    refit: picture.refit,
    /** `shown` is the step, which may lie between two; `only` are the runners that are drawn. */
    update({ runs, shown, only }) {
      const { surface: name, steepness, noise } = state.all();
      picture.once(contours, [name, name === "ravine" && steepness, half()], layOut);
      const ways = [];
      for (const { name: runner, old, line, small, head } of drawn) {
        const run = only.includes(runner) ? runs[runner] : null;
        for (const part of [old, line, small, head]) part.style.display = run ? "" : "none";
        if (!run) continue;
        const reached = Math.min(shown, run.points.length - 1);
        const way = partOf(run.points, reached).map(toPixels);
        const from = noise ? Math.max(0, Math.floor(reached) - RECENT) : 0; // where the part begins that is drawn in full
        const seen = clipLine(way.slice(from), box);
        line.setAttribute("d", seen.map(toPath).join(""));
        old.setAttribute("d", clipLine(way.slice(0, from + 1), box).map(toPath).join(""));
        small.setAttribute("d", dots(longSteps(way.slice(from, Math.floor(reached) + 1)).filter(within)));
        head.setAttribute("d", markerAt(runner, way.at(-1)));
        head.style.display = within(way.at(-1)) ? "" : "none";
        ways.push({ name: runner, seen, head: way.at(-1), moved: reached > 0 });
      }
      const [x, y] = [state.get("start_x"), state.get("start_y")];
      const cost = significant(costAt(state.all(), { points: [[x, y]] }, 0));
      handle.update({ at: toPixels([x, y]), text: `${TITLES[0]} ${fixed(x, 2)}, ${TITLES[1]} ${fixed(y, 2)}, cost ${cost}` });
      placeWords(ways);
    },
  };
}
