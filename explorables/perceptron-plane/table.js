// The table of PerceptronPlane: the few examples of a logic problem with their score, answer and truth.
import { h } from "../shared/dom.js";
import { circleGlyph, crossGlyph } from "../shared/marks.js";
import { plainScore, pointName } from "./words.js";

export function openExamples(parent) {
  const body = h("tbody");
  const head = h("tr", {}, ...["example", "score", "says", "truth"].map((name) => h("th", { scope: "col" }, name)));
  const table = h("table", { class: "dl-examples", "aria-label": "What the line says of each example" }, h("thead", {}, head), body);
  parent.append(table);
  let shown = "";

  return ({ X, y, run, last, problem }) => {
    table.hidden = problem === "points";
    if (table.hidden) return;
    const key = JSON.stringify([run.scores, y, last]);
    if (key === shown) return;
    shown = key;
    const row = (x, i) => {
      const right = run.says[i] === y[i];
      const answer = h("td", right ? {} : { class: "is-wrong" }, `${run.says[i]} ${right ? "✓" : "✗"}`);
      const cells = [h("th", { scope: "row" }, y[i] ? crossGlyph() : circleGlyph(), pointName(x)), h("td", {}, plainScore(run.scores[i])), answer, h("td", {}, String(y[i]))];
      return h("tr", i === last ? { class: "is-shown", "aria-current": "step" } : {}, ...cells);
    };
    body.replaceChildren(...X.map(row));
  };
}
