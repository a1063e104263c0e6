// All numbers of the figure as rows of a table.
import { significant } from "../shared/format.js";
import { nameOf, weightOf } from "./model.js";
import { valueOf } from "./steps.js";
import { unitName, weightName, weightText } from "./words.js";

const KINDS = { z: "score", l: "says", error: "error", slope: "slope", delta: "delta" };

function rowName({ kind, unit, row, column }) {
  if (unit === undefined) return `gradient of ${weightName(nameOf({ array: kind, row, column }))}`;
  const [what, more] = kind.split("_");
  const word = more === "error" && what === "l1" ? "share of the blame" : KINDS[more ?? what[0]];
  return `${unitName(Number(what[1]), unit)}, ${word}`;
}

export function tableRows({ names, weights, steps, now }) {
  return [
    ...names.map((name) => [`weight ${weightName(name)}`, weightText(weightOf(weights, name))]),
    ...steps.map((step) => [rowName(step), significant(valueOf(step, now), 4)]),
  ];
}
