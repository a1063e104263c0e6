// What the figures say: the right word for what happens.
import assert from "node:assert/strict";
import test from "node:test";
import { chordVerdict, MAX_W, MIN_W, numbers as costNumbers } from "../cost-curves/model.js";
import { numbers as descend } from "../descent-1d/model.js";
import { heading, manner, outcome, verdict as says } from "../descent-1d/words.js";
import { numbers as slopes, verdict } from "../sigmoid-slope/model.js";

test("on the bowl, the manner of a run follows its rate", () => {
  const words = { 0.01: "creeps", 0.3: "descends", 1.7: "overshoots", 2: "zigzags", 2.3: "diverges", 1: "arrived" };
  for (const [rate, word] of Object.entries(words)) {
    const state = { curve: "bowl", start: -1.5, rate: Number(rate), steps: 4 };
    assert.equal(manner(state, descend(state)), word, `rate ${rate}`);
  }
});

test("small steps near the bottom are no creeping, and a run that is over says so", () => {
  const run = (rate, steps) => {
    const state = { curve: "bowl", start: -2, rate, steps };
    const now = descend(state);
    return { manner: manner(state, now), words: says(state, now), outcome: outcome(now) };
  };
  assert.equal(run(0.1, 23).manner, "nears");
  assert.equal(run(0.1, 60).outcome, "arrived after 51 steps");
  assert.equal(run(1.51, 60).manner, "arrived");
  assert.equal(run(2.3, 1).manner, "diverges");
  assert.equal(run(3, 60).outcome, "diverged");
  assert.match(run(0.01, 60).words, /It creeps: .* Stopped after 60 steps\.$/);
  assert.equal(run(0.01, 60).outcome, "had not arrived after 60 steps");
  assert.doesNotMatch(run(0.01, 59).words, /Stopped/);
});

test("the heading says when a run was started again, and when it is drawn at another rate", () => {
  const plain = { last: 3, steps: 3, again: false, changed: "" };
  assert.equal(heading(plain), "Step 3");
  assert.equal(heading({ ...plain, last: 0, steps: 0, again: true }), "Start");
  assert.equal(heading({ ...plain, again: true }), "Started again, step 3");
  assert.equal(heading({ ...plain, changed: "rate 0.5" }), "The same 3 steps with rate 0.5");
  assert.equal(heading({ ...plain, steps: 9, changed: "rate 1" }), "The same run with rate 1, step 3");
});

test("a run that has not begun is a start; one that ends in a side valley has settled", () => {
  const start = { curve: "valleys", start: -3.4, rate: 0.1, steps: 0 };
  assert.equal(manner(start, descend(start)), "start");
  const far = { ...start, steps: 60 };
  assert.equal(manner(far, descend(far)), "settled");
  const near = { ...far, start: 0.6 };
  assert.equal(manner(near, descend(near)), "arrived");
});

test("every start in the picture of the three valleys leads, at a small rate, to one of the three", () => {
  const ends = new Set();
  for (let start = -4.5; start <= 4.5; start += 0.1) {
    const run = descend({ curve: "valleys", start, rate: 0.1, steps: 60 });
    if (run.at_rest) ends.add(run.points.at(-1).toFixed(0).replace("-0", "0"));
    assert.ok(run.points.every((w) => Math.abs(w) <= 4.5), `from ${start}`);
  }
  assert.deepEqual([...ends].sort(), ["-3", "0", "3"]);
});

test("where there is more than one bottom, a jump is called a jump, and nothing is said of the next one", () => {
  const words = new Set();
  for (const curve of ["valleys", "logistic"]) {
    for (let start = -4.5; start <= 4.5; start += 0.3) {
      for (const rate of [0.3, 1, 2, 3.2, 10]) {
        for (let steps = 1; steps < 12; steps += 1) {
          const state = { curve, start, rate, steps };
          const run = descend(state);
          const word = manner(state, run);
          words.add(word);
          const [before, after] = run.costs.slice(-2);
          if (word === "jumps up") assert.ok(after > before);
          else if (!["settled", "arrived", "balances"].includes(word)) assert.ok(after < before, `${word} ${JSON.stringify(state)}`);
        }
      }
    }
  }
  for (const word of ["diverges", "overshoots", "zigzags"]) assert.ok(!words.has(word), word);
  for (const word of ["jumps up", "jumps down", "nears", "descends"]) assert.ok(words.has(word), word);
});

test("on a ridge it balances, and a ball outside the picture is said to be there", () => {
  let [low, high] = [1.5, 1.7];
  const slope = (w) => descend({ curve: "valleys", start: w, rate: 0.1, steps: 0 }).slopes[0];
  for (let k = 0; k < 50; k += 1) [low, high] = slope((low + high) / 2) > 0 ? [(low + high) / 2, high] : [low, (low + high) / 2];
  const state = { curve: "valleys", start: low, rate: 0.1, steps: 5 };
  assert.equal(manner(state, descend(state)), "balances");
  const far = { curve: "bowl", start: -3, rate: 3, steps: 2 };
  assert.match(says(far, descend(far)), /it diverges\. It is outside the picture now\./);
  assert.doesNotMatch(says({ ...far, steps: 1, rate: 1.5 }, descend({ ...far, steps: 1, rate: 1.5 })), /outside/);
});

test("no chord of the cross-entropy is poked through, and some chord of the squared error is", () => {
  const found = { squared_error: new Set(), cross_entropy: new Set() };
  for (const cost of Object.keys(found)) {
    for (const examples of ["one", "three"]) {
      for (const y of [0, 1]) {
        for (let left = MIN_W; left < MAX_W; left += 1) {
          for (let right = left + 1; right <= MAX_W; right += 1) {
            const state = { a: 0.5, y, cost, examples, left, right };
            found[cost].add(chordVerdict(state, costNumbers(state)));
          }
        }
      }
    }
  }
  assert.deepEqual([...found.cross_entropy], ["above"]);
  assert.deepEqual([...found.squared_error].sort(), ["above", "pokes"]);
});

test("a slope is judged against the steepest of its curve", () => {
  const say = (z, activation) => verdict(slopes({ z, activation, layers: 1 }));
  assert.match(say(0, "sigmoid"), /as steep as this curve gets/);
  assert.match(say(4, "sigmoid"), /learning has almost stopped/);
  assert.match(say(-1, "relu"), /no slope at all/);
  assert.match(say(-1, "leaky_relu"), /learning has almost stopped/);
});
