// A row of buttons above the pictures, of which one is pressed: what the figure shows.
import { createButton } from "./button.js";
import { h } from "./dom.js";

/** Options: parent, label, choices ([[value, words], …]), value(), choose(value), signal. Returns { update() }. */
export function createModes({ parent, label, choices, value, choose, signal }) {
  const row = parent.appendChild(h("div", { class: "dl-choices dl-modes", role: "group", "aria-label": label }));
  const buttons = choices.map(([mode, words]) => [mode, createButton({ parent: row, label: words, press: () => choose(mode), signal })]);
  return {
    update() {
      for (const [mode, button] of buttons) button.setAttribute("aria-pressed", String(mode === value()));
    },
  };
}
