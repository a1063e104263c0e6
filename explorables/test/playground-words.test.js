// Playground: what it says, what it finds in the way of learning, how it keeps in step with the state.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { challengeInWords, replyTo, separated, unitsOf } from "../playground/challenge.js";
import { diagnose, equalLayer } from "../playground/diagnosis.js";
import { SIDE, createGrid, nameOf, placeOf } from "../playground/grid.js";
import { createHistory } from "../playground/history.js";
import { createRun, toLists } from "../playground/model.js";
import { sanitize, shownUnit } from "../playground/sanitize.js";
import { MOST_STEPS, openTrainer } from "../playground/trainer.js";
import { costInWords, rightInWords, status, unitInWords, unitName } from "../playground/words.js";

const DEFAULTS = JSON.parse(readFileSync(new URL("golden/states.json", import.meta.url), "utf8")).Playground._defaults;

function trained(steps, changes) {
  const state = { ...structuredClone(DEFAULTS), ...changes };
  const run = createRun(state);
  const history = [];
  const note = () => {
    const { cost, heldOutCost } = run.judge();
    history.push({ step: run.steps, cost, heldOut: heldOutCost });
  };
  note();
  while (run.steps < steps && !run.bad) {
    run.step();
    if (run.steps % 10 === 0) note();
  }
  const moment = { run, state, steps: run.steps, behind: 0, judged: run.judge(), history, withHeldOut: true };
  return { ...moment, diagnosis: diagnose(moment) };
}
const kindOf = (...args) => trained(...args).diagnosis?.kind;

/** A model as Jupyter's, and a state on it, as the views have them. */
function stateWith(changes = {}) {
  const values = { ...structuredClone(DEFAULTS), ...changes, _defaults: structuredClone(DEFAULTS) };
  const model = { get: (name) => values[name], set: (name, value) => (values[name] = value) };
  const names = Object.keys(DEFAULTS);
  const state = { get: model.get, all: () => Object.fromEntries(names.map((name) => [name, values[name]])), set: (more) => Object.assign(values, more) };
  return { model, state };
}

test("what stands in the way of learning is found and told", () => {
  const flat = trained(50, { init: "zeros", hidden: [4] });
  assert.match(flat.diagnosis.words, /All 4 units of the hidden layer are equal.*began at 0.*cannot even leave 0/);
  const moving = trained(50, { init: "zeros", hidden: [4, 3], activation: "sigmoid", m: 101 });
  assert.match(moving.diagnosis.words, /All 4 units of layer 1 are equal.*4 units do the work of one/);
  assert.equal(equalLayer(trained(0, { hidden: [1, 1], init: "zeros" }).run), null);
  assert.equal(kindOf(300, { rate: 10, activation: "identity", hidden: [8, 8, 8], init: "normal" }), "not a number");
  assert.match(trained(300, { rate: 9, activation: "identity", hidden: [8, 8, 8], init: "normal" }).diagnosis.words, /divide the rate by 3 \(3\), or start with N\(0, 1\/√n\)/);
  assert.match(trained(300, { rate: 10, activation: "relu", hidden: [4] }).diagnosis.words, /All 4 units of the hidden layer say 0 for every point: dead/);
  assert.match(trained(60, { rate: 10, l2: 1 }).diagnosis.words, /^It began at 0\.69\d: the steps are too large/);
  assert.match(trained(400, { activation: "identity" }).diagnosis.words, /the line stays straight/);
  assert.match(trained(400, { hidden: [] }).diagnosis.words, /logistic regression/);
  assert.match(trained(900, { hidden: [8, 8, 8], activation: "sigmoid" }).diagnosis.words, /A coin would cost 0\.693.*a plateau.*at most a quarter/);
  assert.match(trained(3000, { problem: "moons", noise: 0.5, m: 40, hidden: [8, 8], rate: 1 }).diagnosis.words, /Held out, the cost was lowest at step/);
  assert.equal(kindOf(3000, { rate: 1 }), "resting");
  assert.equal(kindOf(300, { rate: 1, hidden: [3] }), undefined);
});

