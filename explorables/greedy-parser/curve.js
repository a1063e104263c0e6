// J after each round of training; a square is dragged along the curve, and a strip tells after which rounds the gold tree is found.
import { drawAxes } from "../shared/axes.js";
import { s, setAttributes } from "../shared/dom.js";
import { createHandle } from "../shared/handle.js";
import { toPath } from "../shared/path.js";
import { linear } from "../shared/scale.js";
import { barsHeight } from "./bars.js";
import { MOST_ROUNDS } from "./model.js";
import { two } from "./words.js";

const BOX = { left: 40, right: 16, top: 28, bottom: 44 };
const TOPS = [0.2, 0.4, 0.6, 1, 1.5, 2, 3, 5, 10, 20, 50];
const STRIP = 6;

/** Returns { svg, update(rounds, found) }; goTo(round) takes the round that the reader chose. */
export function openCurve({ figure, goTo, signal }) {
  const picture = figure.picture({ label: "J after each round of training; a round can be chosen", height: barsHeight });
  const axes = picture.layer("dl-axes");
  const surface = picture.svg.appendChild(s("rect", { class: "dl-surface" }));
  const strip = picture.layer("dl-parser-strip");
  const lines = picture.layer("dl-lines");
  const curve = lines.appendChild(s("path", { class: "dl-curve dl-dashed dl-gradient" }));
  let [x, y, present] = [null, null, { rounds: 0, J: 0 }];
  const handle = createHandle({
    layer: picture.layer("dl-handles"),
    svg: picture.svg,
    surface,
    label: "rounds of training",
    shape: "square",
    tone: "parameter",
    range: { x: { min: 0, max: MOST_ROUNDS, step: 1, page: 5 } },
    scales: () => ({ x }),
    value: () => ({ x: present.rounds }),
    move(to) {
      present = { ...present, rounds: Math.round(to.x) }; // the next key may come before the next frame
      goTo(present.rounds);
    },
    signal,
  });

  return {
    svg: picture.svg,
    update(rounds, { curve: values, found, objective }) {
      const most = Math.max(...values);
      const top = TOPS.find((one) => one >= most) ?? most;
      const bottom = picture.height - BOX.bottom;
      picture.once(axes, top, () => {
        x = linear([0, MOST_ROUNDS], [BOX.left, picture.width - BOX.right]);
        y = linear([0, top], [bottom, BOX.top]);
        drawAxes(axes, { x, y, xTicks: [0, 10, 20, 30, 40], yTicks: [0, top], yTitle: picture.narrow ? "J; thick bar: gold tree found" : "J after each round; the bar below is thick where the gold tree is found", xFormat: (value) => (value === 0 ? "round 0" : String(value)) });
        setAttributes(surface, { x: BOX.left, width: picture.width - BOX.right - BOX.left, y: BOX.top - 8, height: bottom - BOX.top + 24 });
      });
      present = { rounds, J: objective };
      curve.setAttribute("d", toPath(values.map((value, round) => [x(round), y(value)])));
      const step = x(1) - x(0);
      strip.replaceChildren(
        ...found.map((isFound, round) =>
          s("rect", { class: isFound ? "dl-parser-found" : "dl-parser-missed", x: (x(round) - step / 2 + 0.5).toFixed(1), width: (step - 1).toFixed(1), y: bottom + (isFound ? 25 : 27), height: isFound ? STRIP : 2 }),
        ),
      );
      handle.update({ at: [x(rounds), y(objective)], text: `round ${rounds}, J ${two(objective)}, gold tree ${found[rounds] ? "found" : "not found"}`, now: rounds });
    },
  };
}
