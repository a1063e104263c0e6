// What each step says: its arithmetic with the numbers in it, and what that means.
import { fixed, significant } from "../shared/format.js";
import { SHOP, nameOf, parse } from "./model.js";

const PHASES = { forward: "forward", backward: "backward", weights: "the weights" };

/** Weights have two decimals, all other numbers three or four digits; a negative number inside a sum stands in brackets. */
export const weightText = (w) => fixed(w, 2);
export const digits = (value) => significant(value, Math.abs(value) < 1 ? 3 : 4);

// What is multiplied has a digit more than what comes out, so that whoever checks it with a calculator finds the same.
export const factor = (value) => significant(value, 4);
export const weightFactor = (w) => (Math.abs(w - Math.round(w * 100) / 100) < 1e-9 ? weightText(w) : factor(w));
/** How many decimals show so many digits of a small number. */
export const decimals = (small, count) => Math.min(9, Math.max(3, count - 1 - Math.floor(Math.log10(small || 1))));
export const bracket = (text) => (/[−×]/.test(text) ? `(${text})` : text);
export const product = (a, b) => `${a} × ${bracket(b)}`;

/** A number short enough for its cell: three decimals, or a power of ten. */
export function cellText(value) {
  if (value === 0) return "0";
  if (Math.abs(value) >= 9.995) return fixed(value, 2);
  if (Math.abs(value) >= 0.0005) return fixed(value, 3);
  return significant(value, 1).replaceAll("\u00a0", "").replace("×", "·");
}

export const unitName = (layer, unit) => (layer === 1 ? `hidden ${unit + 1}` : "output");

/** "cat → hidden 1" for "syn0[0,0]". */
export function weightName(name) {
  const { array, row, column } = parse(name);
  return array === "syn0" ? `${SHOP.names[row]} → ${unitName(1, column)}` : `${unitName(1, row)} → ${unitName(2, column)}`;
}

function levelOf(a) {
  if (a > 0.9) return "Almost 1, a clear yes";
  if (a < 0.1) return "Almost 0, a clear no";
  return "Between yes and no: undecided";
}

function slopeMeaning(slope, who) {
  if (slope > 0.15) return `${who} is unsure, so the slope is near its largest, 0.25: easily moved`;
  if (slope > 0.05) return `${who} is fairly sure, so the slope is small`;
  return `${who} is sure, so the slope is almost 0: hard to move`;
}

const direction = (value, up, down) => (value > 0 ? up : value < 0 ? down : "0: nothing to change");

/** Returns [name of the number, arithmetic, meaning] for one step. */
function told(step, now, { x, y, syn0, syn1 }) {
  const { kind, unit, row, column } = step;
  const hidden = unitName(1, unit);
  const sum = (values, weights) => values.map((value, i) => product(value, weightFactor(weights[i]))).join(" + ");
  const times = (error, slope) => `${factor(error)} × ${bracket(factor(slope))} = ${digits(error * slope)}`;
  const square = (a) => {
    const text = fixed(a, decimals(Math.min(a, 1 - a), 4));
    return `${text} × (1 − ${text}) = ${digits(a * (1 - a))}`;
  };
  switch (kind) {
    case "z1": {
      const terms = sum(x, syn0.map((line) => line[unit]));
      return [`${hidden}, score`, `${terms} = ${weightText(now.z1[unit])}`, "Each answer times its weight, added up."];
    }
    case "l1":
      return [`${hidden} says`, `the sigmoid of ${weightFactor(now.z1[unit])} is ${digits(now.l1[unit])}`, `${levelOf(now.l1[unit])}.`];
    case "z2": {
      const terms = sum(now.l1.map((a) => fixed(a, 4)), syn1.map((line) => line[unit]));
      return ["output, score", `${terms} = ${weightText(now.z2[unit])}`, "Here the four hidden numbers meet."];
    }
    case "l2": {
      const a = now.l2[unit];
      const guess = a > 0.5 ? "bought" : "did not buy";
      const verdict = a > 0.5 === y[unit] > 0.5 ? "right" : "wrong";
      return [
        "output says",
        `the sigmoid of ${fixed(now.z2[unit], 3)} is ${digits(a)}`,
        `This is the prediction: “${guess}”, which is ${verdict}; the truth is ${y[unit]}.`,
      ];
    }
    case "l2_error": {
      const error = now.l2_error[unit];
      const way = direction(error, "the prediction should go up", "the prediction should go down");
      const places = decimals(Math.abs(error), 2);
      return ["output, error", `truth ${y[unit]} − prediction ${fixed(now.l2[unit], places)} = ${fixed(error, places)}`, `By so much ${way}.`];
    }
    case "l2_slope":
      return ["output, slope of the sigmoid", square(now.l2[unit]), `${slopeMeaning(now.l2_slope[unit], "The prediction")}.`];
    case "l2_delta":
      return ["output, delta", `error × slope: ${times(now.l2_error[unit], now.l2_slope[unit])}`, "How wrong, times how easily moved."];
    case "l1_error": {
      const terms = now.l2_delta.map((delta, k) => product(significant(delta, 5), weightFactor(syn1[unit][k]))).join(" + ");
      const way = direction(now.l1_error[unit], `${hidden} should have said more`, `${hidden} should have said less`);
      return [`${hidden}, share of the blame`, `delta × weight: ${terms} = ${digits(now.l1_error[unit])}`, `${capital(way)}.`];
    }
    case "l1_slope":
      return [`${hidden}, slope of its sigmoid`, square(now.l1[unit]), `${slopeMeaning(now.l1_slope[unit], capital(hidden))}.`];
    case "l1_delta":
      return [`${hidden}, delta`, `blame × slope: ${times(now.l1_error[unit], now.l1_slope[unit])}`, "The blame that it can do something about."];
    default: {
      const [sent, gives] = kind === "syn1" ? [now.l1[row], factor(now.l1[row])] : [x[row], String(x[row])];
      const delta = (kind === "syn1" ? now.l2_delta : now.l1_delta)[column];
      const pull = sent * delta;
      const meaning = sent === 0
        ? "A 0 came in here, so this weight had no part in the mistake and stays."
        : `Learning adds ${digits(pull)} to this weight. Its gradient, the slope of the cost, is the opposite, ${digits(-pull)}.`;
      return [`weight ${weightName(nameOf({ array: kind, row, column }))}`, `number in × delta: ${product(gives, factor(delta))} = ${digits(pull)}`, meaning];
    }
  }
}

