// The four customers as buttons: their answers, the truth, and what the network says of each.
import { h } from "../shared/dom.js";
import { SHOP } from "./model.js";
import { cellText } from "./words.js";

/** Options: parent, choose(number), signal. Returns update({ customer, predictions, before }); predictions may be null: not known yet. */
export function customerRow({ parent, choose, signal }) {
  const buttons = SHOP.X.map((x, m) => {
    const truth = h("span", { class: "dl-truth" }, `${SHOP.target} ${SHOP.y[m][0]}`);
    const says = h("span", { class: "dl-activation" });
    const mark = h("i", { class: "dl-activation" });
    const bar = h("span", { class: "dl-net-bar", "aria-hidden": "true" }, h("i", { class: "dl-truth", style: `left: ${100 * SHOP.y[m][0]}%` }, "×"), mark);
    const node = h("button", { type: "button", class: "dl-net-customer" });
    node.append(h("span", {}, h("strong", {}, `Customer ${m + 1}`), truth), h("span", {}, `answers ${x.join(" ")}`), says, bar);
    node.addEventListener("click", () => choose(m + 1), { signal });
    return { node, says, mark };
  });
  parent.append(h("div", { class: "dl-net-customers", role: "group", "aria-label": "Customer" }, ...buttons.map(({ node }) => node)));

  return ({ customer, predictions, before }) => {
    buttons.forEach(({ node, says, mark }, m) => {
      node.setAttribute("aria-pressed", String(m + 1 === customer));
      const was = before && cellText(before[m]) !== cellText(predictions[m]) ? `${cellText(before[m])} → ` : "";
      says.textContent = predictions ? `says ${was}${cellText(predictions[m])}` : "";
      mark.style.display = predictions ? "" : "none";
      if (predictions) mark.style.left = `${(100 * predictions[m]).toFixed(1)}%`;
    });
  };
}
