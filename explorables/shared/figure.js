// The frame that all explorables share: picture, controls, status, caption, folds, and when to draw.
import { createButton, createLinkButton } from "./button.js";
import { h } from "./dom.js";
import { oncePerFrame } from "./lifetime.js";
import { createPicture } from "./picture.js";
import { createReadout } from "./readout.js";
import { createState } from "./state.js";

/**
 * openFigure({ model, el, signal }, { name, label, caption, resetLast }) returns
 *   state      the reader's state (state.js)
 *   controls   element for sliders, selects and buttons; Reset and Copy link stand at its end, or with `resetLast` after the caption:
 *              for tall pictures, so that on a phone picture, controls and status are on the screen together
 *   status     the status line; say(...parts)
 *   caption    element under the status line: what to try, a prediction to make
 *   folds      element for what is folded away
 *   picture()  adds a responsive picture (picture.js); pictures made with `beside` share a row where there is room
 *   fold()     adds a titled fold
 *   onDraw()   takes the function that brings everything up to date, and calls it
 *   redraw()   asks for that in the next frame
 *   onReset()  takes what has to happen when the reader resets, besides the state
 */
export function openFigure({ model, el, signal }, { name, label, caption, resetLast = false }) {
  const pictures = h("div", { class: "dl-pictures" });
  const controls = h("div", { class: "dl-controls" });
  const actions = h("div", { class: "dl-actions" });
  const text = h("div", { class: "dl-text-part" });
  const captionPart = h("figcaption", { class: "dl-caption" }, h("p", {}, caption));
  const folds = h("div", { class: "dl-folds" });
  const root = h("figure", { class: "dl-explorable", "data-explorable": name, "aria-label": label });
  const bar = h("div", { class: "dl-bar" }, controls);
  root.append(pictures, bar, text, folds);
  if (resetLast) text.after(h("div", { class: "dl-bar" }, actions));
  else bar.append(actions);

  let draw = () => {};
  let alsoReset = () => {};
  const redraw = oncePerFrame(() => {
    draw();
    state.save();
  }, signal);
  const state = createState({ model, signal, onChange: redraw });
  const status = createReadout({ parent: text, signal });
  text.append(captionPart);
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
  el.replaceChildren(root);

  return {
    root,
    state,
    controls,
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
