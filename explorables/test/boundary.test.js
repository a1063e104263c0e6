// BoundaryByHand: the quick cost over weight space, the geometry of the line, the words for a step.
import assert from "node:assert/strict";
import test from "node:test";
import { roundUp, weightHalves, zoomFor } from "../boundary-by-hand/geometry.js";
import { cost, costField, numbers, percent, pointInWords, probability, stepInWords } from "../boundary-by-hand/model.js";
import { createRuns } from "../boundary-by-hand/runs.js";
import * as line from "../shared/plane.js";

const X = [[0.1, 0.6], [0.7, 0.2], [0.5, 0.5], [0.2, 0.1]];
const y = [1, 0, 0, 1];
const near = (a, b, room = 1e-9) => assert.ok(Math.abs(a - b) <= room * Math.max(1, Math.abs(b)), `${a} is not ${b}`);

test("the quick field of costs is the slow cost, also where e^z is no number any more", () => {
  for (const scale of [1, 1000]) {
    const points = X.map((point) => point.map((value) => value * scale));
    const [w1s, w2s] = [[-4, 0, 2.5], [-1, 7]];
    const field = costField({ X: points, y, w1s, w2s })(-0.5);
    w2s.forEach((w2, row) => w1s.forEach((w1, i) => near(field[row * 3 + i], cost(points, y, { w1, w2, b: -0.5 }))));
  }
});

test("the gradient is the slope of the cost, measured", () => {
  const state = { w1: 1.2, w2: -0.7, b: 0.3 };
  const found = numbers({ X, y, ...state, rate: 1 }).gradient;
  ["w1", "w2", "b"].forEach((name, i) => {
    const moved = (by) => cost(X, y, { ...state, [name]: state[name] + by });
    near(found[i], (moved(1e-5) - moved(-1e-5)) / 2e-5, 1e-8);
  });
});

test("doubling everything leaves the line and changes the cost", () => {
  const one = { w1: -3, w2: 2, b: 0.4 };
  const two = { w1: -6, w2: 4, b: 0.8 };
  const box = { x0: 0, x1: 1, y0: 0, y1: 1 };
  line.chord(one, box).flat().forEach((value, i) => near(value, line.chord(two, box).flat()[i]));
  assert.notEqual(cost(X, y, one), cost(X, y, two));
});

test("turning keeps the length of the weights and the point it turns about", () => {
  const before = { w1: 3, w2: 4, b: -2 };
  const point = line.foot(before, [0.5, 0.5]);
  const after = line.turnedBy(before, 90, point);
  near(after.w1, -4, 1e-4);
  near(after.w2, 3, 1e-4);
  near(after.w1 * point[0] + after.w2 * point[1] + after.b, 0, 1e-3);
  const shifted = line.shifted(before, [1, 1]);
  assert.deepEqual(shifted, { w1: 3, w2: 4, b: -7 });
});

test("a line that is not in the picture has no place to hold it by", () => {
  const box = { x0: 0, x1: 1, y0: 0, y1: 1 };
  assert.equal(line.settle({ w1: 1, w2: 1, b: 50 }, [0.5, 0.5], box), null);
  assert.equal(line.settle({ w1: 0, w2: 0, b: 1 }, [0.5, 0.5], box), null);
  assert.deepEqual(line.settle({ w1: 1, w2: 0, b: -0.25 }, [0.9, 0.5], box), [0.25, 0.5]);
});

test("the weight plot zooms out in round steps, and stays out", () => {
  assert.equal(zoomFor({ w1: 4, w2: 4 }, [10, 10], 1), 1);
  assert.equal(zoomFor({ w1: -12, w2: 4 }, [10, 10], 1), 2);
  assert.equal(zoomFor({ w1: 1, w2: 1 }, [10, 10], 5), 5);
  assert.deepEqual([0.7, 3, 20, 21].map(roundUp), [1, 5, 20, 50]);
});

test("features of very different sizes get plots of their own units", () => {
  const wide = [[0, 0], [1000, 1], [500, 0.5]];
  const [half1, half2] = weightHalves(wide);
  assert.ok(half2 > 100 * half1);
  const { x, y: up } = line.dataDomains(wide, 300, 240);
  assert.ok(x[1] - x[0] < 1200 && up[1] - up[0] < 1.2);
});

test("steps, points and probabilities are told in words", () => {
  const before = { cost: 0.5, wrong: 3, turn: 4, gradient: [1, 1, 1] };
  assert.match(stepInWords(before, { ...before, cost: 0.9 }), /rose from 0.500: the rate is too large/);
  assert.match(stepInWords(before, { ...before, cost: 0.4 }), /still turning/);
  assert.match(stepInWords(before, { ...before, cost: 0.4, wrong: 5 }), /falls though more points are wrong/);
  assert.match(stepInWords(before, { ...before, cost: 0.4 }, 2), /falls though/);
  assert.match(stepInWords(before, { ...before, cost: 0.4, turn: 0, wrong: 0 }), /surer/);
  assert.match(stepInWords(before, { ...before, cost: 0.4, gradient: [0, 0, 0] }), /arrived/);
  assert.equal(pointInWords(3, 0), "sure and wrong");
  assert.equal(pointInWords(-0.1, 0), "unsure and right");
  assert.deepEqual([0, 1e-6, 0.312, 0.96, 1 - 1e-9].map(percent), ["0.0 %", "under 0.1 %", "31 %", "96.0 %", "over 99.9 %"]);
  near(probability(-800), 0);
});

test("a run ends when a hand moves the weights; the next one keeps it for comparison", () => {
  const runs = createRuns();
  runs.begin({ w1: 0, w2: 0, wrong: 4 });
  runs.add({ w1: 1, w2: 1, wrong: 2 });
  assert.equal(runs.fewest(), 2);
  assert.equal(runs.leftBehind({ w1: 1, w2: 1 }), false);
  assert.equal(runs.leftBehind({ w1: 1, w2: 2 }), true);
  runs.end();
  runs.begin({ w1: 5, w2: 5 });
  for (let i = 0; i < 5000; i += 1) runs.add({ w1: i, w2: 0 });
  assert.equal(runs.steps(), 5000);
  assert.deepEqual(runs.shown().last, [[0, 0], [1, 1]]);
  assert.ok(runs.shown().now.length <= 2001);
});
