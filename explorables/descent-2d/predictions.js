// The questions of Descent2D, one a surface; each is answered when the reader has seen it happen.
import { h } from "../shared/dom.js";
import { brief } from "../shared/format.js";
import { createPrediction } from "../shared/prediction.js";
import { nearestMinimum } from "./words.js";

const ENOUGH_STEPS = 8;

export function openPredictions(figure, signal) {
  const { state } = figure;
  let run;

  const QUESTIONS = {
    ravine: {
      question: "Across the valley it is κ times as steep as along it. At which rate does the run stop converging?",
      choices: ["1/κ", "2/κ", "1"],
      reply(choice) {
        const { rate, steepness, start_y } = state.all();
        const right = `2/κ = ${brief(2 / steepness)}`;
        if (start_y !== 0 && rate * steepness >= 2 && run.points.length > 3) {
          return `You said ${choice}. It is ${right}: there each step lands as far beyond the floor as it was before it.`;
        }
        const rateSaid = { "1/κ": 1 / steepness, "2/κ": 2 / steepness, 1: 1 }[choice];
        const said = choice === "1" ? "1" : `${choice} = ${brief(rateSaid)}`;
        return `You said ${said}. Now raise the rate and play until a run climbs the walls.`;
      },
    },
    bumpy: {
      question: "From this start, will the path find the lowest point?",
      choices: ["yes", "no, a side valley", "neither"],
      reply(choice) {
        if (!run.at_rest) return `You said ${choice}. Now play.`;
        return nearestMinimum("bumpy", run.points.at(-1)) === 0
          ? `You said ${choice}. From here it did. Now find a start from which it does not.`
          : `You said ${choice}. It went into a side valley: the arrow knows only the slope under it. Now find a start that reaches the lowest point.`;
      },
    },
    logistic: {
      question: "Will the path of single examples be smoother or rougher than the path of all together?",
      choices: ["smoother", "rougher", "the same"],
      reply(choice) {
        if (state.get("mode") !== "stochastic" || run.points.length <= ENOUGH_STEPS) {
          return `You said ${choice}. Now set the examples a step to 1, and play.`;
        }
        return `You said ${choice}. It is rougher: one example knows only its own error. But a step costs a twelfth of the work.`;
      },
    },
  };

  const asked = Object.entries(QUESTIONS).map(([surface, question]) => {
    const parent = figure.caption.appendChild(h("div"));
    return { surface, parent, prediction: createPrediction({ parent, ...question, signal }) };
  });
  return {
    update(now) {
      run = now;
      for (const { surface, parent, prediction } of asked) {
        parent.hidden = surface !== state.get("surface");
        if (!parent.hidden) prediction.update();
      }
    },
  };
}
