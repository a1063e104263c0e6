// What is folded away in TreeComposer: a bug to plant, every product of a node, all numbers.
import { h } from "../shared/dom.js";
import { createSelect } from "../shared/select.js";
import { createTable } from "../shared/table.js";
import { BIAS, EPSILON, nudgedWeight } from "./model.js";
import { textsOf, wordsOf } from "./sentences.js";
import { lowered, nameOf, pair, productsOf, two } from "./words.js";

const PLANTS = [["none", "none"], ["top", "the root's share alone"], ["swap", "halves of Wᵀδ swapped"], ["slope", "no 1 − p² at the root"]];
const WHY = {
  none: "One W stands at every node, so a nudge of one weight moves every node, and L hears of it along every path. That is why the shares are added.",
  top: "The code treats W as if the root alone used it. With one merge this would be right; with two or more the nudge moves the lower nodes too, and the table does not know.",
  swap: "Wᵀδ has four numbers: the first two belong to the left child. Sent to the wrong child, they make a wrong δ in every node below the root.",
  slope: "δ is the slope of L by the sum before tanh. Without 1 − p² it is the slope by p. Where the activation is the identity, as in the source's own check, nobody would notice.",
};

/** Returns { update(state, found, now) }. */
export function openFolds({ figure, set, signal }) {
  let given = null;
  const check = figure.fold("A bug to plant, and the check that finds it");
  const planted = createSelect({
    parent: check.content.appendChild(h("div", { class: "dl-controls" })),
    label: "planted bug",
    choices: PLANTS,
    value: () => figure.state.get("planted"),
    // All shares at once, so that the check can speak.
    choose: (name) => set({ planted: name, ...(given[2].isTree ? { done: given[2].total } : {}) }),
    signal,
  });
  const why = check.content.appendChild(h("p"));
  const slope = check.content.appendChild(h("p"));
  const bias = check.content.appendChild(h("p"));
  const products = figure.fold("Every product of this node");
  const rows = [0, 1].map(() => products.content.appendChild(h("p", { class: "dl-tree-products" })));
  const table = createTable({
    parent: figure.folds,
    caption: "Every node, forward and back",
    columns: ["node", "phrase", "p, first", "p, second", "dL/dp, first", "dL/dp, second", "δ, first", "δ, second"],
    rows() {
      const [state, found] = given;
      const count = wordsOf(state.sentence).length;
      const texts = textsOf(state.sentence, state.merges);
      return found.nodes.map((node, n) => {
        const k = n - count;
        const back = k < 0 || found.root === null ? Array(4).fill("") : [...found.arrived[k], ...found.deltas[k]].map(two);
        return [k < 0 ? "word" : `p${lowered(k + 1)}`, texts[n], ...node.map(two), ...back];
      });
    },
    signal,
  });
  const say = (node, text) => node.textContent !== text && (node.textContent = text);

  return {
    update(state, found, now) {
      given = [state, found, now];
      planted.update();
      table.update();
      if (check.isOpen()) {
        say(why, WHY[state.planted]);
        const n = 4 * (state.selected[1] - 1) + (state.selected[2] - 1);
        say(bias, found.root ? `dL/db is the sum of all δ: ${pair(found.gradient_b)}; measured ${pair(found.measured_b)}.` : "");
        say(slope, found.root ? `${nameOf(state.selected)}: (L(w + ε) − L(w − ε)) / 2ε with ε = ${EPSILON.toFixed(5)} is ${found.measured.flat()[n].toFixed(6).replace("-", "−")}; the sum of the shares is ${found.gradient.flat()[n].toFixed(6).replace("-", "−")}. Choose another weight in the table above.` : "Finish the tree first: the loss needs a root.");
      }
      if (products.isOpen()) {
        const lines = now.focus === null ? ["Step to a node first.", ""] : productsOf(state, found, now.focus, nudgedWeight(state), BIAS);
        rows.forEach((row, i) => say(row, lines[i]));
      }
    },
  };
}
