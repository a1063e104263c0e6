// PerceptronPlane: what a run has come to, the arithmetic in words, the half plane that says 1.
import assert from "node:assert/strict";
import test from "node:test";
import { INPUTS, TRUTHS, formerWeights, numbers, outcome, setByHand } from "../perceptron-plane/model.js";
import { PREDICTIONS, caption, lineInWords, plain, plainScore, predictionFor, scoreInWords, status, stepInWords } from "../perceptron-plane/words.js";
import { clipHalf } from "../shared/path.js";

const ZEROS = { rate: 0.1, w1: 0, w2: 0, b: 0 };
function moment(problem, shown, more = {}) {
  const examples = { X: INPUTS, y: TRUTHS[problem] };
  const run = numbers({ ...examples, ...ZEROS, ...more, shown });
  return { ...examples, ...ZEROS, ...more, run, now: outcome(run, examples), held: true, part: "all" };
}
const said = (...args) => status(moment(...args)).join("");

test("AND settles in the fifth round, and not before", () => {
  assert.equal(moment("and", 16).now.settled, false);
  const { run, now } = moment("and", 20);
  assert.ok(now.settled);
  assert.deepEqual(run.path.at(-1).map(plain), ["0.1", "0.2", "−0.2"]);
  assert.match(said("and", 20), /all 4 right. Round 5 went by without a mistake: it has settled/);
  assert.match(said("and", 16), /All right: nothing will change any more/);
});

test("XOR goes in circles, and the moment is marked", () => {
  assert.equal(moment("xor", 11).run.cycle, null);
  assert.ok(moment("xor", 12).now.cycleNow);
  assert.equal(moment("xor", 13).now.cycleNow, false);
  assert.match(said("xor", 12), /Going in circles: after round 3 the numbers are what they were after round 2/);
  assert.match(said("xor", 13), /Going in circles: every round is round 3 again\. No line separates/);
  assert.match(said("xor", 8), /Round 2 is over: 3 mistakes in 4 examples/);
});

test("each step is told in words and numbers", () => {
  assert.match(
    said("and", 3),
    /^Round 1, example 3. \(1, 0\): score 0.1·1 \+ 0.1·0 \+ 0 = 0.1, says 1, truth 0: too high. w₁: 0.1 − 0.1·1 = 0, w₂ stays, b: 0 − 0.1 = −0.1. Now 3 of 4 right\.$/,
  );
  assert.match(said("and", 4), /score 0·0 \+ 0.1·1 − 0.1 = 0, says 0, truth 0: right. Nothing changes/);
  const low = stepInWords({ x: [-1.3, 2], truth: 1, before: [0.5, -0.2, -1], after: [0.37, 0, -0.9], rate: 0.1 });
  assert.equal(low, "(−1.3, 2): score 0.5·(−1.3) − 0.2·2 − 1 = −2.05, says 0, truth 1: too low. w₁: 0.5 + 0.1·(−1.3) = 0.37, w₂: −0.2 + 0.1·2 = 0, b: −1 + 0.1 = −0.9.");
});

test("what is said adds up with the digits shown, at any rate, and after a hand has set the line", () => {
  const sums = /(?:score|w₁:|w₂:|b:) (.*?) = ([−\d.]*\d)/g;
  const numeric = (text) => Function(`return ${text.replaceAll("−", "-").replaceAll("·", "*")}`)();
  const X = [[1.3, 1.1], [4.8, 2.5], [-0.3, 2.3], [2.1, 0.3]];
  const y = [0, 1, 0, 1];
  for (const rate of [0.01, 0.0112, 0.316, 7.94]) {
    for (const start of [{ w1: 0, w2: 0, b: 0 }, setByHand({ w1: 0.2718281, w2: -1.2345678, b: 1 / 3 })]) {
      const { path } = numbers({ X, y, rate, ...start, shown: 60 });
      for (let k = 0; k < 60; k += 1) {
        const told = stepInWords({ x: X[k % 4], truth: y[k % 4], before: path[k], after: path[k + 1], rate });
        for (const [all, sum, value] of told.matchAll(sums)) assert.ok(Math.abs(numeric(sum) - numeric(value)) < 1e-9, `${all} in ${told}`);
      }
    }
  }
});

