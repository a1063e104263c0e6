// BuildAFunction: descent step by step as in lib, what bumps and hats are made of, what they cost.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { createDescent } from "../build-a-function/descent.js";
import { POINTS, SIZES, TARGETS, descentFrom, errorOf, heightsFrom, missesOf, numbers, prices } from "../build-a-function/model.js";
import { curveOf, edgesOf, oneBump, oneUnit, placesOf, randomWeights, risesAt, sideBySide, startOf } from "../build-a-function/networks.js";

const cases = JSON.parse(readFileSync(new URL("golden/build-a-function.json", import.meta.url), "utf8"));
const USUAL = JSON.parse(readFileSync(new URL("golden/states.json", import.meta.url), "utf8")).BuildAFunction._defaults;
const near = (a, b, room = 1e-9) => assert.ok(Math.abs(a - b) <= room * Math.max(1, Math.abs(b)), `${a} is not ${b}`);

test("fifty steps of descent are those of lib, to nine digits", () => {
  const runs = cases.filter(({ state }) => state.mode === "descent");
  assert.equal(runs.length, 10);
  for (const { state, expected } of runs) {
    assert.equal(expected.errors.length, 51);
    const run = descentFrom(state);
    for (let k = 0; k < 50; k += 1) run.step();
    const found = { ...run.weights(), errors: run.errors };
    for (const name of ["w", "b", "v", "errors"]) {
      expected[name].forEach((value, i) => assert.ok(Math.abs(found[name][i] - value) < 1e-9 * Math.abs(value), `${name}[${i}] from ${state.start}`));
    }
    assert.ok(Math.abs(found.c - expected.c) < 1e-9 * Math.abs(expected.c));
  }
});

test("the first step goes against the slope of the error, measured, by the rate in each weight", () => {
  const y = POINTS.map(TARGETS.dent);
  for (const activation of ["sigmoid", "tanh", "relu"]) {
    const weights = randomWeights({ activation, units: 5, start: "random", seed: 11 });
    const error = (changed) => errorOf(missesOf(curveOf(changed, activation), "dent"));
    const run = createDescent({ weights, activation, x: POINTS, y, rate: 0.001 });
    near(run.errors[0], error(weights));
    run.step();
    const after = run.weights();
    for (const name of ["w", "b", "v"]) {
      weights[name].forEach((value, j) => {
        const nudged = (by) => error({ ...weights, [name]: weights[name].map((old, k) => (k === j ? old + by : old)) });
        const slope = (nudged(1e-6) - nudged(-1e-6)) / 2e-6;
        near((after[name][j] - value) / 0.001, Math.abs(slope) < 1e-9 ? 0 : -Math.sign(slope), 1e-2);
      });
    }
  }
});

test("tanh makes by hand the very curve that the sigmoid makes, with half the weights", () => {
  for (const mode of ["unit", "bump", "curve"]) {
    const [one, other] = ["sigmoid", "tanh"].map((activation) => ({ ...USUAL, mode, activation }));
    const curves = [one, other].map((state) => curveOf(startOf(state), state.activation));
    for (const x of [-0.2, 0.1, 0.4, 0.77, 1.2]) near(curves[0](x), curves[1](x));
    startOf(one).w.forEach((w, j) => near(startOf(other).w[j], w / 2));
  }
});

test("a unit rises where its line crosses 0, steeper until it is a step", () => {
  const at = (steepness, x) => curveOf(oneUnit({ ...USUAL, steepness }), "sigmoid")(x);
  near(risesAt(oneUnit(USUAL))[0], USUAL.position);
  near(at(40, 0.4), 0.4);
  assert.ok(at(40, 0.45) < 0.71);
  assert.ok(at(1000, 0.39) < 1e-4);
  assert.ok(at(1000, 0.41) > 0.7999);
});

test("two units make a bump, three ReLUs a hat that is 0 on both sides", () => {
  const bump = curveOf(oneBump({ ...USUAL, steepness: 1000 }), "sigmoid");
  [0, 0.5, 1].forEach((x, i) => near(bump(x), [0, 0.8, 0][i], 1e-6));
  const made = oneBump({ ...USUAL, activation: "relu" });
  assert.equal(made.w.length, 3);
  const hat = curveOf(made, "relu");
  [-0.2, 0.3, 0.4, 0.5, 0.7, 1.2].forEach((x, i) => near(hat(x), [0, 0, 0.4, 0.8, 0, 0][i]));
  near(curveOf(oneBump({ ...USUAL, left: 0.9, right: 0.2, steepness: 1000 }), "sigmoid")(0.925), 0.8, 1e-6);
});

test("hats share their bends: one ReLU less than heights, and the curve passes through all of them", () => {
  const heights = [0.4, 0.8, 0.2, 0.6, 1.1];
  const made = sideBySide({ activation: "relu", heights });
  assert.equal(made.w.length, 4);
  const f = curveOf(made, "relu");
  placesOf("relu", 5).forEach((x, i) => near(f(x), heights[i]));
  near(f(-0.2), 0.4);
  near(f(1.2), 1.1 + 0.2 * 2); // straight on for ever
  assert.deepEqual(edgesOf(4), [-0.1, 0.25, 0.5, 0.75, 1.1]);
  assert.equal(sideBySide({ activation: "sigmoid", steepness: 40, heights }).w.length, 10);
});

test("no other heights of steep bumps come nearer than the means", () => {
  const error = (heights) => errorOf(missesOf(curveOf(sideBySide({ activation: "sigmoid", steepness: 1e5, heights }), "sigmoid"), "wave"));
  const heights = heightsFrom("wave", "sigmoid", 7); // whose edges lie on no point
  const least = error(heights);
  heights.forEach((height, i) => {
    for (const by of [-0.01, 0.01]) assert.ok(error(heights.with(i, height + by)) > least);
  });
});

test("twice as many bumps leave a quarter of the error of a smooth curve, twice as many hats a sixteenth", () => {
  const [steps, hats] = ["sigmoid", "relu"].map((activation) => prices("wave", activation));
  assert.equal(steps.length, SIZES.length);
  for (const k of [1, 2, 3]) {
    const [step, hat] = [steps, hats].map((errors) => errors[k] / errors[k + 1]);
    assert.ok(step > 3.5 && step < 5.5, `${step}`);
    assert.ok(hat > 15 && hat < 27, `${hat}`);
  }
});

test("from soft bumps descent arrives; steps have no slope to tell it where their edges should go", () => {
  const after = (steepness) => {
    const state = { ...USUAL, mode: "descent", steepness, heights: heightsFrom("wave", "sigmoid", 8), steps: 300 };
    const { error, errors, ...weights } = numbers(state);
    const before = risesAt(startOf(state));
    return { error, share: error / errors[0], moved: Math.max(...risesAt(weights).map((place, j) => Math.abs(place - before[j]))) };
  };
  const [soft, steep] = [after(40), after(1000)];
  assert.ok(soft.share < 0.05 && soft.moved > 0.02);
  assert.ok(steep.share > 0.75 && steep.moved < 0.006);
});

test("the same seed gives the same weights, the next one others, all of them rising in the interval", () => {
  const draw = (seed, start = "random") => randomWeights({ activation: "tanh", units: 6, start, seed });
  assert.deepEqual(draw(4), draw(4));
  assert.notDeepEqual(draw(4), draw(5));
  for (const place of risesAt(draw(4))) assert.ok(place > 0 && place < 1);
  assert.ok(draw(4, "small").w.every((w) => Math.abs(w) <= 1));
});
