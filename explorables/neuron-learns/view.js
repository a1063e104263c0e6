/*
 * NeuronLearns: two copies of one neuron unlearn the same wrong answer, one by squared error, one by cross-entropy.
 *
 * Takes in   weight, bias, rate_squared, rate_cross, rates, epoch
 * Shows      left, both copies on the sigmoid with tangents, and their pushes dC/dz as arrows; right, both predictions by
 *            epoch; in a fold both costs by epoch, each as a share of its first
 * The reader drags the start and the epoch, sets weight, bias and the rates, takes a start of the book, plays or steps
 * Sets       all of them
 */
import { createButton } from "../shared/button.js";
import { h } from "../shared/dom.js";
import { openFigure } from "../shared/figure.js";
import { fixed } from "../shared/format.js";
import { createPicture } from "../shared/picture.js";
import { createPlayer } from "../shared/player.js";
import { createSelect } from "../shared/select.js";
import { createSlider } from "../shared/slider.js";
import { createTable } from "../shared/table.js";
import { UNDER, epochsPicture } from "./epochs-picture.js";
import { ABOVE, plotHeight } from "./marks.js";
import { COSTS, MAX_EPOCH, PARAMETER, RATE, STARTS, numbers } from "./model.js";
import { openQuestion } from "./question.js";
import { sigmoidPicture } from "./sigmoid-picture.js";
import { amount, heading, rateText, verdict } from "./words.js";

const RATES = { same: "the same for both", own: "each its own" };

/** Epochs in a second: a race is often decided early, so the first ones can be followed by eye. */
const pace = (epoch) => (epoch < 30 ? 16 : 60);
const LONGEST = 200; // milliseconds for which a page that was held up is given epochs
const STILL_STEPS = 50;

const within = ({ min, max }) => (value) => value >= min && value <= max;
const FITS = {
  weight: within(PARAMETER),
  bias: within(PARAMETER),
  rate_squared: within(RATE),
  rate_cross: within(RATE),
  rates: (value) => Object.hasOwn(RATES, value),
  epoch: (value) => Number.isInteger(value) && within({ min: 0, max: MAX_EPOCH })(value),
};

