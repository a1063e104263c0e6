// SoftmaxScores besides its numbers: what only differences decide, how learning ends, and the sentences that say so.
import assert from "node:assert/strict";
import test from "node:test";
import { ALL, LIMIT, MAX_STEPS, canBe, moved, numbers, span } from "../softmax-scores/model.js";
import { cell, grown } from "../softmax-scores/numbers-text.js";
import { factorOf, largest, verdict } from "../softmax-scores/words.js";

const FOUR = { scores: [1, 2, 3, 4], truth: 1, shown: "softmax", rate: 1, steps: 0 };
const say = (changes, done = null) => {
  const state = { ...FOUR, ...changes };
  const { heading, text } = verdict(state, numbers(state), done);
  return `${heading} ${text}`;
};
const near = (one, other, room = 1e-12) => assert.ok(one.every((value, i) => Math.abs(value - other[i]) < room), `${one} is not ${other}`);
const sum = (values) => values.reduce((all, value) => all + value, 0);

test("only differences count, pushes add up to 0, and learning keeps the mean of the scores", () => {
  const plain = numbers(FOUR);
  near(numbers({ ...FOUR, scores: ALL.raise(FOUR.scores) }).answers, plain.answers);
  for (const steps of [0, 1, 30, 100]) {
    const now = numbers({ ...FOUR, steps });
    near([sum(now.answers), sum(now.pushes), sum(now.scores)], [1, 0, 10]);
    assert.ok(now.pushes.every((push, i) => (i === 0 ? push < 0 : push > 0)));
  }
});

test("one score moves all other answers by one factor, so their ratios are e to the differences", () => {
  for (const z of [-16, 0, 3.99, 5, 16]) {
    const scores = moved(FOUR.scores, 3, z);
    const [old, now] = [numbers(FOUR), numbers({ ...FOUR, scores })];
    const factor = factorOf(FOUR.scores, scores);
    near(now.answers.slice(0, 3), old.answers.slice(0, 3).map((a) => factor * a));
    near([now.answers[1] / now.answers[0], now.answers[2] / now.answers[0]], [Math.E, Math.E ** 2]);
  }
});

test("learning is sure at 0.95, and ends where a score would leave the axis", () => {
  const sureAt = (changes) => Array.from({ length: MAX_STEPS + 1 }, (_, steps) => numbers({ ...FOUR, ...changes, steps })).findIndex(({ sure }) => sure);
  assert.deepEqual([1, 2, 3, 4].map((truth) => sureAt({ truth })), [18, 16, 14, 13]);
  assert.ok(numbers({ ...FOUR, steps: 17 }).answers[0] < 0.95);
  const stuck = numbers({ ...FOUR, scores: [15, 15, 15], steps: 50 });
  assert.equal(stuck.taken, 1);
  assert.ok(stuck.scores.every((z) => Math.abs(z) <= LIMIT));
});

test("what the hand may do to all scores", () => {
  assert.deepEqual(ALL.double(FOUR.scores), [2, 4, 6, 8]);
  assert.deepEqual(ALL.halve([0.3, -1, 5]), [0.15, -0.5, 2.5]);
  assert.ok(canBe([16, -16, 0]));
  assert.ok(!canBe(ALL.raise([15.1, 0, 0])));
  assert.deepEqual(moved([1, 2, 3], 1, 99), [1, LIMIT, 3]);
  assert.deepEqual(span(FOUR.scores), [-4, 8]);
  for (const scores of [[16, 16, 16], [-16, 3, 4], [7, 0, 0]]) {
    const [low, high] = span(scores);
    assert.ok(low < Math.min(...scores) && high >= Math.max(...scores) + 2);
  }
});

