// The question of NeuronLearns, answered when the reader has seen both copies come to 0.5 from the bad start.
import { createPrediction } from "../shared/prediction.js";
import { STARTS, ratesOf } from "./model.js";

const RATE = 0.15;

export function openQuestion(figure, signal) {
  const { state } = figure;
  let seen = null; // the epochs at which the two came to 0.5

  const isAsked = () => {
    const { weight, bias } = STARTS["Bad start"];
    return state.get("weight") === weight && state.get("bias") === bias && ratesOf(state.all()).every((rate) => rate === RATE);
  };
  const prediction = createPrediction({
    parent: figure.caption,
    question: `From w = 2 and b = 2, both with rate ${RATE}: which copy comes to 0.5 first, and about when?`,
    choices: ["squared error, near 20", "cross-entropy, near 20", "cross-entropy, near 200"],
    reply(choice) {
      if (seen) {
        return (
          `You said: ${choice}. Cross-entropy is there at epoch ${seen[1]}, the squared error at epoch ${seen[0]}: ` +
          "its push has the slope as a factor, and where the neuron is sure and wrong, that is near 0."
        );
      }
      const how = isAsked() ? "Now play to the end" : `Now choose the bad start and the same rate ${RATE}, and play to the end`;
      return `You said: ${choice}. ${how}.`;
    },
    signal,
  });

  return {
    update({ half }) {
      if (isAsked() && state.get("epoch") >= Math.max(...half)) seen = half;
      prediction.update();
    },
  };
}
