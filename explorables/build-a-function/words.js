// What BuildAFunction says: the status line of each mode, and the captions.
import { fixed, short, significant } from "../shared/format.js";
import { JUMP, MOST_STEPS, POINTS, errorOf } from "./model.js";
import { bumpEdges, edgesOf, risesAt } from "./networks.js";

export const NAMES = {
  mode: { unit: "One unit", bump: "A bump", curve: "A curve", descent: "Descent" },
  activation: { sigmoid: "sigmoid", tanh: "tanh", relu: "ReLU" },
  target: { wave: "wave", dent: "hill with a dent", jump: "ramp with a jump" },
  start: { hand: "my bumps", random: "random weights", small: "small random weights" },
};

const STEP = 200; // from here on the rise is for the eye a step
const FAR = 0.2; // outside the interval, where the network is asked too
const JUMPY = 1.5; // an error so many times the least one has jumped

/** A number as it is, without the noise of binary fractions. */
export const plain = (value, digits = 6) => (Math.abs(value) < 1e-9 ? "0" : short(Number(value.toPrecision(digits))));

/** A number that is not negative, as a decimal as long as one can read it. */
const decimal = (value, digits = 3) => (value < 1e-5 ? significant(value, digits) : fixed(value, Math.max(0, digits - 1 - Math.floor(Math.log10(value)))));

const weights = ({ w, b, v }, j) => `w = ${plain(w[j])}, b = ${plain(b[j])}, v = ${plain(v[j])}`;
const added = (value) => (value < 0 ? `− ${plain(-value)}` : `+ ${plain(value)}`);
const unitsOf = ({ w }) => `${w.length} hidden ${w.length === 1 ? "unit" : "units"}`;
const outside = (f) => ` Outside, where nobody asked, f(−${FAR}) = ${fixed(f(-FAR), 2)} and f(${1 + FAR}) = ${fixed(f(1 + FAR), 2)}.`;

const CAPTIONS = {
  unit: "Drag the squares: where the unit rises, how high, how wide. Then make it a step.",
  bump: "Thin: the units. Thick: their sum. Drag the edges and the height; then make the edges soft.",
  curve: "Drag the squares until the thick line follows the dotted one. The red area is the error. Each bump costs two units.",
  descent: "Each step changes w, b and v of all units. Small squares: where they rise or bend. The steps are Adam’s: gradient descent in which each weight has a rate of its own.",
};
const RELU_CAPTIONS = {
  unit: "Drag the squares: where the unit bends, and how steeply it goes on. It has no steepness of its own: only the product of w and v counts.",
  bump: "Thin: the units. Thick: their sum. One goes up, one twice as steeply down, one makes it flat again.",
  curve: "Drag the squares until the thick line follows the dotted one. The red area is the error. Hats share their bends: each further one costs one unit.",
};

export const caption = ({ mode, activation }) => (activation === "relu" && RELU_CAPTIONS[mode]) || CAPTIONS[mode];

export function unitInWords({ activation, steepness, position, height }, made) {
  const at = plain(position);
  const [w, b, v, c] = [made.w[0], made.b[0], made.v[0], made.c];
  if (activation === "relu") {
    const end = 1 + FAR;
    return [`A bend at ${at}`, `: ${weights(made, 0)}. Left of it the unit is 0. Right of it f changes by v · w = ${plain(v)} for each 1, and never stops: at ${plain(end)} it is ${plain(v * (end - position))}.`];
  }
  const tanh = activation === "tanh";
  const name = height < 0 ? "fall" : "rise";
  const span = tanh ? ` tanh goes from −1 to 1, so with c = ${plain(c)} f goes from ${plain(c)} ${added(-v)} = 0 to ${plain(c)} ${added(v)} = ${plain(height)}.` : "";
  const width = `${tanh ? 2 : 4}/w = ${plain((tanh ? 2 : 4) / w, 3)}`;
  return [
    `A ${name} by ${plain(Math.abs(height))} at ${at}`,
    `: ${weights(made, 0)}. The middle is where w x + b = 0, at −b/w = ${plain(-b)}/${plain(w)} = ${at}.${span} The ${name} is about ${width} wide${steepness >= STEP ? ": for the eye, a step" : ""}.`,
  ];
}

