// The question of Descent1D on the bowl, answered when the reader has run it to its end at two rates.
import { h } from "../shared/dom.js";
import { brief } from "../shared/format.js";
import { createPrediction } from "../shared/prediction.js";
import { outcome } from "./words.js";

export function openTenfold(figure, signal) {
  const { state } = figure;
  const parent = figure.caption.appendChild(h("div"));
  const outcomes = new Map(); // of the finished runs, by rate, the latest last

  function reply(choice) {
    if (outcomes.size < 2) {
      const done = outcomes.size ? "Now play it at a second rate, ten times as large or as small." : "Now play it to its end at two rates.";
      return `You said: ${choice}. ${done}`;
    }
    const [one, other] = [...outcomes].slice(-2).sort(([a], [b]) => a - b);
    return (
      `You said: ${choice}. At rate ${brief(one[0])} it ${one[1]}; at ${brief(other[0])} it ${other[1]}. It depends on the rate: ` +
      "from 0.01 to 0.1 the ball arrives about ten times as soon, from 0.1 to 1 much sooner than that, and from 0.3 to 3 it diverges."
    );
  }

  const prediction = createPrediction({
    parent,
    question: "With a rate ten times as large, does the ball arrive ten times as soon?",
    choices: ["about ten times as soon", "sooner than that", "it depends on the rate"],
    reply,
    signal,
  });

  return {
    saw({ curve, rate }, run) {
      if (curve !== "bowl") return;
      outcomes.delete(rate);
      outcomes.set(rate, outcome(run));
    },
    update() {
      parent.hidden = state.get("curve") !== "bowl";
      prediction.update();
    },
  };
}
