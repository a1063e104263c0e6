// UnrolledRNN: the parts and their sum, what the check sees, and what the figure says.
import assert from "node:assert/strict";
import test from "node:test";
import { backward, bentBy, check, fateOf, forward, inputAt, numbers, PLANTED, SHAPES, U, weights } from "../unrolled-rnn/model.js";
import { backOf, checkWords, compact, focusOf, placeOf, replyTo, verdict } from "../unrolled-rnn/words.js";

const USUAL = { beta: 0.9, steps: 6, activation: "tanh", shape: "turn", done: 0, selected: "w11", planted: "none", clip: false, threshold: 1 };

function said(changes) {
  const state = { ...USUAL, ...changes };
  const { heading, text, fate, check: checked, clip } = verdict(state, numbers(state));
  return [heading + text, fate, checked.text, clip].map((line) => line.replaceAll("\u00a0", " "));
}

test("the bound is never passed, and met by the identity and a turn", () => {
  for (const activation of ["tanh", "relu", "identity", "sigmoid"])
    for (const shape of Object.keys(SHAPES))
      for (const beta of [0.1, 0.7, 1, 1.6, 2.5]) {
        const { lengths, bounds } = numbers({ ...USUAL, activation, shape, beta, steps: 40 });
        lengths.forEach((length, i) => assert.ok(length <= bounds[i] * (1 + 1e-9), `${activation} ${shape} ${beta} ${i}`));
      }
  const { lengths, bounds } = numbers({ ...USUAL, activation: "identity", beta: 1.1, steps: 40 });
  lengths.forEach((length, i) => assert.ok(Math.abs(length / bounds[i] - 1) < 1e-12));
});

test("the sum so far grows part by part, from the last step to the first", () => {
  const whole = numbers({ ...USUAL, done: 12 });
  assert.deepEqual(whole.so_far, whole.grad_w);
  for (const done of [0, 6]) assert.deepEqual(numbers({ ...USUAL, done }).so_far, [[0, 0], [0, 0]]);
  assert.deepEqual(numbers({ ...USUAL, done: 7 }).so_far, whole.parts[5]);
  assert.ok(Math.abs(numbers({ ...USUAL, done: 8 }).so_far[0][1] - whole.parts[5][0][1] - whole.parts[4][0][1]) < 1e-15);
  assert.deepEqual(whole.parts[0], [[-0, -0], [-0, -0]]);
});

test("both planted bugs pass at T = 1 and 2 where W is nudged, and fail at T = 2 where U is", () => {
  for (const activation of ["tanh", "relu", "identity", "sigmoid"])
    for (const planted of PLANTED)
      for (const steps of [1, 2, 3, 4, 7]) {
        const [w, u] = check(weights(USUAL), steps, activation, planted);
        assert.equal(w > 0, planted !== "none" && steps > 2, `dL/dW ${activation} ${planted} T = ${steps}`);
        assert.equal(u > 0, planted !== "none" && steps > 1, `dL/dU ${activation} ${planted} T = ${steps}`);
      }
});

test("the source's bug at T = 3, by hand", () => {
  const W = weights({ beta: 1, shape: "turn" });
  const run = forward(W, U, 3, "identity");
  const { deltas, parts } = backward(W, run, "source");
  const [s1, , s3] = run.states.slice(1);
  const back = [0, 1].map((i) => (W[0][i] + W[1][i]) * s3[i]); // s₃ where the slope, 1, belongs
  assert.deepEqual(deltas[1], back);
  assert.deepEqual(parts[1], back.map((d) => s1.map((s) => d * s)));
  assert.deepEqual(parts[2], [[1, 1], [1, 1]]); // s₂ has been written over by its slopes
  assert.equal(inputAt(6), inputAt(1));
});

test("vanished and exploded begin at a thousandth and at a thousand", () => {
  assert.deepEqual(fateOf([0.00101, 1]), { share: 0.00101, fate: "alive", lost_after: null });
  assert.deepEqual(fateOf([0.00099, 0.5, 1]), { share: 0.00099, fate: "vanished", lost_after: 2 });
  assert.deepEqual(fateOf([2000, 1001, 1]), { share: 2000, fate: "exploded", lost_after: 1 });
  assert.deepEqual(fateOf([1000, 1]).fate, "alive");
  assert.deepEqual(fateOf([0, 0]).fate, "dead");
});

test("clipping shortens the whole gradient and keeps its direction", () => {
  const { grad_w: before, clipped_w: after, factor, length } = numbers({ ...USUAL, clip: true, threshold: 0.5 });
  assert.ok(Math.abs(factor * length - 0.5) < 1e-12);
  before.flat().forEach((value, i) => assert.ok(Math.abs(after.flat()[i] / value - factor) < 1e-12));
  assert.equal(numbers({ ...USUAL, threshold: 0.5 }).factor, 1);
  assert.equal(bentBy([3, 0], 1), 0);
  assert.equal(bentBy([5, 1], 1), 33.7);
  assert.equal(bentBy([0.5, 1], 1), 0);
});

