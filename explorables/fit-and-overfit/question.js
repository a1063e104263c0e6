// Which error grows with more data? Asked first, answered when the reader has taken ten times as many points.
import { createPrediction } from "../shared/prediction.js";
import { SETS, createTally } from "./model.js";
import { errorText } from "./words.js";

const [FEW, LOTS] = [15, 150];
const MADE_FROM = ["degree", "decay", "noise", "seed"];

/** Means over the data sets with few and with lots of points. */
function compare(state) {
  const tally = createTally([FEW, LOTS].map((points) => ({ ...state, points, moved: [] })));
  while (tally.count < SETS) tally.add();
  return tally.summary();
}

/** Options: figure, signal. Returns { update() }. */
export function openQuestion({ figure, signal }) {
  const { state } = figure;
  let [key, means] = [null, null];
  return createPrediction({
    parent: figure.caption,
    question: `Ten times as many points, ${LOTS} instead of ${FEW}: which error goes up?`,
    choices: ["training", "on new points", "both", "neither"],
    reply(choice) {
      const all = state.all();
      if (all.points < LOTS) return `You said: ${choice}. Now set the points to ${LOTS} and compare.`;
      const now = JSON.stringify(MADE_FROM.map((name) => all[name]));
      if (now !== key) [key, means] = [now, compare(all)];
      const [few, lots] = means;
      const went = (name) => `${lots[name] > few[name] ? "goes up" : "goes down"}, from ${errorText(few[name])} to ${errorText(lots[name])}`;
      return (
        `You said: ${choice}. Over ${SETS} data sets of degree ${all.degree} the training error ${went("train")}; the error on new points ${went("dev")}. ` +
        "A few points can be followed, noise and all; many cannot, and so what is learned from them holds for others."
      );
    },
    signal,
  });
}
