// The plane of the vectors: words, nodes and root, the root of the other tree as a ring, and the target to drag.
import { drawAxes } from "../shared/axes.js";
import { s } from "../shared/dom.js";
import { createHandle } from "../shared/handle.js";
import { around, createLabel } from "../shared/labels.js";
import { circleAt, crossAt } from "../shared/marks.js";
import { linear } from "../shared/scale.js";
import { wordsOf } from "./sentences.js";
import { lowered, two } from "./words.js";

const HEIGHT = { wide: 330, narrow: 206 };
const MARGIN = { wide: { top: 30, right: 14, bottom: 46, left: 38 }, narrow: { top: 8, right: 14, bottom: 24, left: 34 } };
const KEY = ["first number", "across,", "second up"];
const RANGE = { min: -1, max: 1, step: 0.05, page: 0.25 };
const CLOSE = 12; // places around a point
const MOST = 11; // nodes of the longest sentence

/** `move(target)` takes { x, y }. Returns { update(state, found, now), show(isShown) }. */
export function openPlane({ figure, target, move, signal }) {
  const picture = figure.picture({ label: "The vectors in the plane, and the target to drag", beside: true, height: () => (figure.narrow() ? HEIGHT.narrow : HEIGHT.wide) });
  const axes = picture.layer("dl-axes");
  const path = (name) => lines.appendChild(s("path", { class: name }));
  const lines = picture.layer("dl-lines");
  const error = path("dl-thin dl-gradient dl-dashed");
  const moved = path("dl-thin dl-parameter");
  const marks = { words: path("dl-tree-dot dl-quiet"), nodes: path("dl-tree-dot dl-activation"), kept: path("dl-tree-ring dl-activation"), before: path("dl-tree-ring dl-parameter") };
  const key = picture.layer("dl-words");
  const layer = picture.layer("dl-words");
  const named = { target: createLabel(layer, "dl-name dl-truth"), root: createLabel(layer, "dl-name dl-activation"), kept: createLabel(layer, "dl-note", { optional: true }) };
  const nodeNames = Array.from({ length: MOST }, () => createLabel(layer, "dl-tick", { optional: true }));
  const handles = picture.layer("dl-handles");
  const cross = picture.layer("dl-lines").appendChild(s("path", { class: "dl-tree-cross" }));
  let scales;
  const handle = createHandle({ layer: handles, svg: picture.svg, label: "target", range: { x: RANGE, y: RANGE }, scales: () => scales, value: target, move, tone: "truth", signal });

  function layOut() {
    const { width, height } = picture;
    const { top, right, bottom, left } = figure.narrow() ? MARGIN.narrow : MARGIN.wide;
    const side = Math.min(width - left - right, height - top - bottom);
    scales = { x: linear([-1.05, 1.05], [left, left + side]), y: linear([-1.05, 1.05], [top + side, top]) };
    const titles = figure.narrow() ? {} : { xTitle: "first number", yTitle: "second number" };
    drawAxes(axes, { ...scales, xTicks: [-1, 0, 1], yTicks: [-1, 0, 1], grid: "xy", ...titles });
    key.replaceChildren(...(figure.narrow() ? KEY : []).map((words, i) => s("text", { class: "dl-tick", x: left + side + 12, y: top + 12 + 17 * i }, words)));
    const bounds = { x0: 2, x1: width - 2, y0: 2, y1: top + side - 2 };
    const keyBox = { x0: left + side + 8, x1: width, y0: 0, y1: top + 12 + 17 * KEY.length };
    return { bounds, keyBox };
  }

  let bounds;
  let keyBox;
  return {
    show(isShown) {
      picture.svg.parentElement.hidden = !isShown;
    },
    update(state, found, now) {
      picture.refit();
      picture.once(axes, [figure.narrow(), picture.height], () => ({ bounds, keyBox } = layOut()));
      const at = ([x, y]) => [scales.x(x), scales.y(y)];
      const words = wordsOf(state.sentence).length;
      const seen = found.nodes.slice(0, words + now.forward);
      const isRoot = found.root !== null && now.forward === state.merges.length;
      const goal = at([state.target_x, state.target_y]);
      marks.words.setAttribute("d", seen.slice(0, words).map((p) => circleAt(at(p), 3)).join(""));
      marks.nodes.setAttribute("d", seen.slice(words).map((p, k) => circleAt(at(p), isRoot && k === now.forward - 1 ? 6.5 : 4.5)).join(""));
      const kept = found.kept_root && at(found.kept_root);
      marks.kept.setAttribute("d", kept ? circleAt(kept, 6.5) : "");
      const shifted = state.nudge ? seen.slice(words).map((p, k) => [at(found.nodes_before[words + k]), at(p)]) : [];
      marks.before.setAttribute("d", shifted.map(([before]) => circleAt(before, 3)).join(""));
      moved.setAttribute("d", shifted.map(([a, b]) => `M${a.map((v) => v.toFixed(1)).join(" ")}L${b.map((v) => v.toFixed(1)).join(" ")}`).join(""));
      const root = isRoot ? at(found.root) : null;
      error.setAttribute("d", root ? `M${root.map((v) => v.toFixed(1)).join(" ")}L${goal.map((v) => v.toFixed(1)).join(" ")}` : "");
      cross.setAttribute("d", crossAt(goal, 3.5));

      const obstacles = { bounds, lines: [...(root ? [[root, goal]] : []), ...shifted], boxes: [...seen.map(at), goal, ...(kept ? [kept] : [])].map(([x, y]) => ({ x0: x - 7, x1: x + 7, y0: y - 7, y1: y + 7 })) };
      if (figure.narrow()) obstacles.boxes.push(keyBox);
      // A name that finds no place close by would seem to belong to another point: it is left out.
      const put = (label, text, point, gap, isClose = true) => {
        const places = around(point, gap);
        const box = label.place(text, isClose ? places.slice(0, CLOSE) : places, obstacles);
        if (box) obstacles.boxes.push(box);
      };
      put(named.target, "target", goal, 14, false);
      if (root) put(named.root, `root p${lowered(now.forward)}`, root, 9, false);
      else named.root.hide();
      if (kept) put(named.kept, "other tree", kept, 9);
      else named.kept.hide();
      nodeNames.forEach((label, n) => {
        const isWord = n < words;
        const point = n < seen.length && !(isRoot && n === seen.length - 1) ? at(seen[n]) : null;
        const repeated = isWord && wordsOf(state.sentence).indexOf(wordsOf(state.sentence)[n]) < n;
        if (!point || repeated || (isWord && figure.narrow())) label.hide();
        else put(label, isWord ? wordsOf(state.sentence)[n] : `p${lowered(n - words + 1)}`, point, 6);
      });
      handle.update({ at: goal, text: `target at ${two(state.target_x)}, ${two(state.target_y)}`, now: state.target_x });
    },
  };
}
