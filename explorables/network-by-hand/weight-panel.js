// The chosen weight: choose it by name, type its value; nudge it and compare what the cost does with its gradient.
import { h } from "../shared/dom.js";
import { fixed, significant } from "../shared/format.js";
import { createSelect } from "../shared/select.js";
import { createWeightField } from "../shared/weight-field.js";
import { SHOP, backward, forward, measure, parse, ratios, weightOf } from "./model.js";
import { weightName, weightText } from "./words.js";

const EPSILONS = [0.1, 0.01, 0.0001];
const RATIOS = {
  syn0: [
    ["∂C/∂a", "cost per prediction"],
    ["∂a/∂z₂", "prediction per output score"],
    ["∂z₂/∂h", "output score per what hidden says"],
    ["∂h/∂z₁", "what hidden says per its score"],
    ["∂z₁/∂w", "hidden score per weight"],
  ],
  syn1: [
    ["∂C/∂a", "cost per prediction"],
    ["∂a/∂z₂", "prediction per output score"],
    ["∂z₂/∂w", "output score per weight"],
  ],
};
const DIGITS = 5; // of both slopes
const plain = (epsilon) => String(Number(epsilon.toPrecision(3))); // as in the choice: 0.0001, not a power of ten

/** How well the measured slope and the gradient agree, in words. */
export function agreement(measured, gradient) {
  if (significant(measured, DIGITS) === significant(gradient, DIGITS)) return "the same in every digit shown";
  const [one, other] = [measured, gradient].map((value) => significant(value, DIGITS));
  const first = [...one].findIndex((letter, i) => letter !== other[i]);
  const seen = one.slice(0, first).replace(/^[−0.]+/, "").replace(".", "").length; // digits that the eye finds equal
  const same = Math.max(seen, Math.floor(-Math.log10(Math.abs(measured - gradient) / Math.abs(gradient))));
  if (same >= 2) return `they agree to ${Math.min(same, DIGITS - 1)} digits`;
  return "they differ: for so long a nudge the curve is not straight";
}

/**
 * Options: figure, names, part, select(name), setWeight(value), setEpsilon(value), signal.
 * The nudge is there with part "all" only.
 * Returns { panel, updateWeight(now) }.
 */
export function weightPanel({ figure, names, part, select, setWeight, setEpsilon, signal }) {
  const { state } = figure;
  const controls = h("div", { class: "dl-controls" });
  const panel = h("div", { class: "dl-net-panel" }, controls);
  figure.status.node.after(panel);

  const picker = createSelect({
    parent: controls,
    label: "weight",
    choices: names.map((name) => [name, weightName(name)]),
    value: () => state.get("selected"),
    choose: select,
    signal,
  });
  const current = () => weightOf({ syn0: state.get("syn0"), syn1: state.get("syn1") }, state.get("selected"));
  const field = createWeightField({ parent: controls, value: current, setWeight, signal });

  const showField = () => {
    picker.update();
    field.update();
  };
  if (part !== "all") return { panel, updateWeight: showField };

  const epsilons = [...new Set([...EPSILONS, state.get("epsilon")])].sort((a, b) => b - a);
  const nudge = createSelect({
    parent: controls,
    label: "nudge it by ε =",
    choices: epsilons.map((epsilon) => [String(epsilon), String(epsilon)]),
    value: () => String(state.get("epsilon")),
    choose: (epsilon) => setEpsilon(Number(epsilon)),
    signal,
  });
  const ways = h("div", { class: "dl-net-ways" });
  const chain = h("div", { class: "dl-net-chain" });
  const sum = h("p");
  panel.append(ways, chain, sum);

  function updateWeight(now) {
    showField();
    nudge.update();
    const { customer, syn0, syn1, selected, epsilon } = state.all();
    const weights = { syn0, syn1 };
    const [x, y] = [SHOP.X[customer - 1], SHOP.y[customer - 1]];
    const { up, down, measured } = measure(x, y, weights, selected, epsilon);
    const { array, row, column } = parse(selected);
    const gradient = now[`${array}_gradient`][row][column];
    const strong = (value) => h("b", { class: "dl-gradient" }, significant(value, DIGITS));
    ways.replaceChildren(
      h("p", {}, h("strong", {}, "Measured: "), `cost ${fixed(up, 8)} with the weight ${plain(epsilon)} higher, ${fixed(down, 8)} with it as much lower. `,
        `Their difference divided by ${plain(2 * epsilon)}: `, strong(measured)),
      h("p", {}, h("strong", {}, "By backpropagation: "), strong(gradient), ` (${agreement(measured, gradient)}), and here is where it comes from:`),
    );
    const factors = ratios(x, weights, selected, now);
    chain.replaceChildren(
      ...factors.flatMap((ratio, i) => {
        const [symbol, words] = RATIOS[array][i];
        const box = h("span", { class: "dl-net-ratio" }, h("b", {}, Number.isInteger(ratio) ? String(ratio) : significant(ratio, 4)), h("i", {}, symbol), h("small", {}, words));
        return i ? [h("span", { class: "dl-net-sign" }, "×"), box] : [box];
      }),
      h("span", { class: "dl-net-sign" }, "="),
      h("span", { class: "dl-net-ratio" }, h("b", { class: "dl-gradient" }, significant(gradient, 4)), h("i", {}, "∂C/∂w"), h("small", {}, "cost per weight")),
    );
    const each = SHOP.X.map((inputs, m) => {
      const ahead = forward(inputs, weights);
      return backward(inputs, SHOP.y[m], weights, ahead)[`${array}_gradient`][row][column];
    });
    const total = each.reduce((all, one) => all + one, 0);
    sum.textContent = `All four customers pull at this weight, and their gradients add up: ${each
      .map((value) => (value < 0 ? `(${significant(value, 2)})` : significant(value, 2)))
      .join(" + ")} = ${significant(total, 2)}. Learning from all four takes this sum away from the weight: from ${weightText(current())} to ${weightText(current() - total)}.`;
  }
  return { panel, updateWeight };
}
