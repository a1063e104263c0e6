// The network of DropoutMask: a card for each hidden unit, to be dropped or kept by hand, and p to be dragged across their random numbers.
import { s, setAttributes } from "../shared/dom.js";
import { brief, fixed } from "../shared/format.js";
import { createHandle } from "../shared/handle.js";
import { crossAt } from "../shared/marks.js";
import { toRectangle } from "../line-by-hand/frame.js";
import { HEIGHT, NAMES, RADIUS, ROWS, layOut } from "./layout.js";
import { HIDDEN, INPUT, P, UNITS, drawsOf } from "./model.js";
import { shownDraw } from "./words.js";

const TONES = { factor: "", passes: "dl-activation", slope: "dl-gradient" };

/** At most two decimals: there is no room for more. */
const plain = (value) => brief(Number(value.toFixed(2)));

/** `toggle(j)` drops or keeps unit j by hand. Returns update({ all, found }). */
export function openNetwork({ figure, parent, toggle, signal }) {
  const { state } = figure;
  const picture = figure.picture({ parent, label: "A network with hidden units to drop, and the probability p", height: () => HEIGHT });
  picture.svg.classList.add("dl-drop");
  const back = picture.layer("dl-lines");
  const cardLayer = picture.layer("dl-cards");
  const front = picture.layer("dl-lines");
  const words = picture.layer("dl-words");
  const [incoming, outgoing] = ["dl-thin dl-quiet", "dl-thin dl-activation"].map((look) => back.appendChild(s("path", { class: look })));
  const level = front.appendChild(s("path", { class: "dl-thin dl-parameter" }));
  const dots = Array.from({ length: UNITS }, () => front.appendChild(s("circle", { class: "dl-drop-draw", r: 4 })));
  const result = s("text", { class: "dl-name dl-activation", dy: "0.35em", "text-anchor": "middle" });

  const cards = HIDDEN.map((says, j) => {
    const text = (look, words) => s("text", { class: look, dy: "0.35em", "text-anchor": "middle" }, words);
    const parts = {
      frame: s("rect", { class: "dl-drop-card", rx: 8 }),
      zone: s("rect", { class: "dl-drop-zone" }),
      circle: s("circle", { class: "dl-ring dl-activation", r: RADIUS.unit }),
      says: text("dl-activation", brief(says)),
      cross: s("path", { class: "dl-drop-cross" }),
      rows: Object.fromEntries(Object.keys(ROWS).map((row) => [row, text(TONES[row])])),
    };
    const node = s("g", { class: "dl-drop-unit", role: "checkbox", tabindex: 0 }, parts.frame, parts.zone, parts.circle, parts.says, parts.cross, ...Object.values(parts.rows));
    node.addEventListener("click", () => toggle(j), { signal });
    node.addEventListener(
      "keydown",
      (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        toggle(j);
      },
      { signal },
    );
    cardLayer.append(node);
    return { node, ...parts };
  });

  let places;
  const handle = createHandle({
    layer: picture.layer("dl-handles"),
    svg: picture.svg,
    label: "p, the probability to be dropped",
    shape: "square",
    tone: "parameter",
    range: { y: { ...P, step: 0.05, page: 0.2 } },
    scales: () => ({ y: places.gauge }),
    project: () => [places.handleX, places.gauge(state.get("p"))],
    unproject: ([, py]) => ({ y: places.gauge.invert(py) }),
    value: () => ({ y: state.get("p") }),
    move: ({ y }) => state.set({ p: y }),
    signal,
  });

  function build() {
    places = layOut(picture.width);
    const { inputs, output, gauge, handleX, left } = places;
    const name = (look, text, x, y, anchor) => s("text", { class: look, x, y, dy: "0.35em", "text-anchor": anchor }, text);
    const circle = ([cx, cy], r) => s("circle", { class: "dl-ring dl-activation", cx, cy, r });
    words.replaceChildren(
      ...Object.entries(NAMES).map(([text, y]) => name(text === "slope" ? "dl-note dl-gradient" : "dl-note", text, 10, y, "start")),
      ...[0, 1].map((value) => name("dl-tick", String(value), left - 3, gauge(value) + (value ? 3 : -3), "end")),
      name("dl-name dl-parameter", "p", handleX, ROWS.factor + 6, "middle"),
      ...inputs.map((at) => circle(at, RADIUS.input)),
      ...inputs.map(([x, y], i) => name("dl-activation", brief(INPUT[i]), x, y, "middle")),
      circle(output, RADIUS.output),
      result,
    );
    setAttributes(result, { x: output[0], y: output[1] });
    cards.forEach(({ frame, circle: ring, says, cross, rows }, j) => {
      const { x, unit } = places.cards[j];
      setAttributes(frame, toRectangle(places.cards[j]));
      setAttributes(ring, { cx: unit[0], cy: unit[1] });
      setAttributes(says, { x: unit[0], y: unit[1] });
      cross.setAttribute("d", crossAt(unit, RADIUS.unit * 0.9));
      for (const [row, y] of Object.entries(ROWS)) setAttributes(rows[row], { x, y });
    });
  }

  const edge = ([ax, ay], [bx, by]) => `M${ax.toFixed(1)} ${ay}L${bx.toFixed(1)} ${by}`;

  return function update({ all, found }) {
    picture.once(words, "", build);
    const { gauge, inputs, output, handleX } = places;
    const stays = found.factors.map((factor) => factor > 0);
    const staying = places.cards.filter((_, j) => stays[j]);
    const bottom = RADIUS.input + inputs[0][1];
    incoming.setAttribute("d", staying.flatMap(({ x, y0 }) => inputs.map(([from]) => edge([from, bottom], [x, y0]))).join(""));
    outgoing.setAttribute("d", staying.map(({ x, y1 }) => edge([x, y1], [output[0], output[1] - RADIUS.output])).join(""));
    const draws = shownDraw(all) ? drawsOf(all.seed, all.steps)[all.steps - 1] : null;
    const [first, last] = [places.cards[0], places.cards.at(-1)];
    level.setAttribute("d", `M${first.x0} ${gauge(all.p)}H${last.x1}`);
    cards.forEach(({ node, zone, rows }, j) => {
      const { x, x0, x1 } = places.cards[j];
      setAttributes(zone, toRectangle({ x0: x0 + 1, x1: x1 - 1, y0: gauge(all.p), y1: gauge(0) }));
      setAttributes(dots[j], { cx: x, cy: draws ? gauge(draws[j]) : 0, display: draws ? null : "none" });
      setAttributes(node, { "aria-checked": String(stays[j]), "aria-label": `unit ${j + 1} stays` });
      rows.factor.textContent = plain(found.factors[j]);
      rows.passes.textContent = plain(found.factors[j] * found.hidden[j]);
      rows.slope.textContent = plain(found.slopes[j]);
    });
    result.textContent = plain(found.output);
    handle.update({ at: [handleX, gauge(all.p)], text: `p ${fixed(all.p, 2)}` });
  };
}
