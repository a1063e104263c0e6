// ConvolutionBackward: what the page alone knows: the words, the layout, names of squares.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { layOut } from "../convolution-backward/layout.js";
import { CASES, indices, isOwnTurn, numbers, parsed, products, stepsOf, withValue } from "../convolution-backward/model.js";
import { focusOf } from "../convolution-backward/picture.js";
import { middleCount, verdict } from "../convolution-backward/words.js";

const golden = JSON.parse(readFileSync(new URL("golden/convolution-backward.json", import.meta.url), "utf8"));
const first = (name) => {
  const { x, w, delta } = golden.find(({ state }) => state.case === name).state;
  return { case: name, x, w, delta, goal: "input", way: "scatter", turned: true, step: 0, selected: "" };
};
const say = (state) => verdict(state, numbers(state), focusOf(state));

test("a sum is written out with its letters and with its numbers", () => {
  const { heading, text, check } = say({ ...first("simple"), step: 4, selected: "x[1,2,2]" });
  assert.equal(heading, "dL/dx at row 2, column 2");
  assert.equal(text, " = δ₁₁·w₂₂ + δ₁₂·w₂₁ + δ₂₁·w₁₂ + δ₂₂·w₁₁ = 1·4 + 3·3 − 1·2 − 2·1 = 9. Four products: the square was in four windows.");
  assert.equal(check, "Nudge check. x₂₂ by ±0.0001: the loss moves by 0.0018; divided by 0.0002, 9. The sum agrees.");
});

test("a chosen square says how much of its sum has arrived", () => {
  const chosen = { ...first("simple"), selected: "x[1,2,2]" };
  assert.match(say(chosen).text, /None has arrived yet\.$/);
  assert.match(say({ ...chosen, step: 2 }).text, /So far 2 of 4 have arrived: 13\.$/);
});

test("several filters are added one by one", () => {
  const { text } = say({ ...first("filters"), step: 8, selected: "x[1,1,2]" });
  assert.equal(text, " = 3: from filter 1, δ₁₁·w₁₂ + δ₁₂·w₁₁ = 1·2 + 3·1 = 5; from filter 2, δ₁₁·w₁₂ + δ₁₂·w₁₁ = 2·(−1) + 0·2 = −2. Four products: the square was in two windows of each of 2 filters.");
});

test("what falls on the frame is said", () => {
  assert.match(say({ ...first("padding"), step: 1 }).text, /^ To its window go 1·1, 1·0, 1·2, 1·\(−1\)\. The other five would go to the frame of zeros, and are cut off\.$/);
  assert.match(say({ ...first("padding"), goal: "weight", selected: "w[1,1,1,1]" }).text, /At five more places it saw a zero of the frame\.$/);
});

test("without the turn the check says by how much it fails, and why it may pass", () => {
  const wrong = { ...first("simple"), way: "gather", turned: false, step: 9 };
  assert.match(say(wrong).check, /9 of 9 numbers of dL\/dx, marked by a cross, disagree with the measured slopes, by up to 13\.$/);
  assert.match(say({ ...wrong, selected: "x[1,2,2]" }).check, /divided by 0\.0002, 9\. The sum says −4: wrong by 13\.$/);
  const ones = { ...wrong, delta: [[[1, 1], [1, 1]]] };
  assert.match(say(ones).text, /8 of 9 numbers are wrong\. They are the right ones, turned by 180°/);
  assert.match(say({ ...ones, selected: "x[1,2,2]" }).check, /The sum agrees\. But eight other numbers of dL\/dx do not\.$/);
  assert.match(say({ ...wrong, w: [[[[2, 5], [5, 2]]]] }).check, /they agree\. The filter is the same after half a turn/);
  assert.match(say({ ...wrong, delta: [[[0, 0], [0, 0]]] }).check, /Every δ is 0, and so is every sum\.$/);
  assert.match(say({ ...first("check"), way: "gather", turned: false, step: 75 }).check, /^Nudge check\. All 75 .* they agree\. And yet the filter should be turned/);
  const twoTurned = { ...wrong, ...first("filters"), way: "gather", turned: false, w: [[[[1, 2], [3, 4]]], [[[4, 3], [2, 1]]]], delta: [[[1, 2], [0, 3]], [[1, 2], [0, 3]]] };
  assert.match(say(twoTurned).check, /with these numbers the mistakes cancel\.$/);
});

