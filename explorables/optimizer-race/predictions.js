// The questions of the race: who arrives first, and whether noise changes it. Answered when it has happened.
import { h } from "../shared/dom.js";
import { createPrediction } from "../shared/prediction.js";
import { NAMES, RUNNERS, hasArrived, isOver, leadersOf, runsOf } from "./model.js";
import { hasOwn } from "./runners.js";
import { capital, list, plain } from "./words.js";

/** Who arrives first in the whole race, and when; null if nobody does. */
function winnersOf(state, runs) {
  const there = Object.values(runs).flatMap(({ arrived }) => (arrived === null ? [] : [arrived]));
  if (!there.length) return null;
  const steps = Math.min(...there);
  return { names: list(leadersOf({ ...state, step: steps }, runs).map((name) => NAMES[name])), steps };
}

export function openPredictions(figure, signal) {
  const { state } = figure;
  let runs = {};
  const seen = () => {
    const { step } = state.all();
    return step > 0 && (Object.values(runs).some((run) => hasArrived(run, step)) || isOver(runs, step));
  };
  const said = (winners) => (winners ? `${winners.names}, after ${winners.steps} steps` : "nobody");

  const QUESTIONS = {
    calm: {
      question: "All runners get the same rate. Which arrives first?",
      choices: RUNNERS.map((name) => NAMES[name]),
      reply(choice) {
        if (!seen()) return `You said ${choice}. Now play.`;
        return `You said ${choice}. From here it is ${said(winnersOf(state.all(), runs))}. Now change the rate, and play again: is it still?`;
      },
    },
    noisy: {
      question: "Now every slope that the runners are told is wrong by chance, for all alike. Does the same one win?",
      choices: ["yes", "no"],
      reply(choice) {
        if (!seen()) return `You said ${choice}. Now play.`;
        const calm = { ...state.all(), noise: 0 };
        const [before, now] = [winnersOf(calm, runsOf(calm)), winnersOf(state.all(), runs)];
        const same = before?.names === now?.names ? "Yes" : "No";
        return `You said ${choice}. ${same}: without noise it is ${said(before)}; with noise ${plain(state.get("noise"))}, ${said(now)}.`;
      },
    },
  };

  const asked = Object.entries(QUESTIONS).map(([when, question]) => {
    const parent = figure.caption.appendChild(h("div"));
    return { when, parent, prediction: createPrediction({ parent, ...question, reply: (choice) => capital(question.reply(choice)), signal }) };
  });
  return {
    update(now) {
      runs = now;
      const { noise, view } = state.all();
      const asks = view === "race" && !hasOwn(state.all()); // of rates of one's own nothing is foreseen
      for (const { when, parent, prediction } of asked) {
        parent.hidden = !asks || (when === "noisy") !== noise > 0;
        if (!parent.hidden) prediction.update();
      }
    },
  };
}
