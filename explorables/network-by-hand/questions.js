// What to try, and what to predict before touching anything, for each part of the figure.
import { SHOP, backward, forward } from "./model.js";
import { digits } from "./words.js";

/** "error 0.521 × slope 0.250 = 0.130" for one customer. */
function deltaOf(customer, weights) {
  const x = SHOP.X[customer - 1];
  const { l2_error, l2_slope, l2_delta } = backward(x, SHOP.y[customer - 1], weights, forward(x, weights));
  return { delta: l2_delta[0], words: `error ${digits(l2_error[0])} × slope ${digits(l2_slope[0])} = ${digits(l2_delta[0])}` };
}

function largerDelta(choice, weights) {
  const [one, four] = [1, 4].map((customer) => deltaOf(customer, weights));
  const winner = Math.abs(one.delta) > Math.abs(four.delta) ? 1 : 4;
  return `You said ${choice}. It is customer ${winner}: ${one.words} for customer 1, ${four.words} for customer 4.`;
}

const MULTIPLIED_BY_ZERO = {
  question: "Customer 1 drinks no beer. If you make the weight beer → hidden 1 larger, the prediction for customer 1",
  choices: ["rises", "falls", "stays"],
  reply: (choice, { zero }) =>
    zero
      ? `You said it ${choice}. It stays: the number that comes in is 0, and 0 times any weight is 0.`
      : `You said it ${choice}. Now step to the prediction of customer 1, choose that weight and change it.`,
};

const CARDS = "On the card of a customer the cross is the truth and the dot is the prediction; 0 is at the left end of the line, 1 at the right.";

export const CAPTIONS = {
  forward: `${CARDS} Step through the way from the answers to the prediction. Then choose a weight, by its name or on its line, and change it: all that follows from it changes at once. Numbers are shown rounded.`,
  backward: `${CARDS} Step forward to the prediction, then backward: how wrong, how easily moved, whose share of the blame. At the end every weight has its gradient, and the network can learn. Numbers are shown rounded.`,
  all: "Choose a weight, nudge it, and see by how much the cost moves. Beside it stands the same number by backpropagation. The strong lines are the way that the nudge takes to the output.",
};

export const PREDICTIONS = {
  forward: MULTIPLIED_BY_ZERO,
  backward: {
    question: "See what the network says of customers 1 and 4, and what they did. Whose delta is larger, the sign left aside?",
    choices: ["customer 1", "customer 4", "both the same"],
    reply: (choice, { weights }) =>
      weights
        ? largerDelta(choice, weights)
        : `You said ${choice}. Step to the output's delta for both of them.`,
  },
  all: {
    question: "You nudge with ε = 0.1, then with 0.0001. What becomes of the difference between the measured number and the gradient?",
    choices: ["it stays", "it shrinks", "it grows"],
    reply: (choice, { epsilons }) =>
      epsilons.has(0.1) && epsilons.has(0.0001)
        ? `You said ${choice}. It shrinks: the shorter the piece of curve that is measured, the more it is like a straight line.`
        : `You said ${choice}. Now nudge by 0.1 and by 0.0001, and compare the digits.`,
  },
};
