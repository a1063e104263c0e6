// A question to answer before touching anything; the reply comes when the reader has seen for themselves.
import { h } from "./dom.js";

/**
 * Options: parent, title, question, choices (short texts), reply(choice) (text, asked for again at every update), signal.
 * Returns { chosen, update(), clear() }.
 */
export function createPrediction({ parent, title = "Predict.", question, choices, reply, signal }) {
  const answer = h("span", { class: "dl-reply", "aria-live": "polite" });
  const buttons = choices.map((choice) =>
    h("button", { type: "button", class: "dl-choice", "aria-pressed": "false" }, choice),
  );
  const row = h("span", { class: "dl-choices", role: "group", "aria-label": "Your prediction" }, ...buttons);
  parent.append(h("div", { class: "dl-prediction" }, h("strong", {}, `${title} `), `${question} `, row, answer));

  const prediction = {
    chosen: null,
    update() {
      if (prediction.chosen === null) return;
      const text = reply(prediction.chosen);
      if (answer.textContent !== text) answer.textContent = text;
    },
    clear() {
      prediction.chosen = null;
      answer.textContent = "";
      for (const button of buttons) button.setAttribute("aria-pressed", "false");
    },
  };
  buttons.forEach((button, i) => {
    button.addEventListener(
      "click",
      () => {
        prediction.chosen = choices[i];
        for (const other of buttons) other.setAttribute("aria-pressed", String(other === button));
        prediction.update();
      },
      { signal },
    );
  });
  return prediction;
}
