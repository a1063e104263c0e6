// The errors along the axis as a table: one for a single data set, one for many.
import { h } from "../shared/dom.js";
import { createTable } from "../shared/table.js";
import { AXES } from "./frame.js";
import { STOPS, isMany } from "./model.js";
import { decayText, errorText } from "./words.js";

const COLUMNS = { one: { train: "training error", dev: "on new points" }, many: { train: "training error", dev: "on new points", bias2: "bias²", variance: "variance" } };

export function openTables({ figure, signal }) {
  let [state, along] = [null, []];
  const tables = Object.entries(COLUMNS).map(([mode, columns]) => {
    const parent = figure.folds.appendChild(h("div"));
    const name = (stop) => (state.along === "decay" ? `λ ${decayText(stop)}` : `${AXES[state.along].title} ${stop}`);
    const rows = () => STOPS[state.along].map((stop, i) => [name(stop), ...Object.keys(columns).map((key) => errorText(along[i][key]))]);
    const caption = mode === "one" ? "Mean squared errors of this data set" : "Means over the data sets";
    return { mode, parent, table: createTable({ parent, caption, columns: ["", ...Object.values(columns)], rows, signal }) };
  });
  return {
    update(...now) {
      [state, along] = now;
      for (const { mode, parent, table } of tables) {
        parent.hidden = isMany(state) !== (mode === "many");
        if (!parent.hidden) table.update();
      }
    },
  };
}
