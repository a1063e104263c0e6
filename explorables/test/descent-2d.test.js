// Descent2D besides its numbers: the contours, the camera, and the sentence that says what a run does.
import assert from "node:assert/strict";
import test from "node:test";
import { batches, ended, numbers } from "../descent-2d/model.js";
import { createCamera } from "../descent-2d/perspective.js";
import { SURFACES } from "../descent-2d/surfaces.js";
import { verdict } from "../descent-2d/words.js";
import { contourLines, sampleGrid } from "../shared/contours.js";
import { ellipse } from "../shared/landscapes.js";
import { clipLine } from "../shared/path.js";

const RAVINE = { surface: "ravine", start_x: -3.5, start_y: 1.2, rate: 0.18, mode: "batch", steepness: 10, steps: 10 };
const BUMPY = { ...RAVINE, surface: "bumpy", rate: 0.2, start_x: -3.6, start_y: -1.2, steps: 200 };
const LOGISTIC = { ...RAVINE, surface: "logistic", rate: 0.5, start_x: -3.4, start_y: 1.4, steps: 60 };
const say = (state) => verdict(state, numbers(state));

test("a contour of a bowl is one closed ring of equal value", () => {
  const grid = sampleGrid((x, y) => x * x + y * y, { x0: -2, x1: 2, y0: -2, y1: 2, columns: 40, rows: 40 });
  const [ring, ...more] = contourLines(grid, 1);
  assert.equal(more.length, 0);
  assert.deepEqual(ring[0], ring.at(-1));
  for (const [x, y] of ring) assert.ok(Math.abs(Math.hypot(x, y) - 1) < 0.005);
  assert.deepEqual(contourLines(grid, -1), []);
});

test("a contour that leaves the grid is open, and two hills have two", () => {
  const box = { x0: -2, x1: 2, y0: -1, y1: 1, columns: 20, rows: 10 };
  const slope = contourLines(sampleGrid((x) => x, box), 0.55);
  assert.equal(slope.length, 1);
  assert.equal(slope[0].length, 11);
  const hills = (x, y) => Math.exp(-8 * ((Math.abs(x) - 1) ** 2 + y * y));
  assert.equal(contourLines(sampleGrid(hills, box), 0.5).length, 2);
});

test("a line is cut where it leaves the box and goes on where it comes back", () => {
  const box = { x0: 0, x1: 10, y0: 0, y1: 10 };
  assert.deepEqual(clipLine([[1, 1], [5, 5], [5, 20], [8, 20], [8, 2]], box), [
    [[1, 1], [5, 5], [5, 10]],
    [[8, 10], [8, 2]],
  ]);
  assert.deepEqual(clipLine([[20, 20], [30, 30]], box), []);
});

test("the camera finds the point of the surface that it has drawn", () => {
  const heightAt = (x, y) => 0.05 * (x * x + 4 * y * y);
  for (const turn of [-150, -30, 0, 45, 90]) {
    const camera = createCamera({ turn, heightAt });
    camera.fit([[-4, -2], [4, -2], [-4, 2], [4, 2]], { x0: 0, x1: 600, y0: 0, y1: 300 });
    for (const [x, y] of [[0, 0], [2, 0.5], [-3, -1], [3.5, 1.2]]) {
      const found = camera.unproject(camera.project(x, y));
      assert.ok(Math.hypot(found.x - x, found.y - y) < 1e-3, `${turn}: ${x}, ${y}`);
    }
  }
});

test("in an epoch every example comes once", () => {
  for (const mode of ["mini-batch", "stochastic", "batch"]) {
    const epoch = batches(mode, 24).flat().slice(0, 12);
    assert.equal(new Set(epoch).size, 12);
  }
});

