// "Show the numbers": the picture's present numbers as a small table, filled only while it is open.
import { h } from "./dom.js";

/** Options: parent, title of the fold, caption, columns (texts), rows() (arrays of texts), signal. Returns { update() }. */
export function createTable({ parent, title = "Show the numbers", caption, columns, rows, signal }) {
  const body = h("tbody");
  // A corner without a name is no head of anything. And a table is no landmark: a page has too many of them.
  const head = h("tr", {}, ...columns.map((name) => (name ? h("th", { scope: "col" }, name) : h("td"))));
  const table = h("table", {}, h("caption", {}, caption), h("thead", {}, head), body);
  const scroll = h("div", { class: "dl-scroll", tabindex: 0, role: "group", "aria-label": caption }, table);
  const fold = h("details", { class: "dl-fold" }, h("summary", {}, title), scroll);
  parent.append(fold);

  // Cells are kept and only changed where their text is another: a table is brought up to date in every frame of a drag.
  let cells = [];
  const build = (lines) => {
    cells = lines.map(([first, ...rest]) => [h("th", { scope: "row" }, first), ...rest.map((text) => h("td", {}, text))]);
    body.replaceChildren(...cells.map((line) => h("tr", {}, ...line)));
  };
  const update = () => {
    if (!fold.open) return;
    const lines = rows();
    const fits = lines.length === cells.length && lines.every((line, i) => line.length === cells[i].length);
    if (!fits) return build(lines);
    lines.forEach((line, i) =>
      line.forEach((text, j) => {
        if (cells[i][j].textContent !== String(text)) cells[i][j].textContent = text;
      }),
    );
  };
  fold.addEventListener("toggle", update, { signal });
  return { update };
}
