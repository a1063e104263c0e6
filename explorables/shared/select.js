// A labelled choice of one among a few names.
import { h, uniqueId } from "./dom.js";

/**
 * Options: parent, label (only spoken with `quiet`, where the choices name themselves),
 * choices ([[value, words], …]), value(), choose(value), signal.
 */
export function createSelect({ parent, label, quiet = false, choices, value, choose, signal }) {
  const id = uniqueId();
  const select = h("select", { id }, ...choices.map(([name, words]) => h("option", { value: name }, words)));
  if (quiet) select.setAttribute("aria-label", label);
  const name = quiet ? [] : [h("label", { for: id }, label)];
  parent.append(h("div", { class: "dl-control dl-select" }, ...name, select));
  select.addEventListener("change", () => choose(select.value), { signal });
  return {
    select,
    update() {
      if (select.value !== value()) select.value = value();
    },
  };
}
