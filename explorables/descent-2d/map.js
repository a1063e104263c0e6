// The map of Descent2D: lines of equal cost, the start, the path, the arrow downhill, the lowest point.
import { createStart, dots, drawContourMap, mapFrame, partOf } from "../shared/contour-map.js";
import { s, setAttributes } from "../shared/dom.js";
import { significant } from "../shared/format.js";
import { around, createLabel } from "../shared/labels.js";
import { clipLine, clipSegment, toPath } from "../shared/path.js";
import { START, nextGradient } from "./model.js";
import { openShapeHandle } from "./shape-handle.js";
import { SURFACES, whereabouts } from "./surfaces.js";
import { nearestMinimum } from "./words.js";

/** What the surface depends on: its name, and the steepness if it is the ravine. */
export const shapeOf = (state) => [state.get("surface"), state.get("surface") === "ravine" && state.get("steepness")];

export function openMap(figure, signal) {
  const { state } = figure;
  const picture = figure.picture({
    label: "Map of the cost with a start to drag",
    height: (width) => mapFrame(width).height,
  });
  const axes = picture.layer("dl-axes");
  const contours = picture.layer("dl-contours");
  const surface = s("rect", { class: "dl-surface" });
  picture.svg.append(surface);
  const lines = picture.layer("dl-lines");
  const ghostLine = s("path", { class: "dl-thin dl-route dl-dotted dl-quiet" });
  const pathLine = s("path", { class: "dl-thin dl-route dl-activation" });
  const head = s("circle", { class: "dl-solid dl-activation", r: 5 });
  const pathDots = s("path", { class: "dl-dots dl-activation" });
  const arrow = s("path", { class: "dl-thin dl-dashed dl-gradient" });
  const arrowHead = s("path", { class: "dl-solid dl-gradient", d: "M0 0 L-10 -5 L-10 5 Z" });
  const cross = s("path", { class: "dl-curve dl-truth", d: "M-6 -6 L6 6 M-6 6 L6 -6" });
  lines.append(ghostLine, pathLine, pathDots, arrow, arrowHead, head, cross);
  const words = picture.layer("dl-words");
  const word = (tone) => createLabel(words, `dl-name dl-knockout dl-${tone}`, { optional: true });
  const lowestWord = word("truth");
  const startWord = word("parameter");
  const shapeWord = word("parameter");
  const runWord = word("activation");
  const ghostWord = word("quiet");
  const arrowWord = word("gradient");
  const sideWord = word("activation");

  let scales;
  let box; // the part of the picture in which the map lies
  const within = ([px, py]) => px >= box.x0 && px <= box.x1 && py >= box.y0 && py <= box.y1;
  const handle = createStart({ picture, surface, state, range: START, scales: () => scales, signal });
  const shape = openShapeHandle({ picture, lines, state, scales: () => scales, signal });

  function layOut() {
    const { surface: name, steepness } = state.all();
    const landscape = SURFACES[name];
    ({ scales, box } = drawContourMap({ picture, axes, contours, surface, frame: mapFrame(picture.width), landscape, steepness, titles: landscape.axes }));
  }


  const toPixels = ([a, b]) => [scales.x(a), scales.y(b)];

  /** Draws the arrow from `at` and returns it as a line, or null when there is nothing to point at. */
  function drawArrow(at, gradient) {
    const length = Math.hypot(...gradient);
    const visible = within(at) && length > 1e-3;
    for (const part of [arrow, arrowHead]) part.style.display = visible ? "" : "none";
    if (!visible) return null;
    const reach = 22 + Math.min(46, 20 * Math.log2(1 + length)); // longer where it is steeper, and never out of sight
    const [ux, uy] = [-gradient[0] / length, gradient[1] / length];
    const [, tip] = clipSegment(at, [at[0] + reach * ux, at[1] + reach * uy], box);
    arrow.setAttribute("d", toPath([at, [tip[0] - 8 * ux, tip[1] - 8 * uy]]));
    const angle = (Math.atan2(uy, ux) * 180) / Math.PI;
    arrowHead.setAttribute("transform", `translate(${tip[0].toFixed(2)} ${tip[1].toFixed(2)}) rotate(${angle.toFixed(1)})`);
    return [at, tip];
  }

  function placeWords({ run, shown, path, seen, ghostSeen, arrowPath, lowest, names, shaped }) {
    const bounds = { x0: box.x0 + 2, x1: box.x1 - 2, y0: box.y0 + 2, y1: box.y1 - 2 };
    const start = path[0];
    const square = ([px, py], r) => ({ x0: px - r, x1: px + r, y0: py - r, y1: py + r });
    const boxes = [square(start, 12), square(lowest, 8)];
    if (shaped) boxes.push(square(shaped.at, 12));
    const obstacles = { lines: [...seen, ...ghostSeen, arrowPath ?? []], boxes, bounds };
    const put = (label, text, places) => {
      const taken = label.place(text, places, obstacles);
      if (taken) boxes.push(taken);
    };
    const inset = 12;
    const corners = [
      [bounds.x1 - inset, bounds.y0 + 14, "end"],
      [bounds.x1 - inset, bounds.y1 - 14, "end"],
      [bounds.x0 + inset, bounds.y1 - 14, "start"],
      [bounds.x0 + inset, bounds.y0 + 14, "start"],
    ];
    put(startWord, "start", around(start, 12));
    put(lowestWord, "lowest point", around(lowest, 10));
    if (shaped) put(shapeWord, shaped.text, around(shaped.at, 12).slice(0, 36));
    else shapeWord.hide();
    const side = run.at_rest && shown === run.points.length - 1 && nearestMinimum(state.get("surface"), run.points.at(-1)) > 0;
    if (side) put(sideWord, "local minimum", around(path.at(-1), 10));
    else sideWord.hide();
    if (arrowPath) put(arrowWord, picture.narrow ? "−gradient" : "−gradient (not to scale)", around(arrowPath[1], 6).slice(0, 16));
    else arrowWord.hide();
    if (!ghostSeen.length) {
      runWord.hide();
      ghostWord.hide();
      return;
    }
    const along = ([line]) => (line ?? []).slice(1, 5).flatMap((point) => around(point, 8).slice(0, 8));
    put(runWord, `solid: ${names.run}`, [...along(seen), ...corners]);
    put(ghostWord, `dotted: ${names.ghost}`, [...along(ghostSeen), ...corners]);
  }

  return {
    update({ run, shown, ghost, names }) {
      picture.once(contours, shapeOf(state), layOut);
      const reached = partOf(run.points, shown);
      const path = reached.map(toPixels);
      const seen = clipLine(path, box);
      const ghostSeen = ghost ? clipLine(ghost.points.map(toPixels), box) : [];
      const whole = path.slice(0, Math.floor(shown) + 1);
      pathLine.setAttribute("d", seen.map(toPath).join(""));
      pathDots.setAttribute("d", dots(whole.slice(1).filter(within)));
      pathDots.setAttribute("class", `${path.length > 60 ? "dl-small-dots" : "dl-dots"} dl-activation`);
      ghostLine.setAttribute("d", ghostSeen.map(toPath).join(""));
      const lowest = toPixels(SURFACES[state.get("surface")].minima[0]);
      cross.setAttribute("transform", `translate(${lowest[0].toFixed(2)} ${lowest[1].toFixed(2)})`);
      const gradient = nextGradient(state.all(), reached.at(-1), Math.floor(shown));
      const arrowPath = drawArrow(path.at(-1), gradient);
      head.style.display = shown && within(path.at(-1)) ? "" : "none";
      setAttributes(head, { cx: path.at(-1)[0].toFixed(2), cy: path.at(-1)[1].toFixed(2) });
      const text = `${whereabouts(state.get("surface"), run.points[0])}, cost ${significant(run.costs[0])}`;
      handle.update({ at: path[0], text });
      placeWords({ run, shown, path, seen, ghostSeen, arrowPath, lowest, names, shaped: shape.update(box) });
    },
  };
}
