// SignalThroughLayers: its network used again and again, and what it says.
import assert from "node:assert/strict";
import test from "node:test";
import { lookAt, measure, numbers } from "../signal-through-layers/model.js";
import { createNet } from "../signal-through-layers/net.js";
import { roundUp } from "../signal-through-layers/card.js";
import { placeOf, replyTo, sentences, shareOf, sigmaText } from "../signal-through-layers/words.js";

const USUAL = { depth: 10, activation: "tanh", scale: 1, init: "normal", seed: 0, layer: 10 };

function said(changes) {
  const state = { ...USUAL, ...changes };
  const found = numbers(state);
  const at = state.layer - 1;
  const now = { ...found, std: found.activation_std[at], apart: found.apart[at], share: found.gradient_size[0] };
  return sentences(state, now).join("").replaceAll("\u00a0", " ");
}

test("a network that has run before gives what a new one gives", () => {
  const net = createNet();
  const states = [{ depth: 50 }, { depth: 3 }, { init: "equal", scale: 0.2 }, { seed: 5 }, { depth: 20, activation: "relu" }, { init: "zeros" }, {}];
  for (const changes of states) {
    const state = { ...USUAL, ...changes };
    const signals = net.run(state);
    const { top, ...sizes } = measure(signals);
    assert.deepEqual({ ...sizes, ...lookAt(signals, { top, ...sizes }, state) }, numbers(state));
  }
});

test("weights drawn in parts are the same", () => {
  const net = createNet();
  let parts = 1;
  while (!net.prepare(5, 30)) parts += 1;
  assert.equal(parts, 4);
  const state = { ...USUAL, depth: 40, seed: 5 };
  net.run({ ...state, seed: 4 });
  assert.deepEqual(measure(net.run(state)), measure(createNet().run(state)));
});

test("the status says how the signal fares at the layer and the gradient at the first", () => {
  assert.match(said({}), /^Layer 10 of 10: activations have standard deviation 0\.\d+: the signal is alive\. The gradient that reaches layer 1 is 0\.\d+ of the one at the top: alive\.$/);
  const small = said({ depth: 20, layer: 20, scale: 0.4 });
  assert.match(small, /standard deviation \d\.\d × 10⁻⁸: the signal has vanished\. The gradient .* is \d\.\d × 10⁻⁸ of the one at the top: it has vanished\.$/);
  const large = said({ depth: 30, layer: 30, scale: 8 });
  assert.match(large, /0\.9\d, 7\d % saturated\. .* × 10⁸ times the one at the top: it has exploded, past the saturated units\.$/);
  assert.match(said({ activation: "sigmoid" }), /, but the examples are now alike: only \d\.\d × 10⁻⁷ tells them apart\./);
  assert.match(said({ activation: "sigmoid", depth: 40, layer: 40 }), /alike: no measurable difference is left\./);
  assert.match(said({ activation: "relu", scale: 10 }), /, \d+ of 64 units dead: the signal has exploded\./);
});

test("equal weights and zeros have words of their own", () => {
  assert.match(said({ init: "equal", layer: 3 }), /^Layer 3 of 10: all 64 units are one and the same, forward and back, and descent keeps them so: 64 units do the work of one\. The gradient/);
  assert.match(said({ init: "zeros", layer: 3 }), /^Layer 3 of 10: every weight is 0, so all 64 units say 0, whatever the example\. No gradient passes below layer 10/);
  assert.match(said({ init: "zeros", activation: "sigmoid" }), /say 0\.5,/);
});

test("named spreads are named, shares are of or times", () => {
  assert.equal(sigmaText({ scale: 1 }), "0.125 = 1/√n");
  assert.equal(sigmaText({ scale: Math.SQRT2 }), "0.177 = √(2/n)");
  assert.equal(sigmaText({ scale: 1 / 8 }), "0.0156 = 1/n");
  assert.equal(sigmaText({ scale: 8 }), "1");
  assert.equal(shareOf(0.5), "0.50 of");
  assert.equal(shareOf(250), "250 times");
});

test("a ruler ends at a round number", () => {
  assert.deepEqual([0, 3e-7, 1, 1.1, 2, 4.9, 51].map(roundUp).map((value) => Number(value.toPrecision(3))), [1, 5e-7, 1, 2, 2, 5, 100]);
});

test("the prediction is answered when thirty layers of tanh have been to all three places", () => {
  const at = (scale, changes = {}) => placeOf({ ...USUAL, depth: 30, scale, ...changes });
  assert.deepEqual([0.08, 1, 8, 3].map((scale) => at(scale)), ["0.01", "1/√n", "1", null]);
  assert.equal(at(1, { depth: 29 }), null);
  assert.equal(at(1, { activation: "relu" }), null);
  assert.equal(at(1, { init: "equal" }), null);
  assert.match(replyTo("1", new Set()), /^You said 1\. Now set depth 30 and drag σ to each of the three\.$/);
  assert.match(replyTo("1", new Set(["1/√n"])), /seen so far: 1\/√n\.$/);
  assert.match(replyTo("1", new Set(["1", "0.01", "1/√n"])), /It is 1\/√n/);
});
