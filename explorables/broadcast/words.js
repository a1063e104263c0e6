// What Broadcast says: shapes as Python writes them, the verdict on each axis, the status line.
import { padded, traced } from "./model.js";

/** (3, 4), (4,) or () */
export const tuple = (shape) => (shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`);

const item = (name, index) => (index.length ? `${name}[${index.join(", ")}]` : name);

/** "left[1, 2] + right[2] = 12 + 3 = 15" */
export function sumInWords(place, shapes, found) {
  const { left, right, value } = traced(place, shapes, found);
  return `${item("left", left.index)} + ${item("right", right.index)} = ${left.value} + ${right.value} = ${value}`;
}

/** The verdict on one axis: a mark, and words. */
export function axisInWords(kind, left, right) {
  if (kind === "clash") return ["✗", `clash: ${left} against ${right}`];
  if (kind === "equal") return ["✓", left === 1 ? "both 1" : "equal"];
  return ["✓", `${kind}’s\u00a01 stretched to\u00a0${Math.max(left, right)}`];
}

/** What stands above each grid: its name, and what it has become; the result may be missing. */
export function gridTitle(name, shape, result, covered) {
  if (!shape) return [covered ? "?" : "✗ no result", ""];
  const own = `${name} ${tuple(shape)}`;
  if (result && tuple(result) !== tuple(shape)) return [own, `stretched to ${tuple(result)}`];
  return [own, shape.length ? "" : "a single number"];
}

function cure({ left, right }, { advice }) {
  if (!advice) return "No 1 put in gives one of them the shape of the other: change a size.";
  const [name, how, shape] = advice;
  if (how === "T") return `Turned on its side, ${name}.T is ${tuple(shape)} and fits.`;
  const own = name === "left" ? left : right;
  const column = own.length === 1 && shape.at(-1) === 1;
  return `${column ? "As a column it fits" : "With a 1 put in it fits"}: ${name}.reshape(${shape.join(", ")}).`;
}

function misfit(shapes, found) {
  const { left, right } = shapes;
  const count = found.axes.length;
  const [one, other] = [padded(left, count), padded(right, count)];
  const clashes = found.axes.flatMap((kind, axis) => (kind === "clash" ? [`${one[axis]} over ${other[axis]}`] : []));
  return [
    "They do not fit",
    `: ${tuple(right)} against ${tuple(left)} puts ${clashes.join(" and ")}. The two must be equal, or one of them 1; NumPy stops with an error. ${cure(shapes, found)}`,
  ];
}

function trap({ left, right }, { shape, result }) {
  const flat = left.length === 1 ? left : right;
  return ` A trap: the column meets ${tuple(flat)}, so every row meets every column, ${result.length} numbers in the shape ${tuple(shape)}. Did you want that?`;
}

/** The status line as two texts; the first is the one to watch. */
export function status(shapes, found, place, covered) {
  const { left, right } = shapes;
  const asked = `${tuple(left)} + ${tuple(right)}`;
  if (covered) return [asked, ": do they fit, and what is the shape of the result? Say it, then show the answer."];
  if (!found.shape) return misfit(shapes, found);
  const count = found.result.length === 1 ? "1 addition" : `${found.result.length} additions`;
  return [`${asked} → ${tuple(found.shape)}`, `, ${count}. ${sumInWords(place, shapes, found)}.${found.trap ? trap(shapes, found) : ""}`];
}

export const CAPTION =
  "Change a size, or take an axis away or put one in front. Point at a number to see its sum, or move through the result with the arrow keys. Dashed cells are copies: nothing is stored for them.";