test("each goal ends with what it is a sum of", () => {
  assert.match(say({ ...first("simple"), step: 4 }).text, /All have sent: this is dL\/dx\. The picture's own numbers are in none of its sums\.$/);
  assert.match(say({ ...first("simple"), way: "gather", step: 9 }).text, /the same 9 numbers as when the outputs send\.$/);
  assert.match(say({ ...first("simple"), goal: "weight", step: 4 }).text, /No weight is in it\.$/);
  assert.match(say({ ...first("filters"), goal: "bias", step: 8 }).text, /dL\/db = 1 and 7: the sum of all δ of a filter\. No picture and no weight is in it\.$/);
  assert.match(say({ ...first("check"), goal: "bias", selected: "b[1]" }).text, /^ = δ₁₁ \+ δ₁₂ .* = 1 \+ 1 \+ 1 \+ 1 \+ 1 \+ 1 \+ 1 \+ 1 \+ 1 = 9\./);
});

test("names of squares are read, and others are not", () => {
  const state = first("check");
  assert.deepEqual(parsed("w[2,3,1,2]", state), { kind: "w", index: [1, 2, 0, 1] });
  for (const name of ["", "w[3,1,1,1]", "x[1,1]", "x[0,1,1]", "y[1]", "b[3]", "x[1,1,1] "]) assert.equal(parsed(name, state), null);
});

test("the middle square gets as many products as it was in windows", () => {
  const counts = Object.fromEntries(Object.keys(CASES).map((name) => [name, middleCount(first(name))]));
  assert.deepEqual(counts, { simple: 4, stride: 4, padding: 9, depth: 4, filters: 8, check: 2 });
});

test("a changed number leaves the others, and the old array, as they were", () => {
  const array = [[[1, 2], [3, 4]]];
  assert.deepEqual(withValue(array, [0, 1, 0], 9), [[[1, 2], [9, 4]]]);
  assert.deepEqual(array, [[[1, 2], [3, 4]]]);
  assert.equal(isOwnTurn([[[[1, 2], [2, 1]]]]), true);
  assert.equal(isOwnTurn([[[[1, 2], [3, 1]]]]), false);
});

test("every view of every case fits, on a page and on a phone, with squares for two digits", () => {
  for (const name of Object.keys(CASES)) {
    for (const view of [{}, { way: "gather" }, { way: "gather", turned: false }, { goal: "weight" }, { goal: "bias" }]) {
      const state = { ...first(name), ...view };
      for (const [width, most, narrow] of [[718, 620, false], [326, 400, true]]) {
        const plan = layOut(state, { filter: 0, channel: 0 }, { width, most, narrow });
        const where = `${name} ${JSON.stringify(view)} ${width}`;
        assert.ok(plan.cell >= 26, where);
        const isWhole = plan.filters.length === state.w.length && (plan.channels.length === state.x.length || state.goal === "bias");
        if (!narrow && !(name === "check" && state.way === "gather")) assert.ok(isWhole, `${where}: not all are shown`);
        assert.ok(plan.height <= (narrow ? 470 : most), `${where}: ${plan.height} high`);
        for (const { grid, x, y } of plan.places) {
          assert.ok(x >= 0 && x + grid.columns * plan.cell <= width, where);
          assert.ok(y + grid.rows * plan.cell <= plan.height, where);
        }
      }
    }
  }
});

test("steps go through the outputs, the squares or the weights", () => {
  const state = first("check");
  assert.equal(stepsOf(state).length, 18);
  assert.equal(stepsOf({ ...state, way: "gather" }).length, 75);
  assert.equal(stepsOf({ ...state, goal: "weight" }).length, 54);
  assert.equal(products(state).length, 294);
  assert.equal(indices(state.w).length, 54);
});
