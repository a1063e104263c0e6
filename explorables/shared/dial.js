// A scale with a square handle: a number to be set by dragging, with names at the places that have one.
import { s, setAttributes } from "./dom.js";
import { createHandle } from "./handle.js";
import { linear } from "./scale.js";

const REACH = 15; // above and below the scale, where a press brings the handle
const SHIFT = { end: 3, start: -3, middle: 0 };

/** The named place near which one has come: a dragged handle is held a little, a key only where it means the same. */
export function nearest(places, place, dragged, magnet) {
  return places.find((one) => Math.abs(one - place) < (dragged ? magnet : magnet / 12));
}

/**
 * Options: picture; label for screen readers; range { min, max, step, page } of places along the scale; ticks: objects
 * { at, below, above, anchor } with the words under and over the scale; ends: words after them, { below, above };
 * value() gives the present place, move(place, dragged) takes the next; signal. Returns
 *   layOut([x0, x1], y)                  where the scale stands, in pixels
 *   update({ title, text, now, idle })   its title, and what it is set to, spoken
 */
export function createDial({ picture, label, range, ticks, ends = {}, value, move, signal }) {
  const back = picture.layer("dl-axes");
  const surface = picture.svg.appendChild(s("rect", { class: "dl-surface", height: 2 * REACH }));
  const name = picture.layer("dl-words").appendChild(s("text", { class: "dl-name dl-parameter" }));
  let [x, level] = [null, 0];
  const handle = createHandle({
    layer: picture.layer("dl-handles"),
    svg: picture.svg,
    surface,
    label,
    shape: "square",
    tone: "parameter",
    range: { x: range },
    scales: () => ({ x }),
    value: () => ({ x: value() }),
    move: (to) => move(to.x, handle.node.classList.contains("is-dragged")),
    signal,
  });
  const hasAbove = ticks.some(({ above }) => above !== undefined);

  return {
    layOut([x0, x1], y) {
      [x, level] = [linear([range.min, range.max], [x0, x1]), y];
      const word = (text, at, up, anchor) =>
        s("text", { class: "dl-tick", x: at + SHIFT[anchor], y: up ? y - 14 : y + 23, "text-anchor": anchor }, text);
      back.replaceChildren(
        s("line", { class: "dl-axis", x1: x0, x2: x1, y1: y, y2: y }),
        ...ticks.flatMap(({ at, below, above, anchor = "middle" }) => [
          s("line", { class: "dl-axis", x1: x(at), x2: x(at), y1: above === undefined ? y - 5 : y - 9, y2: y + 9 }),
          ...(below === undefined ? [] : [word(below, x(at), false, anchor)]),
          ...(above === undefined ? [] : [word(above, x(at), true, anchor)]),
        ]),
        ...Object.entries(ends).map(([side, text]) => word(text, x1 + 22, side === "above", "start")),
      );
      setAttributes(surface, { x: x0 - 8, width: x1 - x0 + 16, y: y - REACH });
      setAttributes(name, { x: x0 - 8, y: y - (hasAbove ? 38 : 16) });
    },
    update({ title, text, now, idle = false }) {
      name.textContent = title;
      handle.node.style.opacity = idle ? 0.4 : 1;
      handle.update({ at: [x(value()), level], text, now });
    },
  };
}
