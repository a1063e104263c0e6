// How the race stands, above the picture, and the fold in which runners are chosen and get rates of their own.
import { createButton } from "../shared/button.js";
import { h } from "../shared/dom.js";
import { significant } from "../shared/format.js";
import { nextFrame } from "../shared/lifetime.js";
import { createSelect } from "../shared/select.js";
import { createSlider } from "../shared/slider.js";
import { glyph, named } from "./marks.js";
import { NAMES, RATE, RATES, RUNNERS, bestAmong, costAt, hasArrived, hasDiverged, rateOf, runnersOf } from "./model.js";
import { plain } from "./words.js";

const PART = 5; // rates that are tried in one frame
const BEST = "Each at its best rate";

export const COMMON = Object.fromEntries(RUNNERS.map((name) => [`${name}_rate`, 0]));
export const hasOwn = (state) => runnersOf(state).some((name) => state[`${name}_rate`]);

function shortCost(cost) {
  if (cost < 0.001) return "< 0.001";
  return cost >= 1000 ? "> 999" : significant(cost, cost < 0.01 ? 1 : 2);
}

/** Who is where: each runner's mark, name and cost, or the step at which it has arrived (✓) or diverged (✗). */
export function openStandings(parent) {
  const row = parent.appendChild(h("div", { class: "dl-heading dl-standings" }));
  const entries = Object.fromEntries(RUNNERS.map((name) => [name, { node: named(name), said: h("b") }]));
  row.append(h("span", { class: "dl-lead" }, "cost now"), ...RUNNERS.map((name) => entries[name].node));
  for (const { node, said } of Object.values(entries)) node.append(" ", said);
  return {
    row,
    update(state, runs) {
      for (const [name, { node, said }] of Object.entries(entries)) {
        const run = runs[name];
        node.hidden = !run;
        if (!run) continue;
        const text = hasDiverged(run, state.step)
          ? `✗ ${run.diverged}`
          : hasArrived(run, state.step)
            ? `✓ ${run.arrived}`
            : shortCost(costAt(state, run, state.step));
        if (said.textContent !== text) said.textContent = text;
      }
    },
  };
}

/** Options: figure, stop() (the race is stopped where a choice would change it), signal. Returns { update() }. */
export function openRunners({ figure, stop, signal }) {
  const { state } = figure;
  const { content } = figure.fold("The runners, and rates of their own");
  const parts = [];
  for (const name of RUNNERS) {
    const row = content.appendChild(h("div", { class: "dl-runner" }));
    const toggle = createButton({ parent: row, label: "", press: () => state.set({ [name]: 1 - state.get(name) }), signal });
    toggle.classList.add("dl-choice");
    toggle.append(glyph(name), NAMES[name]);
    const slider = createSlider({
      parent: row,
      label: "rate",
      ...RATE,
      step: 0.01,
      log: true,
      format: plain,
      value: () => rateOf(state.all(), name),
      move: (rate) => state.set({ [`${name}_rate`]: rate }),
      signal,
    });
    slider.input.setAttribute("aria-label", `rate of ${NAMES[name]}`);
    parts.push(slider, { update: () => toggle.setAttribute("aria-pressed", String(Boolean(state.get(name)))) });
  }

  const row = content.appendChild(h("div", { class: "dl-controls" }));
  const finder = createButton({ parent: row, label: BEST, press: search, signal });

  /** Tries all rates for one runner after the other, a few in a frame. */
  function search() {
    stop();
    const asked = state.all();
    const jobs = runnersOf(asked).flatMap((name) => Array.from({ length: RATES.length / PART }, (_, k) => [name, RATES.slice(k * PART, (k + 1) * PART)]));
    const best = {};
    const next = () => {
      if (jobs.length) {
        const [name, rates] = jobs.shift();
        best[name] = bestAmong(asked, name, rates, best[name]);
        finder.textContent = "Looking …";
        return nextFrame(next, signal);
      }
      const found = Object.entries(best).filter(([, one]) => one);
      finder.textContent = BEST;
      return state.set({ ...Object.fromEntries(found.map(([name, [rate]]) => [`${name}_rate`, rate])), step: 0 });
    };
    next();
  }
  createButton({ parent: row, label: "One rate for all", press: () => state.set(COMMON), signal });
  parts.push(
    createSelect({
      parent: row,
      label: "Adam corrects its averages",
      choices: [
        ["1", "yes"],
        ["0", "no"],
      ],
      value: () => String(state.get("corrected")),
      choose: (value) => state.set({ corrected: Number(value) }),
      signal,
    }),
  );
  content.append(
    h("p", {}, "The best rate is looked for among 75, from 0.001 to 5, and for this start only. Move the start, and press again."),
    h("p", {}, "RMSprop keeps α = 0.99 and corrects nothing, so its first step is 10 × rate for each weight: a flying start. Adam keeps β₁ = 0.9 and β₂ = 0.999; its first step is 1 × rate for each weight, without the correction 3.16 × rate."),
  );
  return { update: () => parts.forEach((part) => part.update()) };
}
