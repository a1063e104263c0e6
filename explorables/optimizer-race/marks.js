// How the runners are told apart. Color: blue remembers the direction (momentum, Adam). Dashes: dashed divides by the
// size of the slopes (RMSprop, Adam). The marker says both: filled remembers, a triangle divides.
import { h, s } from "../shared/dom.js";
import { circleAt } from "../shared/marks.js";
import { NAMES } from "./model.js";

const triangleAt = ([x, y], size) => `M${(x - size).toFixed(1)} ${(y + 0.8 * size).toFixed(1)}h${2 * size}l${-size} ${-1.9 * size}z`;

export const LOOKS = {
  sgd: { tone: "dl-ink", line: "", marker: "is-hollow", at: circleAt },
  momentum: { tone: "dl-activation", line: "", marker: "", at: circleAt },
  rmsprop: { tone: "dl-ink", line: "dl-dashed", marker: "is-hollow", at: triangleAt },
  adam: { tone: "dl-activation", line: "dl-dashed", marker: "", at: triangleAt },
};

export const lineClass = (name) => `dl-thin dl-route ${LOOKS[name].line} ${LOOKS[name].tone}`;
export const markerClass = (name) => `dl-marker ${LOOKS[name].marker} ${LOOKS[name].tone}`;
export const markerAt = (name, at, size = 5.5) => LOOKS[name].at(at, size);

/** A runner's line and marker as a small drawing within a text. */
export function glyph(name) {
  const line = s("path", { class: lineClass(name), d: "M-17 0H17" });
  const marker = s("path", { class: markerClass(name), d: markerAt(name, [0, 0], 5) });
  return s("svg", { class: "dl-picture dl-runner-glyph", viewBox: "-18 -8 36 16", "aria-hidden": "true" }, line, marker);
}

/** A runner's glyph and name. */
export const named = (name) => h("span", {}, glyph(name), NAMES[name]);