test("a hand sets few digits, within bounds", () => {
  assert.deepEqual(setByHand({ w1: 0.2718281, w2: -1.2345678, b: 1 / 3 }), { w1: 0.272, w2: -1.235, b: 0.333 });
  assert.deepEqual(setByHand({ w1: 0, w2: 0.1, b: -0.04999 }), { w1: 0, w2: 0.1, b: -0.05 });
  assert.deepEqual(setByHand({ w1: 0, w2: 0, b: 0 }), { w1: 0, w2: 0, b: 0 });
  assert.equal(setByHand({ w1: 5000, w2: 1, b: 0 }).w1, 1000);
});

test("a sum that is 0 on paper and not in the computer is told", () => {
  assert.match(scoreInWords([1, 1], [0.1, 0.2, -0.3]), /= 0 \(rounded: the computer has 5\.6/);
  assert.deepEqual([0, 2e-17, 0.3].map(plainScore), ["0", "≈ 0", "0.3"]);
  assert.equal(scoreInWords([1, 1], [0.1, 0.2, -0.2]), "0.1·1 + 0.2·1 − 0.2 = 0.1");
});

test("where there is no line, words say so", () => {
  assert.equal(lineInWords({ w1: 0, w2: 0, b: 0 }, false), "no line yet: every score is 0");
  assert.equal(lineInWords({ w1: 0, w2: 0, b: 0.1 }, false), "no line: every score is 0.1");
  assert.equal(lineInWords({ w1: 1, w2: 0, b: 0.1 }, false), "the line is outside the picture");
  assert.equal(lineInWords({ w1: 1, w2: 0, b: 0.1 }, true), "");
  assert.match(said("and", 0), /^3 of 4 right: w₁ = 0, w₂ = 0, b = 0. No line yet: every score is 0. First comes \(1, 1\)/);
  assert.equal(status({ ...moment("and", 0, { w1: 1, w2: 1, b: -1.5 }), part: "line" }).join(""), "All 4 right: w₁ = 1, w₂ = 1, b = −1.5.");
});

test("the former line is the one before the latest correction", () => {
  assert.equal(formerWeights(moment("and", 0).run), null);
  assert.deepEqual(formerWeights(moment("and", 1).run), [0, 0, 0]);
  assert.deepEqual(formerWeights(moment("and", 4).run), formerWeights(moment("and", 3).run));
});

test("replies wait until the reader has seen it", () => {
  assert.equal(predictionFor("nand"), "logic");
  assert.match(PREDICTIONS.logic.reply("no", moment("and", 3)), /Step until you can tell/);
  assert.match(PREDICTIONS.logic.reply("no", moment("and", 20)), /It does: in round 5/);
  assert.match(PREDICTIONS.xor.reply("10", moment("xor", 3)), /Press Play/);
  assert.match(PREDICTIONS.xor.reply("10", moment("xor", 12)), /Never/);
  assert.match(PREDICTIONS.points.reply("yes", { ...moment("and", 20), added: false }), /add such a circle/);
  assert.match(PREDICTIONS.points.reply("yes", { ...moment("and", 20), added: true }), /corrects nothing/);
  assert.match(caption({ part: "all", problem: "points" }), /Enter adds, Delete removes/);
});

test("the side that says 1 is cut out of the picture", () => {
  const corners = [[0, 0], [2, 0], [2, 2], [0, 2]];
  assert.deepEqual(clipHalf(corners, () => 0), []);
  assert.deepEqual(clipHalf(corners, () => 1), corners);
  assert.deepEqual(clipHalf(corners, ([x]) => x - 1), [[1, 0], [2, 0], [2, 2], [1, 2]]);
});
