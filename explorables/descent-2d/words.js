// Says in words what a run of Descent2D is doing.
import { brief, significant } from "../shared/format.js";
import { BATCH_SIZE, MAX_STEPS, seesAll } from "./model.js";
import { SURFACES } from "./surfaces.js";

const percent = (share) => `${brief(100 * share)} %`;
const times = (ratio) => significant(ratio, ratio < 10 ? 2 : Math.min(5, Math.floor(Math.log10(ratio)) + 1));

/** One sentence or two about the run as it is now. */
export function verdict(state, run) {
  const words = wordsFor(state, run);
  return words[0].toUpperCase() + words.slice(1);
}

function wordsFor(state, run) {
  if (run.at_rest) return restWords(state, run);
  if (run.points.length === 1) return startWords(state, run);
  if (state.surface === "ravine") return ravineWords(state, run);
  if (!seesAll(state)) return partWords(state, run);
  return generalWords(state, run);
}

/** Which of the surface's minima is nearest: 0 is the lowest. */
export function nearestMinimum(surface, [x, y]) {
  const away = SURFACES[surface].minima.map(([a, b]) => Math.hypot(x - a, y - b));
  return away.indexOf(Math.min(...away));
}

function startWords(state, run) {
  const length = state.rate * run.lengths[0];
  if (!seesAll(state)) return "the arrow shows where the next examples pull. Press Play or Step.";
  return `the arrow points straight downhill; the first step will be rate × gradient = ${significant(length, 2)} long.`;
}

function restWords(state, { points }) {
  const { surface } = state;
  const [[a, b]] = SURFACES[surface].minima;
  if (nearestMinimum(surface, points.at(-1)) === 0) {
    const better = surface === "ravine" && points.length > ENOUGH_STEPS ? fastestWords(state) : "";
    return `it has arrived at the lowest point.${better}`;
  }
  const lowest = significant(SURFACES[surface].value(a, b), 2);
  return `it has settled in a side valley. This is a local minimum; a lower one exists (cost ${lowest}), but every way out of here begins uphill.`;
}

/** The zigzag has died out when the slope across the valley makes less than this share of the cost. */
const DIED_OUT = 0.01;

/** So many steps are taken before a better rate is named. */
const ENOUGH_STEPS = 8;

function ravineWords(state, run) {
  const { rate, steepness, start_y } = state;
  const kappa = start_y === 0 ? 1 : steepness; // on the valley floor the steep direction is never felt
  const limit = brief(2 / kappa);
  const named = kappa === 1 ? "2" : `2/κ = ${limit}`;
  const product = rate * kappa;
  if (Math.abs(product - 2) < 1e-9) return `each crossing is as wide as the one before: at rate ${named} it neither settles nor grows.`;
  if (product > 2) {
    const ratio = run.costs.at(-1) / run.costs[0];
    const grown = ratio >= 1.5 ? `the cost is ${times(ratio)} times what it was` : "each crossing is wider than the one before";
    return `${grown}: the rate is above ${named}, and it diverges.${run.diverged ? " Stopped here." : ""}`;
  }
  return `${convergingWords(state, run, product)}${run.points.length > ENOUGH_STEPS ? fastestWords(state) : ""}`;
}

function convergingWords({ rate, steepness, start_x, start_y }, run, product) {
  const [x, y] = run.points.at(-1);
  const across = (steepness * y * y) / (x * x + steepness * y * y); // its share of the cost
  const along = `along the valley each step covers only ${percent(rate)} of the way that is left`;
  if (start_y === 0 && product > 1) return "along the floor each step overshoots the lowest point, but by less than the one before: it still converges.";
  if (product > 1 && across < DIED_OUT && rate < 1) return `the zigzag has died out, and it creeps: ${along}.`;
  if (product > 1) return `the steps cross the valley each time, but each crossing is ${percent(product - 1)} as wide as the one before.`;
  if (start_y === 0 && steepness > 1) return "it runs along the very floor, where the steep sides are never felt.";
  if (start_x === 0) return `it goes straight down the steep side: each step covers ${percent(product)} of the way that is left.`;
  if (rate < 0.04) return `it creeps: ${along}.`;
  if (steepness < 2) return "it goes straight to the lowest point.";
  return `it converges without crossing: down the steep side first, then along the floor, ${percent(rate)} of what is left at each step.`;
}