export const capital = (text) => text[0].toUpperCase() + text.slice(1);

/** [in bold, the rest] for the status line after a step. */
export function stepSentence({ done, steps, now, state }) {
  const customer = state.customer;
  const x = SHOP.X[customer - 1];
  if (done === 0) {
    const answers = SHOP.names.map((name, i) => `${name} ${x[i]}`).join(", ");
    return [`Customer ${customer}`, `: ${answers}. These three numbers go in. Press Step: the first number to come is the score of hidden 1.`];
  }
  const step = steps[done - 1];
  const [name, arithmetic, meaning] = told(step, now, { x, y: SHOP.y[customer - 1], ...state });
  return [`${done} of ${steps.length}, ${PHASES[step.phase]} · ${name}`, `: ${arithmetic}. ${meaning}`];
}

/** When a weight has been chosen; `gradient` is null as long as it has not been computed. */
export function selectSentence({ selected, w, gradient, customer }) {
  const head = `Weight ${weightName(selected)} is ${weightText(w)}`;
  if (gradient === null) return [head, ". Drag its square, type in the field, or use the arrow keys on the square: up and down change the weight, left and right choose another."];
  if (gradient === 0) return [head, `. For customer ${customer} its gradient is 0: whatever it is, the cost stays the same.`];
  const way = gradient < 0 ? "falls" : "rises";
  return [head, `. For customer ${customer} its gradient is ${digits(gradient)}: make the weight a little larger, and the cost ${way} by ${digits(Math.abs(gradient))} times that little.`];
}

/** After a weight has been changed by hand. */
export function editSentence({ selected, from, before, w, asked, now, done, forwardSteps, customer }) {
  const beyond = asked === undefined || asked === w ? "" : ` (${asked > w ? "the largest" : "the smallest"} that is allowed here)`;
  const head = `Weight ${weightName(selected)}: ${weightText(from)} → ${weightText(w)}${beyond}`;
  if (done === 0) return [head, ". Nothing has been computed yet: press Step."];
  if (done < forwardSteps) return [head, ". Every number that has been computed follows."];
  const [was, is] = [before, now.l2[0]];
  const truth = SHOP.y[customer - 1][0];
  if (was === is) return [head, `. The prediction for customer ${customer} stays ${digits(is)}: this weight is multiplied by 0.`];
  const better = Math.abs(truth - is) < Math.abs(truth - was) ? "nearer to" : "farther from";
  return [head, `. The prediction for customer ${customer} goes from ${digits(was)} to ${digits(is)}, ${better} the truth, ${truth}.`];
}

/** What learning from one customer has cost another: the one whose prediction went farthest from the truth. */
function spoiled({ from, to, customer }) {
  if (customer === null) return "";
  const farther = to.map((a, i) => (i === customer - 1 ? 0 : Math.abs(SHOP.y[i][0] - a) - Math.abs(SHOP.y[i][0] - from[i])));
  const most = farther.indexOf(Math.max(...farther));
  if (digits(from[most]) === digits(to[most]) || farther[most] <= 0) return "";
  return ` It made customer ${most + 1} worse: ${digits(from[most])} → ${digits(to[most])}, and the truth is ${SHOP.y[most][0]}.`;
}

/** After learning. */
export function learnSentence({ rounds, from, to, customer }) {
  const wrong = (list) => list.reduce((sum, a, i) => sum + Math.abs(SHOP.y[i][0] - a), 0) / list.length;
  const whom = customer === null ? "all four customers" : `customer ${customer}`;
  const head = `Learned ${rounds === 1 ? "once" : `${rounds} times`} from ${whom}`;
  const moved = customer === null ? "" : ` Customer ${customer}: ${digits(from[customer - 1])} → ${digits(to[customer - 1])}.`;
  const [was, is] = [wrong(from), wrong(to)];
  const verdict = is < was ? "less wrong than before" : "more wrong than before";
  return [head, `.${moved}${spoiled({ from, to, customer })} Over all four, the error is ${digits(is)} on average, it was ${digits(was)}: ${verdict}.`];
}
