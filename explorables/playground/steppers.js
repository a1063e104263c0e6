// Units and layers: fewer and more, a row of buttons under the network.
import { createButton } from "../shared/button.js";
import { h } from "../shared/dom.js";

const MOST_UNITS = 8;

/** Options: parent, hidden(), set(hidden), most (layers), signal. Returns { update() }. */
export function createSteppers({ parent, hidden, set, most, signal }) {
  const row = h("div", { class: "dl-steppers" });
  parent.append(row);
  // A button that disappears under the reader's finger hands the focus on, after the next update.
  let next = () => null;
  const named = (l) => (most > 1 ? `layer ${l + 1}` : "the hidden layer");
  const change = (l, by) => {
    const widths = [...hidden()];
    widths[l] += by;
    if (widths[l] === 0) next = () => add;
    if (widths[l] <= MOST_UNITS) set(widths.filter((units) => units > 0));
  };
  const layers = Array.from({ length: most }, (_, l) => {
    const group = h("div", { class: "dl-stepper", role: "group", "aria-label": `Units of ${named(l)}` });
    const fewer = createButton({ parent: group, label: "−", signal, press: () => change(l, -1) });
    const count = h("span", { class: "dl-value" });
    group.append(count);
    const more = createButton({ parent: group, label: "+", signal, press: () => change(l, 1) });
    more.setAttribute("aria-label", `one unit more in ${named(l)}`);
    row.append(group);
    return { group, fewer, count, more };
  });
  const add = createButton({ parent: row, label: most > 1 ? "Add a layer" : "Add a hidden layer", signal, press: addLayer });
  function addLayer() {
    const count = hidden().length;
    if (count === most) return;
    next = () => layers[count].more;
    set([...hidden(), most > 1 ? 2 : 1]);
  }

  return {
    update() {
      const widths = hidden();
      layers.forEach(({ group, fewer, count, more }, l) => {
        group.hidden = l >= widths.length;
        if (group.hidden) return;
        count.textContent = widths.length > 1 ? widths[l] : widths[l] === 1 ? "1 unit" : `${widths[l]} units`;
        fewer.setAttribute("aria-label", widths[l] === 1 ? `remove ${named(l)}` : `one unit fewer in ${named(l)}`);
        more.setAttribute("aria-disabled", String(widths[l] === MOST_UNITS));
      });
      add.hidden = widths.length >= most;
      next()?.focus();
      next = () => null;
    },
  };
}
