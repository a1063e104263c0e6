// The fold of Descent2D that shows the surface in perspective, with the path on it and the start to drag.
import { dots, partOf } from "../shared/contour-map.js";
import { h, s } from "../shared/dom.js";
import { fixed } from "../shared/format.js";
import { createHandle } from "../shared/handle.js";
import { around, createLabel } from "../shared/labels.js";
import { clipLine, toPath } from "../shared/path.js";
import { createPicture } from "../shared/picture.js";
import { createSlider } from "../shared/slider.js";
import { shapeOf } from "./map.js";
import { START } from "./model.js";
import { createCamera } from "./perspective.js";
import { SURFACES, whereabouts } from "./surfaces.js";

const HALF = { x: 4.4, y: 2.2 };
const GROUND = { x0: -HALF.x, x1: HALF.x, y0: -HALF.y, y1: HALF.y };
const HEIGHT = 2; // of the highest point, in units of the plane: costs are scaled down to it
const CELLS = { x: 28, y: 14 };
const SHADES = 12;
const PIECES = 8; // of a step, so that it follows the ground
const TURN = { min: -180, max: 180, step: 5 };

const grid = (axis, i) => HALF[axis] * ((2 * i) / CELLS[axis] - 1);
const square = ([px, py], r) => ({ x0: px - r, x1: px + r, y0: py - r, y1: py + r });
const tenth = (pixel) => Math.round(10 * pixel) / 10;
const inside = ([x, y]) => Math.abs(x) <= HALF.x && Math.abs(y) <= HALF.y;

/** The points from a to b on the ground that is shown, close enough together to follow the surface. */
function drape(points) {
  const between = ([ax, ay], [bx, by]) =>
    Array.from({ length: PIECES }, (_, k) => [ax + ((bx - ax) * (k + 1)) / PIECES, ay + ((by - ay) * (k + 1)) / PIECES]);
  return clipLine(points, GROUND).map((line) =>
    line.flatMap((point, i) => (i ? between(line[i - 1], point) : [point])),
  );
}

