// The controls of BuildAFunction: what each mode needs in the bar, the rest in a fold.
import { createButton } from "../shared/button.js";
import { h } from "../shared/dom.js";
import { short } from "../shared/format.js";
import { createSelect } from "../shared/select.js";
import { createSlider } from "../shared/slider.js";
import { BOUNDS, heightsFrom } from "./model.js";
import { placesOf } from "./networks.js";
import { NAMES } from "./words.js";

const brief = (value) => short(Number(value.toPrecision(3)));

/** As many heights as asked for, along the curve that the old ones make. */
export function resampled(heights, activation, count) {
  const last = heights.length - 1;
  return placesOf(activation, count).map((x) => {
    if (activation !== "relu") return heights[Math.min(last, Math.floor(x * heights.length))];
    const left = Math.min(last - 1, Math.floor(x * last));
    return heights[left] + (x * last - left) * (heights[left + 1] - heights[left]);
  });
}

/**
 * Options: figure, place(changes) (starts anew from what a hand has set), signal. `playing` is a group of the bar that
 * is there for descent only. Returns { playing, update() }.
 */
export function openControls({ figure, place, signal }) {
  const { state } = figure;
  const parts = [];
  const group = (parent, fits) => {
    const node = parent.appendChild(h("div", { class: "dl-group" }));
    parts.push({ update: () => (node.hidden = !fits(state.all())) });
    return node;
  };
  const select = (parent, name, label, quiet = true) =>
    parts.push(
      createSelect({
        parent,
        label,
        quiet,
        choices: Object.entries(NAMES[name]),
        value: () => state.get(name),
        choose: (value) => place({ [name]: value }),
        signal,
      }),
    );
  const slider = (parent, name, label, options) =>
    parts.push(
      createSlider({
        parent,
        label,
        min: BOUNDS[name][0],
        max: BOUNDS[name][1],
        format: brief,
        value: () => state.get(name),
        move: (value) => place({ [name]: value }),
        signal,
        ...options,
      }),
    );
  const evenly = ([low, high]) => ({ log: true, step: Math.log10(high / low) / 120 });
  const steepness = (parent) => slider(parent, "steepness", "steepness", evenly(BOUNDS.steepness));
  const single = ({ mode }) => mode === "unit" || mode === "bump";
  const inMode = (name) => ({ mode }) => mode === name;
  const curved = ({ activation }) => activation !== "relu";

  const playing = group(figure.controls, inMode("descent"));
  const start = group(figure.controls, inMode("descent"));
  select(start, "start", "from", false);
  select(group(figure.controls, ({ mode }) => mode !== "descent"), "activation", "kind of unit");
  const curve = group(figure.controls, inMode("curve"));
  select(curve, "target", "target");
  slider(curve, "bumps", "bumps", {
    step: 1,
    value: () => state.get("heights").length,
    move: (count) => place({ heights: resampled(state.get("heights"), state.get("activation"), count) }),
  });
  steepness(group(figure.controls, (all) => single(all) && curved(all)));

  const fold = figure.fold("Settings");
  const inner = fold.content.appendChild(h("div", { class: "dl-controls" }));
  parts.push({ update: () => (fold.content.parentElement.hidden = single(state.all())) });
  const learning = group(inner, inMode("descent"));
  select(learning, "activation", "kind of unit");
  select(learning, "target", "target");
  slider(learning, "rate", "rate", evenly(BOUNDS.rate));
  steepness(group(inner, (all) => !single(all) && curved(all) && (all.mode === "curve" || all.start === "hand")));
  createButton({
    parent: group(inner, (all) => all.mode === "curve" || (all.mode === "descent" && all.start === "hand")),
    label: "Take the heights from the target",
    signal,
    press: () => place({ heights: heightsFrom(state.get("target"), state.get("activation"), state.get("heights").length) }),
  });
  createButton({
    parent: group(inner, ({ mode, start: from }) => mode === "descent" && from !== "hand"),
    label: "Other random weights",
    signal,
    press: () => place({ seed: (state.get("seed") % BOUNDS.seed[1]) + 1 }),
  });

  return {
    playing,
    update() {
      for (const part of parts) part.update();
    },
  };
}
