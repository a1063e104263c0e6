// The frame that all explorables share: picture, controls, status, caption, folds, and when to draw.
import { createButton, createLinkButton } from "./button.js";
import { h } from "./dom.js";
import { oncePerFrame } from "./lifetime.js";
import { arrangeForPhones } from "./phone.js";
import { createPicture } from "./picture.js";
import { createReadout } from "./readout.js";
import { createState } from "./state.js";

const KEYS = "Arrow keys move it, with Shift by less, Page Up and Page Down by more, Home and End to the ends.";

/**
 * openFigure({ model, el, signal }, { name, label, caption, above }) returns (with `above`, the controls stand over a
 * picture that changes its height, so that no button moves under a finger)
 *   state      the reader's state (state.js)
 *   controls   element for sliders, selects and buttons; Reset and Copy link stand at its end
 *   seldom     element for controls between them that can wait: on a phone they stand under the status, as do those two
 *   lower()    puts an element in its parent; on a phone it stands under the status too
 *   narrow()   is the figure as narrow as on a phone?
 *   status     the status line; say(...parts)
 *   caption    element under the status line: what to try, a prediction to make
 *   folds      element for what is folded away
 *   picture()  adds a responsive picture (picture.js); pictures made with `beside` share a row where there is room
 *   fold()     adds a titled fold
 *   onDraw()   takes the function that brings everything up to date, and calls it
 *   redraw()   asks for that in the next frame
 *   onReset()  takes what has to happen when the reader resets, besides the state
 */
export function openFigure({ model, el, signal }, { name, label, caption, above = false }) {
  const pictures = h("div", { class: "dl-pictures" });
  const controls = h("div", { class: "dl-controls" });
  const seldom = h("div", { class: "dl-controls" });
  const actions = h("div", { class: "dl-actions" });
  const bar = h("div", { class: "dl-bar" }, controls);
  const text = h("div", { class: "dl-text-part" });
  const captionPart = h("figcaption", { class: "dl-caption" }, h("p", {}, caption));
  const folds = h("div", { class: "dl-folds" });
  const root = h("figure", { class: "dl-explorable", "data-explorable": name, "aria-label": label });
  root.append(...(above ? [bar, pictures] : [pictures, bar]), text, folds);
  const phone = arrangeForPhones({ root, el, signal });

  let draw = () => {};
  let alsoReset = () => {};
  const redraw = oncePerFrame(() => {
    draw();
    state.save();
  }, signal);
  const state = createState({ model, signal, onChange: redraw });
  const status = createReadout({ parent: text, signal });
  const keys = h("p", { class: "dl-keys", hidden: true }, KEYS);
  text.append(phone.under, keys, captionPart);
  for (const part of [seldom, actions]) phone.lower(part, bar);
  createButton({
    parent: actions,
    label: "Reset",
    signal,
    press: () => {
      state.reset();
      alsoReset();
      status.release();
      redraw();
    },
  });
  if (state.link) createLinkButton({ parent: actions, link: state.link, signal });

  // JupyterLab would take the arrow keys for its own.
  el.dataset.lmSuppressShortcuts = "true";
  root.addEventListener("keydown", (event) => event.stopPropagation(), { signal });
  // The keys are told to those who have come to a handle by Tab; under a finger nothing may move.
  root.addEventListener("keyup", ({ key, target }) => key === "Tab" && (keys.hidden = !target.closest(".dl-handle")), { signal });
  root.addEventListener("focusout", () => (keys.hidden = true), { signal });
  el.replaceChildren(root);

  return {
    root,
    state,
    controls,
    seldom,
    lower: phone.lower,
    narrow: phone.narrow,
    status,
    caption: captionPart,
    folds,
    redraw,
    picture({ beside = false, ...options }) {
      const parent = beside ? h("div", { class: "dl-cell" }) : pictures;
      if (beside) pictures.append(parent);
      return createPicture({ parent, signal, onResize: redraw, ...options });
    },
    fold(title) {
      const content = h("div", { class: "dl-fold-content" });
      const fold = h("details", { class: "dl-fold" }, h("summary", {}, title), content);
      fold.addEventListener("toggle", redraw, { signal });
      folds.append(fold);
      return { content, isOpen: () => fold.open };
    },
    onReset(run) {
      alsoReset = run;
    },
    onDraw(run) {
      draw = run;
      draw();
    },
  };
}
