// BackpropByHand: lib's numbers to twelve digits, bugs that the check catches, steps, layouts, words that say the arithmetic.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { NUDGE, at, backward, edgesOf, forward, learn, numbers, sizesOf, visibleBugs, withEdge } from "../backprop-by-hand/model.js";
import { edgesIn, keyOf, sourcesOf, stepsFor, valueOf } from "../backprop-by-hand/steps.js";

const CASES = JSON.parse(readFileSync(new URL("golden/backprop-by-hand.json", import.meta.url), "utf8"));
const STATES = CASES.map(({ state }) => state);

/** The largest difference between two nests of numbers, measured against 1 or the larger number. */
function apart(a, b) {
  if (typeof b === "number") return Math.abs(a - b) / Math.max(1, Math.abs(b));
  if (Array.isArray(b)) return b.length === a.length ? Math.max(0, ...b.map((item, i) => apart(a[i], item))) : Infinity;
  return a === b ? 0 : Infinity;
}

test("every number is that of lib to 1e-12, in five shapes and with five activations", () => {
  for (const { state, expected } of CASES) {
    const now = numbers(state);
    for (const name of Object.keys(expected)) {
      // What is divided by a nudge has lost the digits that were subtracted away.
      const nudge = { weight_slopes: NUDGE, bias_slopes: NUDGE, measured: state.epsilon }[name] ?? 1;
      const room = Math.max(1e-12, (1e-15 * Math.max(1, expected.error)) / nudge);
      assert.ok(apart(now[name], expected[name]) <= room, `${name} of ${sizesOf(state)} ${state.activations}: ${apart(now[name], expected[name])}`);
    }
  }
  assert.ok(new Set(STATES.map((state) => String(sizesOf(state)))).size >= 5);
  assert.equal(new Set(STATES.flatMap(({ activations }) => activations)).size, 5);
});

test("edges are named as in lib: the later node first, a comma between long numbers, b for the bias", () => {
  const names = (sizes) => edgesOf(sizes).map(({ name }) => name);
  assert.deepEqual(names([3, 4, 2]).slice(14), ["w73", "w7b", "w84", "w85", "w86", "w87", "w8b", "w94", "w95", "w96", "w97", "w9b"]);
  assert.ok(["w62", "w10,2", "w12,7", "w12,b"].every((name) => names([5, 5, 5]).includes(name) || names([1, 5, 5, 5]).includes(name)));
});

test("the formulas of nodes 8 and 4", () => {
  const now = numbers(STATES[0]);
  const [[w84], [w94]] = STATES[0].weights[1];
  const [y1, a4] = [now.outputs[1][0], now.outputs[0][0]];
  const [d8, d9] = now.deltas[1];
  assert.ok(Math.abs(d8 - y1 * (1 - y1) * (y1 - STATES[0].target[0])) < 1e-15);
  assert.ok(Math.abs(now.deltas[0][0] - a4 * (1 - a4) * (w84 * d8 + w94 * d9)) < 1e-15);
});

test("each bug is caught at some edge, and without a bug every edge agrees", () => {
  for (const state of STATES) {
    const right = numbers({ ...state, bug: "none" });
    if (state.epsilon < 0.1) assert.deepEqual(right.disagreeing, [], String(sizesOf(state)));
    for (const bug of visibleBugs(state)) assert.ok(numbers({ ...state, bug }).disagreeing.length > 0, bug);
  }
  assert.deepEqual(visibleBugs(STATES[0]), ["no-slope", "transposed", "forgot-fork", "sign"]);
  assert.deepEqual(visibleBugs(STATES[4]), ["sign"]);
});

test("where a bug is seen: behind the last layer, at the weights but no bias, everywhere", () => {
  const found = (bug) => numbers({ ...STATES[0], bug }).disagreeing;
  const hidden = edgesOf([3, 4, 2]).filter(({ layer }) => layer === 0).map(({ name }) => name);
  assert.deepEqual(found("no-slope"), hidden);
  assert.deepEqual(found("forgot-fork"), hidden);
  assert.ok(found("transposed").every((name) => !name.endsWith("b")) && found("transposed").includes("w85"));
  assert.equal(found("sign").length, 26);
});

test("a nudge and a step of learning change nothing in place", () => {
  const state = structuredClone(STATES[0]);
  const before = JSON.stringify(state);
  const edge = edgesOf([3, 4, 2]).find(({ name }) => name === "w9b");
  assert.equal(at(withEdge(state, edge, 7).weights, withEdge(state, edge, 7).biases, edge), 7);
  const after = learn(state, numbers(state));
  assert.ok(numbers({ ...state, ...after }).error < numbers(state).error);
  assert.equal(JSON.stringify(state), before);
  const far = withEdge(state, edge, 30);
  assert.ok(learn({ ...state, ...far }, backward({ ...state, ...far }, forward(state, far), "sign")).biases[1][1] <= 30);
});

test("64 steps for 3, 4 and 2 nodes; every step uses numbers that stand there", () => {
  assert.equal(stepsFor([3, 4, 2]).length, 64);
  for (const state of STATES) {
    const sizes = sizesOf(state);
    const now = numbers(state);
    const known = new Set([...sizes.slice(0, 1).flatMap((n) => [...Array(n).keys()].map((i) => `x.${i}`)), ...state.target.map((_, k) => `target.${k}`)]);
    const names = edgesOf(sizes).map(({ name }) => name);
    for (const step of stepsFor(sizes)) {
      for (const source of sourcesOf(step, sizes)) assert.ok(known.has(source), `${keyOf(step)} needs ${source}`);
      for (const edge of edgesIn(step, sizes)) assert.ok(names.includes(edge), edge);
      assert.ok(Number.isFinite(valueOf(step, now)), keyOf(step));
      known.add(keyOf(step));
    }
    assert.equal(known.size, stepsFor(sizes).length + sizes[0] + sizes.at(-1));
  }
});