export function view(context) {
  const { signal } = context;
  const figure = openFigure(context, {
    name: "NeuronLearns",
    label: "One neuron learns by two costs",
    caption:
      "One neuron, input 1, target 0: two copies start from the same w and b. Drag the square on the sigmoid to another start, " +
      "play, then drag the epoch back and forth. Dashed red: the slope, a factor in the push of the squared error only.",
  });
  const { state } = figure;
  state.fit(FITS);
  const drawSigmoid = sigmoidPicture(figure, signal);
  const drawOutputs = epochsPicture({
    figure,
    picture: figure.picture({
      beside: true,
      label: "Both predictions by epoch, with the epoch to drag",
      signal,
      height: () => plotHeight(figure) + ABOVE + UNDER,
    }),
    tone: "activation",
    yTitle: "prediction a",
    move: (epoch) => {
      player.stop();
      state.set({ epoch });
    },
    signal,
  });

  let [last, due] = [0, 0]; // when the last frame was, and the epochs that have come due since the last one taken
  function advance(count) {
    const from = state.get("epoch") === MAX_EPOCH ? 0 : state.get("epoch");
    const epoch = Math.min(MAX_EPOCH, from + count);
    state.set({ epoch });
    return epoch < MAX_EPOCH;
  }
  const player = createPlayer({
    parent: figure.controls,
    stillSteps: STILL_STEPS,
    signal,
    onPlaying() {
      [last, due] = [performance.now(), 1];
    },
    step: () => advance(1),
    slice() {
      const time = performance.now();
      due += (Math.min(LONGEST, time - last) / 1000) * pace(state.get("epoch"));
      last = time;
      const whole = Math.floor(due);
      due -= whole;
      return whole === 0 || advance(whole);
    },
  });
  figure.onReset(player.stop);

  for (const [label, start] of Object.entries(STARTS)) {
    createButton({
      parent: figure.seldom,
      label,
      signal,
      press() {
        player.stop();
        state.set({ ...start, epoch: 0 });
      },
    });
  }
  const ratesSelect = createSelect({
    parent: figure.seldom,
    label: "rates",
    choices: Object.entries(RATES),
    value: () => state.get("rates"),
    choose: (rates) => state.set({ rates }),
    signal,
  });
  const slider = (parent, label, name, range) =>
    createSlider({
      parent,
      label,
      ...range,
      value: () => state.get(name),
      move: (value) => state.set({ [name]: value }),
      signal,
    });
  const rate = { ...RATE, step: 0.01, log: true, format: rateText };
  const group = () => figure.seldom.appendChild(h("div", { class: "dl-group" }));
  const [sameOnly, ownOnly] = [group(), group()];
  const parameters = h("div", { class: "dl-controls" });
  const sum = h("p");
  const fold = figure.fold("Weight and bias of the start");
  fold.content.append(parameters, sum);
  const parts = [
    ratesSelect,
    slider(sameOnly, "rate of both", "rate_squared", rate),
    slider(ownOnly, "rate, squared error", "rate_squared", rate),
    slider(ownOnly, "rate, cross-entropy", "rate_cross", rate),
    slider(parameters, "weight w", "weight", { ...PARAMETER, format: (value) => fixed(value, 2) }),
    slider(parameters, "bias b", "bias", { ...PARAMETER, format: (value) => fixed(value, 2) }),
  ];
  const drawCosts = openCosts(figure, signal);
  let now;
  const table = createTable({
    parent: figure.folds,
    caption: "Both copies, up to this epoch",
    columns: ["epoch", ...COSTS.flatMap((name) => [`a, ${name}`, "cost"])],
    rows: () =>
      [...new Set([0, 1, 2, 5, 10, 20, 50, 100, 150, 200, 250, state.get("epoch")])]
        .filter((epoch) => epoch <= state.get("epoch"))
        .sort((a, b) => a - b)
        .map((epoch) => [String(epoch), ...COSTS.flatMap((_, i) => [amount(now.outputs[i][epoch]), amount(now.costs[i][epoch])])]),
    signal,
  });
  const question = openQuestion(figure, signal);

  figure.onDraw(() => {
    const all = state.all();
    now = numbers(all);
    sameOnly.hidden = all.rates !== "same";
    ownOnly.hidden = all.rates === "same";
    drawSigmoid(now);
    drawOutputs({ curves: now.outputs, half: now.half });
    drawCosts(now);
    if (fold.isOpen()) sum.textContent = sumWords(all, now);
    for (const part of [...parts, table]) part.update();
    question.update(now);
    figure.status.say(h("strong", {}, `${heading(all.epoch)}:`), ` ${verdict(all, now)}`);
  });
}

function sumWords({ weight, bias }, { parameters }) {
  const ends = COSTS.map((name, i) => `${name} w = ${fixed(parameters[i][0], 2)}, b = ${fixed(parameters[i][1], 2)}`);
  return (
    `The input is 1, so z = w + b = ${fixed(weight + bias, 2)}, and both get the same push: only their sum counts for the race. ` +
    `Now: ${ends.join("; ")}.`
  );
}

/** The fold with both costs: they have different units, so each is drawn as a share of what it was at the start. */
function openCosts(figure, signal) {
  const fold = figure.fold("The same run as costs");
  const picture = createPicture({
    parent: fold.content,
    label: "Both costs by epoch, each as a share of its first",
    signal,
    onResize: figure.redraw,
    height: () => (figure.narrow() ? 220 : 280),
  });
  const draw = epochsPicture({ figure, picture, tone: "gradient", yTitle: "cost, as a share of its first", signal });
  return ({ costs }) => {
    if (fold.isOpen()) draw({ curves: costs.map((curve) => curve.map((cost) => cost / curve[0])), half: [-1, -1] });
  };
}
