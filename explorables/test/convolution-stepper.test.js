// ConvolutionStepper: its words, its questions, who uses a weight, and where the grids stand.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { KERNELS, PICTURES, nameOf } from "../convolution-stepper/kernels.js";
import { arrange } from "../convolution-stepper/layout.js";
import { changed, framed, leastPadding, metBy, numbers, outputSize, placeAt, placeOf, turn, usesOf } from "../convolution-stepper/model.js";
import { questionsOf, sizesAround } from "../convolution-stepper/question.js";
import { settle, testsOf } from "../convolution-stepper/sanitize.js";
import { arithmetic, biasWords, leftOver, nothingYet, parametersFilled, squareWords, sumsInWords, weightWords, windowWords } from "../convolution-stepper/words.js";

const cases = JSON.parse(readFileSync(new URL("golden/convolution-stepper.json", import.meta.url), "utf8")).map(({ state }) => state);
const [book] = cases;
const volume = cases.find(({ picture }) => Array.isArray(picture[0][0]));
const said = (state, at, reached = true) => windowWords(state, numbers(state), at, reached).join("");
const sum = (list) => list.reduce((all, one) => all + one, 0);

test("the window is told product by product, by rows, or by channels", () => {
  assert.equal(said(book, [0, 0, 0]), "Row 1, column 1: 1·1 + 1·0 + 1·1 + 0·0 + 1·1 + 1·0 + 0·1 + 0·0 + 1·1 = 4.");
  assert.equal(said(volume, [0, 0, 0]), "Row 1, column 1 of map 1: 2 + (−1) + 3 + bias 1 = 5. One term a channel.");
  const large = { ...book, kernel: Array(4).fill([1, 2, 3, 4]), bias: [-2] };
  assert.equal(said(large, [0, 0, 0]), "Row 1, column 1: 6 + 9 + 7 + 7 + bias (−2) = 27. One term a row of the kernel.");
  assert.equal(arithmetic([[{ w: -2, x: 3 }]], 0, -6, 1), "3·(−2) = −6");
  assert.equal(said(book, [0, 1, 1], false), "Row 2, column 2: not computed yet. Say what comes out, then choose it.");
});

test("every sum that is told is right", () => {
  for (const state of cases) {
    const found = numbers(state);
    found.maps.forEach((map, f) =>
      map.forEach((row, r) =>
        row.forEach((value, s) => {
          const [left, right] = sumsInWords(state, found)([f, r, s]).split(" = ");
          const terms = left.split(" + ").map((term) => term.replace("bias ", "").split("·").map((part) => Number(part.replace(/[()]/g, "").replace("−", "-"))));
          assert.equal(sum(terms.map((factors) => factors.reduce((product, factor) => product * factor, 1))), value);
          assert.equal(Number(right.replace("−", "-")), value);
        }),
      ),
    );
  }
});

test("the end counts the work, a stride that leaves something out says so, and so does the turn", () => {
  assert.match(said({ ...book, place: 9 }, [0, 2, 2]), /= 4\. All done: 9 numbers, 81 products, and only 9 weights\.$/);
  assert.match(said({ ...volume, place: 18 }, [1, 2, 2]), /All done: 18 numbers, 486 products, and only 54 weights\.$/);
  const three = { ...book, stride: 3 };
  assert.equal(leftOver(three, numbers(three)), " Stride 3 leaves 2 rows and 2 columns of the picture out: no window looks there (hatched).");
  assert.match(nothingYet(three, numbers(three)).join(""), /^Nothing is computed yet\. Step lays the kernel on the first place\. Stride 3/);
  const frameOnly = { ...book, stride: 3, padding: 1 };
  assert.deepEqual(numbers(frameOnly).unseen_rows, [6]);
  assert.equal(leftOver(frameOnly, numbers(frameOnly)), " The hatched zeros are in no window.");
  assert.equal(leftOver(book, numbers(book)), "");
  const turned = { ...book, turned: true, kernel: [[1, 2, 3], [4, 5, 6], [7, 8, 9]] };
  assert.match(said(turned, [0, 0, 0]), /The kernel is turned by 180°; not turned it gives \d+ here\.$/);
  assert.match(said({ ...book, turned: true }, [0, 0, 0]), /Turned by 180°, this kernel is what it was: nothing changes\.$/);
});

test("what one more in a square, a weight or a bias adds is what it says", () => {
  for (const state of [book, { ...book, stride: 2 }, { ...book, padding: 2, turned: true, kernel: [[1, -2, 3], [0, 5, 6], [7, 8, -9]] }]) {
    const found = numbers(state);
    const all = (of) => sum(numbers(of).maps.flat(2));
    const claim = (words) => Number(/adds (?:their sum, )?(?:.* = )?(−?\d+)(?:,)? to (?:the outputs together|that output)/.exec(words)[1].replace("−", "-"));
    const filters = [[state.turned ? turn(state.kernel) : state.kernel]];
    for (const [p, q] of [[0, 0], [2, 3], [4, 4]]) {
      const words = squareWords(state, usesOf([0, p, q], filters, [found.rows, found.columns], state.stride, state.padding), [0, p, q]).join("");
      const more = { ...state, picture: changed(state.picture, [p, q], state.picture[p][q] + 1) };
      assert.equal(claim(words), all(more) - all(state), words);
    }
    for (const [i, j] of [[0, 0], [1, 2]]) {
      const own = state.turned ? [2 - i, 2 - j] : [i, j];
      const more = { ...state, kernel: changed(state.kernel, own, state.kernel[own[0]][own[1]] + 1) };
      const words = weightWords(state, found, [0, 0, i, j]).join("");
      assert.equal(claim(words), all(more) - all(state), words);
      assert.equal(metBy([i, j], found, state.stride).length, found.rows * found.columns);
    }
  }
  const unseen = { ...book, stride: 3 };
  assert.match(squareWords(unseen, [], [0, 4, 4]).join(""), /in no window: stride 3 passes over it, and no output knows it\./);
  assert.equal(biasWords(volume, numbers(volume), 0).join(""), "Bias of filter 1 (1): added to all 9 numbers of map 1.");
});

