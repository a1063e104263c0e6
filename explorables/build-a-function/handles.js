// The handles of BuildAFunction: where a unit rises, how high and how wide; the edges and the height of a bump; the heights side by side.
import { toRectangle } from "../line-by-hand/frame.js";
import { s, setAttributes } from "../shared/dom.js";
import { createHandle } from "../shared/handle.js";
import { hasCoarsePointer } from "../shared/motion.js";
import { clamp } from "../shared/scale.js";
import { BOUNDS } from "./model.js";
import { NARROWEST, bumpEdges, placesOf } from "./networks.js";
import { plain } from "./words.js";

const BRACKET = -0.3; // where the width of the rise is shown
const APART = 48; // pixels from the middle of a rise to the handle of its height
const [LOW, HIGH] = BOUNDS.height;
const [SOFT, STEEP] = BOUNDS.steepness;
const HEIGHT = { min: LOW, max: HIGH, step: 0.02, page: 0.2 };
const PLACE = { min: 0, max: 1, step: 0.01, page: 0.1 };
const WIDTH = { min: 4 / STEEP, max: 4 / SOFT, step: 0.02, page: 0.1 };

/** Returns update({ all, f, shapeAt }), which gives { boxes (places taken, in pixels), named ([{ name, at }]), bracket }. */
export function createHandles({ picture, state, scales, move, signal }) {
  const columns = picture.layer("dl-columns");
  const shared = { layer: picture.layer("dl-handles"), svg: picture.svg, shape: "square", tone: "parameter", scales, signal };
  let now; // what update() was given

  const onCurve = (x) => [scales().x(x), scales().y(now.f(x))];
  const inSight = (x, margin) => Math.min(x, scales().x.domain[1] - margin);
  const edges = () => bumpEdges(state.all());
  const bent = () => state.get("activation") === "relu";
  const wide = () => 4 / state.get("steepness");

  /** A handle of one mode for one number: `get()` it, `set(to)` gives what changes; it stands at `place()`. */
  const single = (mode, name, range, get, set, place, unproject) => {
    const axis = range === HEIGHT ? "y" : "x";
    const handle = createHandle({
      ...shared,
      label: `${name} of the ${mode}`,
      range: { [axis]: range },
      value: () => ({ [axis]: get() }),
      move: (to) => move(set(to[axis])),
      project: place,
      unproject,
    });
    return { mode, name, get, place, handle };
  };
  /** The handle of a height stands on the curve, which may have only a share of it there. */
  const height = (mode, x) => {
    const share = () => Math.max(0.05, now.shapeAt(x()));
    const unproject = ([, py]) => ({ y: scales().y.invert(py) / share() });
    return single(mode, "height", HEIGHT, () => state.get("height"), (to) => ({ height: to }), () => onCurve(x()), unproject);
  };
  const singles = [
    single("unit", "place", PLACE, () => state.get("position"), (position) => ({ position }), () => onCurve(state.get("position"))),
    height("unit", () => {
      const { x } = scales();
      return inSight(state.get("position") + (bent() ? 0.5 : Math.max(wide(), x.invert(x(0) + APART))), 0.04);
    }),
    single(
      "unit",
      "width",
      WIDTH,
      wide,
      (to) => ({ steepness: clamp(Number((4 / to).toPrecision(3)), SOFT, STEEP) }),
      () => [scales().x(inSight(state.get("position") + wide() / 2, 0.03)), scales().y(BRACKET)],
      ([px]) => ({ x: 2 * (scales().x.invert(px) - state.get("position")) }),
    ),
    single("bump", "left edge", PLACE, () => edges()[0], (to) => ({ left: Math.min(to, edges()[1] - NARROWEST), right: edges()[1] }), () => onCurve(edges()[0])),
    single("bump", "right edge", PLACE, () => edges()[1], (to) => ({ right: Math.max(to, edges()[0] + NARROWEST) }), () => onCurve(edges()[1])),
    height("bump", () => (edges()[0] + edges()[1]) / 2),
  ];

  // One handle a bump. It has the whole column of its bump for a tap, and a good part of it to be dragged by.
  const reach = hasCoarsePointer() ? 30 : 14;
  const several = Array.from({ length: BOUNDS.bumps[1] }, (_, i) => {
    const column = columns.appendChild(s("rect", { class: "dl-surface" }));
    const hit = s("rect", { class: "dl-hit" });
    const handle = createHandle({
      ...shared,
      label: `height ${i + 1}`,
      range: { y: HEIGHT },
      surface: column,
      hit,
      value: () => ({ y: state.get("heights")[i] }),
      move: ({ y }) => move({ heights: state.get("heights").map((old, k) => (k === i ? y : old)) }),
    });
    return { handle, column, hit };
  });

  /** What is not there has no place in the picture, so that neither Tab nor a screen reader comes to it. */
  const show = (parent, node, there) => {
    if (there && node.parentNode !== parent) parent.append(node);
    if (!there) node.remove();
  };

  function updateColumns({ mode, heights, activation }) {
    const { x, y, box } = scales();
    const places = placesOf(activation, heights.length).map(x);
    const half = (places[1] - places[0]) / 2;
    return several.flatMap(({ handle, column, hit }, i) => {
      const there = mode === "curve" && i < heights.length;
      show(shared.layer, handle.node, there);
      show(columns, column, there);
      if (!there) return [];
      const at = [places[i], y(heights[i])];
      const side = Math.min(half, reach);
      setAttributes(column, toRectangle({ ...box, x0: at[0] - half, x1: at[0] + half }));
      setAttributes(hit, toRectangle({ x0: -side, x1: side, y0: -reach, y1: reach }));
      handle.update({ at, text: plain(heights[i]) });
      return [at];
    });
  }

  return {
    update(given) {
      now = given;
      const { all } = now;
      const named = singles.flatMap(({ mode, name, get, place, handle }) => {
        const there = mode === all.mode && !(name === "width" && bent());
        show(shared.layer, handle.node, there);
        if (!there) return [];
        const at = place();
        handle.update({ at, text: plain(get()) });
        return [{ name, at }];
      });
      const boxes = [...named.map(({ at }) => at), ...updateColumns(all)];
      const ends = all.mode === "unit" && !bent() ? [-1, 1].map((side) => scales().x(all.position + (side * wide()) / 2)) : null;
      const level = scales().y(BRACKET);
      const bracket = ends && [[ends[0], level - 6], [ends[0], level + 6], [ends[0], level], [ends[1], level], [ends[1], level + 6], [ends[1], level - 6]];
      return { named, boxes, bracket };
    },
  };
}
