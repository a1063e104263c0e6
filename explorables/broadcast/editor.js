// The two shapes one below the other, flush right, with the verdict on each axis below; both can be edited here.
import { createButton } from "../shared/button.js";
import { h } from "../shared/dom.js";
import { LONGEST, MOST_AXES } from "./model.js";
import { axisInWords, tuple } from "./words.js";

const SIZES = Array.from({ length: LONGEST }, (_, i) => i + 1);

// A button that has nothing to do keeps the focus.
const isOn = (button) => button.getAttribute("aria-disabled") !== "true";
const turn = (button, on) => button.setAttribute("aria-disabled", String(!on));

/** One row: a size to choose for each axis, and buttons that take the first axis away or put one in front. */
function shapeRow({ name, shape, change, signal }) {
  const title = h("b");
  const axes = h("span", { class: "dl-shape-axes" });
  const button = (label, spoken, next) => {
    const made = createButton({ parent: axes, label, signal, press: () => isOn(made) && change(next()) });
    made.setAttribute("aria-label", `${label}: ${spoken}`);
    return made;
  };
  const less = button("−", `take the first axis of ${name} away`, () => shape().slice(1));
  axes.append(h("span", {}, "axis"));
  const more = button("+", `put an axis in front of ${name}`, () => [1, ...shape()]);
  const slots = Array.from({ length: MOST_AXES }, (_, slot) => {
    const select = h("select", {}, ...SIZES.map((size) => h("option", { value: size }, String(size))));
    select.addEventListener("change", () => {
      const own = [...shape()];
      own[slot - MOST_AXES + own.length] = Number(select.value);
      change(own);
    }, { signal });
    const added = h("span", { class: "dl-added" }, h("span", {}, "1"), h("small", {}, "added"));
    return { select, added, cell: h("td", {}, select, added) };
  });
  const row = h("tr", {}, h("th", { scope: "row" }, title, axes), ...slots.map(({ cell }) => cell));
  return {
    row,
    update(count, covered) {
      const now = shape();
      title.textContent = `${name} ${tuple(now)}`;
      turn(less, now.length > 0);
      turn(more, now.length < MOST_AXES);
      slots.forEach(({ select, added }, slot) => {
        const axis = slot - MOST_AXES + now.length;
        select.hidden = axis < 0;
        added.hidden = covered || axis >= 0 || slot < MOST_AXES - count;
        if (axis < 0) return;
        select.value = now[axis];
        select.setAttribute("aria-label", `${name}, axis ${axis + 1} of ${now.length}`);
      });
    },
  };
}

/** `shapes` are { left, right }, each with its name, shape() and change(shape). Returns { update(found, covered) }. */
export function openEditor({ parent, shapes, signal }) {
  const rows = shapes.map((side) => shapeRow({ ...side, signal }));
  const line = (name) => {
    const title = h("th", { scope: "row" }, name);
    const cells = Array.from({ length: MOST_AXES }, () => h("td"));
    return { title, cells, row: h("tr", {}, title, ...cells) };
  };
  const [verdict, result] = [line("fits?"), line("result")];
  const body = h("tbody", {}, ...[...rows, verdict, result].map(({ row }) => row));
  parent.append(h("table", { class: "dl-shapes", "aria-label": "The two shapes, flush right, axis by axis" }, body));

  return {
    update(found, covered) {
      const count = found.axes.length;
      for (const row of rows) row.update(count, covered);
      const at = (shape, axis) => shape[axis - count + shape.length] ?? 1;
      const [left, right] = shapes.map(({ shape }) => shape());
      result.title.textContent = covered || !found.shape ? "result" : `result ${tuple(found.shape)}`;
      for (let slot = 0; slot < MOST_AXES; slot += 1) {
        const axis = slot - MOST_AXES + count;
        const kind = found.axes[axis];
        const [mark, words] = !kind ? ["", ""] : covered ? ["?", ""] : axisInWords(kind, at(left, axis), at(right, axis));
        verdict.cells[slot].className = kind && !covered ? `is-${kind}` : "";
        verdict.cells[slot].replaceChildren(h("b", {}, mark), ` ${words}`);
        result.cells[slot].textContent = covered || !kind ? "" : String(found.shape?.[axis] ?? (kind === "clash" ? "✗" : Math.max(at(left, axis), at(right, axis))));
      }
    },
  };
}
