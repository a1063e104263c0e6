// A labelled slider with its value beside it; plain or logarithmic.
import { h, uniqueId } from "./dom.js";
import { clean } from "./scale.js";

/**
 * Options: parent, label, min, max, step (of the exponent when log), log, format(value), value(),
 * move(value), signal; most(), optional, is the largest value where that changes. Returns { input, update() }.
 */
export function createSlider({ parent, label, min, max, step, log = false, format, value, move, most, signal }) {
  const id = uniqueId();
  const inward = log ? Math.log10 : (number) => number;
  const outward = (position) => (log ? Number((10 ** position).toPrecision(3)) : clean(position));
  const input = h("input", { type: "range", class: log && "dl-long", id, min: inward(min), max: inward(max), step });
  const output = h("span", { class: "dl-value" });
  parent.append(h("div", { class: "dl-control dl-slider" }, h("label", { for: id }, label), input, output));

  input.addEventListener("input", () => move(outward(Number(input.value))), { signal });
  // The arrows already move by one step; Shift makes it a tenth, as on the handles.
  input.addEventListener(
    "keydown",
    (event) => {
      const sign = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
      if (!sign || !event.shiftKey || Number.isInteger(step)) return;
      event.preventDefault();
      const next = inward(value()) + (sign * step) / 10;
      move(outward(Math.min(inward(max), Math.max(inward(min), next))));
    },
    { signal },
  );

  return {
    input,
    update() {
      const now = value();
      const top = most ? inward(most()) : inward(max);
      if (most) input.max = top;
      const position = inward(now);
      if (Number(input.value) !== position) input.value = position;
      const share = (position - inward(min)) / (top - inward(min));
      input.style.setProperty("--dl-share", Math.min(1, Math.max(0, share)));
      const text = format(now);
      input.setAttribute("aria-valuetext", text);
      output.textContent = text;
    },
  };
}
