// Draws light axes: few ticks, a thin grid, the titles written level.
import { s } from "./dom.js";
import { short } from "./format.js";

/**
 * Fills `layer` with the axes of the two scales.
 * Options: xTicks, yTicks (values), xTitle, yTitle, xFormat, yFormat, grid ("x", "y", "xy" or "").
 */
export function drawAxes(layer, { x, y, xTicks, yTicks, xTitle, yTitle, grid = "y", xFormat = short, yFormat = short }) {
  const [left, right] = x.range;
  const [bottom, top] = y.range;
  const parts = [];
  const line = (name, x1, y1, x2, y2) => parts.push(s("line", { class: name, x1, y1, x2, y2 }));
  const text = (name, words, at) => parts.push(s("text", { class: name, ...at }, words));

  for (const value of yTicks) {
    if (grid.includes("y")) line("dl-grid", left, y(value), right, y(value));
    text("dl-tick", yFormat(value), { x: left - 8, y: y(value), dy: "0.35em", "text-anchor": "end" });
  }
  for (const value of xTicks) {
    if (grid.includes("x")) line("dl-grid", x(value), bottom, x(value), top);
    else line("dl-axis", x(value), bottom, x(value), bottom + 4);
    text("dl-tick", xFormat(value), { x: x(value), y: bottom + 19, "text-anchor": "middle" });
  }
  line("dl-axis", left, bottom, right, bottom);
  if (xTitle) text("dl-axis-title", xTitle, { x: (left + right) / 2, y: bottom + 39, "text-anchor": "middle" });
  if (yTitle) text("dl-axis-title", yTitle, { x: left, y: top - 10, "text-anchor": "start" });
  layer.replaceChildren(...parts);
}
