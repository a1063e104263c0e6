// FitAndOverfit: data sets that grow, tallies in parts, what it says in words, and links that say what cannot be.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { pointsOf } from "../fit-and-overfit/data.js";
import { ZERO, decayAt, placeOfDecay } from "../fit-and-overfit/frame.js";
import { factor, features } from "../fit-and-overfit/least-squares.js";
import { SETS, STOPS, createTally, freedom, judge, numbers, settingsAlong } from "../fit-and-overfit/model.js";
import { FITS } from "../fit-and-overfit/sanitize.js";
import { createTallies } from "../fit-and-overfit/tallies.js";
import { errorText, inWords } from "../fit-and-overfit/words.js";

const USUAL = JSON.parse(readFileSync(new URL("golden/states.json", import.meta.url), "utf8")).FitAndOverfit._defaults;
const near = (a, b, room = 1e-9) => assert.ok(Math.abs(a - b) <= room * Math.max(1, Math.abs(b)), `${a} is not ${b}`);

const said = (change) => {
  const state = { ...USUAL, ...change };
  const found = numbers(state);
  return inWords(state, found, { count: SETS, ...freedom(state) }).join("");
};

test("one factoring serves all lower degrees", () => {
  const { x, y } = pointsOf({ ...USUAL, points: 20 }, 3);
  const wide = factor(features(x, 15), 20, 0.2);
  for (const degree of [0, 4, 15]) {
    const alone = factor(features(x, degree), 20, 0.2).weights(y);
    wide.weights(y, degree).forEach((w, k) => near(w, alone[k]));
  }
});

test("the slope of the cost is 0 at the fit, in every weight", () => {
  const { x, y } = pointsOf({ ...USUAL, points: 12 }, 0);
  const columns = features(x, 6);
  const w = factor(columns, 12, 0.7).weights(y);
  const miss = y.map((value, i) => columns.reduce((sum, column, k) => sum + w[k] * column[i], -value));
  columns.forEach((column, k) => near(column.reduce((sum, value, i) => sum + value * miss[i], 0) + (k ? 0.7 * w[k] : 0), 0, 1e-10));
});

test("a tally in parts ends where a tally at once ends, and keeps what has not changed", () => {
  const state = { ...USUAL, mode: "many", degree: 8 };
  const tallies = createTallies();
  let got = tallies(state);
  assert.ok(got.count >= 1);
  for (let frames = 0; !got.done; frames += 1) {
    assert.ok(frames < 2000);
    got = tallies(state);
  }
  const expected = numbers(state);
  assert.equal(got.count, SETS);
  assert.equal(got.now.variance, expected.variance);
  assert.deepEqual(got.along.map(({ dev }) => dev), expected.dev_along);
  const next = tallies({ ...state, degree: 9 });
  assert.deepEqual(next.along, got.along);
  assert.notEqual(next.now.variance, got.now.variance);
});

test("with some data sets in, the means are those of these", () => {
  const tally = createTally(settingsAlong(USUAL));
  for (let k = 0; k < 3; k += 1) tally.add();
  const single = [0, 1, 2].map((which) => {
    const { x, y } = pointsOf(USUAL, which);
    const columns = features(x, 5);
    const w = factor(columns, 15, 0).weights(y);
    return y.reduce((sum, value, i) => sum + columns.reduce((rest, column, k) => rest + w[k] * column[i], -value) ** 2, 0) / 15;
  });
  near(tally.summary()[5].train, (single[0] + single[1] + single[2]) / 3);
});

test("λ has its place on the axis, and 0 one of its own", () => {
  assert.equal(decayAt(ZERO), 0);
  assert.equal(placeOfDecay(0), ZERO);
  for (const decay of STOPS.decay.slice(1)) near(decayAt(placeOfDecay(decay)), decay, 1e-2);
  assert.equal(decayAt(ZERO + 0.25), 1e-4);
  assert.equal(decayAt(2), 100);
});