test("the sentence names what the run does", () => {
  assert.match(say({ ...RAVINE, steps: 0 }), /^The arrow points straight downhill/);
  assert.match(say(RAVINE), /cross the valley each time, but each crossing is 80 % as wide as the one before\. Fastest in the long run: rate 2\/\(1 \+ κ\) = 0.182 leaves 81.8 % of the distance a step\.$/);
  assert.match(say({ ...RAVINE, rate: 0.2 }), /neither settles nor grows/);
  assert.match(say({ ...RAVINE, rate: 0.25, steps: 7 }), /times what it was: the rate is above 2\/κ = 0.2, and it diverges/);
  assert.match(say({ ...RAVINE, rate: 0.01 }), /creeps: along the valley each step covers only 1 %/);
  assert.match(say({ ...RAVINE, rate: 0.1 }), /without crossing/);
  assert.match(say({ ...RAVINE, rate: 0.182, steps: 60 }), /arrived at the lowest point\. In the long run no rate is faster: 2\/\(1 \+ κ\) = 0.182/);
  assert.doesNotMatch(say({ ...RAVINE, steps: 5 }), /astest/);
  assert.match(say({ ...RAVINE, steepness: 50, rate: 0.03, steps: 3 }), /each crossing is 50 % as wide/);
  assert.match(say({ ...RAVINE, steepness: 50, rate: 0.03, steps: 20 }), /zigzag has died out, and it creeps: along the valley each step covers only 3 %/);
  assert.match(say({ ...RAVINE, start_y: 0, rate: 1.5, steps: 3 }), /Along the floor each step overshoots the lowest point/);
  assert.match(say({ ...RAVINE, start_x: 0, rate: 0.05, steps: 3 }), /straight down the steep side: each step covers 50 %/);
  assert.match(say({ ...RAVINE, rate: 1, start_y: 0, steps: 1 }), /arrived at the lowest point/);
  assert.match(say(BUMPY), /settled in a side valley. This is a local minimum; a lower one exists/);
  assert.match(say({ ...BUMPY, start_x: 3, start_y: 0 }), /arrived at the lowest point/);
  assert.match(say({ ...BUMPY, rate: 10 }), /diverges. Stopped here/);
  assert.match(say({ ...LOGISTIC, mode: "stochastic" }), /staggers around the bottom/);
  assert.match(say({ ...LOGISTIC, mode: "mini-batch", steps: 3 }), /asks only four examples/);
});

test("in the long run the rate that is called the fastest is so, and a crossing shrinks as is said", () => {
  for (const steepness of [2, 10, 50]) {
    const shrinks = (rate) => {
      const [a, b] = numbers({ ...RAVINE, steepness, rate, steps: 150 }).points.slice(-2);
      return Math.max(...b.map((coordinate, i) => Math.abs(coordinate / a[i]))); // in the long run the slower direction counts
    };
    const fastest = 2 / (1 + steepness);
    assert.ok(Math.abs(shrinks(fastest) - (steepness - 1) / (steepness + 1)) < 1e-6);
    for (const change of [0.5, 0.8, 0.97, 1.005, 1.01]) assert.ok(shrinks(change * fastest) > shrinks(fastest), `${steepness}, ${change}`);
  }
  const heights = numbers({ ...RAVINE, rate: 0.18 }).points.map(([, y]) => y);
  assert.ok(heights.slice(1).every((y, i) => Math.abs(y / heights[i] + 0.8) < 1e-9));
});

test("the ravine's lines are where it has their cost", () => {
  const { value } = SURFACES.ravine;
  for (const steepness of [1, 10, 50]) for (const [x, y] of ellipse(3.7, steepness)) assert.ok(Math.abs(value(x, y, steepness) - 3.7) < 1e-9);
});

test("a run that diverges stops before its numbers overflow", () => {
  const state = { ...RAVINE, steepness: 50, rate: 10, steps: 200 };
  const run = numbers(state);
  assert.ok(run.diverged && ended(run, state) && run.points.length < 5);
  assert.ok(run.costs.every(Number.isFinite));
});