test("the status says who gets most, what the truth gets, and the pushes", () => {
  assert.equal(say({}), "Answer 4 gets 0.644 of 1. The true answer, 1, gets 0.032: loss 3.44. Pushes: score 1 up by 0.968, the others down by as much together.");
  assert.equal(say({ truth: 4 }), "Answer 4, the true one, gets 0.644 of 1: loss 0.44. Pushes: score 4 up by 0.356, the others down by as much together.");
  assert.match(say({ scores: [0, 0, 0] }), /^All three answers get the same, 0\.333\. The true one is 1: loss 1\.10\./);
  assert.match(say({ scores: [0, 2, 2, 2] }), /^Answers 2, 3 and 4 get 0\.319 each\. The true answer, 1, gets 0\.043/);
  assert.match(say({ scores: [16, 0, 0] }), /^Answer 1, the true one, gets over 0\.999 of 1: loss under 0\.001\. All pushes are under 0\.001\.$/);
  assert.deepEqual(largest([0.5, 0.5, 0]), [1, 2]);
});

test("after a move it says what the move has changed", () => {
  const before = FOUR.scores;
  assert.equal(
    say({ scores: [1, 2, 3, 5] }, { kind: "one", i: 3, before }),
    "Score 4 from 4 to 5: each other answer becomes 0.475 times what it was, so their ratios stay. The true answer, 1, gets 0.015: loss 4.19.",
  );
  assert.match(say({}, { kind: "one", i: 3, before }), /^Answer 4 gets 0\.644/);
  assert.match(say({ scores: ALL.raise(before) }, { kind: "raise", before }), /^All scores raised by 1: every e\^z grows by the same factor, so no answer changes/);
  assert.match(say({ scores: ALL.double(before) }, { kind: "double", before }), /softmax is surer\. Answer 4 gets 0\.865, before 0\.644\./);
  assert.match(say({ scores: ALL.halve(before) }, { kind: "halve", before }), /softmax is less sure\. Answer 4 gets 0\.455, before 0\.644\./);
  assert.match(say({ scores: [6, 6, 6] }, { kind: "double", before: [3, 3, 3] }), /they do not differ, so no answer changes\./);
  assert.match(say({ scores: [4, 4, 0] }, { kind: "double", before: [2, 2, 0] }), /Answers 1 and 2 get 0\.495 each, before 0\.468\./);
  assert.match(say({}, { kind: "refused", before }), /^Too far: a score would go beyond 16/);
});

test("learning says its step, whether it is sure, and why it stops", () => {
  assert.equal(say({ steps: 18 }), "Step 18, sure: the true answer, 1, gets 0.953 of 1: loss 0.048. Pushes: score 1 up by 0.047, the others down by as much together.");
  assert.match(say({ steps: 17 }), /^Step 17: /);
  assert.match(say({ steps: 100 }), /^Step 100, sure, the end: .* gets 0\.992 of 1: loss 0\.008/);
  assert.match(say({ scores: [16, 16, 16], steps: 1 }), /^Step 0: .* The next step would bring a score beyond 16: learning stops here\.$/);
});

test("separate sigmoids have another sum, and their pushes do not balance", () => {
  const shown = "sigmoids";
  const before = FOUR.scores;
  assert.equal(
    say({ shown }),
    "Separate sigmoids: the answers add up to 3.546. Nothing holds the sum at 1. Loss 9.51. Pushes: score 1 up by 0.269, the others down by 2.815 together.",
  );
  assert.match(say({ shown, scores: [1, 2, 3, 5] }, { kind: "one", i: 3, before }), /no other answer moves, so the sum goes from 3\.546 to 3\.558\./);
  assert.match(say({ shown, scores: ALL.raise(before) }, { kind: "raise", before }), /the sum of the answers goes from 3\.546 to 3\.809\./);
  assert.match(say({ shown, steps: 3 }), /^Step 3: the true answer, 1, gets 0\.842: loss 3\.12\. All answers add up to 2\.649\./);
});

test("numbers are short, and what is near 0 or 1 is not said to be there", () => {
  assert.deepEqual([0, 0.0004, 0.9996, 1, -0.9999, -0.25].map(cell), ["0.000", "≈ 0", "≈ 1", "1.000", "≈ −1", "−0.250"]);
  assert.deepEqual([2.718, 148.41, 2980.96, 8886110, 1.125e-7, 0.0098].map((value) => grown(value)), ["2.72", "148.4", "2981", "8.9·10⁶", "1.1·10⁻⁷", "9.8·10⁻³"]);
  assert.equal(grown(8886110, true), "9·10⁶");
});