test("the status, step by step", () => {
  assert.deepEqual(said({}), ["Start: s₀ = (0, 0), ‖W‖ = 0.9. Each step makes sₜ = f(U xₜ + W sₜ₋₁), always with the same U and W. Press Step.", "Alive: ‖δ₁‖ is 0.40 of ‖δ₆‖.", "", ""]);
  assert.match(said({ done: 3 })[0], /^Forward, t = 3: s₃ = \(0\.\d+, 0\.\d+\), from x₃ = −0\.5 and s₂\.$/);
  assert.match(said({ done: 6 })[0], /The cost is the sum of its two numbers, L = 0\.\d+\. Now step back\.$/);
  assert.match(said({ done: 7 })[0], /^Step back 1, t = 6: δ₆ has length 1\.\d\. Its part δ₆ s₅ᵀ is added to dL\/dW\.$/);
  assert.equal(said({ done: 9 })[0], "Step back 3, t = 4: δ₄ has length 0.98, 0.90 of what the bound allows. Its part δ₄ s₃ᵀ is added to dL/dW.");
  const [end, , checked] = said({ done: 12, selected: "w12" });
  assert.match(end, /^Step back 6, t = 1: .* Its part of dL\/dW is 0, as s₀ is 0: the sum is complete\.$/);
  assert.match(checked, /^Nudge check of w₁₂: measured -?0\.\d+, as the sum says\.$/);
});

test("vanished, exploded and dead are said", () => {
  const long = { steps: 40, activation: "identity" };
  assert.equal(said({ ...long, beta: 0.5 })[1], "Vanished: after 10 steps back less than a thousandth is left; ‖δ₁‖ is 1.8 × 10⁻¹² of ‖δ₄₀‖.");
  assert.equal(said({ ...long, beta: 2 })[1], "Exploded: after 10 steps back it is more than a thousand times as long; ‖δ₁‖ is 5.5 × 10¹¹ times ‖δ₄₀‖.");
  assert.match(said({ ...long, beta: 1.1 })[1], /^Alive: ‖δ₁‖ is 41 times ‖δ₄₀‖\.$/);
  assert.match(said({ ...long, activation: "tanh", shape: "mix", beta: 2.5 })[1], /^Vanished: after 3 steps/);
  assert.match(verdict({ ...USUAL, done: 7 }, { ...numbers(USUAL), fate: "dead" }).fate, /^No gradient: at t = 6 every slope is 0, so δ₆ is 0\.$/);
});

test("what the check says of a planted bug", () => {
  const words = (changes) => said({ planted: "source", ...changes })[2];
  assert.match(words({}), /^Nudge check, T = 6: dL\/dW is wrong by up to \d\.\d+\. The same code passes at T = 1 and T = 2\.$/);
  assert.match(words({ steps: 2 }), /^Nudge check, T = 2: dL\/dW agrees, though the code is wrong: its only wrong part is multiplied by s₀ = 0\. Nudge U too: dL\/dU is wrong by 0\.38\.$/);
  assert.match(words({ planted: "last" }), /^Nudge check, T = 6: dL\/dW is wrong by up to 0\.\d+\. The same code passes at T = 1 and T = 2\.$/);
  assert.match(said({ planted: "last", done: 10 })[0], / Planted bug: its part δ₃ s₂ᵀ is left out\.$/);
  assert.match(said({ planted: "last", done: 12 })[0], / Its part would be 0 anyway, as s₀ is 0\.$/);
  assert.match(said({ planted: "source", done: 10 })[0], /^Step back 4, t = 3: δ₃ has length [\d.]+\. Planted bug: s₄ stood in place of the slope f′\(z₃\)\.$/);
  assert.equal(said({ planted: "source", done: 10 })[1], "");
  assert.equal(checkWords({ ...USUAL, done: 11 }, numbers(USUAL)).text, "");
});

test("clipping is said", () => {
  assert.match(said({ clip: true, threshold: 0.1 })[3], /^Clipped: the gradient's length \d\.\d+ becomes 0\.1; its direction stays\.$/);
  assert.match(said({ clip: true, threshold: 10 })[3], /^Not clipped: the gradient's length is \d\.\d+\.$/);
});

test("few letters for a square", () => {
  assert.deepEqual([0, 0.5, -0.0123, 9.994, 12.34, -456.7, 999.6, 3.2e8, -9.96e-5].map(compact), ["0", "0.50", "−0.012", "9.99", "12.3", "−457", "1·10³", "3·10⁸", "−1·10⁻⁴"]);
});

test("where one is on the way", () => {
  assert.deepEqual([0, 4, 6, 7, 12].map((done) => [backOf({ done, steps: 6 }), focusOf({ done, steps: 6 })]), [[0, 0], [0, 4], [0, 6], [1, 6], [6, 1]]);
});

test("the prediction waits for both values", () => {
  const at = (changes) => placeOf({ ...USUAL, steps: 40, activation: "identity", ...changes });
  assert.deepEqual([at({}), at({ beta: 1.104 }), at({ beta: 1 }), at({ steps: 39 }), at({ activation: "tanh" }), at({ shape: "uneven" })], [0.9, 1.1, null, null, null, null]);
  assert.match(replyTo("about 50", new Map()), /Now set T = 40 and identity, and drag ‖W‖ to 0\.9 and to 1\.1\.$/);
  const length = (beta) => numbers({ ...USUAL, steps: 40, activation: "identity", beta }).lengths[0];
  assert.match(replyTo("about 50", new Map([[0.9, length(0.9)]])), /seen so far: 0\.9\.$/);
  assert.match(replyTo("about 50", new Map([[0.9, length(0.9)], [1.1, length(1.1)]])), /It is 2505: each of the 39 steps/);
});
