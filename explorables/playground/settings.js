// The settings: which points, how the weights start, how they learn. What a chapter has not come to is left out.
import { createButton } from "../shared/button.js";
import { h } from "../shared/dom.js";
import { brief, fixed } from "../shared/format.js";
import { createSelect } from "../shared/select.js";
import { createSlider } from "../shared/slider.js";
import { PROBLEMS } from "./sanitize.js";
import { ACTIVATIONS, plain } from "./words.js";

const STARTS = { scaled: "N(0, 1/√n)", normal: "N(0, 1)", he: "N(0, √(2/n)), He", zeros: "zeros" };
const RULES = { sgd: "gradient descent", momentum: "momentum 0.9", adam: "Adam" };
const BATCHES = ["full", "32", "10", "1"];
const L2 = [0, 0.001, 0.003, 0.01, 0.03, 0.1];
const DROPOUT = [0, 0.1, 0.2, 0.3, 0.5];
const SHOWN = [["learned", "to learn from"], ["held out", "held out"]];
const DEEP = ["optimizer", "l2", "dropout", "he"];
const HIDES = { all: [], deep: DEEP, shallow: [...DEEP, "batch", "shown"] };

const MOST_SEED = 9999;

/** Options: figure, parent, part, change(changes), signal. Returns { update() }. */
export function openSettings({ figure, parent, part, change, signal }) {
  const { state } = figure;
  const hidden = HIDES[part];
  const parts = [];
  const group = (title) => {
    const box = h("div", { class: "dl-settings", role: "group", "aria-label": title }, h("strong", {}, title));
    parent.append(box);
    return box;
  };
  const select = (box, name, label, choices) => {
    if (hidden.includes(name)) return;
    const value = () => String(state.get(name));
    const shown = choices.filter(([choice]) => choice === value() || !hidden.includes(choice));
    const number = typeof state.get(name) === "number";
    parts.push(createSelect({ parent: box, label, choices: shown, value, choose: (choice) => change({ [name]: number ? Number(choice) : choice }), signal }));
  };
  const slider = (box, name, label, options) => {
    const made = createSlider({ parent: box, label, value: () => state.get(name), move: (value) => change({ [name]: value }), signal, ...options });
    parts.push(made);
    return made;
  };
  const next = (box, name, label) =>
    createButton({ parent: box, label, signal, press: () => change({ [name]: (state.get(name) % MOST_SEED) + 1 }) });
  // A value that Python or a link has set is among the choices.
  const numbers = (list, name, words) =>
    [...new Set([...list, state.get(name)])].sort((a, b) => a - b).map((value) => [String(value), words(value)]);

  const points = group("Points");
  select(points, "problem", "set", Object.entries(PROBLEMS));
  const drawn = h("div", { class: "dl-group" });
  points.append(drawn);
  slider(drawn, "m", "how many", { min: 20, max: 500, step: 10, format: String });
  slider(drawn, "noise", "noise", { min: 0, max: 0.5, step: 0.01, format: (value) => fixed(value, 2) });
  next(drawn, "sample", "Other points");
  select(drawn, "shown", "show those", SHOWN);

  const network = group("Network");
  select(network, "activation", "activation", Object.entries(ACTIVATIONS));
  select(network, "init", "first weights", Object.entries(STARTS));
  next(network, "seed", "Other weights");

  const learning = group("Learning");
  slider(learning, "rate", "rate", { min: 0.001, max: 10, step: 0.05, log: true, format: brief });
  select(learning, "optimizer", "rule", Object.entries(RULES));
  select(learning, "batch", "points in a step", BATCHES.map((size) => [size, size === "full" ? "all" : size]));
  select(learning, "l2", "L2", numbers(L2, "l2", plain));
  select(learning, "dropout", "dropout", numbers(DROPOUT, "dropout", plain));

  return {
    update() {
      drawn.hidden = state.get("problem") === "points";
      for (const one of parts) one.update();
    },
  };
}
