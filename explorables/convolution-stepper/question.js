// How large will the output be? Asked of a stride and a padding that are not there yet; the choice sets them. Of a volume: how many parameters?
import { h } from "../shared/dom.js";
import { channelsOf, filtersOf, outputSize } from "./model.js";
import { parametersFilled, sizeFilled } from "./words.js";

const ASKED = [
  { stride: 2, padding: 0 },
  { stride: 1, padding: 1 },
  { stride: 3, padding: 0 },
  { stride: 2, padding: 1 },
  { stride: 3, padding: 2 },
];

/** What can be answered: four sizes in a row, the true one among them. */
export function sizesAround(truth, i) {
  const first = Math.max(1, truth - ((i + 1) % 4));
  return [0, 1, 2, 3].map((k) => first + k);
}

/** The questions about this picture and kernel: { words, choices, truth, set, why(choice) }. */
export function questionsOf({ picture, kernel }) {
  const [x] = channelsOf(picture);
  const filters = filtersOf(kernel);
  const k = filters[0][0].length;
  if (filters.length > 1) {
    const truth = filters.length * (filters[0].length * k * k + 1);
    const others = [2 * k * k, 2 * k * k * filters[0].length, (x.length + 2) * (x[0].length + 2) * filters[0].length];
    return [
      {
        words: "How many numbers are there to be learned in these two filters?",
        choices: [...new Set([...others, truth])].sort((a, b) => a - b).map(String),
        truth: String(truth),
        set: {},
        why: `${parametersFilled({ picture, kernel }, truth)}: each filter has a slice for every channel, and one bias. The size of the picture does not matter.`,
      },
    ];
  }
  return ASKED.filter(({ padding }) => k <= Math.min(x.length, x[0].length) + 2 * padding).map(({ stride, padding }, i) => {
    const size = outputSize(x[0].length, k, stride, padding);
    return {
      words: `With stride ${stride} and padding ${padding}, how many columns will the output have?`,
      choices: sizesAround(size, i).map(String),
      truth: String(size),
      set: { stride, padding },
      why: `${sizeFilled(x[0].length, k, stride, padding, size)}.`,
    };
  });
}

/** Options: parent, shapes() ({ picture, kernel, stride, padding } now), take(set) (the choice has been made), signal. */
export function openQuestion({ parent, shapes, take, signal }) {
  const words = h("span");
  const row = h("span", { class: "dl-choices", role: "group", "aria-label": "Your prediction" });
  const reply = h("span", { class: "dl-reply", "aria-live": "polite" });
  const next = h("button", { type: "button", class: "dl-choice" }, "Another question");
  parent.append(h("div", { class: "dl-prediction" }, h("strong", {}, "Predict. "), words, " ", row, next, reply));
  let [asked, chosen, number] = [null, null, 0];
  let sides = ""; // of the picture and the kernel that were asked about
  const sidesOf = ({ picture, kernel }) => String([channelsOf(picture)[0].length, channelsOf(picture)[0][0].length, filtersOf(kernel)[0][0].length]);

  function ask() {
    const { stride, padding, ...rest } = shapes();
    const all = questionsOf(rest);
    const isOpen = ({ set }) => !("stride" in set) || set.stride !== stride || set.padding !== padding;
    const turn = Array.from({ length: all.length }, (_, i) => (number + i) % all.length);
    number = turn.find((i) => isOpen(all[i])) ?? turn[0];
    asked = all[number];
    sides = sidesOf(rest);
    chosen = null;
    words.textContent = asked.words;
    reply.textContent = "";
    next.hidden = all.length < 2;
    row.replaceChildren(...asked.choices.map((choice) => h("button", { type: "button", class: "dl-choice", "aria-pressed": "false" }, choice)));
  }
  row.addEventListener(
    "click",
    (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      chosen = button.textContent;
      for (const one of row.children) one.setAttribute("aria-pressed", String(one === button));
      reply.textContent = `You said ${chosen}. ${chosen === asked.truth ? "So it is" : `It is ${asked.truth}`}: ${asked.why}`;
      take(asked.set);
    },
    { signal },
  );
  next.addEventListener(
    "click",
    () => {
      number += 1;
      ask();
    },
    { signal },
  );

  return {
    answered: () => chosen !== null,
    /** Asks anew, where the picture or the kernel has other sides, or where the answer is in sight before it was given. */
    update() {
      const { stride, padding, ...rest } = shapes();
      const inSight = chosen === null && asked?.set.stride === stride && asked.set.padding === padding;
      if (!asked || inSight || sides !== sidesOf(rest)) ask();
    },
    clear() {
      number = 0;
      asked = null;
      chosen = null;
    },
  };
}
