// On a phone picture, main buttons and status are seen together: what can wait moves under the status.
import { h } from "./dom.js";
import { onAbort } from "./lifetime.js";

const NARROW = 480; // pixels, as for pictures

/**
 * Returns
 *   under          the element that takes, on a phone, what has been lowered
 *   lower(node, parent)  puts node at the end of parent, and on a phone into `under`
 *   narrow()       is it a phone now?
 */
export function arrangeForPhones({ root, el, signal }) {
  const bar = h("div", { class: "dl-bar" });
  const under = h("div", { class: "dl-under" }, bar);
  const lowered = [];
  const isNarrow = (width) => width > 0 && width < NARROW;
  let narrow = isNarrow(el.clientWidth);

  const place = ({ node, parent }) => {
    if (!narrow) parent.append(node);
    else if (parent.classList.contains("dl-bar")) bar.append(node);
    else under.append(node);
  };
  const observer = new ResizeObserver(([{ contentRect }]) => {
    if (!contentRect.width || isNarrow(contentRect.width) === narrow) return;
    narrow = !narrow;
    lowered.forEach(place);
  });
  observer.observe(root);
  onAbort(signal, () => observer.disconnect());

  return {
    under,
    lower(node, parent) {
      lowered.push({ node, parent });
      place(lowered.at(-1));
    },
    narrow: () => narrow,
  };
}
