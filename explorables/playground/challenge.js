// The challenge, and what to predict before touching anything.
import { h } from "../shared/dom.js";
import { createButton } from "../shared/button.js";
import { createPrediction } from "../shared/prediction.js";
import { ENOUGH } from "./diagnosis.js";

export const CHALLENGE = { problem: "spiral", m: 200, noise: 0.05 };
const FEWEST_FOUND = 4; // by trying 60 starts with each number of units: with 3, none
const percent = `${100 * ENOUGH} %`;

/** For each set of points a question; `enough` units do, which `why` explains. */
const QUESTIONS = {
  rings: {
    question: "How many hidden units does it take to fence in the disk?",
    choices: ["1", "2", "3", "8"],
    enough: 3,
    why: "Each unit draws one line. Two lines leave a side open; three can close.",
  },
  xor: {
    question: "How many hidden units do the four squares need?",
    choices: ["1", "2", "3", "8"],
    enough: 3,
    why: "Two would do for four single points. These squares almost touch in the middle, and there two lines are not enough.",
  },
  moons: {
    question: "How many hidden units does it take to part the moons?",
    choices: ["1", "2", "3", "8"],
    enough: 2,
    why: "Two can, but learning seldom finds how; with three it nearly always does. Enough units to say it is one thing, to learn it another.",
  },
  blobs: {
    question: "How many hidden units do two blobs need?",
    choices: ["none", "1", "2", "8"],
    enough: 0,
    why: "A straight line parts them, and for that the output is enough.",
  },
  spiral: {
    question: "How many hidden units does it take to unwind the spiral?",
    choices: ["2", "4", "8", "16"],
    enough: FEWEST_FOUND,
    why: "Four in one layer can; from most starts, learning needs more.",
  },
};

export const unitsOf = ({ hidden }) => hidden.reduce((sum, units) => sum + units, 0);
const inUnits = (count) => (count === 0 ? "no hidden units" : count === 1 ? "1 hidden unit" : `${count} hidden units`);

/** Are enough points right, of those learned from, and where they are shown of those held out? */
export function separated({ run, judged, withHeldOut }) {
  const { learn, heldOut } = run.points;
  if (run.bad || judged.right === null) return false;
  const all = judged.right >= ENOUGH * learn.m;
  return all && (!withHeldOut || heldOut.m === 0 || judged.heldOutRight >= ENOUGH * heldOut.m);
}

const isOn = ({ problem, m, noise }) => problem === CHALLENGE.problem && m >= CHALLENGE.m && noise >= CHALLENGE.noise;

export function replyTo(choice, { enough, why }, fewest) {
  const said = `You said ${choice}.`;
  if (fewest === undefined) return `${said} Let it learn until ${percent} are right; then try with fewer.`;
  if (fewest > enough) return `${said} It has worked with ${inUnits(fewest)}. Do fewer do?`;
  if (fewest < enough) return `${said} You have done it with ${inUnits(fewest)}: fewer than we ever did.`;
  return `${said} It works with ${inUnits(enough)}. ${why}`;
}

export function challengeInWords({ state, solved, right, m, best }) {
  const record = best === undefined ? "none yet" : `${inUnits(best)}`;
  if (!isOn(state)) return `It counts on the spiral, with at least ${CHALLENGE.m} points and noise of at least ${CHALLENGE.noise}. Best so far: ${record}.`;
  const share = `${Number(((100 * right) / m).toFixed(1))} %`;
  if (!solved) return `Now ${inUnits(unitsOf(state))}, ${share} right. Best so far: ${record}.`;
  const more = best > FEWEST_FOUND ? ` ${FEWEST_FOUND} can do it.` : " Nobody we know has done it with fewer.";
  return `Solved with ${inUnits(unitsOf(state))}: ${share} right. Best so far: ${record}.${more}`;
}

/** Options: figure, change(changes), withHeldOut, signal. Returns update(moment). */
export function openChallenge({ figure, change, withHeldOut, signal }) {
  const { state } = figure;
  const fewest = {}; // units with which each set of points was separated
  const asks = Object.entries(QUESTIONS).map(([problem, asked]) => {
    const parent = figure.caption.appendChild(h("div"));
    return { problem, parent, ask: createPrediction({ parent, ...asked, reply: (choice) => replyTo(choice, asked, fewest[problem]), signal }) };
  });
  const judged = withHeldOut ? `${percent} of the points right, of those held out too` : `${percent} of the points right`;
  const line = h("div", { class: "dl-prediction dl-challenge" }, h("strong", {}, "Challenge. "), `Separate the spiral with as few hidden units as you can: ${judged}. `);
  const words = h("span", { class: "dl-reply", "aria-live": "polite" });
  figure.caption.append(line);
  const button = createButton({
    parent: line,
    label: "",
    signal,
    press: () => (state.get("challenge") === "on" && isOn(state.all()) ? change({ challenge: "off" }) : change({ challenge: "on", ...CHALLENGE })),
  });
  button.classList.add("dl-choice");
  line.append(words);

  return (moment) => {
    const all = state.all();
    const standard = all.problem !== "points" && all.m >= CHALLENGE.m && all.noise >= CHALLENGE.noise;
    const solved = moment.steps > 0 && separated({ ...moment, withHeldOut });
    if (solved && standard) fewest[all.problem] = Math.min(fewest[all.problem] ?? Infinity, unitsOf(all));
    for (const { problem, parent, ask } of asks) {
      parent.hidden = problem !== all.problem;
      ask.update();
    }
    const on = all.challenge === "on";
    button.textContent = !on ? "Take it" : isOn(all) ? "Leave it" : "Back to it";
    const { m } = moment.run.points.learn;
    const text = on ? challengeInWords({ state: all, solved, right: moment.judged.right ?? 0, m, best: fewest.spiral }) : "";
    // Spoken when something is achieved, not at every step.
    words.setAttribute("aria-live", solved ? "polite" : "off");
    if (words.textContent !== text) words.textContent = text;
  };
}
