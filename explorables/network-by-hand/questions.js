// What to try, and what to predict before touching anything, for each part of the figure.

const MULTIPLIED_BY_ZERO = {
  question: "Choose customer 1 and the weight beer → hidden 1. If you make it larger, the prediction",
  choices: ["rises", "falls", "stays"],
  reply: (choice, { zero }) =>
    zero
      ? `You said it ${choice}. It stays: customer 1 answered 0, and 0 times any weight is 0.`
      : `You said it ${choice}. Now step to the prediction, choose that weight and change it.`,
};

export const CAPTIONS = {
  forward: "Step through the way from the answers to the prediction. Then choose a weight, by its name or on its line, and change it: all that follows from it changes at once.",
  backward: "Step forward to the prediction, then backward: how wrong, how easily moved, whose share of the blame. At the end every weight has its gradient, and the network can learn.",
  all: "Choose a weight, nudge it, and see by how much the cost moves. Beside it stands the same number by backpropagation. The dark line is the way that the nudge takes to the output.",
};

export const PREDICTIONS = {
  forward: MULTIPLIED_BY_ZERO,
  backward: {
    question: "Customers 1 and 4 both get a wrong prediction: 0.479 where it should be 1, and 0.715 where it should be 0. Whose delta is larger?",
    choices: ["customer 1", "customer 4", "both the same"],
    reply: (choice, { customers }) =>
      customers.has(1) && customers.has(4)
        ? `You said ${choice}. Customer 4: delta −0.146 against 0.130. The prediction is surer there, so its slope is smaller, but the error is so much larger that it wins.`
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
