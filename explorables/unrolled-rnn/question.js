// The question of UnrolledRNN, answered when both values of β_W have been seen.
import { createPrediction } from "../shared/prediction.js";
import { placeOf, QUESTION, replyTo } from "./words.js";

/** Returns { update(state, found) }. */
export function openQuestion({ figure, signal }) {
  const seen = new Map();
  const prediction = createPrediction({ parent: figure.caption, ...QUESTION, reply: (choice) => replyTo(choice, seen), signal });
  return {
    update(state, found) {
      const place = placeOf(state);
      // The bound is met here by each step, so that it is ‖δ₁‖ at the very place, however near one is to it.
      if (place !== null) seen.set(place, found.bounds.at(-1) * place ** (state.steps - 1));
      prediction.update();
    },
  };
}
