// The triangle of a nudge: run and rise with their numbers, the straight line through both ends. Used in curve and magnifier.
import { s } from "../shared/dom.js";
import { around, createLabel } from "../shared/labels.js";
import { clipLine, clipSegment, toPath } from "../shared/path.js";

const SHARES = [0.5, 0.35, 0.2, 0.65, 0.8]; // of a side, where its word may stand

/** Options: picture, numbered (with words?). `update` takes points in pixels; returns the boxes that its words have taken. */
export function createTriangle({ picture, numbered }) {
  const lines = picture.layer("dl-lines");
  const curve = s("path", { class: "dl-curve dl-gradient" });
  const straight = s("path", { class: "dl-thin dl-dashed dl-gradient" });
  const run = s("path", { class: "dl-curve dl-parameter" });
  const rise = s("path", { class: "dl-curve dl-gradient" });
  lines.append(curve, straight, run, rise);
  const words = picture.layer("dl-words");
  const runWord = createLabel(words, "dl-name dl-parameter", { optional: true, eager: true });
  const riseWord = createLabel(words, "dl-name dl-gradient", { optional: true, eager: true });

  return {
    /** from and to: both ends; points: the curve; box: what is seen; texts: [run, rise]; boxes: what words keep clear of. */
    update({ from, to, points, box, texts, boxes }) {
      const corner = [to[0], from[1]];
      const seen = clipLine(points, box);
      const draw = (node, a, b) => {
        const part = clipSegment(a, b, box);
        node.setAttribute("d", part ? toPath(part) : "");
        return part ?? [];
      };
      curve.setAttribute("d", seen.map(toPath).join(""));
      const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
      const far = 2000 / Math.max(1e-9, Math.hypot(dx, dy));
      const whole = draw(straight, [from[0] - far * dx, from[1] - far * dy], [to[0] + far * dx, to[1] + far * dy]);
      const sides = [draw(run, from, corner), draw(rise, corner, to)];
      const obstacles = { lines: [...seen, whole, ...sides], boxes, bounds: box };
      const put = (label, text, side, first, more = []) => {
        if (!numbered || !side.length) return label.hide();
        const along = SHARES.map((share) => [0, 1].map((k) => side[0][k] + share * (side[1][k] - side[0][k])));
        const places = [...along.map(([x, y]) => [x + first[0], y + first[1], first[2]]), ...more, ...around(along[0], 8)];
        const taken = label.place(text, places, obstacles) ?? label.place(text.replace("\n", " "), places, obstacles);
        if (taken) boxes.push(taken);
        return taken;
      };
      const outward = to[1] < from[1] ? 14 : -14; // the run lies below a rising line and above a falling one
      const beside = [0.1, 0.3, 0.8].map((share) => [from[0] + share * dx + 6, from[1] + outward, "start"]);
      put(runWord, texts[0], sides[0], [0, outward, "middle"], beside);
      put(riseWord, texts[1], sides[1], [10, 0, "start"]);
    },
  };
}
