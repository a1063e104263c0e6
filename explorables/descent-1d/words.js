// Says in words what a run of Descent1D is doing.
import { significant } from "../shared/format.js";
import { CURVES, MAX_STEPS, START } from "./model.js";

/** A slope that is turned round and changes its size by less than this share leads neither nearer nor away. */
const SAME = 0.005;

/** A run creeps when a step covers at most this share of the way that is left, and is short in the picture. */
const SMALL_SHARE = 0.05;
const SHORT = 0.12;

/** Near the bottom: the slope is below this share of the steepest on the way. */
const NEAR = 0.1;

/** Does the way from a to b, which begins downhill, lead across a bottom? */
function crossesBottom({ slope }, [a, b]) {
  const uphill = (k) => slope(a + ((b - a) * k) / 64) * (b - a) > 0;
  return Array.from({ length: 65 }, (_, k) => k).some(uphill);
}

const isBottom = ({ slope }, w) => slope(w + 0.01) > slope(w - 0.01);

/**
 * "start", "arrived", "settled", "balances", "diverges", "creeps", "nears" or "descends"; of a step across a bottom, on the
 * bowl, where one step tells of all, "overshoots" or "zigzags", and on other curves "jumps up" or "jumps down".
 */
export function manner({ curve, rate }, { points, costs, slopes, at_rest, diverged }) {
  if (at_rest && !isBottom(CURVES[curve], points.at(-1))) return "balances";
  if (at_rest) return costs.at(-1) - CURVES[curve].lowest > 0.05 && curve === "valleys" ? "settled" : "arrived";
  if (diverged) return "diverges";
  if (points.length === 1) return "start";
  if (curve !== "bowl" && crossesBottom(CURVES[curve], points.slice(-2))) return costs.at(-1) > costs.at(-2) ? "jumps up" : "jumps down";
  const [before, slope] = slopes.slice(-2);
  const ratio = slope / before; // of the next step to the last one; on the bowl it is 1 - rate
  if (ratio < 0) {
    if (Math.abs(ratio + 1) < SAME) return "zigzags";
    return ratio < -1 ? "diverges" : "overshoots";
  }
  if (Math.abs(1 - ratio) <= SMALL_SHARE && rate * Math.abs(slope) < SHORT) return "creeps";
  return ratio < 1 && Math.abs(slope) < NEAR * Math.max(...slopes.map(Math.abs)) ? "nears" : "descends";
}

/** Two or three sentences about the run as it is now. */
export function verdict(state, run) {
  const stopped = run.points.length > MAX_STEPS && !run.at_rest && !run.diverged;
  const outside = Math.abs(run.points.at(-1)) > START.max && !run.diverged;
  return `${mannerWords(state, run)}${outside ? " It is outside the picture now." : ""}${stopped ? ` Stopped after ${MAX_STEPS} steps.` : ""}`;
}

const bottom = ({ curve }) => (curve === "valleys" ? "a bottom" : "the lowest point");

function mannerWords(state, run) {
  const slope = run.slopes.at(-1);
  const next = significant(Math.abs(state.rate * slope), 2);
  switch (manner(state, run)) {
    case "start":
      return `The slope is ${significant(slope)}, so downhill is to the ${slope < 0 ? "right" : "left"}; the first step will be rate × slope = ${next} long.`;
    case "arrived":
      return run.points.length === 1
        ? "The slope is zero here: no step will be taken."
        : "It has arrived at the lowest point: hardly any slope is left.";
    case "settled":
      return `It has settled in a valley. A lower one exists (cost ${significant(CURVES[state.curve].lowest, 2)}), but here the slope is zero and says nothing of it.`;
    case "balances":
      return "It stands on the top of a ridge: the slope is zero there too, so no step will be taken. Moved a little, it would roll down.";
    case "jumps up":
      return `The last step jumped across ${bottom(state)} and landed higher than it began: the rate is too large for that.`;
    case "jumps down":
      return `The last step jumped across ${bottom(state)} and landed lower than it began.`;
    case "diverges":
      return `Each step lands on the far side, farther away than the one before: it diverges.${run.diverged ? " Stopped here." : ""}`;
    case "zigzags":
      return "Each step goes as far as the one before, and back: it zigzags and comes no nearer.";
    case "overshoots":
      return "Each step overshoots the lowest point, but by less than the one before: it still converges.";
    case "creeps":
      return `It creeps: the rate is so small that the next step is only ${next} long.`;
    case "nears":
      return `Near the bottom the slope is small, and so are the steps; the next one will be ${next} long.`;
    default:
      return `Downhill without overshooting; the next step will be ${next} long.`;
  }
}

/** How a finished run of the bowl went, in words that follow "at rate 0.1 it". */
export function outcome(run) {
  const count = run.points.length - 1;
  const steps = count === 1 ? "1 step" : `${count} steps`;
  if (run.diverged) return "diverged";
  return run.at_rest ? `arrived after ${steps}` : `had not arrived after ${steps}`;
}

const RECENT = 10; // steps for which it is said that the run has been started again

/**
 * What the numbers belong to: the step reached (`last`), and whether the run was started again, or drawn anew because
 * the reader `changed` something ("rate 0.5"); `steps` were asked for, and a run that ended has fewer.
 */
export function heading({ last, steps, again, changed }) {
  if (last === 0) return "Start";
  if (!changed) return again && last <= RECENT ? `Started again, step ${last}` : `Step ${last}`;
  if (last < steps) return `The same run with ${changed}, step ${last}`;
  return `The same ${last === 1 ? "step" : `${last} steps`} with ${changed}`;
}