export function bumpInWords({ activation, height, ...edges }, made, f) {
  const [left, right] = bumpEdges(edges);
  const middle = (left + right) / 2;
  const from = `from ${plain(left)} to ${plain(right)}`;
  if (activation === "relu") {
    const slope = Number(made.v[0].toPrecision(3));
    const [up, down] = [plain(slope), plain(-slope)];
    const change = plain(-2 * slope);
    return [`A hat ${from}`, `: three ReLUs bend at ${plain(left)}, ${plain(middle)} and ${plain(right)}. With v = ${up}, ${change} and ${up} the slopes are ${up}, then ${up} ${added(-2 * slope)} = ${down}, then ${down} ${added(slope)} = 0.`];
  }
  const [changes, undoes] = height < 0 ? ["falls", "gives the same back"] : ["rises", "takes the same away"];
  const top = f(middle);
  const soft = Math.abs(top) < 0.95 * Math.abs(height);
  const end = soft ? `The edges are so soft that it reaches only ${fixed(top, 2)} of ${plain(height)}.` : `Right of both, ${plain(height)} ${added(-height)} = 0.`;
  return [`A bump ${from}`, `: unit 1 ${changes} by ${plain(Math.abs(height))} at ${plain(left)} (${weights(made, 0)}), unit 2 ${undoes} at ${plain(right)} (${weights(made, 1)}). ${end}`];
}

/** Where in the interval a place lies, as one would say it. */
function whereInWords(x, { activation, heights, target }) {
  const count = heights.length;
  if (Math.abs(x - JUMP[target]) < 0.015) return "at the target’s jump";
  if (activation === "relu") {
    const left = Math.min(Math.floor(x * (count - 1)), count - 2) + 1;
    return `between the tops of hats ${left} and ${left + 1}`;
  }
  const edge = edgesOf(count).findIndex((place, i) => i > 0 && i < count && Math.abs(x - place) <= 0.2 / count);
  return edge > 0 ? `at the edge of bumps ${edge} and ${edge + 1}` : `in bump ${Math.min(Math.floor(x * count), count - 1) + 1}`;
}

export function curveInWords(state, { made, f, misses }) {
  const { activation, heights, steepness } = state;
  const error = errorOf(misses);
  const sizes = misses.map(Math.abs);
  const worst = sizes.indexOf(Math.max(...sizes));
  const relu = activation === "relu";
  const soft = !relu && 4 / steepness > 1 / heights.length ? " The edges are softer than the bumps are wide, so each height moves its neighbors too." : "";
  return [
    `Error ${decimal(error)}`,
    ` with ${heights.length} ${relu ? "hats" : "bumps"}, ${unitsOf(made)}: a typical miss is about ${decimal(Math.sqrt(error), 2)}. ` +
      `The largest, ${fixed(sizes[worst], 2)}, is at x = ${fixed(POINTS[worst], 2)}, ${whereInWords(POINTS[worst], state)}.${soft}${outside(f)}`,
  ];
}

/** How far the units have gone since the start. */
function movedInWords({ steepness, activation, start }, from, made) {
  const farthest = (old, fresh) => Math.max(...old.map((value, j) => Math.abs(fresh[j] - value)));
  const places = risesAt(made);
  const moved = farthest(risesAt(from), places);
  const relu = activation === "relu";
  if (start === "hand" && !relu && steepness >= STEP && moved < 0.01) {
    return ` The edges have hardly moved (at most ${decimal(moved, 1)}): a step is flat on both sides, so no slope tells them where to go.`;
  }
  const name = relu ? "bend" : "rise";
  const inside = places.filter((place) => place > 0 && place < 1).length;
  const silent = relu ? made.w.filter((w, j) => POINTS.every((x) => w * x + made.b[j] <= 0)).length : 0;
  const dead = silent ? `, and ${silent} can learn no more: 0 everywhere` : "";
  return ` A ${name} has moved by up to ${decimal(moved, 2)}, a v by up to ${decimal(farthest(from.v, made.v), 2)}; ${inside} of ${places.length} units ${name} inside the interval${dead}.`;
}

/** `from` and `made` are the network before and after the steps, `byHand` the error of the bumps. */
export function descentInWords(state, { from, made, errors, f, byHand }) {
  const { steps, start } = state;
  const error = errors.at(-1);
  const strong = `${steps ? `Step ${steps}` : "Start"}: error ${decimal(error)}`;
  const compared = start === "hand" ? "" : ` My bumps have ${decimal(byHand)}.`;
  if (!steps) return [strong, ` with ${unitsOf(made)}.${compared}`];
  const least = Math.min(...errors);
  const jumpy = error > JUMPY * least ? ` It was ${decimal(least)} already: the rate is too large.` : "";
  const ended = steps === MOST_STEPS ? " Here the figure stops." : "";
  return [strong, `, from ${decimal(errors[0])}.${jumpy}${movedInWords(state, from, made)}${compared}${outside(f)}${ended}`];
}
