// Playground's model: it agrees with lib step by step, its random numbers and data are those of Python, and it is fast.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { createRun, firstWeights, fromLists, numbers, sizesOf, toLists } from "../playground/model.js";
import { pointsOf } from "../playground/points.js";
import { createRandom, lehmer } from "../shared/random.js";

const CASES = JSON.parse(readFileSync(new URL("golden/playground.json", import.meta.url), "utf8"));
const BASE = { ...CASES[0].state, start: [], begun: 0, examples: [] };

/** The largest difference of two lists, as a share of the largest number in the second; what is 0 on paper counts as a millionth. */
function relativeError(found, expected) {
  const [a, b] = [found, expected].map((list) => list.flat(2));
  assert.equal(a.length, b.length);
  return Math.max(...a.map((value, i) => Math.abs(value - b[i]))) / Math.max(...b.map(Math.abs), 1e-6);
}

test("it agrees with lib step by step, in every setting", () => {
  let worst = 0;
  for (const { state, expected } of CASES) {
    assert.equal(expected.losses.length, 50);
    const found = numbers(state);
    found.losses.forEach((loss, i) => (worst = Math.max(worst, Math.abs(loss / expected.losses[i] - 1))));
    found.weights.forEach((array, i) => (worst = Math.max(worst, relativeError(array, expected.weights[i]))));
  }
  assert.ok(worst < 1e-9, `the worst relative error is ${worst}`);
  const tried = (name) => new Set(CASES.map(({ state }) => state[name])).size;
  assert.deepEqual(["activation", "optimizer", "batch", "init", "problem"].map(tried), [5, 3, 4, 4, 6]);
});

test("a step is fast: the figure is printed, nothing is asserted of it", (t) => {
  const run = createRun({ ...BASE, m: 500, hidden: [8, 8], rate: 0.01 });
  for (let i = 0; i < 200; i += 1) run.step();
  const began = process.cpuUsage();
  for (let i = 0; i < 500; i += 1) run.step();
  const each = process.cpuUsage(began).user / 1000 / 500;
  t.diagnostic(`2-8-8-1 on 500 points: ${each.toFixed(2)} ms of processor time a full-batch step, ${Math.floor(16 / each)} in a frame of 16 ms`);
});

test("Park and Miller's ten thousandth number is the one they give", () => {
  let s = 1;
  for (let i = 0; i < 10000; i += 1) s = lehmer(s);
  assert.equal(s, 1043618065);
});

test("the streams of a seed, and of neighboring seeds, have nothing to do with each other", () => {
  const draws = [[1, 1], [1, 2], [2, 1], [1, 1, 1]].map(([seed, ...place]) => {
    const random = createRandom(seed, ...place);
    return Array.from({ length: 2000 }, random.normal);
  });
  const product = (a, b) => a.reduce((sum, value, i) => sum + value * b[i], 0) / a.length;
  draws.forEach((one, i) => draws.forEach((other, j) => assert.ok(Math.abs(product(one, other) - (i === j)) < 0.08)));
});

test("weights go to lists and back, and lists that do not fit are refused", () => {
  const state = { ...BASE, hidden: [3, 2], init: "he" };
  const w = firstWeights(state);
  const lists = toLists(w, sizesOf(state));
  assert.deepEqual(lists.map((list) => list.length), [3, 3, 2, 2, 1, 1]);
  assert.deepEqual(fromLists(lists, sizesOf(state)), w);
  assert.deepEqual(firstWeights({ ...state, start: lists }), w);
  for (const bad of [[], [[1]], lists.slice(1), lists.toSpliced(1, 1, [0, 0, NaN]), lists.toSpliced(1, 1, [0, 0]), null]) {
    assert.equal(fromLists(bad, sizesOf(state)), null);
  }
});

test("points are shared out evenly and lie where they should", () => {
  for (const problem of ["rings", "xor", "moons", "blobs", "spiral"]) {
    const { learn, heldOut } = pointsOf({ ...BASE, problem, m: 101, noise: 0 });
    assert.deepEqual([learn.m, learn.x.length, heldOut.m], [101, 202, 200]);
    assert.equal(learn.y.reduce((sum, one) => sum + one), 50);
    assert.ok(learn.x.every((value) => Math.abs(value) < 2.5), problem);
    assert.notDeepEqual(learn.x.slice(0, 5), heldOut.x.slice(0, 5));
  }
  const own = pointsOf({ ...BASE, problem: "points", examples: [[1, 2, 0], [3, 4, 1]] });
  assert.deepEqual([...own.learn.x, ...own.learn.y, own.heldOut.m], [1, 3, 2, 4, 0, 1, 0]);
});

test("from zeros all units of a layer stay equal; a run without numbers knows it", () => {
  const run = createRun({ ...BASE, init: "zeros", activation: "sigmoid", rate: 1 });
  for (let i = 0; i < 100; i += 1) run.step();
  const [W1] = toLists(run.w, run.sizes);
  for (const row of W1) assert.deepEqual(row, W1[0]);
  const wild = createRun({ ...BASE, activation: "identity", hidden: [8, 8, 8], init: "normal", rate: 10 });
  while (!wild.bad && wild.steps < 2000) wild.step();
  assert.ok(wild.bad);
});
