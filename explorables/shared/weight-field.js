// The field in which the chosen weight is typed, or moved by the keys that move its square in the picture.
import { h, uniqueId } from "./dom.js";
import { fixed } from "./format.js";
import { LIMIT, keyed } from "./weights.js";

/** Options: parent, value(), setWeight(value) (which keeps it within the limit and says so), signal. Returns { update() }. */
export function createWeightField({ parent, value, setWeight, signal }) {
  const id = uniqueId();
  const field = h("input", { type: "number", id, min: -LIMIT, max: LIMIT, step: "any", class: "dl-net-number" });
  parent.append(h("div", { class: "dl-control" }, h("label", { for: id }, "value"), field));
  const show = () => (field.value = fixed(value(), 2).replace("−", "-"));
  field.addEventListener("input", () => {
    if (!Number.isNaN(field.valueAsNumber)) setWeight(field.valueAsNumber);
  }, { signal });
  field.addEventListener("keydown", (event) => {
    const next = keyed(event, value());
    if (next === null) return;
    event.preventDefault();
    setWeight(next);
  }, { signal });
  field.addEventListener("blur", show, { signal });

  return {
    update() {
      if (document.activeElement === field && Math.abs(field.valueAsNumber - value()) < 0.005) return;
      show();
    },
  };
}
