// The question of TreeComposer, answered when all shares of its tree have been added up.
import { createPrediction } from "../shared/prediction.js";
import { isAnswer, QUESTION, replyTo } from "./words.js";

/** Returns { update(state, found, now), clear() }. */
export function openQuestion({ figure, signal }) {
  let shares = null;
  const prediction = createPrediction({ parent: figure.caption, ...QUESTION, reply: (choice) => replyTo(choice, shares), signal });
  return {
    update(state, found, now) {
      if (isAnswer(state, now)) shares = found.shares.map((share) => share[0][1]);
      prediction.update();
    },
    clear() {
      shares = null;
      prediction.clear();
    },
  };
}
