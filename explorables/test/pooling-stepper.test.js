// PoolingStepper besides its numbers: what a move changes, where the curve has its corner, and the sentences that say so.
import assert from "node:assert/strict";
import test from "node:test";
import { curveOf } from "../pooling-stepper/curve.js";
import { arrange } from "../pooling-stepper/layout.js";
import { FITS, changes, countOf, deltasOf, lossAt, numbers, pool, sharesOf, shifted, windowsOf, windowsWith, withNumber } from "../pooling-stepper/model.js";
import { questionFor } from "../pooling-stepper/question.js";
import { checkWords, deltaWords, editWords, isComplete, shiftWords, spokenSquare, squareWords } from "../pooling-stepper/square-words.js";
import { inWords, list, sumOf, tidy, windowWords } from "../pooling-stepper/words.js";

const USUAL = {
  kind: "max",
  way: "forward",
  size: 2,
  stride: 2,
  picture: [[1, 5, 2, 0], [3, 4, 1, 2], [0, 1, 6, 1], [7, 2, 0, 3]],
  grad: [[2, 1, -2], [-1, 3, 1], [1, -3, 2]],
  place: 4,
  window: 0,
  square: 1,
};
const all = (value) => Array.from({ length: 4 }, () => Array(4).fill(value));
const at = (changed) => ({ ...USUAL, ...changed });
const say = (changed, i = 0) => windowWords(at(changed), numbers(at(changed)), i).join("");
const ask = (changed) => squareWords(at(changed), numbers(at(changed))).join("");

test("windows, squares and δ are counted in reading order", () => {
  assert.deepEqual(windowsOf(USUAL), [[0, 1, 4, 5], [2, 3, 6, 7], [8, 9, 12, 13], [10, 11, 14, 15]]);
  assert.deepEqual([[2, 2], [2, 1], [3, 1], [3, 2]].map(([size, stride]) => countOf({ size, stride })), [4, 9, 4, 1]);
  assert.deepEqual(windowsWith(at({ stride: 1 }), 5), [0, 1, 3, 4]);
  assert.deepEqual(windowsWith(at({ size: 3 }), 15), []);
  assert.deepEqual(deltasOf(USUAL), [2, 1, -1, 3]);
});

test("shares add up to the gradient, and an average spreads all of δ", () => {
  for (const kind of ["max", "average", "l2"]) {
    for (const [size, stride] of [[2, 1], [2, 2], [3, 1], [3, 2]]) {
      const state = at({ kind, size, stride });
      const sums = Array(16).fill(0);
      for (const { squares, shares } of sharesOf(state)) squares.forEach((square, i) => (sums[square] += shares[i]));
      const whole = numbers(state).whole.flat();
      assert.ok(sums.every((sum, i) => Math.abs(sum - whole[i]) < 1e-12));
      if (kind === "l2") continue;
      for (const [i, { shares }] of sharesOf(state).entries()) assert.ok(Math.abs(shares.reduce((a, b) => a + b) - deltasOf(state)[i]) < 1e-12);
    }
  }
});

test("four moves to the right bring the picture back", () => {
  const moved = [1, 2, 3, 4].reduce((picture) => shifted(picture), USUAL.picture);
  assert.deepEqual(moved, USUAL.picture);
  assert.deepEqual(shifted(USUAL.picture)[0], [0, 1, 5, 2]);
  assert.deepEqual(changes(pool(USUAL), pool(at({ picture: shifted(USUAL.picture) }))), [0, 1]);
  assert.deepEqual(changes([1, 2, 3], [1, 2 + 1e-12, 4]), [2]);
});

test("numbers in squares are short and those in sums have their signs", () => {
  assert.deepEqual([3.25, 0.5, 7.1414, -0.25, -12.345, 26.8328, 1 / 9, 1.4003, -0, 36].map(tidy), ["3.25", "0.5", "7.14", "−0.25", "−12.3", "26.8", "0.11", "1.40", "0", "36"]);
  assert.equal(sumOf([1, -2, 3]), "1 − 2 + 3");
  assert.equal(list([1, 2, 3]), "1, 2 and 3");
  assert.deepEqual([1, 9, 16].map(inWords), ["one", "nine", "16"]);
});