test("the questions have the true answer among four, and only those that fit", () => {
  assert.deepEqual(questionsOf(book).map(({ truth }) => truth), ["2", "5", "1", "3", "3"]);
  for (const asked of [...questionsOf(book), ...questionsOf(volume)]) {
    assert.equal(asked.choices.length, 4);
    assert.equal(new Set(asked.choices).size, 4);
    assert.ok(asked.choices.includes(asked.truth), asked.words);
  }
  for (let truth = 1; truth < 9; truth += 1) for (let i = 0; i < 5; i += 1) assert.ok(sizesAround(truth, i).includes(truth));
  assert.deepEqual(questionsOf(volume)[0].choices, ["18", "54", "56", "147"]);
  const tiny = { picture: [[1, 2], [3, 4]], kernel: book.kernel };
  assert.ok(questionsOf(tiny).every(({ set }) => set.padding >= leastPadding(tiny.picture, tiny.kernel)));
  assert.equal(parametersFilled(volume, 56), "(3·3·3 + 1)·2 = 56");
});

test("places count map by map, row by row, and back", () => {
  assert.equal(placeOf(0, 3, 3), null);
  for (let place = 1; place <= 18; place += 1) assert.equal(placeAt(placeOf(place, 3, 3), { rows: 3, columns: 3 }), place);
  assert.equal(outputSize(5, 3, 2, 1), 3);
  assert.deepEqual(framed([[7]], 1), [[0, 0, 0], [0, 7, 0], [0, 0, 0]]);
});

test("kernels and pictures to choose from are small whole numbers, and are known again", () => {
  for (const list of [KERNELS, PICTURES]) {
    for (const [name, , rows] of list) {
      assert.equal(nameOf(list, structuredClone(rows)), name);
      assert.ok(rows.flat().every((value) => Number.isInteger(value) && Math.abs(value) <= 9));
    }
  }
  assert.equal(nameOf(KERNELS, [[1]]), "own");
});

test("the height does not change with stride and padding, and nothing stands outside", () => {
  const box = ({ x, y, cell }, rows, columns) => [x, y, x + columns * cell, y + rows * cell];
  for (const [channels, filters, side] of [[1, 1, 5], [1, 1, 9], [1, 1, 2], [3, 2, 5], [3, 2, 3]]) {
    for (const width of [328, 344, 480, 600, 640, 686, 720]) {
      const heights = new Set();
      for (const k of filters > 1 ? [3] : [1, 3, 5]) {
        for (let padding = 0; padding < 3; padding += 1) {
          for (let stride = 1; stride < 4; stride += 1) {
            const out = outputSize(side, k, stride, padding);
            if (k > side + 2 * padding) continue;
            const shape = { channels, filters, height: side, width: side, k, padding, rows: out, columns: out, letters: 3 };
            const found = arrange(shape, width);
            heights.add(found.height + (found.kind === "one" && filters > 1 && width >= 640 ? 40 : 0));
            const across = side + 2 * padding;
            const boxes = [
              ...found.pictures.slice(0, 1).map((spot) => box(spot, across, across)),
              ...found.slices.flat().map((spot) => box(spot, k, k)),
              ...found.biases.map((spot) => box(spot, 1, 1)),
              ...found.maps.map((spot) => box(spot, out, out)),
            ];
            boxes.forEach(([x0, y0, x1, y1], i) => {
              const name = `${JSON.stringify(shape)} ${width} ${i}`;
              assert.ok(x0 >= 8 && y0 >= 16 && x1 <= width - 8 && y1 <= found.height, name);
              boxes.slice(i + 1).forEach(([a0, b0, a1, b1], j) => assert.ok(a0 >= x1 || a1 <= x0 || b0 >= y1 || b1 <= y0, `${name} on ${i + 1 + j}`));
            });
          }
        }
      }
      assert.equal(heights.size, 1, `${channels} ${side} ${width}: ${[...heights]}`);
    }
  }
});

test("a link may not bring what does not fit", () => {
  const state = { ...structuredClone(book), get: (name) => state[name] };
  const tests = testsOf(state, book);
  assert.ok(Object.entries(book).every(([name, value]) => tests[name](value)));
  for (const bad of [[[1]], [[1, 2], [3]], "x", null, [[1, 2], [3, 10]], volume.picture]) assert.ok(!tests.picture(bad), JSON.stringify(bad));
  for (const bad of [[[1, 2]], Array(6).fill(Array(6).fill(1)), volume.kernel, []]) assert.ok(!tests.kernel(bad), JSON.stringify(bad));
  assert.ok(!tests.square([5, 0]) && !tests.square([0]) && tests.square([]) && tests.square([4, 4]));
  assert.ok(!tests.bias([1, 2]) && !tests.place(170) && !tests.stride(0) && !tests.padding(3) && !tests.turned(1));
  Object.assign(state, { picture: [[1, 2], [3, 4]], padding: 1, set: (changes) => Object.assign(state, changes) });
  settle(state, book);
  assert.equal(state.picture.length, 2);
  state.padding = 0;
  settle(state, book);
  assert.deepEqual([state.picture, state.padding], [book.picture, 0]);
});