test("one data set in words", () => {
  assert.equal(said({}), "Degree 3, 15 points, λ = 0: training error 0.087, error on new points 0.151. About right: neither is far from noise² = 0.090.");
  assert.match(said({ degree: 2, points: 6 }), /Too stiff \(high bias\), and yet new points cost 0\.386 more \(high variance\)\.$/);
  assert.match(said({ degree: 1 }), /training error 0\.302, error on new points 0\.493\. Too stiff \(high bias\): it misses even its own points by more than the noise explains \(noise² = 0\.090\)\.$/);
  assert.match(said({ degree: 12 }), /training error 0\.008, error on new points 0\.612\. It has learned the noise \(high variance\): new points cost 0\.604 more\.$/);
  assert.match(said({ degree: 14 }), /training error 0, .* It goes through every point\.$/);
  assert.match(said({ degree: 12, decay: 3 }), /Of 13 weights λ leaves 10\.3 free\.$/);
  assert.match(said({ degree: 12, moved: [[3, 2]] }), /It goes 87 % of the way of the point moved last\.$/);
});

test("many data sets in words, whose parts add up as written", () => {
  for (const degree of [1, 4, 9, 12]) {
    const [, bias2, variance, noise, sum] = said({ mode: "many", degree }).match(/bias² ([\d.]+) \+ variance ([\d.]+) \+ noise² ([\d.]+) = ([\d.]+) \(measured: [\d.]+\)/).map(Number);
    near(bias2 + variance + noise, sum);
  }
  assert.match(said({ mode: "many", degree: 1 }), /^50 data sets, degree 1, 15 points, λ = 0: .* High bias: even their mean misses the truth\.$/);
  assert.match(said({ mode: "many", degree: 4 }), /About right: the rest is noise, which no fit takes away\.$/);
  assert.match(said({ mode: "many", degree: 12 }), /High variance: no two fits agree\.$/);
  assert.match(said({ mode: "many", degree: 1, points: 5 }), /High bias and high variance/);
});

test("the verdict changes where the rules say", () => {
  const one = { mode: "one", noise: 0.3 };
  assert.equal(judge({ train: 0.134, dev: 0.2 }, one), "right");
  assert.equal(judge({ train: 0.136, dev: 0.2 }, one), "bias");
  assert.equal(judge({ train: 0.05, dev: 0.141 }, one), "variance");
  assert.equal(judge({ train: 0.12, dev: 0.235 }, one), "right");
  assert.equal(judge({ train: 0.12, dev: 0.245 }, one), "variance");
  assert.equal(judge({ train: 0.0149, dev: 0.0151 }, { mode: "one", noise: 0 }), "right");
  const many = { mode: "many", noise: 0.3 };
  assert.equal(judge({ bias2: 0.046, variance: 1.2 }, many), "variance");
  assert.equal(judge({ bias2: 0.046, variance: 1.1 }, many), "both");
  assert.equal(judge({ bias2: 0.044, variance: 0.044 }, many), "right");
});

test("errors are written with the digits they need", () => {
  assert.deepEqual([0, 0.0123, 0.61234, 9.99, 23.456, 4170].map(errorText), ["0", "0.012", "0.612", "9.990", "23.5", "4170"]);
  assert.match(errorText(0.00012), /^1\s×\s10⁻⁴$/);
});

test("only what the figure can show passes", () => {
  for (const [name, value] of Object.entries(USUAL)) assert.ok(FITS[name](value), name);
  const bad = { degree: [1.5, 16, "3"], points: [4, 201, null], decay: [-1, 101], noise: [0.6], seed: [-1, 0.5], along: ["x"], mode: ["some"] };
  for (const [name, values] of Object.entries(bad)) for (const value of values) assert.ok(!FITS[name](value), `${name} ${value}`);
  for (const moved of ["no", [[1]], [[0.5, 1]], [[200, 1]], [[1, 3]], [[1, 1], [1, 2]], [1, 2]]) assert.ok(!FITS.moved(moved), JSON.stringify(moved));
});