test("forward, the step is said in numbers", () => {
  assert.equal(say({}), "Window 1 of 4: the largest of 1, 5, 3, 4 is 5 (row 1, column 2). The other numbers leave no trace.");
  assert.equal(say({ kind: "average" }), "Window 1 of 4: the average (1 + 5 + 3 + 4)/4 = 3.25. Every number counts alike.");
  assert.equal(say({ kind: "l2" }), "Window 1 of 4: the root √(1² + 5² + 3² + 4²) = 7.14. The farther a number is from 0, the more it counts.");
  assert.equal(say({}, 1), "Window 2 of 4: the largest of 2, 0, 1, 2 is 2. It is there twice; the first in reading order counts as the winner (row 1, column 3).");
  assert.equal(say({}, 3), "Window 4 of 4: the largest of 6, 1, 0, 3 is 6 (row 3, column 3). Done: four numbers stand for 16.");
  assert.match(say({ picture: withNumber(USUAL.picture, 0, -3), kind: "l2" }), /√\(\(−3\)² \+ 5²/);
  assert.match(say({ picture: withNumber(USUAL.picture, 1, -3), kind: "average" }), /\(1 − 3 \+ 3 \+ 4\)\/4 = 1\.25/);
  assert.match(say({ size: 3, place: 1, kind: "average" }), /^Window 1 of 1: the average \(1 \+ 5 \+ 2 \+ 3 \+ 4 \+ 1 \+ 0 \+ 1 \+ 6\)\/9 = 2\.56\. Done: one number stands for 16\.$/);
  assert.equal(say({ place: 0 }, -1), "Nothing is worked out yet: press Step, and the window begins in the top left corner.");
});

test("back, the step says where δ goes", () => {
  const way = "back";
  assert.equal(say({ way }), "Window 1 of 4: δ = 2 goes to the winner alone, the 5 (row 1, column 2). The other three did not move y, and get 0.");
  assert.equal(say({ way }, 1), "Window 2 of 4: 2 is there twice. All of δ = 1 goes to the first in reading order (row 1, column 3), nothing to the other. That is the rule of lib, and of PyTorch.");
  assert.equal(say({ way, kind: "average" }), "Window 1 of 4: δ = 2 is spread evenly: 2/4 = 0.5 to each of the four.");
  assert.equal(say({ way, kind: "average" }, 3), "Window 4 of 4: δ = 3 is spread evenly: 3/4 = 0.75 to each of the four. Done: every δ times a table of 1/4, the Kronecker product δ ⊗ 1/4.");
  assert.equal(say({ way, kind: "l2" }), "Window 1 of 4: each gets δ·x/y: 2 · 5/7.14 = 1.40 to the 5 (row 1, column 2). The nearer a number is to 0, the smaller its share.");
  assert.match(say({ way, stride: 1, place: 9 }, 8), /Done\. Where windows overlap, what they give is added\.$/);
  assert.match(say({ way, size: 3, place: 1, kind: "average" }), /2\/9 = 0\.22 to each of the nine\. Done: what is outside the window gets 0\.$/);
  assert.match(say({ way, kind: "l2", picture: all(0) }), /all numbers are 0\. There the root has a corner; lib, as PyTorch, gives the gradient 0\.$/);
  assert.match(say({ way, picture: all(3) }), /3 is there four times\. .* nothing to the others\./);
  assert.match(say({ way, grad: all(0) }, 1), /^Window 2 of 4: δ = 0, so nothing goes back\.$/);
  assert.equal(say({ way, place: 0 }, -1), "Nothing is worked out yet: the δ of all 4 pooled numbers are known. Press Step to send the first one back.");
});

test("a square says what it is to its windows", () => {
  assert.equal(ask({}), "Row 1, column 2 holds 5: the winner of window 1.");
  assert.equal(ask({ square: 0 }), "Row 1, column 1 holds 1: it does not win window 1. The pooled map does not know it.");
  assert.equal(ask({ square: 10, stride: 1 }), "Row 3, column 3 holds 6: the winner of windows 5, 6, 8 and 9.");
  assert.match(ask({ square: 9, stride: 1 }), /it wins none of windows 4, 5, 7 and 8\./);
  assert.match(ask({ kind: "average" }), /5\/4 = 1\.25 is its part of the average of window 1\.$/);
  assert.match(ask({ kind: "l2" }), /5² = 25 is under the root of window 1\.$/);
  assert.match(ask({ size: 3, square: 15 }), /it is in no window, so it never counts\.$/);
  assert.match(spokenSquare(USUAL, numbers(USUAL)), /^row 1, column 2: 5, wins window 1$/);
  assert.match(spokenSquare(at({ size: 3, square: 15 }), numbers(at({ size: 3, square: 15 }))), /: 3, in no window$/);
});

test("back, a square adds up what its windows give, and is checked", () => {
  const way = "back";
  assert.equal(ask({ way }), "Row 1, column 2 holds 5: gradient 2, from window 1. Nudged up and down, it moves Σ δ·y with slope 2: they agree.");
  assert.match(ask({ way, stride: 1, place: 9, square: 10 }), /gradient 3 \+ 1 − 3 \+ 2 = 3, from windows 5, 6, 8 and 9\. .* slope 3: they agree\.$/);
  assert.match(ask({ way, stride: 1, place: 9, square: 12 }), /gradient 1, from window 7\. /);
  assert.match(ask({ way, stride: 1, place: 9, square: 9 }), /gradient 0: nothing comes from windows 4, 5, 7 and 8\. .* they agree\.$/);
  assert.match(ask({ way, stride: 1, place: 9, square: 5 }), /gradient −1, from window 4 alone\./);
  assert.match(ask({ way, stride: 1, place: 5, square: 10 }), /so far its gradient is 3; windows 6, 8 and 9 are still to come\.$/);
  assert.match(ask({ way, stride: 1, place: 8, square: 15 }), /no gradient yet; window 9 is still to come\.$/);
  assert.match(ask({ way, size: 3, place: 1, square: 15 }), /never counts: gradient 0\.$/);
  assert.ok(isComplete(at({ place: 1, square: 5 })) && !isComplete(at({ place: 1, square: 2 })));
});

test("at a tie the check says both slopes and disagrees", () => {
  const way = "back";
  const words = (side) => `They disagree: a tie is a corner, and the gradient is the slope ${side}.`;
  assert.equal(ask({ way, square: 2 }), `Row 1, column 3 holds 2: gradient 1, from window 2. Pushed up, Σ δ·y has slope 1; pulled down, 0; the mean is 0.5. ${words("up")}`);
  assert.equal(ask({ way, square: 7 }), `Row 2, column 4 holds 2: gradient 0, from window 2. Pushed up, Σ δ·y has slope 1; pulled down, 0; the mean is 0.5. ${words("down")}`);
  const zeros = at({ way, kind: "l2", picture: all(0) });
  assert.match(checkWords(zeros, numbers(zeros)), /slope 2; pulled down, −2; the mean is 0\. There is a corner here \(a window of zeros\); the mean happens to be the gradient\.$/);
  assert.match(checkWords(USUAL, { ...numbers(USUAL), agrees: false }), /with slope 2, not 2: they disagree\.$/);
  const both = at({ way, stride: 1, place: 9, picture: all(3), square: 5 });
  assert.match(checkWords(both, numbers(both)), /They disagree: a tie is a corner, and has no one slope\.$/);
  const curve = curveOf(at({ way, square: 2 }));
  assert.equal(curve.length, 41);
  assert.equal(curve[0][1], curve[20][1]);
  assert.ok(Math.abs(curve[40][1] - curve[20][1] - 2) < 1e-12);
  assert.equal(lossAt(USUAL, 1, 5), 10 + 2 - 7 + 18);
});

test("a change and a move say how much of the pooled map changes", () => {
  const before = pool(USUAL);
  const edited = (value, square = 1) => at({ picture: withNumber(USUAL.picture, square, value), square });
  const edit = (state, from) => editWords(state, numbers(state), { from, before }).join("");
  assert.equal(edit(edited(6), 5), "Row 1, column 2, from 5 to 6: 1 of the 4 pooled numbers changes (5 to 6).");
  assert.equal(edit(edited(2, 0), 1), "Row 1, column 1, from 1 to 2: none of the 4 pooled numbers change.");
  assert.equal(edit(USUAL, 5), "Row 1, column 2 holds 5: the winner of window 1.");
  assert.match(edit({ ...edited(6), way: "back" }, 5), /^Row 1, column 2, from 5 to 6: gradient 2, from window 1\. Nudged/);
  const move = (kind, changed = {}) => {
    const state = at({ kind, ...changed });
    return shiftWords({ ...state, picture: shifted(state.picture) }, { before: pool(state), picture: state.picture }).join("");
  };
  assert.equal(move("max"), "Moved to the right: all 16 squares differ, and 2 of the 4 pooled numbers change. Windows 3 and 4 keep their 7 and 6: as large a number is still inside.");
  assert.equal(move("average"), "Moved to the right: all 16 squares differ, and all 4 pooled numbers change. The largest change is 1.75: a column left each window, and another came in.");
  assert.match(move("max", { picture: all(2) }), /0 of the 16 squares differ, and none of the 4 pooled numbers change\. Windows 1, 2, 3 and 4 keep their/);
  assert.match(move("max", { picture: all(2).map((row, i) => row.map((_, j) => 4 * i + j - 7)), size: 3 }), /the one pooled number (changes|stays)/);
  assert.equal(deltaWords(USUAL, 2), "δ of window 3 is −1.");
});

test("the prediction is answered when the reader has seen it", () => {
  let seen = { moved: null, tie: false };
  const forward = questionFor(USUAL, 4, () => seen);
  assert.deepEqual(forward.choices, ["0", "1", "2", "3", "4"]);
  assert.match(forward.question, /With max pooling, how many of the four numbers change\?$/);
  assert.match(forward.reply("2"), /^Press Shift right/);
  seen = { moved: { changed: 2, count: 4, kind: "max" }, tie: false };
  assert.match(forward.reply("2"), /^Yes: 2 of 4 with max pooling\./);
  assert.match(forward.reply("4"), /^No: 2 of 4 with max pooling\./);
  seen = { moved: { changed: 4, count: 4, kind: "average" }, tie: true };
  assert.match(forward.reply("4"), /^4 of 4 with average pooling\./);
  const nine = questionFor({ ...USUAL, stride: 1 }, 9, () => ({ moved: { changed: 6, count: 9, kind: "max" } }));
  assert.match(nine.reply("5 to 8"), /^Yes: 6 of 9/);
  assert.match(nine.reply("9"), /^No/);
  const back = questionFor(at({ way: "back" }), 4, () => seen);
  assert.match(back.reply(back.choices[0]), /^Yes\. All of it goes to the first/);
  seen = { moved: null, tie: false };
  assert.match(back.reply(back.choices[1]), /^Step on to a window with a tie/);
});

test("grids stand inside the picture and beside each other at every width", () => {
  for (const way of ["forward", "back"]) {
    for (const places of [1, 2, 3]) {
      for (let width = 280; width <= 720; width += 11) {
        const { grids, height, curve } = arrange(way, places, width);
        const boxes = Object.entries(grids).map(([name, { x, y, cell, tall }]) => {
          const side = name === "picture" || name === "gradient" ? 4 : places;
          const right = name === "delta" ? Math.max(x + side * cell, x + 86) : x + side * cell; // its name is wider than one square
          return [x, y - 20, right, y + side * tall];
        });
        if (curve) boxes.push([curve.x, curve.y, curve.x + curve.width, curve.y + curve.height]);
        for (const [x0, y0, x1, y1] of boxes) assert.ok(x0 >= 0 && y0 >= 0 && x1 <= width && y1 <= height, `${way} ${places} ${width}`);
        for (const a of boxes) for (const b of boxes) assert.ok(a === b || a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1], `${way} ${places} ${width}`);
      }
    }
  }
});

test("what a link says is checked", () => {
  for (const [name, good] of Object.entries(USUAL)) assert.ok(FITS[name](good), name);
  const bad = { kind: "min", way: "up", size: 4, stride: 0, picture: [[1]], grad: all(1), place: 10, window: -1, square: 16 };
  for (const [name, value] of Object.entries(bad)) assert.ok(!FITS[name](value), name);
  assert.ok(!FITS.picture(all(0.5)) && !FITS.picture(all(10)) && !FITS.picture("12"));
});
