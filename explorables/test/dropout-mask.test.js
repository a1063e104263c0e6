// DropoutMask: the numbers that drop units, all 32 masks, and what it says in words.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { allMasks, compare, drawsOf, factorsNow, maskAt, numbers } from "../dropout-mask/model.js";
import { droppedInWords, inWords, isByHand, shownDraw } from "../dropout-mask/words.js";

const USUAL = JSON.parse(readFileSync(new URL("golden/states.json", import.meta.url), "utf8")).DropoutMask._defaults;
const said = (change) => {
  const state = { ...USUAL, ...change };
  return inWords(state, numbers(state)).join("");
};

test("a unit is dropped where its number is below p", () => {
  const draws = drawsOf(1, 40);
  for (const p of [0, 0.3, 0.9]) for (const k of [0, 7, 39]) assert.deepEqual(maskAt({ seed: 1, p }, k), draws[k].map((draw) => (draw < p ? 0 : 1)));
  const [short, long] = [drawsOf(2, 3).slice(0, 3), drawsOf(2, 5).slice(0, 3)];
  assert.deepEqual(short, long);
  assert.notDeepEqual(drawsOf(2, 3)[0], draws[0]);
});

test("the products of all masks add up to the output with all units", () => {
  for (const p of [0, 0.25, 0.9]) {
    const masks = allMasks({ ...USUAL, p });
    const sum = (value) => masks.reduce((total, mask) => total + value(mask), 0);
    assert.ok(Math.abs(sum(({ chance }) => chance) - 1) < 1e-12);
    assert.ok(Math.abs(sum(({ chance, output }) => chance * output) - 1.6) < 1e-12);
    assert.equal(new Set(masks.map(({ mask }) => mask.join(""))).size, 32);
  }
});

test("the factors are those of all units, of the mask drawn last, or of the one by hand", () => {
  assert.deepEqual(factorsNow(USUAL), [1, 1, 1, 1, 1]);
  assert.deepEqual(factorsNow({ ...USUAL, scaling: "test", p: 0.75 }), [0.25, 0.25, 0.25, 0.25, 0.25]);
  assert.deepEqual(factorsNow({ ...USUAL, steps: 3 }), maskAt(USUAL, 2).map((stays) => 2 * stays));
  assert.deepEqual(factorsNow({ ...USUAL, steps: 3, mask: [0, 1, 0, 0, 1] }), [0, 2, 0, 0, 2]);
  assert.deepEqual(factorsNow({ ...USUAL, mask: [0, 1, 0, 0, 1], scaling: "never" }), [0, 1, 0, 0, 1]);
});

test("what is dropped, in words", () => {
  const words = [[2, 2, 2, 2, 2], [0, 0, 0, 0, 0], [2, 0, 2, 2, 2], [0, 2, 2, 2, 0], [0, 0, 2, 2, 0]].map(droppedInWords);
  assert.deepEqual(words, ["no unit dropped", "all units dropped", "unit 2 dropped", "units 1 and 5 dropped", "units 1, 2 and 5 dropped"]);
});

test("the state in words: before, after few and after many masks", () => {
  assert.equal(said({}), "All units, as at test time: output 1.6. Step draws a mask.");
  assert.equal(said({ scaling: "test", p: 0.75 }), "All units, as at test time: output 0.4. Each unit is multiplied by 1 − p = 0.25. Step draws a mask.");
  assert.match(said({ steps: 1 }), /^Mask 1: .* Mean of 1 mask −?[\d.]+; all units give 1\.600\. So few masks say little yet\.$/);
  assert.match(said({ steps: 19 }), /So few masks say little yet\.$/);
  assert.match(said({ steps: 100 }), /^Mask 100: .* dropped: output −?[\d.]+\. Mean of 100 masks 1\.596 ± 0\.172; all units give 1\.600\. They agree within two standard errors\.$/);
  assert.match(said({ steps: 30, mask: [1, 0, 1, 1, 0] }), /^By hand: units 2 and 5 dropped: output 5\.2\. What is chosen is not counted\. Mean of 30 masks .* 1\.600\.$/);
  assert.equal(said({ mask: [1, 0, 1, 1, 0] }), "By hand: units 2 and 5 dropped: output 5.2. What is chosen is not counted.");
});

test("the state in words: where the mean goes elsewhere", () => {
  assert.match(said({ steps: 200, scaling: "never" }), /all units give 1\.600\. Without the division the mean goes to \(1 − p\) · 1\.6 = 0\.8\.$/);
  assert.match(said({ steps: 200, scaling: "test" }), /all units give 0\.800\. They agree within two standard errors\.$/);
  assert.match(said({ steps: 500, output: "sigmoid" }), /all units give 0\.832\. Over all 32 masks the mean is 0\.739: a sigmoid bends\.$/);
  assert.match(said({ steps: 500, output: "sigmoid", scaling: "never" }), /Over all 32 masks the mean is 0\.665: nothing was divided, and a sigmoid bends\.$/);
  assert.match(said({ steps: 20, output: "sigmoid", p: 0.1, seed: 2 }), /They agree as yet, but over all 32 masks the mean is 0\.8\d\d\.$/);
  const apart = Array.from({ length: 200 }, (_, seed) => ({ ...USUAL, steps: 60, seed })).filter((state) => compare(numbers(state)) === "differ");
  assert.ok(apart.length >= 2 && apart.length <= 22, `${apart.length} of 200`);
  assert.match(said(apart[0]), /more than two standard errors apart, as happens one time in twenty\.$/);
});

test("the numbers of a mask are shown only for one that was drawn", () => {
  assert.ok(!shownDraw(USUAL));
  assert.ok(shownDraw({ ...USUAL, steps: 1 }));
  assert.ok(!shownDraw({ ...USUAL, steps: 1, mask: [1, 1, 1, 1, 1] }));
  assert.ok(isByHand({ mask: [0, 0, 0, 0, 0] }) && !isByHand({ mask: [] }));
});
