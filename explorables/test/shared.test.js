// The small parts of the kit, each said in a sentence.
import assert from "node:assert/strict";
import test from "node:test";
import { fixed, significant, short } from "../shared/format.js";
import { cost, segmentTouches } from "../shared/labels.js";
import { onAbort } from "../shared/lifetime.js";
import { toPath } from "../shared/path.js";
import { clean, linear, logarithmic, snap, ticks } from "../shared/scale.js";
import { createState } from "../shared/state.js";

test("a linear scale and its inverse undo each other", () => {
  const x = linear([-8, 8], [40, 700]);
  assert.equal(x(0), 370);
  for (const value of [-8, -1.3, 0, 7.9]) assert.ok(Math.abs(x.invert(x(value)) - value) < 1e-12);
});

test("a logarithmic scale puts equal ratios at equal distances", () => {
  const y = logarithmic([1e-3, 1], [0, 300]);
  assert.ok(Math.abs(y(1e-2) - 100) < 1e-9);
  assert.ok(Math.abs(y.invert(200) - 0.1) < 1e-12);
  assert.deepEqual(y.ticks(4).map((t) => t.toPrecision(1)), ["0.001", "0.01", "0.1", "1"]);
});

test("ticks are round and free of binary noise", () => {
  assert.deepEqual(ticks(0, 1, 5), [0, 0.2, 0.4, 0.6, 0.8, 1]);
  assert.deepEqual(ticks(-8, 8, 4), [-5, 0, 5]);
  assert.equal(clean(0.1 + 0.2), 0.3);
  assert.equal(snap(1.2345, 0.01), 1.23);
});

test("numbers are written with a true minus and few digits", () => {
  assert.equal(fixed(-0.5, 2), "−0.50");
  assert.equal(fixed(-0.001, 2), "0.00");
  assert.equal(significant(0.0176627), "0.0177");
  assert.equal(significant(0.9999), "1.00");
  assert.equal(significant(9.5367e-7, 2), "9.5\u00a0×\u00a010⁻⁷");
  assert.equal(significant(-123456), "−1.23\u00a0×\u00a010⁵");
  assert.equal(significant(Infinity), "∞");
  assert.equal(short(1e-6), "10⁻⁶");
  assert.equal(short(-4), "−4");
});

test("a label knows when a line crosses it", () => {
  const box = { x0: 0, x1: 10, y0: 0, y1: 10 };
  assert.ok(segmentTouches([-5, 5], [15, 5], box));
  assert.ok(segmentTouches([2, 2], [3, 3], box));
  assert.ok(!segmentTouches([-5, 12], [15, 12], box));
  assert.ok(!segmentTouches([-5, 0], [5, 25], box));
  assert.equal(cost(box, { lines: [[[-5, 12], [15, 12]]], boxes: [{ x0: 20, x1: 30, y0: 0, y1: 5 }] }), 0);
});

test("a path starts with M and goes on with L", () => {
  assert.equal(toPath([[0, 1], [2, 3.456]]), "M0.00 1.00L2.00 3.46");
});

/** A model that records what is asked of it. */
function fakeModel(values) {
  const listening = new Set();
  const calls = { saves: 0 };
  return {
    calls,
    listening,
    get: (key) => values[key],
    set: (key, value) => (values[key] = value),
    on: (event) => listening.add(event),
    off: (event) => listening.delete(event),
    save_changes: () => (calls.saves += 1),
  };
}

test("the state saves once for many changes, resets, and lets go of the model", () => {
  const life = new AbortController();
  const model = fakeModel({ _defaults: { z: 1, curve: "sigmoid" }, z: 1, curve: "sigmoid" });
  const state = createState({ model, signal: life.signal, onChange: () => {} });
  assert.deepEqual([...model.listening], ["change:z", "change:curve"]);
  state.set({ z: 2 });
  state.set({ z: 3 });
  state.save();
  state.save();
  assert.equal(model.calls.saves, 1);
  state.reset();
  assert.deepEqual(state.all(), { z: 1, curve: "sigmoid" });
  life.abort();
  assert.equal(model.calls.saves, 2);
  assert.equal(model.listening.size, 0);
});

test("what is stopped late is stopped at once", () => {
  const life = new AbortController();
  life.abort();
  let stopped = false;
  onAbort(life.signal, () => (stopped = true));
  assert.ok(stopped);
});
