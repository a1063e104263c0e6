// The question of ConvolutionBackward, answered when the reader has seen the sum that it asks about.
import { createPrediction } from "../shared/prediction.js";
import { CASES, products, sizesOf } from "./model.js";
import { middleCount } from "./words.js";

const COUNTS = { padding: [1, 3, 9, 27], filters: [1, 4, 8, 16] };
const USUAL = [1, 2, 4, 9];

/** By the goal that the figure begins with: the question, the choices, when it has been seen, and the answer. */
const QUESTIONS = {
  input: {
    question: "The gradient of the square in the middle of the picture: how many products is it the sum of?",
    choices: (state) => (COUNTS[state.case] ?? USUAL).map(String),
    todo: "Now step until all have arrived, or choose that square, and count.",
    isSeen: ({ selected, ...state }, isEnd) => isEnd || (selected.startsWith("x[") && selected.endsWith(middleOf(state))),
    answer: aboutMiddle,
  },
  weight: {
    question: "The gradient of one weight: how many products is it the sum of?",
    choices: () => ["one", "one for each weight", "one for each output"],
    todo: "Now take a step, or choose a square of dL/dw, and count.",
    isSeen: ({ selected, step }) => step > 0 || selected.startsWith("w["),
    answer(state) {
      const { OH, OW } = sizesOf(state);
      return `One for each output of its filter: the weight was used at ${OH * OW} places, and each sends δ times what the weight saw there.`;
    },
  },
  bias: {
    question: "Double all numbers of the picture and leave δ as it is: what happens to dL/db?",
    choices: () => ["it doubles", "it stays", "it halves"],
    todo: "Now step to the end, and look at what it is the sum of.",
    isSeen: (_, isEnd) => isEnd,
    answer: () => "It stays: dL/db is the sum of all δ, and the picture is not in it.",
  },
};

export function openQuestion({ figure, whole, signal }) {
  const first = whole();
  const { goal } = first;
  const { question, choices, todo, isSeen, answer } = QUESTIONS[goal];
  let seen = false;
  const prediction = createPrediction({
    parent: figure.caption,
    question,
    choices: choices(first),
    reply: (choice) => `You said: ${choice}. ${seen ? answer(first) : todo}`,
    signal,
  });
  return {
    update(state, found) {
      if (state.goal === goal && isSeen(state, state.step >= found.total)) seen = true;
      prediction.update();
    },
  };
}

function middleOf(state) {
  const { H, W } = sizesOf(state);
  return `,${(H + 1) / 2},${(W + 1) / 2}]`;
}

function aboutMiddle(state) {
  const { F } = sizesOf(state);
  const count = middleCount(state);
  const corner = products(state).filter(({ x }) => String(x) === "0,0,0").length;
  const windows = count / F;
  const of = F > 1 ? ` for each of ${F} filters` : "";
  const why = `It is ${count}: ${windows === 1 ? "one window" : `${windows} windows`} saw the middle${of}, and each sends one product.`;
  if (corner !== count) return `${why} A corner gets ${corner}.`;
  const { stride } = CASES[state.case];
  return `${why} A corner gets as many: with stride ${stride} the squares between, where windows overlap, get more.`;
}
