// How the cost went: of the points learned from, of those held out, and of the run before.
import { drawAxes } from "../shared/axes.js";
import { s } from "../shared/dom.js";
import { significant } from "../shared/format.js";
import { createLabel } from "../shared/labels.js";
import { clipLine, toPath } from "../shared/path.js";
import { linear } from "../shared/scale.js";

const HEIGHT = 158;
const MARGIN = { top: 28, right: 104, bottom: 42, left: 42 };
const LOWEST_TOP = 0.75; // a little above ln 2, the cost of knowing nothing
const HIGHEST_TOP = 3; // what is higher leaves the picture
const FAR = 100; // a cost is drawn no higher, far outside
const FEWEST = 10; // steps along the axis

// A number with an exponent would not fit beside the lines.
const told = (cost) => (cost < 0.001 ? "< 0.001" : significant(cost, 2));

/** Options: figure, parent, withHeldOut, signal. Returns update(moment). */
export function openCurve({ figure, parent, withHeldOut }) {
  const picture = figure.picture({ parent, label: "The cost, step by step", height: () => HEIGHT });
  const axes = picture.layer("dl-axes");
  const lines = picture.layer("dl-lines");
  const ghost = s("path", { class: "dl-thin dl-dotted dl-quiet" });
  const learned = s("path", { class: "dl-curve dl-gradient" });
  const heldOut = s("path", { class: "dl-thin dl-dashed dl-gradient" });
  lines.append(ghost, learned, heldOut);
  const words = picture.layer("dl-words");
  const label = (tone) => createLabel(words, `dl-note ${tone}`);
  const [learnedWord, heldOutWord, ghostWord] = [label("dl-gradient"), label("dl-gradient"), createLabel(words, "dl-note dl-quiet", { optional: true })];
  let drawn = null;

  return ({ history, former, stamp }) => {
    const key = [stamp, picture.width, history.length, former.length].join();
    if (key === drawn) return;
    drawn = key;
    const box = { x0: MARGIN.left, x1: picture.width - MARGIN.right, y0: MARGIN.top, y1: HEIGHT - MARGIN.bottom };
    const last = Math.max(FEWEST, ...[history, former].map((entries) => entries.at(-1)?.step ?? 0));
    const first = Math.min(history[0]?.step ?? 0, former[0]?.step ?? Infinity);
    let most = LOWEST_TOP;
    for (const { cost, heldOut: other } of [...history, ...former]) most = Math.max(most, cost, (withHeldOut && other) || 0);
    const x = linear([first, last], [box.x0, box.x1]);
    const y = linear([0, Math.min(HIGHEST_TOP, 1.05 * most)], [box.y1, box.y0]);
    drawAxes(axes, { x, y, xTicks: x.ticks(picture.narrow ? 3 : 5), yTicks: y.ticks(3), xTitle: "steps", yTitle: "cost" });
    const pathOf = (entries, name) =>
      clipLine(entries.filter((entry) => Number.isFinite(entry[name])).map((entry) => [x(entry.step), y(Math.min(FAR, entry[name]))]), box);
    const show = (node, parts) => {
      node.setAttribute("d", parts.map(toPath).join(""));
      return parts;
    };
    const parts = [show(ghost, pathOf(former, "cost")), show(learned, pathOf(history, "cost")), show(heldOut, withHeldOut ? pathOf(history, "heldOut") : [])];
    name(parts, { box, y, history, former });
  };

  /** Values at the right end of the lines, one above the other where they would meet. */
  function name(parts, { box, y, history, former }) {
    const end = history.at(-1);
    const within = (value) => Math.min(box.y1 - 6, Math.max(box.y0 + 6, y(Math.min(value, y.domain[1]))));
    const left = box.x1 + 8;
    const both = withHeldOut && end && Number.isFinite(end.heldOut);
    let at = end ? within(end.cost) : 0;
    if (both) {
      let other = within(end.heldOut);
      if (Math.abs(other - at) < 17) {
        const middle = Math.min(box.y1 - 14, Math.max(box.y0 + 14, (other + at) / 2));
        [at, other] = end.heldOut >= end.cost ? [middle + 8.5, middle - 8.5] : [middle - 8.5, middle + 8.5];
      }
      heldOutWord.place(`held out ${told(end.heldOut)}`, [[left, other, "start"]], {});
    } else heldOutWord.hide();
    if (end) learnedWord.place(`${both ? "learned" : "cost"} ${told(end.cost)}`, [[left, at, "start"]], {});
    else learnedWord.hide();
    const tail = former.length > 1 && parts[0].at(-1)?.at(-1);
    if (!tail) return ghostWord.hide();
    const beside = [-12, 12, -24, 24].map((off) => [tail[0] - 4, tail[1] + off, "end"]);
    ghostWord.place("before", beside, { lines: parts.flat(), bounds: box });
  }
}
