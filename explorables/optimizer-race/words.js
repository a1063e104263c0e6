// Says in words how the race stands, and what a cell of the map means.
import { fixed, significant } from "../shared/format.js";
import { LANDSCAPES } from "../shared/landscapes.js";
import { MAX_STEPS, NAMES, NEAR, bestInTheory, costAt, distance, hasArrived, hasDiverged, isOver, leadersOf, limitOf, pointAt, rateOf } from "./model.js";

/** A runner climbs when its cost is so many times that of the start. */
const CLIMBED = 1.5;

/** It zigzags when, in so many moves, two thirds of the turns are sharper than a right angle. */
const LOOK_BACK = 6;

/** It swings uphill when its cost is higher than so many steps ago. */
const BEFORE = 3;

/** It creeps when a step is shorter than this: less than a pixel. */
const SHORT = 0.01;

export const plain = (value) => String(Number(value.toPrecision(3)));
export const capital = (text) => text[0].toUpperCase() + text.slice(1);

export function list(words) {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** On the saddle surface it is held up when it creeps so near to the saddle point. */
const AT_SADDLE = 1;

/** "diverged", "arrived", "climbs", "zigzags", "passes", "uphill", "held", "creeps" or "way": what a runner is doing at a step. */
export function manner(state, run, step) {
  if (hasDiverged(run, step)) return "diverged";
  if (hasArrived(run, step)) return "arrived";
  const costs = [0, Math.max(0, step - BEFORE), step].map((k) => costAt(state, run, k));
  if (costs[2] > CLIMBED * costs[0]) return "climbs";
  const recent = run.points.slice(Math.max(0, step - LOOK_BACK), step + 1);
  const moves = recent.slice(1).map(([x, y], k) => [x - recent[k][0], y - recent[k][1]]);
  const turns = moves.slice(1).map(([x, y], k) => x * moves[k][0] + y * moves[k][1] < 0);
  if (turns.length >= 3 && turns.filter(Boolean).length >= (2 / 3) * turns.length) return "zigzags";
  if (distance(state.surface, pointAt(run, step)) < NEAR) return "passes";
  if (step >= BEFORE && costs[2] > costs[1]) return "uphill";
  const creeps = moves.length > 0 && Math.hypot(...moves.at(-1)) < SHORT;
  if (creeps) return state.surface === "saddle" && Math.hypot(...pointAt(run, step)) < AT_SADDLE ? "held" : "creeps";
  return "way";
}

const namesOf = (names) => list(names.map((name) => NAMES[name]));

const VERBS = {
  diverged: ["has diverged", "have diverged"],
  climbs: ["climbs the walls", "climb the walls"],
  zigzags: ["zigzags", "zigzag"],
  staggers: ["staggers", "stagger"],
  uphill: ["swings uphill", "swing uphill"],
  passes: ["passes through the finish", "pass through the finish"],
  held: ["is held up at the saddle", "are held up at the saddle"],
  creeps: ["creeps", "creep"],
  follows: ["follows", "follow"],
  way: ["is on its way", "are on their way"],
};

/** "SGD creeps; RMSprop and Adam follow." Those who lead are left out. */
function others(state, runs, names, leaders) {
  const { step, noise } = state;
  const groups = new Map();
  for (const name of names) {
    const found = manner(state, runs[name], step);
    if (leaders.includes(name)) continue;
    const key = found === "zigzags" && noise ? "staggers" : found === "way" && leaders.length ? "follows" : found;
    groups.set(key, [...(groups.get(key) ?? []), name]);
  }
  const parts = Object.keys(VERBS).flatMap((key) => {
    const who = groups.get(key);
    return who ? [`${namesOf(who)} ${VERBS[key][who.length > 1 ? 1 : 0]}`] : [];
  });
  return parts.length ? ` ${capital(parts.join("; "))}.` : "";
}

/** Which of the minima a run is nearest to at a step: 0 is the lowest. */
function valleyOf(surface, [x, y]) {
  const away = LANDSCAPES[surface].minima.map(([a, b]) => Math.hypot(x - a, y - b));
  return away.indexOf(Math.min(...away));
}

const PLACES = { "side valley": "in a side valley", "lowest point": "at the lowest point" };

/** Where there are several valleys, in which of them a runner has arrived. */
function valley(state, run) {
  if (state.surface !== "bumpy") return [];
  return [valleyOf("bumpy", pointAt(run, run.arrived)) ? "side valley" : "lowest point"];
}

const after = (steps) => (steps === 1 ? "after 1 step" : `after ${steps} steps`);

function arrivals(state, runs, there, leaders) {
  const first = [after(runs[leaders[0]].arrived), ...valley(state, runs[leaders[0]]).map((place) => PLACES[place])].join(", ");
  const later = there
    .filter((name) => !leaders.includes(name))
    .sort((a, b) => runs[a].arrived - runs[b].arrived)
    .map((name) => `${NAMES[name]} (${[runs[name].arrived, ...valley(state, runs[name])].join(", ")})`);
  const alone = Object.keys(runs).length === 1;
  return `${namesOf(leaders)} arrived${alone ? "" : " first"}, ${first}${later.length ? `; then ${later.join(", ")}` : ""}.`;
}

/** What did not come to an end within the steps that there are. */
function missing(state, runs, names) {
  const far = (name) => significant(distance(state.surface, pointAt(runs[name], MAX_STEPS)), 2);
  const away = names.map((name, k) => `${NAMES[name]} (${far(name)}${k ? "" : " away"})`);
  return away.length ? ` Not arrived: ${away.join(", ")}.` : "";
}

const STAND = ["", "", "both stand", "all three stand", "all four stand"];

function startWords(state, runs) {
  const names = Object.keys(runs);
  const rates = [...new Set(names.map((name) => rateOf(state, name)))];
  const rate = rates.length > 1 ? "each with its own rate" : `at rate ${plain(rates[0])}`;
  const who = STAND[names.length] || `${NAMES[names[0]]} stands`;
  return ["Start", `: ${who} at cost ${significant(costAt(state, runs[names[0]], 0))}, ${rate}. Press Play or Step.`];
}

function leading(state, runs, leaders, alone) {
  const leads = alone ? "is" : leaders.length > 1 ? "lead" : "leads";
  const doing = manner(state, runs[leaders[0]], state.step);
  const also = leaders.length > 1 || doing === "way" ? "" : ` and ${VERBS[doing][0]}`;
  return `${namesOf(leaders)} ${leads} at cost ${significant(costAt(state, runs[leaders[0]], state.step), 2)}${also}.`;
}

/** The heading and the sentences about the race at its step. */
export function raceWords(state, runs) {
  const { step } = state;
  const names = Object.keys(runs);
  if (!names.length) return ["Nobody runs", ": choose a runner below, under “The runners”."];
  if (step === 0) return startWords(state, runs);
  const there = names.filter((name) => hasArrived(runs[name], step));
  const lost = names.filter((name) => hasDiverged(runs[name], step));
  const under = names.filter((name) => !there.includes(name) && !lost.includes(name));
  const over = isOver(runs, step);
  const heading = over ? `Step ${step}, the end` : `Step ${step}`;
  if (lost.length === names.length) return [heading, `: ${lost.length > 1 ? "all have" : "it has"} diverged. This rate is too large here.`];
  const leaders = leadersOf(state, runs);
  const lead = there.length ? arrivals(state, runs, there, leaders) : leading(state, runs, leaders, names.length - lost.length === 1);
  if (over) return [heading, `: ${lead}${others(state, runs, lost, [])}${missing(state, runs, under)}`];
  return [heading, `: ${lead}${others(state, runs, [...lost, ...under], there.length ? [] : leaders)}`];
}

/** The heading and the sentences about the cell of the map in which the handle is. */
export function mapWords(state, run, fewest) {
  const { surface, beta, noise, steepness, start_y } = state;
  const rate = rateOf(state, "momentum");
  const heading = `Rate ${plain(rate)}, β ${fixed(beta, 2)}`;
  const felt = surface === "ravine" && !noise && start_y !== 0;
  const limit = felt && rate > limitOf(state) ? `, as at every rate above 2(1 + β)/κ = ${plain(limitOf(state))}` : "";
  const left = significant(distance(surface, pointAt(run, MAX_STEPS)), 2);
  const says =
    run.diverged !== null
      ? `momentum diverges${limit}.`
      : run.arrived !== null
        ? `momentum arrives ${after(run.arrived)}.`
        : `after ${MAX_STEPS} steps momentum has not arrived; it is ${left} away.`;
  const { rate: bestRate, beta: bestBeta } = bestInTheory(steepness);
  const theory = surface === "ravine" ? ` Best in theory: ${plain(bestRate)}, ${fixed(bestBeta, 2)} (cross).` : "";
  const most = fewest ? ` Fewest in the map: ${fewest.steps}, at rate ${plain(fewest.rate)}, β ${fixed(fewest.beta, 2)}.` : "";
  return [heading, `: ${says}${most}${theory}`];
}
