// The last nudges at one place as a small table: what rise ÷ run does while the nudge shrinks.
import { h } from "../shared/dom.js";

const ROWS = 4;

const line = ([first, ...rest]) => h("tr", {}, h("th", { scope: "row" }, first), ...rest.map((text) => h("td", {}, text)));

/** The table comes after the element given. Returns { update(state, row, passing), smaller(), clear() }; a row is three texts. */
export function createNudges({ after }) {
  const body = h("tbody");
  const head = h("tr", {}, ...["nudge", "rise", "rise ÷ run"].map((name) => h("th", { scope: "col" }, name)));
  after.after(h("table", { class: "dl-nudges" }, h("caption", {}, "The last nudges at this place"), h("thead", {}, head), body));
  let rows = []; // { key, nudge, texts, passing }
  let place = null;
  let smaller = 0; // how often the nudge has become smaller

  return {
    smaller: () => smaller,
    clear() {
      [rows, smaller] = [[], 0];
    },
    /** `passing`: a hand is still on its way, so the row is replaced by the next one. */
    update({ at, nudge, sides }, texts, passing) {
      if (at !== place) rows = [];
      place = at;
      const key = `${nudge} ${sides}`;
      const last = rows.at(-1);
      if (last?.key === key) last.passing &&= passing;
      else {
        if (last?.passing) rows.pop();
        if (rows.length && nudge < rows.at(-1).nudge) smaller += 1;
        rows.push({ key, nudge, texts, passing });
        rows = rows.slice(-ROWS);
      }
      // What is below keeps its place while the table fills.
      const empty = () => h("tr", { class: "dl-empty" }, h("td", { colspan: 3 }, "\u00a0"));
      body.replaceChildren(...Array.from({ length: ROWS }, (_, i) => (rows[i] ? line(rows[i].texts) : empty())));
    },
  };
}
