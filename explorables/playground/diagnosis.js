// What stands in the way of learning, and what to change: the first of these that holds.
import { fixed } from "../shared/format.js";
import { layoutOf } from "./network.js";
import { plain } from "./words.js";

export const ENOUGH = 0.98;
const SOME = 300; // steps after which a cost that stands still is worth a word
const FLAT = 0.02;

const list = (count, run) => Array.from({ length: count }, (_, i) => run(i));
const theLayer = (l, sizes) => (sizes.length > 3 ? `of layer ${l}` : "of the hidden layer");
const lower = (rate) => `divide the rate by 3 (${plain(rate / 3)})`;

/** The weights that come into unit j of a layer, with its bias, and those that go out of it. */
function around({ w, sizes }, l, j) {
  const { layers } = layoutOf(sizes);
  const [into, out] = [layers[l - 1], layers[l]];
  return [
    ...list(into.inputs, (i) => w[into.weights + j * into.inputs + i]),
    w[into.biases + j],
    ...list(out.outputs, (k) => w[out.weights + k * out.inputs + j]),
  ];
}

/** The first hidden layer of several units whose units are all the same, or null. */
export function equalLayer(run) {
  for (let l = 1; l < run.sizes.length - 1; l += 1) {
    if (run.sizes[l] < 2) continue;
    const first = around(run, l, 0);
    const same = list(run.sizes[l], (j) => around(run, l, j)).every((own) => own.every((value, k) => value === first[k]));
    if (same) return l;
  }
  return null;
}

/** How many of the units of a layer have almost no slope at nearly every point: { dead, flat }. */
export function stillUnits(run, l, activation) {
  const { m } = run.points.learn;
  const said = run.said[l];
  const flatAt = { relu: (a) => a === 0, tanh: (a) => 1 - a * a < FLAT, sigmoid: (a) => a * (1 - a) < FLAT / 4 }[activation];
  if (!flatAt) return 0;
  return list(run.sizes[l], (j) => list(m, (k) => flatAt(said[j * m + k])).filter(Boolean).length / m).filter(
    (share) => share >= (activation === "relu" ? 1 : 0.95),
  ).length;
}

function notANumber({ run, state }) {
  const { rate, init, activation, hidden } = state;
  const grows = activation === "tanh" || activation === "sigmoid" ? "" : ` ${activation === "identity" ? "Identity" : "ReLU"} has no upper bound, so large weights make large answers, and these make large gradients.`;
  const start = init === "normal" && hidden.length > 1 ? ", or start with N(0, 1/√n)" : "";
  return `The steps were too large: each went farther beyond the valley than the one before, until numbers were larger than the computer can hold; infinity minus infinity is no number.${grows} To change: ${lower(rate)}${start}; it then begins anew by itself.`;
}

function equal({ run, state, steps }) {
  const l = equalLayer(run);
  if (l === null) return null;
  const units = run.sizes[l];
  const zeros = run.w.every((value, k) => value === 0 || k === run.w.length - 1);
  const why = state.init === "zeros" ? " They all began at 0." : "";
  const same = `All ${units} units ${theLayer(l, run.sizes)} are equal, in every weight.${why}`;
  if (steps === 0) return `${same} Whatever moves one of them moves all alike.`;
  if (zeros) return `${same} Their weights cannot even leave 0: every gradient has a factor that is 0, but that of the last bias. Start them at random.`;
  return `${same} They get the same gradients, so they stay equal: ${units} units do the work of one. Start them at random.`;
}

function still({ run, state, judged }) {
  const { activation } = state;
  for (let l = 1; l < run.sizes.length - 1; l += 1) {
    const units = run.sizes[l];
    const count = stillUnits(run, l, activation);
    if (count < units) continue;
    const all = units === 1 ? `The one unit ${theLayer(l, run.sizes)}` : `All ${units} units ${theLayer(l, run.sizes)}`;
    if (activation === "relu") {
      return `${all} ${units === 1 ? "says" : "say"} 0 for every point: dead. No gradient comes through, so nothing before them will ever change. Start again with a smaller rate, or take leaky ReLU.`;
    }
    if (judged.right / run.points.learn.m < 0.9) {
      return `${all} ${units === 1 ? "is" : "are"} at the flat ends of ${activation} for nearly every point: hardly any gradient comes through. Start with smaller weights, N(0, 1/√n), or a smaller rate.`;
    }
  }
  return null;
}

/** Has the cost stood still for the last third of the steps? */
function standsStill({ history, judged, steps }) {
  const before = history.findLast((entry) => entry.step <= 0.7 * steps);
  return steps >= SOME && before !== undefined && Math.abs(before.cost - judged.cost) <= 0.01 * judged.cost;
}

function plateau(moment) {
  const { state, judged } = moment;
  if (state.problem === "points" || judged.cost < 0.98 * Math.LN2 || !standsStill(moment)) return null;
  const slopes = state.activation === "sigmoid" && state.hidden.length > 1 ? " Each layer of sigmoids passes on at most a quarter of a gradient; tanh passes on more." : "";
  return `A coin would cost ${fixed(Math.LN2, 3)}: it has learned next to nothing, and the cost hardly moves: a plateau. It may leave it after thousands of steps, or sooner from another start.${slopes}`;
}

function straight({ run, state, judged, steps }) {
  if (steps < SOME || judged.right / run.points.learn.m >= ENOUGH) return null;
  if (state.hidden.length === 0) return "Without hidden units the line stays straight: this is logistic regression.";
  if (state.activation === "identity") return "With identity, layers of sums are one sum: however many units, the line stays straight.";
  return null;
}

function overfitted({ history, withHeldOut, steps }) {
  const end = history.at(-1);
  if (!withHeldOut || steps < SOME || !Number.isFinite(end?.heldOut)) return null;
  const best = history.reduce((least, entry) => (entry.heldOut < least.heldOut ? entry : least));
  if (end.heldOut < 1.3 * best.heldOut || end.heldOut < 0.05 || end.cost > best.cost) return null;
  return `Held out, the cost was lowest at step ${best.step}, ${plain(best.heldOut)}; since then it learns the points themselves.`;
}

function resting(moment) {
  const { run, state, judged } = moment;
  if (judged.right / run.points.learn.m >= ENOUGH || state.batch !== "full" || state.dropout > 0 || !standsStill(moment)) return null;
  return "The cost hardly falls any more. More units can help, or another start.";
}

/** moment: { run, state, steps, judged, history, withHeldOut }. Returns { kind, words } or null. */
export function diagnose(moment) {
  const { run, state, judged, history } = moment;
  if (run.points.learn.m === 0) return null;
  if (run.bad) return { kind: "not a number", words: notANumber(moment) };
  const said = (kind, words) => (words ? { kind, words } : null);
  const first = history[0]?.cost ?? judged.cost;
  const diverges = moment.steps > 3 && judged.cost > 2 * Math.max(first, Math.LN2);
  return (
    said("equal", equal(moment)) ??
    said("diverges", diverges && `It began at ${plain(first)}: the steps are too large. To change: ${lower(state.rate)}.`) ??
    said("still", still(moment)) ??
    said("straight", straight(moment)) ??
    said("plateau", plateau(moment)) ??
    said("overfitted", overfitted(moment)) ??
    said("resting", resting(moment))
  );
}
