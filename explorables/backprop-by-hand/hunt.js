// The hunt for a planted bug: check, guess from a list, hear why; then mend it or plant another.
import { createButton } from "../shared/button.js";
import { h } from "../shared/dom.js";
import { createPrediction } from "../shared/prediction.js";
import { GUESSES, guessReply } from "./hunt-words.js";

/** Options: figure, plant(), mend(), signal. Returns { solved(), forget(), update({ now, all, complete }) }. */
export function createHunt({ figure, plant, mend, signal }) {
  const part = h("div", { class: "dl-bp-hunt", hidden: true });
  figure.caption.prepend(part);
  const known = ({ bug }, chosen) => chosen !== null && GUESSES[bug] === chosen;
  let latest = null;

  const guess = createPrediction({
    parent: part,
    title: "Find the bug.",
    question: "The way back of this program has a mistake in it. Check every edge, step through the way back, compute for yourself. Then say:",
    choices: Object.values(GUESSES),
    reply(choice) {
      if (!latest.complete) return "First check every edge: which of them agree, and which do not?";
      return guessReply(Object.keys(GUESSES).find((bug) => GUESSES[bug] === choice), latest.all, latest.now);
    },
    signal,
  });
  const after = h("div", { class: "dl-controls", hidden: true });
  part.append(after);
  createButton({ parent: after, label: "Mend it", press: mend, signal });
  createButton({ parent: after, label: "Plant another", press: plant, signal });
  part.addEventListener("click", () => figure.redraw(), { signal });

  const solved = () => latest !== null && latest.complete && known(latest.all, guess.chosen);
  return {
    solved,
    forget: guess.clear,
    update(present) {
      latest = present;
      part.hidden = present.all.bug === "none";
      guess.update();
      after.hidden = !solved();
    },
  };
}
