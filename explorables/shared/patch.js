// Brings a layer of the picture up to date and leaves alone what has not changed: new letters cost the most in a frame.
import { s as element, setAttributes } from "../shared/dom.js";

/** The plan of an element: a name, attributes, a text. */
export const s = (name, attributes = {}, text = "") => ({ name, attributes, text });

/** Makes the children of the layer what the plans say. */
export function fill(layer, plans) {
  const old = layer.plans ?? [];
  plans.forEach((plan, n) => {
    const node = layer.childNodes[n];
    if (old[n]?.name !== plan.name) {
      const made = element(plan.name, plan.attributes, plan.text);
      if (node) node.replaceWith(made);
      else layer.append(made);
      return;
    }
    for (const name of new Set([...Object.keys(old[n].attributes), ...Object.keys(plan.attributes)])) {
      if (old[n].attributes[name] !== plan.attributes[name]) setAttributes(node, { [name]: plan.attributes[name] });
    }
    if (old[n].text !== plan.text) node.textContent = plan.text;
  });
  while (layer.childNodes.length > plans.length) layer.lastChild.remove();
  layer.plans = plans;
}
