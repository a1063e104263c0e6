// A labelled choice of one among a few names.
import { h, uniqueId } from "./dom.js";

/** Options: parent, label, choices ([[value, words], …]), value(), choose(value), signal. */
export function createSelect({ parent, label, choices, value, choose, signal }) {
  const id = uniqueId();
  const select = h("select", { id }, ...choices.map(([name, words]) => h("option", { value: name }, words)));
  parent.append(h("div", { class: "dl-control dl-select" }, h("label", { for: id }, label), select));
  select.addEventListener("change", () => choose(select.value), { signal });
  return {
    select,
    update() {
      if (select.value !== value()) select.value = value();
    },
  };
}