export function openLandscape(figure, signal) {
  const { state } = figure;
  const fold = figure.fold("The same surface as a landscape");
  const picture = createPicture({
    parent: fold.content,
    label: "The surface seen from above, with a start to drag",
    signal,
    onResize: figure.redraw,
    height: (width) => Math.round(width < 480 ? width * 0.86 : width * 0.56),
  });
  const base = picture.layer("dl-axes");
  const ground = picture.layer("dl-ground");
  const facets = [];
  const lines = picture.layer("dl-lines");
  const ghostLine = s("path", { class: "dl-thin dl-route dl-dotted dl-quiet" });
  const pathLine = s("path", { class: "dl-thin dl-route dl-activation" });
  const pathDots = s("path", { class: "dl-small-dots dl-activation" });
  const cross = s("path", { class: "dl-curve dl-truth", d: "M-6 -4 L6 4 M-6 4 L6 -4" });
  lines.append(ghostLine, pathLine, pathDots, cross);
  const words = picture.layer("dl-words");
  const startWord = createLabel(words, "dl-name dl-parameter", { optional: true });
  const lowestWord = createLabel(words, "dl-name dl-truth", { optional: true });
  const controls = h("div", { class: "dl-controls" });
  fold.content.append(controls);
  const slider = createSlider({
    parent: controls,
    label: "turn",
    ...TURN,
    format: (turn) => `${fixed(turn, 0)}°`,
    value: () => state.get("turn"),
    move: (turn) => state.set({ turn: Math.round(turn) }),
    signal,
  });

  let camera;
  let letters = []; // the boxes of the names of the two sides
  const handle = createHandle({
    layer: picture.layer("dl-handles"),
    svg: picture.svg,
    surface: ground,
    label: "start, on the landscape",
    shape: "square",
    tone: "parameter",
    range: START,
    project: ({ x, y }) => camera.project(x, y),
    unproject: (at) => camera.unproject(at),
    value: () => ({ x: state.get("start_x"), y: state.get("start_y") }),
    move: ({ x, y }) => state.set({ start_x: x, start_y: y }),
    signal,
  });

  function paint(k, shade, d) {
    if (k === facets.length) {
      facets.push(s("path", { class: "dl-facet" }));
      ground.append(facets[k]);
    }
    facets[k].setAttribute("d", d);
    facets[k].style.setProperty("--dl-shade", (shade / SHADES).toFixed(2));
  }

  function build() {
    const { surface, steepness, turn } = state.all();
    const { value, gradient, minima } = SURFACES[surface];
    const low = value(...minima[0], steepness);
    const corners = [-1, 1].flatMap((i) => [-1, 1].map((j) => [i * HALF.x, j * HALF.y]));
    const scale = HEIGHT / (Math.max(...corners.map(([x, y]) => value(x, y, steepness))) - low);
    camera = createCamera({ turn, heightAt: (x, y) => scale * (value(x, y, steepness) - low) });
    const outline = [0, 0.25, 0.5, 0.75, 1].flatMap((t) => {
      const [x, y] = [HALF.x * (2 * t - 1), HALF.y * (2 * t - 1)];
      return [[x, -HALF.y], [x, HALF.y], [-HALF.x, y], [HALF.x, y]];
    });
    const floor = corners.map(([x, y]) => [x, y, 0]);
    camera.fit([...outline, ...floor, ...minima], { x0: 16, x1: picture.width - 16, y0: 20, y1: picture.height - 26 });

    const corner = Array.from({ length: CELLS.y + 1 }, (_, j) =>
      Array.from({ length: CELLS.x + 1 }, (_, i) => camera.project(grid("x", i), grid("y", j)).map(tenth).join(" ")),
    );
    const [awayX, awayY] = camera.toward;
    const light = [-0.6 * awayY + 0.4 * awayX, 0.6 * awayX + 0.4 * awayY]; // from behind, on the left
    const shadeOf = (i, j) => {
      const slope = gradient(grid("x", i + 0.5), grid("y", j + 0.5), steepness).map((part) => part * scale);
      const lit = (0.8 - slope[0] * light[0] - slope[1] * light[1]) / Math.hypot(...slope, 1);
      return Math.round(SHADES * Math.min(1, Math.max(0, 0.95 - 0.85 * lit)));
    };
    // Painted row by row from the far side to the near one, so that what is in front covers what is behind.
    // In a row, cells of the same shade are one path: a tenth of the elements, and fast enough to turn.
    const rowsAlongX = Math.abs(awayY) > Math.abs(awayX);
    const [rows, cells] = rowsAlongX ? [CELLS.y, CELLS.x] : [CELLS.x, CELLS.y];
    const farToNear = (rowsAlongX ? awayY : awayX) > 0 ? -1 : 1;
    let used = 0;
    for (let n = 0; n < rows; n += 1) {
      const row = farToNear > 0 ? n : rows - 1 - n;
      const byShade = new Map();
      for (let cell = 0; cell < cells; cell += 1) {
        const [i, j] = rowsAlongX ? [cell, row] : [row, cell];
        const face = `M${corner[j][i]}L${corner[j][i + 1]}L${corner[j + 1][i + 1]}L${corner[j + 1][i]}Z`;
        const shade = shadeOf(i, j);
        byShade.set(shade, (byShade.get(shade) ?? "") + face);
      }
      for (const [shade, d] of byShade) paint(used++, shade, d);
    }
    while (facets.length > used) facets.pop().remove();
    base.replaceChildren(...drawBase(floor));
  }

  /** The floor at the lowest cost, a post at each corner, and the names of the two sides that are in front. */
  function drawBase([a, b, d, c]) {
    const names = SURFACES[state.get("surface")].axes;
    const [awayX, awayY] = camera.toward;
    const along = [[0, -HALF.y * Math.sign(awayY)], [-HALF.x * Math.sign(awayX || 1), 0]];
    const centre = camera.project(0, 0, 0);
    const places = along.map(([x, y]) => {
      const middle = camera.project(x, y, 0);
      const out = 1 + 15 / Math.hypot(middle[0] - centre[0], middle[1] - centre[1]);
      return middle.map((pixel, i) => centre[i] + out * (pixel - centre[i]));
    });
    letters = places.map((at) => square(at, 9));
    return [
      s("path", { class: "dl-axis", d: `${toPath([a, b, c, d].map((at) => camera.project(...at)))}Z` }),
      ...[a, b, c, d].map(([x, y]) => s("path", { class: "dl-axis", d: toPath([camera.project(x, y, 0), camera.project(x, y)]) })),
      ...places.map(([x, y], i) => s("text", { class: "dl-tick", x, y, dy: "0.35em", "text-anchor": "middle" }, names[i].split(" ").at(-1))),
    ];
  }

  const over = (points) => points.map(([x, y]) => camera.project(x, y));

  return {
    update({ run, shown, ghost }) {
      slider.update();
      const text = whereabouts(state.get("surface"), run.points[0]);
      if (!fold.isOpen()) return handle.update({ at: [0, 0], text });
      const { surface, turn } = state.all();
      picture.once(ground, [shapeOf(state), turn], build);
      const reached = partOf(run.points, shown);
      const path = drape(reached).map(over);
      pathLine.setAttribute("d", path.map(toPath).join(""));
      pathDots.setAttribute("d", dots(over(reached.slice(1, Math.floor(shown) + 1).filter(inside))));
      ghostLine.setAttribute("d", ghost ? drape(ghost.points).map(over).map(toPath).join("") : "");
      const lowest = camera.project(...SURFACES[surface].minima[0]);
      cross.setAttribute("transform", `translate(${lowest[0].toFixed(2)} ${lowest[1].toFixed(2)})`);
      const start = camera.project(...run.points[0]);
      handle.update({ at: start, text });
      const bounds = { x0: 4, x1: picture.width - 4, y0: 4, y1: picture.height - 4 };
      const boxes = [square(start, 10), square(lowest, 10), ...letters];
      const taken = startWord.place("start", around(start, 12), { bounds, boxes, lines: path });
      if (taken) boxes.push(taken);
      lowestWord.place("lowest point", around(lowest, 12), { bounds, boxes, lines: path });
    },
  };
}