/** The rate at which the slower of the two directions is fastest: both shrink alike. Where only one is felt, nothing is said. */
function fastestWords({ rate, steepness, start_x, start_y }) {
  if (start_x === 0 || start_y === 0) return "";
  const fastest = 2 / (1 + steepness);
  if (steepness === 1) return " The fastest rate in a round bowl is 1: one step.";
  const named = `2/(1 + κ) = ${brief(fastest)}`;
  const leaves = `leaves ${percent((steepness - 1) / (steepness + 1))} of the distance a step`;
  if (Math.abs(rate / fastest - 1) < 0.005) return ` In the long run no rate is faster: ${named} ${leaves}.`;
  return ` Fastest in the long run: rate ${named} ${leaves}.`;
}

function partWords({ surface, mode }, run) {
  const { minima, value } = SURFACES[surface];
  const above = run.costs.at(-1) - value(...minima[0]);
  const one = BATCH_SIZE[mode] === 1;
  if (run.diverged) return "it was thrown far away: for single steps this rate is too large. Stopped here.";
  const recent = run.costs.slice(-12).map((cost) => cost - value(...minima[0]));
  if (run.points.length > 12 && Math.max(...recent) < 0.35) {
    return one
      ? "it staggers around the bottom. Each example pulls its own way, and the gradient of one is never zero for long."
      : "it wanders around the bottom: four examples never agree quite with all twelve.";
  }
  const who = one ? "a single example" : "four examples";
  return `${significant(above, 2)} above the lowest. Each step asks only ${who}, so the path ${one ? "staggers" : "is a little rough"}.`;
}

function generalWords({ surface, rate, steps }, run) {
  const [before, now] = run.costs.slice(-2);
  const ratio = now / run.costs[0];
  if (run.diverged) return `the cost is ${times(ratio)} times what it was: it diverges. Stopped here.`;
  if (ratio > 1.5) return `the cost is ${times(ratio)} times what it was: this rate is too large for slopes so steep.`;
  const [a, b, c] = run.points.slice(-3);
  const turned = c && (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1]) < 0;
  if (now > before) return "the last step went up: it jumped over the valley and landed higher on the other side.";
  if (turned) {
    const shorter = Math.hypot(c[0] - b[0], c[1] - b[1]) < Math.hypot(b[0] - a[0], b[1] - a[1]);
    return shorter ? "the last step went back across the valley, a shorter way than the one before." : "the last step went back, farther than the one before, and yet landed lower.";
  }
  const moved = Math.hypot(...run.points.at(-1).map((coordinate, i) => coordinate - run.points.at(-2)[i]));
  if (moved < 0.02 && run.lengths.at(-1) > 0.1) return `it creeps: the slope is there, but with rate ${brief(rate)} a step is only ${significant(moved, 1)} long.`;
  if (moved < 0.02) return flatWords(surface, run, steps);
  return `downhill, ${significant(now - SURFACES[surface].value(...SURFACES[surface].minima[0]), 2)} above the lowest.`;
}

function flatWords(surface, run, steps) {
  const flat = `the ground is almost flat here (gradient ${significant(run.lengths.at(-1), 2)}), so the steps are short`;
  if (nearestMinimum(surface, run.points.at(-1)) > 0) return `${flat}: it is settling in a side valley.`;
  return steps >= MAX_STEPS ? `${flat}. ${MAX_STEPS} steps were not quite enough.` : `${flat}.`;
}
