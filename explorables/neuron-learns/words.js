// Says in words how the two copies of NeuronLearns are doing.
import { fixed, significant } from "../shared/format.js";
import { MAX_EPOCH, ratesOf } from "./model.js";

/** A copy on the wrong side of 0.5 hardly moves when its prediction falls by less than this in ten epochs. */
const HARDLY = 0.01;

/** The sigmoid is flat where it leaves less than this share of the error. */
const FLAT = 0.1;

/** Numbers below this are no more told apart. */
export const LEAST = 0.0001;

/** Three decimals; a fourth next to 1, and two digits next to 0, where three would say too little. */
export function amount(value) {
  if (value >= 0.9995 && value < 1) return fixed(value, 4);
  if (value >= 0.01) return fixed(value, 3);
  if (value < LEAST) return `under ${LEAST}`;
  return fixed(value, 1 - Math.floor(Math.log10(value)));
}

export const rateText = (rate) => String(Number(rate.toPrecision(3)));

const times = (ratio) => `${significant(ratio, 2)} times`;

/** "over": at most 0.5 now; "stuck": above it and hardly moving; "falls": above it and on its way. */
export function manner({ outputs, falls }, i) {
  if (outputs[i].at(-1) <= 0.5) return "over";
  return falls[i] < HARDLY ? "stuck" : "falls";
}

/** What the numbers belong to. */
export function heading(epoch) {
  if (epoch === 0) return "Start";
  return epoch === MAX_EPOCH ? `Epoch ${epoch}, the end` : `Epoch ${epoch}`;
}

/** Two sentences about the two copies as they are now. */
export function verdict(state, now) {
  if (state.epoch === 0) return startWords(now);
  return `${squaredWords(state, now)} ${crossWords(state, now)}`;
}

function startWords({ outputs, slopes, pushes }) {
  const a = amount(outputs[0][0]);
  const side = outputs[0][0] > 0.5 ? "the target is 0" : "already on the target's side of 0.5";
  return (
    `both say ${a}, ${side}. The squared error pushes with ${a} × slope ${amount(slopes[0])} = ${amount(pushes[0])}, ` +
    `cross-entropy with ${a}: ${times(pushes[1] / pushes[0])} as hard.`
  );
}

function squaredWords(state, now) {
  const push = amount(now.pushes[0]);
  const a = amount(now.outputs[0].at(-1));
  switch (manner(now, 0)) {
    case "over":
      return `the squared error says ${a}, ${sinceWords(now, 0)}.`;
    case "falls":
      return `the squared error says ${a}: slope ${amount(now.slopes[0])}, push ${push}, on its way.`;
    default:
      return now.slopes[0] < FLAT
        ? `the squared error still says ${a}: slope ${amount(now.slopes[0])}, push ${push}, it hardly moves.`
        : `the squared error still says ${a}: push ${push}, but at rate ${rateText(state.rate_squared)} it hardly moves.`;
  }
}

function crossWords(state, now) {
  const a = amount(now.outputs[1].at(-1));
  switch (manner(now, 1)) {
    case "over":
      return `Cross-entropy says ${a}, ${sinceWords(now, 1)}.`;
    case "falls":
      return `Cross-entropy says ${a}: push ${a}, on its way.`;
    default:
      return `Cross-entropy still says ${a}: push ${a}, so its score falls by ${amount(2 * ratesOf(state)[1] * now.pushes[1])} an epoch.`;
  }
}

/** When a copy that is over came there, and how much sooner than the other, if that is over too. */
function sinceWords(now, i) {
  const [mine, other] = [now.half[i], now.half[1 - i]];
  if (mine === 0) return "below 0.5 from the start";
  const sooner = manner(now, 1 - i) === "over" && mine < other ? ` (${times(other / mine)} as soon)` : "";
  return `below 0.5 since epoch ${mine}${sooner}`;
}
