// The chosen edge: its value; its gradient by formula and its slope by nudging, side by side; the check of all edges.
import { createButton } from "../shared/button.js";
import { h } from "../shared/dom.js";
import { significant } from "../shared/format.js";
import { createSelect } from "../shared/select.js";
import { createWeightField } from "../shared/weight-field.js";
import { agreement } from "../network-by-hand/weight-panel.js";
import { at, measure, nodeNumber } from "./model.js";
import { multiplied, slopeText } from "./multiplied-out.js";
import { agreesAt, edgeWords, gradientOf, kindOf } from "./words.js";

const EPSILONS = [0.1, 0.01, 0.0001];
const DIGITS = 5; // of both slopes
const AT_A_KINK = 0.001;
const plain = (epsilon) => String(Number(epsilon.toPrecision(3))); // as in the choice: 0.0001, not a power of ten

/** The nodes whose score is so near 0 that a nudge may cross the kink of their activation function. */
const atKink = ({ activations }, { scores }, sizes) =>
  scores.flatMap((z, layer) => z.flatMap((one, unit) => (/relu/.test(activations[layer]) && Math.abs(one) < AT_A_KINK ? [nodeNumber(sizes, layer + 1, unit)] : [])));

/** Whether the two numbers agree, in words; `agrees` says whether they do for a short nudge. */
export function verdict({ measured, gradient, agrees, kinks }) {
  if (agrees && Math.max(Math.abs(measured), Math.abs(gradient)) < 1e-9) return "They agree: nothing moves.";
  const words = agreement(measured, gradient);
  if (!agrees) return kinks.length ? `They differ: node ${kinks[0]} stands at the kink of its ReLU, where there are two slopes.` : "They differ.";
  if (words.startsWith("they differ")) return "They differ, but only because for so long a nudge the curve is not straight. Try a shorter one.";
  return words.startsWith("they agree") ? `T${words.slice(1)}.` : "They agree: the same in every digit shown.";
}

/** Options: figure, sizes, edges, select(name), setWeight(value), setEpsilon(value), checkAll(), signal. Returns update({ now, computed, hidden }). */
export function edgePanel({ figure, sizes, edges, select, setWeight, setEpsilon, checkAll, signal }) {
  const { state } = figure;
  const controls = h("div", { class: "dl-controls" });
  const formula = h("div", { class: "dl-bp-way" });
  const nudged = h("div", { class: "dl-bp-way" });
  const outcome = h("p", { class: "dl-bp-outcome" });
  const panel = h("div", { class: "dl-net-panel dl-bp-panel" }, controls, h("div", { class: "dl-bp-ways" }, formula, nudged), outcome);
  figure.caption.before(panel);

  const edge = () => edges.find(({ name }) => name === state.get("selected"));
  const picker = createSelect({
    parent: controls,
    label: "edge",
    choices: edges.map((one) => [one.name, edgeWords(one, sizes)]),
    value: () => state.get("selected"),
    choose: select,
    signal,
  });
  const field = createWeightField({ parent: controls, value: () => at(state.get("weights"), state.get("biases"), edge()), setWeight, signal });
  const epsilons = [...new Set([...EPSILONS, state.get("epsilon")])].sort((a, b) => b - a);
  const nudge = createSelect({
    parent: controls,
    label: "nudge by",
    choices: epsilons.map((epsilon) => [String(epsilon), plain(epsilon)]),
    value: () => String(state.get("epsilon")),
    choose: (epsilon) => setEpsilon(Number(epsilon)),
    signal,
  });
  createButton({ parent: controls, label: "Check every edge", press: checkAll, signal });

  const box = (number, words) => h("span", { class: "dl-net-ratio" }, number, h("small", {}, words));
  const write = (value) => significant(value, DIGITS);
  const strong = (text) => h("b", { class: "dl-gradient" }, text);

  return function update({ now, all, computed, hidden }) {
    for (const part of [picker, field, nudge]) part.update();
    const one = edge();
    const { layer, node, source } = one;
    const to = nodeNumber(sizes, layer + 1, node);
    const gradient = gradientOf(now, one);
    const sent = source === null ? 1 : (now.outputs[layer - 1] ?? all.x)[source];
    const sender = source === null ? "always 1" : `output of node\u00a0${nodeNumber(sizes, layer, source)}`;
    formula.replaceChildren(h("strong", {}, hidden ? "By the program" : "By formula"));
    if (computed) {
      const [delta, came] = multiplied([now.deltas[layer][node], sent], ["number", kindOf(layer, one)], write, DIGITS);
      formula.append(
        h(
          "div",
          { class: "dl-net-chain" },
          box(h("b", {}, delta), `δ${to}`),
          h("span", { class: "dl-net-sign" }, hidden ? "and" : "×"),
          box(h("b", {}, came), sender),
          h("span", { class: "dl-net-sign" }, hidden ? "→" : "="),
          box(strong(write(gradient)), `gradient of ${one.name}`),
        ),
      );
    } else formula.append(h("p", {}, "Not computed yet: step on."));
    const { up, down, measured } = measure(all, one, all.epsilon);
    const [above, below, slope] = slopeText(up, down, 2 * all.epsilon, DIGITS);
    nudged.replaceChildren(
      h("strong", {}, "By nudging"),
      h(
        "div",
        { class: "dl-net-chain" },
        box(h("b", {}, above), `E, ${one.name} + ${plain(all.epsilon)}`),
        h("span", { class: "dl-net-sign" }, "−"),
        box(h("b", {}, below), `E, ${one.name} − ${plain(all.epsilon)}`),
        h("span", { class: "dl-net-sign" }, `÷ ${plain(2 * all.epsilon)} =`),
        box(strong(slope), "measured slope"),
      ),
    );
    const agrees = agreesAt(now, one.name);
    outcome.textContent = computed ? verdict({ measured, gradient, agrees, kinks: atKink(all, now, sizes) }) : "";
    outcome.classList.toggle("is-wrong", computed && !agrees);
  };
}
