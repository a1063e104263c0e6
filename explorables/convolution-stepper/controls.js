// What stands under the picture of ConvolutionStepper: the chosen number, stride and padding; and in a fold kernels, pictures and the turn.
import { createButton } from "../shared/button.js";
import { h } from "../shared/dom.js";
import { short } from "../shared/format.js";
import { createSelect } from "../shared/select.js";
import { createSlider } from "../shared/slider.js";
import { KERNELS, PICTURES, nameOf } from "./kernels.js";
import { PADDING, STRIDE } from "./model.js";

const OWN = ["own", "your own"];
const TURN_WORDS =
  "What networks call a convolution lays the kernel on the picture as it is: a cross-correlation. In the convolution of mathematics it is turned by 180° first: " +
  "the last row comes first, and each row is read backwards. To a network it is the same: it learns the turned weights as well as any.";
const TRY_WORDS = "Take the single 1 and the kernel counted from 1 to 9, show all, and compare what comes out with the kernel; then turn.";

/** − and + for the number that was chosen: chosen() is { value, name } or null. Returns { update() }. */
export function openNumber({ parent, chosen, change, signal }) {
  const button = (label, by) => createButton({ parent: group, label, signal, press: () => chosen() && change(chosen().value + by) });
  const group = parent.appendChild(h("div", { class: "dl-control dl-chosen-number", role: "group", "aria-label": "the chosen number" }));
  group.append(h("span", { class: "dl-chosen-name" }, "number"));
  const less = button("−", -1);
  const output = group.appendChild(h("span", { class: "dl-value" }));
  const more = button("+", 1);
  return {
    update() {
      const now = chosen();
      output.textContent = now ? short(now.value) : "";
      for (const [one, word] of [[less, "less"], [more, "more"]]) {
        one.setAttribute("aria-disabled", String(!now));
        one.setAttribute("aria-label", now ? `${word}: ${now.name}` : `${word}: choose a number first`);
      }
    },
  };
}

/** Options: figure, where({ stride } or { padding } or { show_all }), signal. Returns the parts to bring up to date. */
export function openGeometry({ figure, where, signal }) {
  const { state, seldom: parent } = figure;
  const slider = (label, bounds) => createSlider({ parent, label, ...bounds, step: 1, format: String, value: () => state.get(label), move: (value) => where({ [label]: value }), signal });
  const parts = [slider("stride", STRIDE), slider("padding", PADDING)];
  const all = createButton({ parent, label: "Show all", press: () => where({ show_all: !state.get("show_all") }), signal });
  return [...parts, { update: () => all.setAttribute("aria-pressed", String(state.get("show_all"))) }];
}

/** The fold: what to lay on what, and turned or not. `several`: there are filters, and no list of them; `made` is what Python made. */
export function openKernels({ figure, several, made, set, signal }) {
  const { state } = figure;
  const { content } = figure.fold(several ? "Turn the filters by 180°" : "Other kernels and pictures, and the turn by 180°");
  const row = content.appendChild(h("div", { class: "dl-controls" }));
  const list = (name, choices) =>
    createSelect({
      parent: row,
      label: name,
      choices: [...choices.map(([value, words]) => [value, words]), OWN],
      value: () => nameOf(choices, state.get(name)),
      choose: (value) => {
        const rows = choices.find(([own]) => own === value)?.[2] ?? made[name];
        set({ [name]: structuredClone(rows) });
      },
      signal,
    });
  const parts = several ? [] : [list("kernel", KERNELS), list("picture", PICTURES)];
  const turn = createButton({ parent: row, label: "Turn by 180°", press: () => set({ turned: !state.get("turned") }), signal });
  content.append(h("p", {}, several ? TURN_WORDS : `${TURN_WORDS} ${TRY_WORDS}`));
  return [...parts, { update: () => turn.setAttribute("aria-pressed", String(state.get("turned"))) }];
}
