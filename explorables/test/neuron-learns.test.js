// NeuronLearns besides its numbers: where the start may be moved, and the sentences that say how the two copies are doing.
import assert from "node:assert/strict";
import test from "node:test";
import { MAX_EPOCH, numbers, ratesOf, startAt } from "../neuron-learns/model.js";
import { amount, heading, manner, verdict } from "../neuron-learns/words.js";

const BAD = { weight: 2, bias: 2, rate_squared: 0.15, rate_cross: 0.005, rates: "same", epoch: 0 };
const say = (changes) => {
  const state = { ...BAD, ...changes };
  return verdict(state, numbers(state));
};

test("the published numbers come out, and the race at the same rate", () => {
  const ends = (changes) => numbers({ ...BAD, rates: "own", epoch: 300, ...changes }).outputs.map((a) => a.at(-1).toFixed(3));
  assert.deepEqual(ends({}), ["0.203", "0.780"]);
  assert.deepEqual(ends({ weight: 0.6, bias: 0.9 }), ["0.094", "0.418"]);
  assert.deepEqual(numbers(BAD).half, [232, 17]);
});

test("a start anywhere moves weight and bias by the same, within their range, and comes back", () => {
  for (const from of [{ weight: 2, bias: 2 }, { weight: 0.6, bias: 0.9 }, { weight: -4, bias: 4 }]) {
    for (let z = -8; z <= 8; z += 0.25) {
      const { weight, bias } = startAt(z, from);
      assert.ok(Math.abs(weight + bias - z) < 1e-9, `${z}`);
      assert.ok(Math.max(Math.abs(weight), Math.abs(bias)) <= 4);
    }
  }
  let start = { weight: 0.6, bias: 0.9 };
  for (const z of [1.51, 1.57, 1.6, 1.23, 1.5]) start = startAt(z, start);
  assert.deepEqual(start, { weight: 0.6, bias: 0.9 });
  assert.deepEqual(ratesOf(BAD), [0.15, 0.15]);
  assert.deepEqual(ratesOf({ ...BAD, rates: "own" }), [0.15, 0.005]);
});

test("the start compares the pushes", () => {
  assert.equal(
    say({}),
    "both say 0.982, the target is 0. The squared error pushes with 0.982 × slope 0.018 = 0.017, cross-entropy with 0.982: 57 times as hard.",
  );
  assert.match(say({ weight: -2, bias: 0 }), /^both say 0.119, already on the target's side of 0.5/);
});

test("each copy is said to hardly move, to be on its way, or to be below 0.5, as it is", () => {
  assert.match(say({ epoch: 40 }), /squared error still says 0.977: slope 0.022, push 0.022, it hardly moves. Cross-entropy says 0.134, below 0.5 since epoch 17\.$/);
  assert.match(say({ epoch: 228 }), /squared error says 0.530: slope 0.249, push 0.132, on its way/);
  assert.match(say({ epoch: 300 }), /squared error says 0.203, below 0.5 since epoch 232. Cross-entropy says 0.012, below 0.5 since epoch 17 \(14 times as soon\)\.$/);
  assert.match(say({ epoch: 20, rates: "own" }), /Cross-entropy still says 0.978: push 0.978, so its score falls by 0.0098 an epoch/);
  assert.match(say({ epoch: 300, rates: "own" }), /Cross-entropy says 0.780: push 0.780, on its way/);
  assert.match(say({ epoch: 50, rates: "own", rate_squared: 0.001, weight: 1, bias: 0 }), /push 0.14\d, but at rate 0.001 it hardly moves/);
  assert.match(say({ epoch: 3, weight: 0, bias: -1 }), /below 0.5 from the start. Cross-entropy says .* below 0.5 from the start/);
});

test("the manner of a copy follows its rule at every epoch", () => {
  for (const rates of ["same", "own"]) {
    for (let epoch = 0; epoch <= MAX_EPOCH; epoch += 1) {
      const now = numbers({ ...BAD, rates, epoch });
      for (const i of [0, 1]) {
        const over = now.half[i] >= 0 && epoch >= now.half[i];
        assert.equal(manner(now, i), over ? "over" : now.falls[i] < 0.01 ? "stuck" : "falls");
      }
    }
  }
});

test("numbers have the digits that tell them apart", () => {
  assert.deepEqual([0.5, 0.0173, 0.0034, 0.00035, 0.00002, 0.99966, 1.2345].map(amount), ["0.500", "0.017", "0.0034", "0.00035", "under 0.0001", "0.9997", "1.234"]);
  assert.deepEqual([0, 7, 300].map(heading), ["Start", "Epoch 7", "Epoch 300, the end"]);
});
