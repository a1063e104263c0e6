// Tells when the page turns light or dark: what is drawn on a canvas does not follow by itself.
import { onAbort } from "./lifetime.js";

export function watchTheme(run, signal) {
  const observer = new MutationObserver(run);
  for (const element of [document.documentElement, document.body]) {
    observer.observe(element, { attributes: true, attributeFilter: ["data-theme", "data-jp-theme-light"] });
  }
  onAbort(signal, () => observer.disconnect());
}
