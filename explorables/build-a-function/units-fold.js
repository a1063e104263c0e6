// The hidden units one above the other, each with its share of the curve; their sum stands below them.
import { h, s, setAttributes } from "../shared/dom.js";
import { toPath } from "../shared/path.js";
import { clamp } from "../shared/scale.js";
import { layOut, placesFor, refit } from "./frame.js";
import { curveOf, unitsOf } from "./networks.js";
import { plain } from "./words.js";

const TOP = 24;
const SUM = 56;
const FEW = 60; // places at which a curve is drawn

/** Returns update({ all, made, f }). */
export function openUnits({ figure, open }) {
  const fold = figure.fold("What each hidden unit adds");
  fold.content.parentElement.open = open;
  const parent = fold.content.appendChild(h("div", { class: "dl-flush" }));
  const picture = figure.picture({ parent, label: "The weighted curve of each hidden unit, and their sum" });
  const title = picture.layer("dl-lanes").appendChild(s("text", { class: "dl-axis-title", y: TOP - 10 }));
  const layer = picture.layer("dl-lanes");
  let rows = [];

  function build(count) {
    rows = Array.from({ length: count + 1 }, (_, j) => {
      const last = j === count;
      const tone = last ? "activation" : "quiet";
      const word = s("text", { class: "dl-tick", dy: "0.35em", "text-anchor": "end" }, last ? "f" : String(j + 1));
      return { area: s("path", { class: `dl-lane dl-${tone}` }), line: s("path", { class: `dl-thin dl-${tone}` }), word };
    });
    layer.replaceChildren(...rows.flatMap(({ area, line, word }) => [area, line, word]));
  }

  return function update({ all, made, f }) {
    if (!fold.isOpen()) return;
    const units = unitsOf(made);
    const step = units.length > 4 ? 24 : 40; // pixels for each unit
    refit(picture, TOP + units.length * step + SUM);
    const { x, box } = layOut(picture);
    if (rows.length !== units.length + 1) build(units.length);
    const draw = ({ area, line, word }, g, places, zero, room, most) => {
      const path = toPath(places.map((at) => [x(at), zero - clamp((g(at) / most) * room, -room, room)]));
      area.setAttribute("d", `${path}L${box.x1} ${zero}L${box.x0} ${zero}Z`);
      line.setAttribute("d", path);
      setAttributes(word, { x: box.x0 - 8, y: zero });
    };
    const curves = units.map((unit) => curveOf(unit, all.activation));
    const most = Math.max(0.1, ...curves.flatMap((g) => x.domain.map((end) => Math.abs(g(end))))); // no unit turns back
    curves.forEach((g, j) => draw(rows[j], g, placesFor(units[j], x.domain, FEW), TOP + (j + 0.5) * step, 0.46 * step, most));
    draw(rows.at(-1), f, placesFor(made, x.domain, FEW), TOP + units.length * step + 0.7 * SUM, 0.55 * SUM, 1.45);
    setAttributes(title, { x: box.x0 });
    title.textContent = `v · g(w x + b) of each unit${made.c ? `, and c = ${plain(made.c, 3)}` : ""}; below, their sum`;
  };
}
