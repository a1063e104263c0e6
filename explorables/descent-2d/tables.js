// The steps of Descent2D as a table, one a surface: its columns have the names of the surface's axes.
import { h } from "../shared/dom.js";
import { fixed, significant } from "../shared/format.js";
import { createTable } from "../shared/table.js";
import { SURFACES } from "./surfaces.js";

export function openTables(figure, signal) {
  let run;
  const rows = () =>
    run.points.map((point, i) => [
      String(i),
      ...point.map((coordinate) => fixed(coordinate, 3)),
      significant(run.costs[i], 4),
      significant(run.lengths[i], 3),
    ]);
  const tables = Object.entries(SURFACES).map(([surface, { axes }]) => {
    const parent = figure.folds.appendChild(h("div"));
    const columns = ["step", ...axes, "cost", "gradient length"];
    return { surface, parent, table: createTable({ parent, caption: "The steps of this run", columns, rows, signal }) };
  });

  return {
    update(now) {
      run = now;
      for (const { surface, parent, table } of tables) {
        parent.hidden = surface !== figure.state.get("surface");
        if (!parent.hidden) table.update();
      }
    },
  };
}
