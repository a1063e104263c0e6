// "Show the numbers": the picture's present numbers as a small table, filled only while it is open.
import { h } from "./dom.js";

/** Options: parent, title of the fold, caption, columns (texts), rows() (arrays of texts), signal. Returns { update() }. */
export function createTable({ parent, title = "Show the numbers", caption, columns, rows, signal }) {
  const body = h("tbody");
  const head = h("tr", {}, ...columns.map((name) => h("th", { scope: "col" }, name)));
  const table = h("table", {}, h("caption", {}, caption), h("thead", {}, head), body);
  const scroll = h("div", { class: "dl-scroll", tabindex: 0, role: "region", "aria-label": caption }, table);
  const fold = h("details", { class: "dl-fold" }, h("summary", {}, title), scroll);
  parent.append(fold);

  const update = () => {
    if (!fold.open) return;
    const lines = rows().map(([first, ...rest]) =>
      h("tr", {}, h("th", { scope: "row" }, first), ...rest.map((text) => h("td", {}, text))),
    );
    body.replaceChildren(...lines);
  };
  fold.addEventListener("toggle", update, { signal });
  return { update };
}
