// The frame of the two pictures of FitAndOverfit, level side by side, and low enough to be seen together on a phone.
import { linear, logarithmic } from "../shared/scale.js";
import { STOPS } from "./model.js";

const WIDE = { top: 30, right: 14, bottom: 48, left: 44 };
const NARROW = { top: 10, right: 12, bottom: 28, left: 36 };
const marginOf = (tight) => (tight ? NARROW : WIDE);

/** On a phone, one above the other. */
export const plotHeight = (tight) => (tight ? 186 : 300);

export function boxOf({ width, height }, tight) {
  const { top, right, bottom, left } = marginOf(tight);
  return { x0: left, x1: width - right, y0: top, y1: height - bottom };
}

/** λ has its place on a scale of powers of ten; 0 stands at its left end. */
export const ZERO = -4.25;
export const placeOfDecay = (decay) => (decay < 1e-4 ? ZERO : Math.log10(decay));
export const decayAt = (place) => (place < (ZERO - 4) / 2 ? 0 : Number((10 ** Math.max(-4, place)).toPrecision(3)));

/** What runs along the axis of errors: its scale, its ticks, and how a handle moves along it. */
export const AXES = {
  degree: {
    title: "degree",
    long: "the degree",
    scale: (range) => linear([-0.5, 15.5], range),
    ticks: () => [0, 3, 6, 9, 12, 15],
    place: (degree) => degree,
    setting: Math.round,
    range: { min: 0, max: 15, step: 1, page: 3 },
  },
  decay: {
    title: "λ",
    long: "λ",
    scale: (range) => linear([ZERO - 0.3, 2.3], range),
    ticks: (tight) => (tight ? [ZERO, -2, 0, 2] : [ZERO, -3, -2, -1, 0, 1, 2]),
    name: (place) => String(decayAt(place)),
    place: placeOfDecay,
    setting: decayAt,
    range: { min: ZERO, max: 2, step: 0.25, page: 1 },
  },
  points: {
    title: "points",
    long: "the number of points",
    scale: (range) => logarithmic([4.4, 230], range),
    ticks: () => [5, 10, 20, 50, 100, 200],
    place: (points) => points,
    setting: Math.round,
    range: { min: STOPS.points[0], max: STOPS.points.at(-1), step: 1, page: 10 },
  },
};
