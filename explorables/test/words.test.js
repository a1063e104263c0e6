// What the figures say: the right word for what happens.
import assert from "node:assert/strict";
import test from "node:test";
import { chordVerdict, MAX_W, MIN_W, numbers as costNumbers } from "../cost-curves/model.js";
import { numbers as descend } from "../descent-1d/model.js";
import { manner } from "../descent-1d/words.js";
import { numbers as slopes, verdict } from "../sigmoid-slope/model.js";

test("on the bowl, the manner of a run follows its rate", () => {
  const words = { 0.01: "creeps", 0.3: "descends", 1.7: "overshoots", 2: "zigzags", 2.3: "diverges", 1: "arrived" };
  for (const [rate, word] of Object.entries(words)) {
    const state = { curve: "bowl", start: -1.5, rate: Number(rate), steps: 4 };
    assert.equal(manner(state, descend(state)), word, `rate ${rate}`);
  }
});

test("a run that has not begun is a start; one that ends in a side valley has settled", () => {
  const start = { curve: "valleys", start: -3.4, rate: 0.1, steps: 0 };
  assert.equal(manner(start, descend(start)), "start");
  const far = { ...start, steps: 60 };
  assert.equal(manner(far, descend(far)), "settled");
  const near = { ...far, start: 0.6 };
  assert.equal(manner(near, descend(near)), "arrived");
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
