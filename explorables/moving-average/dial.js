// The scale above the days: β and its memory are one and the same place on it.
import { createDial, nearest } from "../shared/dial.js";
import { brief } from "../shared/format.js";
import { BETA } from "./model.js";
import { countDays } from "./words.js";

const NAMED = [0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99];
const MAGNET = 0.018; // of a power of ten days

const placeOf = (beta) => Math.log10(1 / (1 - beta));

/** β at a place of the scale, which is even in powers of ten of the memory; the named ones are exact. */
export function betaAt(place, dragged) {
  const near = nearest(NAMED.map(placeOf), place, dragged, MAGNET);
  if (near === undefined) return Math.max(BETA.min, Number((1 - 10 ** -place).toFixed(4)));
  return NAMED.find((beta) => placeOf(beta) === near);
}

/** Returns { update(found) }. */
export function openDial(figure, signal) {
  const { state } = figure;
  const picture = figure.picture({ label: "How much of the past is kept, with a handle to drag", height: () => 84 });
  const dial = createDial({
    picture,
    label: "β",
    range: { min: 0, max: Math.round(placeOf(BETA.max)), step: 0.1, page: 0.3 },
    ticks: NAMED.map((beta) => ({ at: placeOf(beta), above: String(beta), below: String(Math.round(1 / (1 - beta))) })),
    ends: { above: "β", below: "days" },
    value: () => placeOf(state.get("beta")),
    move: (place, dragged) => state.set({ beta: betaAt(place, dragged) }),
    signal,
  });
  const key = picture.layer("dl-layout"); // stays empty: tells when the width has changed
  return {
    update({ memory }) {
      picture.once(key, null, () => dial.layOut([26, picture.width - 60], 54));
      const beta = brief(state.get("beta"));
      const days = `${brief(memory)} ${memory === 1 ? "day" : "days"}`;
      dial.update({
        title: `β = ${beta}, memory ${picture.narrow ? "" : "1/(1 − β) = "}${days}`,
        text: `${beta}, memory about ${countDays(Math.round(memory))}`,
        now: Number(placeOf(state.get("beta")).toFixed(4)),
      });
    },
  };
}
