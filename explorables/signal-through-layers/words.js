// What SignalThroughLayers says: how the signal fares at a layer, how the gradient fares at the first.
import { brief, significant } from "../shared/format.js";
import { UNITS } from "./net.js";

export const CAPTION =
  "Drag the spread σ of the weights and watch both lines: blue is the signal on its way up, red the gradient on its way " +
  "back; the thin blue one is what tells the examples apart. Choose a layer to see it large. In the gray band a size is " +
  "between a thousandth and a thousand times that of the start.";

export const QUESTION = {
  question: "Thirty layers of tanh: which σ keeps both the signal and the gradient alive?",
  choices: ["0.01", "1/√n = 0.125", "1"],
};
const ANSWER =
  "It is 1/√n: a unit adds up n = 64 products, and such a sum is about √n times as large as one of them. " +
  "With 0.01 both vanish; with 1 the units saturate and the gradient explodes.";

const NAMED = [[1, "1/√n"], [Math.SQRT2, "√(2/n)"], [1 / Math.sqrt(UNITS), "1/n"]];
const FATES = { vanished: "it has vanished", exploded: "it has exploded", alive: "alive" };

export const sigmaOf = ({ scale }) => scale / Math.sqrt(UNITS);

/** "0.125 = 1/√n", or the number alone. */
export function sigmaText({ scale }) {
  const named = NAMED.find(([value]) => Math.abs(scale / value - 1) < 1e-3);
  return `${brief(sigmaOf({ scale }))}${named ? ` = ${named[1]}` : ""}`;
}

export const percent = (share) => `${share > 0 && share < 0.01 ? "under 1" : Math.round(100 * share)} %`;

/** "0.24 of", "2 × 10⁵ times": a size, before the one with which it is compared. */
export const shareOf = (share) => `${significant(share, 2)} ${share > 1 ? "times" : "of"}`;

function signalWords({ std, apart, saturated, dead, forward }) {
  const spread = `activations have standard deviation ${significant(std, 2)}`;
  if (dead === UNITS) return `all ${UNITS} units are dead: they are 0 for every example.`;
  const some = dead ? `, ${dead} of ${UNITS} units dead` : "";
  switch (forward) {
    case "saturated":
      return `${spread}, ${percent(saturated)} saturated.`;
    case "alike":
      return `${spread}, but the examples are now alike: ${apart ? `only ${significant(apart, 2)} tells them apart` : "no measurable difference is left"}.`;
    default:
      return `${spread}${some}: the signal ${{ vanished: "has vanished", exploded: "has exploded", alive: "is alive" }[forward]}.`;
  }
}

function gradientWords({ share, forward, backward }) {
  const why = forward === "saturated" && backward === "exploded" ? ", past the saturated units" : "";
  return `The gradient that reaches layer 1 is ${shareOf(share)} the one at the top: ${FATES[backward]}${why}.`;
}

/**
 * [heading, sentences] for the status. `seen` has depth, layer, activation, init; `now` has std and apart of the layer, its share
 * saturated, dead and different units, forward and backward words, and the share of the gradient at layer 1.
 */
export function sentences(seen, now) {
  const heading = `Layer ${seen.layer} of ${seen.depth}`;
  if (seen.init === "zeros") {
    const value = seen.activation === "sigmoid" ? "0.5" : "0";
    return [heading, `: every weight is 0, so all ${UNITS} units say ${value}, whatever the example. No gradient passes below layer ${seen.depth}: nothing there could learn.`];
  }
  if (now.different === 1) {
    const one = `: all ${UNITS} units are one and the same, forward and back, and descent keeps them so: ${UNITS} units do the work of one.`;
    return [heading, `${one} ${gradientWords(now)}`];
  }
  return [heading, `: ${signalWords(now)} ${gradientWords(now)}`];
}

/** The answer to the prediction: `seen` names the places that a network of thirty layers has been to. */
export function replyTo(choice, seen) {
  const places = ["0.01", "1/√n", "1"];
  if (places.every((place) => seen.has(place))) return `You said ${choice}. ${ANSWER}`;
  const been = places.filter((place) => seen.has(place));
  return `You said ${choice}. Now set depth 30 and drag σ to each of the three${been.length ? `; seen so far: ${been.join(", ")}` : ""}.`;
}

/** Which of the three places of the prediction the state is at, if it is the network of the question. */
export function placeOf({ depth, activation, init, scale }) {
  if (depth < 30 || activation !== "tanh" || init !== "normal") return null;
  const sigma = sigmaOf({ scale });
  if (sigma <= 0.02) return "0.01";
  if (sigma >= 0.8) return "1";
  return Math.abs(scale - 1) <= 0.1 ? "1/√n" : null;
}

export const RULES = [
  "A signal has vanished when the standard deviation of a layer's activations is below 0.001 (the inputs have 1), and exploded when it is above 1000.",
  "The examples have become alike when what tells them apart is less than a thousandth of that: the standard deviation over the 8 examples, unit by unit (thin line).",
  "A layer is saturated when more than half of its activations are: |a| above 0.99 for tanh, a below 0.01 or above 0.99 for the sigmoid. A saturated unit lets no gradient through; where the weights are large, the others enlarge it all the same. A ReLU unit is dead when it is 0 for all 8 examples.",
  "The size of a gradient is the root mean square of dL/da. It has vanished when at layer 1 it is below a thousandth of the one at the top, and exploded when it is above a thousand times.",
];
