// Buttons: plain, primary, and the one that copies a link to the present state.
import { h } from "./dom.js";
import { later } from "./lifetime.js";

export function createButton({ parent, label, press, primary = false, signal }) {
  const button = h("button", { type: "button", class: primary ? "dl-button dl-primary" : "dl-button" }, label);
  button.addEventListener("click", press, { signal });
  parent.append(button);
  return button;
}

/** `link()` gives the address; where the clipboard is closed, the address is shown to be copied by hand. */
export function createLinkButton({ parent, link, signal }) {
  const button = createButton({
    parent,
    label: "Copy link",
    signal,
    press: async () => {
      const address = link();
      try {
        await navigator.clipboard.writeText(address);
        button.textContent = "Link copied";
        later(2000, () => (button.textContent = "Copy link"), signal);
      } catch {
        const field = h("input", { class: "dl-link", readonly: true, value: address, "aria-label": "Link to this state" });
        button.after(field);
        field.select();
        field.addEventListener("blur", () => field.remove(), { signal });
      }
    },
  });
  return button;
}
