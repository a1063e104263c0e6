// LineByHand: the chapter's run, the border of divergence, the rings of equal cost, the words.
import assert from "node:assert/strict";
import test from "node:test";
import { VALLEY, comesBack, cost, diverges, numbers, ring } from "../line-by-hand/model.js";
import { createRuns } from "../line-by-hand/runs.js";
import { allInWords, lineInWords, replyTo, PREDICTION, stepInWords } from "../line-by-hand/words.js";
import { amount, fiveDigits, grouped } from "../shared/yuan.js";

const near = (a, b, room = 1e-9) => assert.ok(Math.abs(a - b) <= room * Math.max(1, Math.abs(b)), `${a} is not ${b}`);

function descend(state, count) {
  let now = state;
  for (let k = 0; k < count; k += 1) {
    const [w, b] = numbers(now).next;
    now = { ...now, w, b, steps: now.steps + 1 };
  }
  return now;
}

test("ten rounds of one person at a time from zero are those of the chapter", () => {
  const { w, b } = descend({ w: 0, b: 0, rate: 0.01, mode: "stochastic", steps: 0 }, 50);
  near(w, 1124.0634970262222, 1e-13);
  near(b, 85.48528882583837, 1e-12);
});

test("with all five a step, descent falls below the rate 0.0486 and climbs above it", () => {
  const after = (rate) => cost(descend({ w: 0, b: 0, rate, mode: "batch", steps: 0 }, 400));
  assert.ok(after(0.0485) < cost({ w: 0, b: 0 }));
  assert.ok(after(0.0487) > cost({ w: 0, b: 0 }));
});

test("the valley is the best line, and every ring has its cost all around", () => {
  near(VALLEY.w, 1095.42586751, 1e-9);
  near(VALLEY.b, -304.84227129, 1e-9);
  for (const level of [0.5e6, 8e6]) for (const [w, b] of ring(level)) near(cost({ w, b }), level, 1e-9);
});

test("money is written as in the chapter", () => {
  assert.deepEqual([5500, -1234567, 12.5, -0.4].map((value) => grouped(value)), ["5,500", "−1,234,567", "13", "0"]);
  assert.deepEqual([22650000, 231400, 999.6, -2570, 43.21].map(amount), ["22.6 million", "231,000", "1,000", "−2,570", "43.2"]);
  assert.deepEqual([-8157882, 91173.4, 0.00060001, 0, 1e-8].map(fiveDigits), ["−8.1579 million", "91,173", "0.00060001", "0", "1.00\u00a0×\u00a010⁻⁸"]);
});

test("the line in words: the largest error, and whom it passes", () => {
  assert.equal(lineInWords([-100.2, 50, 0.2, 7, 3400]).join(""), "Largest error 3,400 yuan (the person with 10.1 years). The line passes above 3 people and below 1, and through 1.");
});

test("a step in words", () => {
  const one = { asked: 2, errors: [0, 0, -4990, 0, 0], slopes: [-39920, -4990] };
  assert.equal(stepInWords(one, [399.2, 49.9]), "asked the person with 8 years: error −4,990 yuan, so w rises by 399, b by 50.");
  assert.match(stepInWords(one, [-3.04, 0.01]), /so w falls by 3.0, b hardly moves\.$/);
  const all = { asked: -1, slopes: [-42572, -5720], cost: 2e6, next_cost: 3e6 };
  assert.match(stepInWords(all, [2128, -286]), /w rises by 2,128, b falls by 286\. The cost rose from 2.00 million: the rate is too large\./);
  assert.match(stepInWords({ ...all, slopes: [0.1, 0.2], next_cost: 1e6 }, [0, 0]), /It has arrived\.$/);
});

test("the status says when a run has left the picture, or gone back", () => {
  const state = { w: 100, b: 0, cost: 1e6, steps: 1 };
  const edge = { kind: "edge", to: [3454, 314] };
  assert.match(allInWords({ ...state, happened: { ...edge, diverges: true } })[1], /after 1 step: .*to w 3,450, b 314\..*diverges/);
  assert.doesNotMatch(allInWords({ ...state, happened: { ...edge, diverges: false } })[1], /diverges/);
  assert.match(allInWords({ ...state, steps: 10000, happened: { kind: "end" } })[1], /After 10,000 steps the figure stops/);
  assert.match(allInWords({ ...state, happened: { kind: "back" } })[1], /Back at the start/);
  assert.match(allInWords({ ...state, happened: null })[1], /best line has cost 205,000/);
});

test("the reply waits for a long run", () => {
  assert.match(replyTo(PREDICTION.choices[2], false), /Let “one person” play/);
  assert.match(replyTo(PREDICTION.choices[2], true), /That is it/);
  assert.match(replyTo(PREDICTION.choices[0], true), /Not quite/);
});

test("a rate diverges where a long run does, and a run has come back where it gets no farther", () => {
  for (const mode of ["stochastic", "batch"]) {
    for (const rate of [0.001, 0.01, 0.02, 0.03, 0.04, 0.0465, 0.047, 0.05, 0.1]) {
      let line = { w: 400, b: 4000 };
      let came = false;
      for (let steps = 0; steps < 20000 && Math.abs(line.w) < 1e6; steps += 5) {
        const began = [line.w, line.b];
        for (let k = 0; k < 5; k += 1) {
          const [w, b] = numbers({ ...line, rate, mode, steps: steps + k }).next;
          line = { w, b };
        }
        came ||= comesBack(began, [line.w, line.b], rate);
      }
      assert.equal(diverges({ rate, mode }), Math.abs(line.w) >= 1e6, `${mode}, rate ${rate}`);
      if (mode === "stochastic" && !diverges({ rate, mode })) assert.ok(came, `rate ${rate}`);
    }
  }
});

test("a run ends when a hand moves the line; the next one keeps it for comparison", () => {
  const runs = createRuns();
  runs.begin([0, 0]);
  runs.add([1, 1]);
  assert.equal(runs.leftBehind([1, 1]), false);
  assert.equal(runs.leftBehind([1, 2]), true);
  runs.end();
  runs.begin([5, 5]);
  for (let i = 0; i < 5000; i += 1) runs.add([i, 0]);
  assert.deepEqual(runs.shown().last, [[0, 0], [1, 1]]);
  assert.deepEqual(runs.start(), [5, 5]);
  assert.ok(runs.shown().now.length <= 2001);
});
