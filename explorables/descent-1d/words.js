// Says in words what a run of Descent1D is doing.
import { significant } from "../shared/format.js";
import { CURVES } from "./model.js";

const SAME = 0.02;
const CREEP = 0.02;

/** "start", "arrived", "settled", "diverges", "overshoots", "zigzags", "creeps" or "descends". */
export function manner({ curve }, { points, costs, at_rest, diverged }) {
  if (at_rest) return costs.at(-1) - CURVES[curve].lowest > 0.05 && curve === "valleys" ? "settled" : "arrived";
  if (diverged) return "diverges";
  if (points.length === 1) return "start";
  const moves = points.slice(1).map((point, i) => point - points[i]);
  const [before, last] = moves.slice(-2);
  if (moves.length > 1 && before * last < 0) {
    const ratio = Math.abs(last / before);
    if (Math.abs(ratio - 1) < SAME) return "zigzags";
    return ratio > 1 ? "diverges" : "overshoots";
  }
  return Math.abs(moves.at(-1)) < CREEP ? "creeps" : "descends";
}

/** One sentence or two about the run as it is now. */
export function verdict(state, run) {
  const slope = run.slopes.at(-1);
  const next = significant(Math.abs(state.rate * slope), 2);
  switch (manner(state, run)) {
    case "start":
      return `The slope is ${significant(slope)}, so downhill is to the ${slope < 0 ? "right" : "left"}; the first step will be rate × slope = ${next} long.`;
    case "arrived":
      return run.points.length === 1 ? "The slope is zero here: no step will be taken." : "It has arrived at the lowest point.";
    case "settled":
      return `It has settled in a valley. A lower one exists (cost ${significant(CURVES[state.curve].lowest, 2)}), but here the slope is zero and says nothing of it.`;
    case "diverges":
      return `Each step lands on the far side, farther away than the one before: it diverges.${run.diverged ? " Stopped here." : ""}`;
    case "zigzags":
      return "Each step goes as far as the one before, and back: it zigzags and comes no nearer.";
    case "overshoots":
      return "Each step overshoots the lowest point, but by less than the one before: it still converges.";
    case "creeps":
      return `It creeps: the next step is only ${next} long.`;
    default:
      return `Downhill without overshooting; the next step will be ${next} long.`;
  }
}
