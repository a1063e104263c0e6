// The status line: what the numbers are now, in words; spoken when they have come to rest.
import { h } from "./dom.js";
import { later, onAbort } from "./lifetime.js";

const QUIET_AFTER = 700;

/**
 * The line grows with what it says and does not shrink again, so that what is below stands still;
 * `release()` gives the room back, and so does a new width.
 * `say(...parts)` shows strings and elements at once. While they follow each other quickly (a drag, a run)
 * the line is silent for screen readers; the last one is announced.
 */
export function createReadout({ parent, signal }) {
  const node = h("p", { class: "dl-status", role: "status", "aria-live": "polite" });
  parent.append(node);
  let shown = "";
  let cancel = () => {};

  let [width, tallest] = [0, 0];
  const release = () => {
    tallest = 0;
    node.style.minHeight = "";
  };
  const observer = new ResizeObserver(([{ contentRect }]) => {
    let { height } = contentRect;
    if (contentRect.width !== width) {
      release();
      width = contentRect.width;
      height = node.clientHeight; // measured anew: what was observed still had the room of the old width
    }
    if (height <= tallest) return;
    tallest = height;
    node.style.minHeight = `${tallest}px`;
  });
  observer.observe(node);
  onAbort(signal, () => observer.disconnect());

  return {
    node,
    release,
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
