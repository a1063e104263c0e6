// Broadcast: indices, the way back from a result, words, and where the grids stand.
import assert from "node:assert/strict";
import test from "node:test";
import { arrange } from "../broadcast/layout.js";
import { broadcastShapes, indexOf, numbers, sourceOf, traced } from "../broadcast/model.js";
import { axisInWords, gridTitle, status, sumInWords, tuple } from "../broadcast/words.js";

const SHAPES = [[]];
for (const shape of SHAPES) if (shape.length < 3) for (let size = 1; size <= 5; size += 1) SHAPES.push([...shape, size]);
const said = (left, right, place = 0, covered = false) => status({ left, right }, numbers({ left, right }), place, covered).join("");

test("every number of every result is the sum of the two it is traced to", () => {
  const few = SHAPES.filter((shape) => shape.every((size) => size !== 3 && size !== 4));
  for (const left of few) {
    for (const right of few) {
      const found = numbers({ left, right });
      found.result?.forEach((value, place) => {
        const from = traced(place, { left, right }, found);
        assert.equal(from.left.value + from.right.value, value);
      });
    }
  }
});

test("shapes are written as in Python, indices count as ravel does", () => {
  assert.deepEqual([[], [4], [3, 4]].map(tuple), ["()", "(4,)", "(3, 4)"]);
  assert.deepEqual(indexOf(6, [3, 4]), [1, 2]);
  assert.deepEqual(sourceOf([3, 1, 2], [2, 3]), [1, 2]);
  assert.deepEqual(sourceOf([3, 1, 2], [4, 1, 3]), [3, 0, 2]);
  assert.equal(SHAPES.length, 156);
  assert.equal(broadcastShapes([4], [3]), null);
});

test("the sum of one number is told with its indices", () => {
  const sum = (left, right, place) => sumInWords(place, { left, right }, numbers({ left, right }));
  assert.equal(sum([3, 4], [4], 6), "left[1, 2] + right[2] = 12 + 3 = 15");
  assert.equal(sum([], [2], 1), "left + right[1] = 10 + 2 = 12");
});

test("the status names the result, the misfit and its cure, and the trap", () => {
  assert.match(said([3, 4], [4], 6), /^\(3, 4\) \+ \(4,\) → \(3, 4\), 12 additions. left\[1, 2\]/);
  assert.match(said([], []), /→ \(\), 1 addition\./);
  assert.match(said([3, 4], [3]), /puts 4 over 3. .*As a column it fits: right.reshape\(3, 1\)/);
  assert.match(said([2, 4, 3], [2, 3]), /With a 1 put in it fits: right.reshape\(2, 1, 3\)/);
  assert.match(said([2, 3], [3, 2]), /puts 2 over 3 and 3 over 2. .*right.T is \(2, 3\) and fits/);
  assert.match(said([2, 3], [4, 5]), /No 1 put in gives one of them the shape of the other/);
  assert.match(said([3, 1], [3]), /every row meets every column, 9 numbers in the shape \(3, 3\). Did you want that\?/);
  assert.match(said([3, 4], [3], 0, true), /^\(3, 4\) \+ \(3,\): do they fit/);
});

test("each axis and each grid is told in words", () => {
  assert.deepEqual(axisInWords("equal", 1, 1), ["✓", "both 1"]);
  assert.deepEqual(axisInWords("clash", 4, 3), ["✗", "clash: 4 against 3"]);
  assert.match(axisInWords("left", 1, 3).join(" "), /^✓ left’s.1 stretched to.3$/);
  assert.deepEqual(gridTitle("right", [4], [3, 4]), ["right (4,)", "stretched to (3, 4)"]);
  assert.deepEqual(gridTitle("left", [], null), ["left ()", "a single number"]);
  assert.deepEqual(gridTitle("result", null, null, false), ["✗ no result", ""]);
});

test("nothing leaves the picture, and three axes are slabs side by side", () => {
  for (const width of [296, 720]) {
    for (const shape of SHAPES) {
      const { places, cell, height } = arrange([shape, shape, shape], [true, true, true], width);
      for (const { x, y, grid } of places) {
        assert.ok(x + grid.width <= width - 8, `${shape} at ${width}`);
        assert.ok(y + grid.height <= height);
      }
      assert.ok(cell >= 27);
    }
  }
  const { places } = arrange([[4, 2, 3], [4, 2, 3], [4, 2, 3]], [true, true, false], 720);
  assert.deepEqual(places[0].grid.corner(3), [3 * (3 * 31 + 12), 20]);
});
