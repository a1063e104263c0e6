// The status line: what the numbers are now, in words; spoken when they have come to rest.
import { h } from "./dom.js";
import { later } from "./lifetime.js";

const QUIET_AFTER = 700;

/**
 * `say(...parts)` shows strings and elements at once. While they follow each other quickly (a drag, a run)
 * the line is silent for screen readers; the last one is announced.
 */
export function createReadout({ parent, signal }) {
  const node = h("p", { class: "dl-status", role: "status", "aria-live": "polite" });
  parent.append(node);
  let shown = "";
  let cancel = () => {};

  return {
    node,
    say(...parts) {
      const text = parts.map((part) => part.textContent ?? part).join("");
      if (text === shown) return;
      const first = shown === "";
      shown = text;
      if (!first) node.setAttribute("aria-live", "off");
      node.replaceChildren(...parts);
      cancel();
      cancel = later(
        QUIET_AFTER,
        () => {
          node.setAttribute("aria-live", "polite");
          node.replaceChildren(...parts);
        },
        signal,
      );
    },
  };
}
