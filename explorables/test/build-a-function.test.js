// BuildAFunction: descent step by step as in lib, what bumps and hats are made of, what they cost.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { createDescent } from "../build-a-function/descent.js";
import { POINTS, SIZES, TARGETS, descentFrom, errorOf, heightsFrom, missesOf, numbers, prices } from "../build-a-function/model.js";
import { resampled } from "../build-a-function/controls.js";
import { createRuns } from "../build-a-function/runs.js";
import { bumpInWords, curveInWords, descentInWords, unitInWords } from "../build-a-function/words.js";
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

const saying = (change) => {
  const all = { ...USUAL, ...change };
  const made = startOf(all);
  const f = curveOf(made, all.activation);
  return { all, made, f, misses: missesOf(f, all.target) };
};

test("the unit in words: where it rises is the quotient of the numbers shown", () => {
  const unit = (change) => {
    const { all, made } = saying(change);
    return unitInWords(all, made).join("");
  };
  assert.equal(unit({ steepness: 23.4, position: 0.413 }), "A rise by 0.8 at 0.413: w = 23.4, b = −9.6642, v = 0.8. The middle is where w x + b = 0, at −b/w = 9.6642/23.4 = 0.413. The rise is about 4/w = 0.171 wide.");
  assert.match(unit({ activation: "tanh", height: -0.3 }), /^A fall by 0.3 at 0.4: w = 20, b = −8, v = −0.15\. .* from −0.15 \+ 0.15 = 0 to −0.15 − 0.15 = −0.3\. The fall is about 2\/w = 0.1 wide/);
  assert.match(unit({ steepness: 1000, position: 0 }), /at −b\/w = 0\/1000 = 0\. .*: for the eye, a step\.$/);
});

test("the bump in words: what one unit gives the other takes; a hat goes up, down and flat", () => {
  const bump = (change) => {
    const { all, made, f } = saying({ mode: "bump", ...change });
    return bumpInWords(all, made, f).join("");
  };
  assert.match(bump({ height: -0.4 }), /unit 1 falls by 0.4 at 0.3 \(.*unit 2 gives the same back at 0.7 .* Right of both, −0.4 \+ 0.4 = 0\.$/);
  assert.match(bump({ steepness: 10 }), /reaches only 0.61 of 0.8\.$/);
  assert.match(bump({ activation: "relu", left: 0.27, height: 0.83 }), /With v = 3.86, −7.72 and 3.86 the slopes are 3.86, then 3.86 − 7.72 = −3.86, then −3.86 \+ 3.86 = 0\.$/);
});

test("the curve in words: the error, where it is largest, and what nobody asked for", () => {
  const curve = (change) => {
    const { all, ...rest } = saying({ mode: "curve", ...change });
    return curveInWords(all, rest).join("");
  };
  assert.match(curve({ heights: [0.7, 0.7, 0.3, 0.3], steepness: 1000 }), /is at x = 0\.\d\d, (in bump \d|at the edge of bumps \d and \d)\. Outside/);
  assert.match(curve({ heights: heightsFrom("jump", "sigmoid", 7), target: "jump" }), /is at x = 0\.(59|60), at the target’s jump\. Outside, where nobody asked, f\(−0\.2\) = 0\.00 and f\(1\.2\) = 0\.02\.$/);
  assert.match(curve({ activation: "relu", heights: [0.5, 1.3, 0.5] }), /with 3 hats, 2 hidden units: .* between the tops of hats \d and \d/);
  assert.match(curve({ steepness: 4 }), /edges are softer than the bumps are wide/);
});

test("descent in words: how far the units went, which are dead, and when the rate is too large", () => {
  const after = (change) => {
    const all = { ...USUAL, mode: "descent", ...change };
    const run = createRuns()(all);
    const made = run.weights();
    return descentInWords(all, { from: startOf(all), made, errors: run.errors, f: curveOf(made, all.activation), byHand: 0.0645 }).join("");
  };
  assert.equal(after({}), "Start: error 0.0645 with 8 hidden units.");
  assert.match(after({ steps: 100 }), /^Step 100: error 0\.0\d+, from 0\.0645\. A rise has moved by up to 0\.\d+, a v by up to 0\.\d+; \d of 8 units rise inside the interval\. Outside/);
  assert.match(after({ steepness: 1000, steps: 100 }), /The edges have hardly moved \(at most 0\.00\d+\)/);
  assert.match(after({ activation: "relu", start: "random", seed: 2, steps: 400 }), /and \d can learn no more: 0 everywhere\. My bumps have 0\.0645/);
  assert.match(after({ activation: "tanh", rate: 0.3, steps: 14 }), /It was 0\.\d+ already: the rate is too large/);
  assert.match(after({ steps: 5000 }), /Here the figure stops\.$/);
});

test("a run goes on from where it is, and begins anew when its start has changed", () => {
  const runTo = createRuns();
  const state = { ...USUAL, mode: "descent", steps: 5 };
  const run = runTo(state);
  assert.equal(runTo({ ...state, steps: 9 }), run);
  assert.equal(run.errors.length, 10);
  assert.notEqual(runTo({ ...state, steps: 3 }), run);
  assert.notEqual(runTo({ ...state, rate: 0.2, steps: 3 }).errors.at(-1), run.errors[3]);
});

test("more bumps follow the curve of the old ones", () => {
  assert.deepEqual(resampled([0.2, 0.9], "sigmoid", 4), [0.2, 0.2, 0.9, 0.9]);
  assert.deepEqual(resampled([0, 1], "relu", 5), [0, 0.25, 0.5, 0.75, 1]);
  assert.deepEqual(resampled([0.1, 0.2, 0.3, 0.4], "sigmoid", 2), [0.2, 0.4]);
});