test("the status line says what multiplies out", () => {
  const words = status(trained(200, { hidden: [3], rate: 1 })).join("");
  const [, right, m, share] = words.match(/^Step 200: cost 0\.\d+, (\d+) of (\d+) right \((.*?) %\)/) ?? ["", 200, 200, 100];
  assert.equal(Number(share), (100 * right) / m);
  assert.match(words, /Held out: cost 0\.\d+/);
  assert.equal(rightInWords(31, 37), "31 of 37 right (83.8 %)");
  assert.equal(rightInWords(4, 4), "all 4 right");
  assert.deepEqual([12345, 5.68, 0.69314, 0.04321, 0.00004].map(costInWords), ["12345", "5.680", "0.693", "0.043", "4.0\u00a0×\u00a010⁻⁵"]);
  assert.match(status({ ...trained(0, {}), behind: 1200 }).join(""), /catching up, 1,200 steps to go/);
  assert.match(status(trained(0, { problem: "points", examples: [] })).join(""), /^0 points: press in the plane/);
  assert.match(status(trained(99, { rate: 10, activation: "identity", hidden: [8, 8, 8], init: "normal" })).join(""), /is not a number any more\. The steps were too large/);
  assert.doesNotMatch(status({ ...trained(1, {}), withHeldOut: false }).join(""), /Held out/);
});

test("units have names and formulas", () => {
  const sizes = [2, 3, 2, 1];
  assert.deepEqual(placeOf("2.1", sizes), [2, 0]);
  assert.deepEqual([nameOf(2, 1, sizes), nameOf(3, 0, sizes)], ["2.2", "output"]);
  assert.deepEqual([unitName("2.1", sizes), unitName("1.3", [2, 3, 1]), unitName("output", sizes)], ["hidden 1 of layer 2", "hidden 3", "the network"]);
  const run = { sizes: [2, 1, 1], w: [0.5, -1.25, 0.125, -2, 3] };
  assert.equal(unitInWords("1.1", run, "tanh"), "hidden 1: tanh(0.500 x₁ − 1.25 x₂ + 0.125)");
  assert.equal(unitInWords("output", run, "tanh"), "output: sigmoid(−2.00 h₁ + 3.00)");
  assert.equal(unitInWords("1.1", run, "identity"), "hidden 1: 0.500 x₁ − 1.25 x₂ + 0.125");
  assert.equal(shownUnit("1.3", { hidden: [2] }), "output");
  assert.equal(shownUnit("2.3", { hidden: [1, 3] }), "2.3");
});

test("the grid shows what every unit says", () => {
  const { run } = trained(100, { hidden: [3], rate: 1, activation: "relu" });
  const grid = createGrid(run.sizes, "relu");
  grid.update(run.w);
  const { xs, ys, values } = grid.field(2, 0);
  const k = 7 * SIDE + 30;
  const probability = grid.at(xs[30], ys[7], 2, 0);
  assert.ok(Math.abs(1 / (1 + Math.exp(-values[k])) - probability) < 1e-12);
  assert.ok(Math.abs(grid.shade(2, 0)(k) - (2 * probability - 1)) < 1e-12);
  const shades = Array.from({ length: SIDE * SIDE }, (_, i) => grid.shade(1, 0)(i));
  assert.ok(Math.min(...shades) >= 0 && Math.max(...shades) === 1);
});

test("the history thins itself out and keeps its ends", () => {
  const history = createHistory();
  for (let step = 0; step <= 5000; step += 1) if (history.due(step)) history.add({ step });
  assert.ok(history.entries.length < 256);
  assert.equal(history.entries[0].step, 0);
  assert.ok(history.entries.at(-1).step > 4900);
});

test("the trainer does what the state says, and writes what it has done", () => {
  const { model, state } = stateWith({ steps: 30, rate: 1 });
  const trainer = openTrainer({ model, state, redraw: () => trainer.sync() });
  trainer.sync();
  while (trainer.behind) trainer.sync();
  assert.equal(trainer.steps, 30);
  trainer.train(5, 1000);
  trainer.write();
  assert.equal(state.get("steps"), 35);
  const whole = createRun({ ...state.all(), steps: 35 });
  for (let i = 0; i < 35; i += 1) whole.step();
  assert.deepEqual(model.get("_trained"), toLists(whole.w, whole.sizes));
  state.set({ steps: 12 });
  trainer.sync();
  assert.equal(trainer.steps, 12);
  assert.ok(trainer.former.length > 1);
});

