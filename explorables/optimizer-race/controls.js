// The sliders of OptimizerRace, those of the race and those of the map, and the fold with the surfaces and the noise.
import { createButton } from "../shared/button.js";
import { h } from "../shared/dom.js";
import { fixed } from "../shared/format.js";
import { LANDSCAPES } from "../shared/landscapes.js";
import { createSelect } from "../shared/select.js";
import { createSlider } from "../shared/slider.js";
import { BETA, NOISE, RATE, SEED, STEEPNESS, USUAL } from "./model.js";
import { COMMON, hasOwn } from "./runners.js";
import { plain } from "./words.js";

/** Options: figure, stop(), signal. Returns { update(), openSurfaces() }. */
export function openControls({ figure, stop, signal }) {
  const { state } = figure;
  const slider = (parent, name, label, options, more = {}) =>
    createSlider({ parent, label, format: plain, ...options, value: () => state.get(name), move: (value) => state.set({ [name]: value, ...more }), signal });
  const group = () => figure.seldom.appendChild(h("div", { class: "dl-group" }));
  const steepness = (parent) => slider(parent, "steepness", "steepness κ", { ...STEEPNESS, step: 1 });

  const [ofRace, ofMap] = [group(), group()];
  const parts = [
    slider(ofRace, "rate", "rate", { ...RATE, step: 0.01, log: true, format: (rate) => (hasOwn(state.all()) ? "own rates" : plain(rate)) }, COMMON),
    slider(ofRace, "beta", "β", { ...BETA, step: 0.01, format: (beta) => fixed(beta, 2) }),
    steepness(ofMap),
    slider(figure.seldom, "noise", "noise", { ...NOISE, step: 0.1 }),
  ];
  const isRavine = () => state.get("surface") === "ravine";

  return {
    update() {
      ofRace.hidden = state.get("view") !== "race";
      ofMap.hidden = state.get("view") !== "map" || !isRavine();
      for (const part of parts) part.update();
    },

    openSurfaces() {
      const { content } = figure.fold("Another surface, other noise");
      const row = content.appendChild(h("div", { class: "dl-controls" }));
      const select = createSelect({
        parent: row,
        label: "surface",
        choices: Object.entries(LANDSCAPES).map(([key, { name }]) => [key, name]),
        value: () => state.get("surface"),
        choose(surface) {
          stop();
          state.set({ surface, ...USUAL[surface], ...COMMON, step: 0 });
        },
        signal,
      });
      const ravineOnly = row.appendChild(h("div", { class: "dl-group" }));
      const steep = steepness(ravineOnly);
      createButton({ parent: row, label: "Other noise", press: () => state.set({ seed: (state.get("seed") % SEED.max) + 1 }), signal });
      return {
        update() {
          ravineOnly.hidden = !isRavine();
          select.update();
          steep.update();
        },
      };
    },
  };
}
