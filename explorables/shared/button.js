// Buttons: plain, primary, and the one that copies a link to the present state.
import { h } from "./dom.js";
import { later } from "./lifetime.js";

export function createButton({ parent, label, press, primary = false, signal }) {
  const button = h("button", { type: "button", class: primary ? "dl-button dl-primary" : "dl-button" }, label);
  button.addEventListener("click", press, { signal });
  parent.append(button);
  return button;
}

/** `link()` gives the address; where the clipboard refuses, the address is shown to be copied by hand, until one leaves it. */
export function createLinkButton({ parent, link, signal }) {
  const field = h("input", { class: "dl-link", readonly: true, "aria-label": "Link to this state, to copy" });
  field.addEventListener("blur", () => field.remove(), { signal });
  const say = (words) => {
    button.textContent = words;
    later(2000, () => (button.textContent = "Copy link"), signal);
  };
  const button = createButton({
    parent,
    label: "Copy link",
    signal,
    press: async () => {
      const address = link();
      try {
        await navigator.clipboard.writeText(address);
        say("Link copied");
      } catch {
        say("Copy it here:");
        button.after(field);
        field.value = address;
        field.focus();
        field.select();
      }
    },
  });
  return button;
}