test("a setting changed on the way goes on from there, in the link too", () => {
  const { model, state } = stateWith({ rate: 1 });
  const trainer = openTrainer({ model, state, redraw() {} });
  trainer.sync();
  trainer.train(40, 1000);
  const before = trainer.run.judge().cost;
  trainer.change({ rate: 0.1 });
  trainer.sync();
  assert.deepEqual([trainer.steps, state.get("begun"), state.get("steps")], [40, 40, 0]);
  assert.ok(Math.abs(trainer.run.judge().cost - before) < 1e-5);
  assert.equal(trainer.history.entries.at(-1).step, 40);
  trainer.train(10, 1000);
  trainer.write();
  const other = stateWith(structuredClone(state.all()));
  const again = openTrainer({ ...other, redraw() {} });
  again.sync();
  assert.equal(again.steps, 50);
  assert.deepEqual(again.run.w, trainer.run.w);
  trainer.change({ hidden: [3] });
  trainer.sync();
  assert.deepEqual([trainer.steps, state.get("start"), trainer.run.sizes], [0, [], [2, 3, 1]]);
  trainer.change({ x1: 1 });
  assert.equal(state.get("x1"), 1);
});

test("start again keeps the weights that were given, other weights do not", () => {
  const given = [[[1, 2], [3, 4]], [0, 0], [[1, -1]], [0.5]];
  const { model, state } = stateWith();
  model.get("_defaults").start = given;
  state.set({ start: given });
  const trainer = openTrainer({ model, state, redraw() {} });
  trainer.sync();
  trainer.train(3, 1000);
  trainer.restart();
  trainer.sync();
  assert.deepEqual(toLists(trainer.run.w, trainer.run.sizes), given);
  trainer.change({ seed: 2 });
  trainer.sync();
  assert.notDeepEqual(toLists(trainer.run.w, trainer.run.sizes), given);
});

test("a run that has gone bad begins anew when a setting changes; without points there is none; a long one goes on", () => {
  const { model, state } = stateWith({ rate: 10, activation: "identity", hidden: [8, 8, 8], init: "normal" });
  const trainer = openTrainer({ model, state, redraw() {} });
  trainer.sync();
  assert.equal(trainer.train(5000, 5000), false);
  assert.ok(trainer.run.bad);
  trainer.change({ rate: 0.01 });
  trainer.sync();
  assert.deepEqual([trainer.run.bad, trainer.steps, state.get("start")], [false, 0, []]);
  trainer.change({ problem: "points", examples: [] });
  trainer.sync();
  assert.equal(trainer.train(1, 1), false);
  trainer.change({ examples: [[1, 1, 1]], activation: "tanh", hidden: [1] });
  trainer.sync();
  while (trainer.steps < MOST_STEPS + 10) trainer.train(MOST_STEPS, 1000);
  trainer.write();
  assert.ok(state.get("begun") === MOST_STEPS && state.get("steps") > 0);
});

test("what does not fit is replaced, the rest of a link stays", () => {
  const bad = { problem: "nor", hidden: [9], rate: 1e9, m: 7.5, examples: [[9, 9, 1]], unit: "4.1", steps: -1, start: [[1]], begun: 3 };
  const { model, state } = stateWith({ ...bad, noise: 0.2 });
  sanitize(model, state);
  assert.deepEqual(state.all(), { ...DEFAULTS, noise: 0.2 });
});

test("the challenge counts units and remembers the best", () => {
  const state = { problem: "spiral", m: 200, noise: 0.05, hidden: [4, 2] };
  assert.equal(unitsOf(state), 6);
  assert.equal(challengeInWords({ state, solved: false, right: 183, m: 200 }), "Now 6 hidden units, 91.5 % right. Best so far: none yet.");
  assert.match(challengeInWords({ state, solved: true, right: 196, m: 200, best: 6 }), /^Solved with 6 hidden units: 98 % right. Best so far: 6 hidden units. 4 can do it/);
  assert.match(challengeInWords({ state: { ...state, noise: 0 }, solved: true, right: 200, m: 200, best: 6 }), /It counts on the spiral, with at least 200 points and noise of at least 0.05/);
  const points = { learn: { m: 200 }, heldOut: { m: 200 } };
  const right = (learned, heldOut, withHeldOut) => separated({ run: { points, bad: false }, judged: { right: learned, heldOutRight: heldOut }, withHeldOut });
  assert.deepEqual([right(196, 100, false), right(196, 195, true), right(196, 196, true), right(195, 200, true)], [true, false, true, false]);
});

test("the reply to a prediction waits for what the reader has seen", () => {
  const asked = { enough: 3, why: "Two lines leave a side open." };
  assert.match(replyTo("2", asked), /until 98 % are right/);
  assert.match(replyTo("2", asked, 5), /It has worked with 5 hidden units. Do fewer do/);
  assert.match(replyTo("2", asked, 3), /It works with 3 hidden units. Two lines/);
  assert.match(replyTo("2", asked, 1), /with 1 hidden unit: fewer than we ever did/);
});
