// TreeComposer: its numbers to 1e-9, trees by hand, where nodes stand, what is said.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { heightsOf, layOut } from "../tree-composer/layout.js";
import { forward, numbers, WEIGHT, WEIGHTS } from "../tree-composer/model.js";
import { brackets, fitting, readingOf, SENTENCES, topsOf, VECTORS } from "../tree-composer/sentences.js";
import { checkWords, isAnswer, nudgeWords, placeOf, productsOf, QUESTION, replyTo, treeChoices, verdict, whole } from "../tree-composer/words.js";

const golden = JSON.parse(readFileSync(new URL("golden/tree-composer.json", import.meta.url), "utf8"));
const [FIRST, SECOND] = SENTENCES.students.readings;
const USUAL = { sentence: "students", merges: FIRST, kept: SECOND, done: 4, target_x: -0.6, target_y: -0.4, selected: "w12", nudge: 0, planted: "none" };

const said = (changes) => {
  const state = whole({ ...USUAL, ...changes });
  const { heading, text, check, nudge } = verdict(state, numbers(state), placeOf(state));
  return [heading + text, check.text, nudge];
};

/** All trees over so many words, as lists of merges. */
function allTrees(words, merges = []) {
  const tops = topsOf(merges, words);
  if (tops.length === 1) return [merges];
  return tops.slice(1).flatMap((right, i) => allTrees(words, [...merges, [tops[i], right]]));
}

test("the numbers of lib to one part in 10⁹", () => {
  const close = (found, expected, path) => {
    if (typeof expected === "number") assert.ok(Math.abs(found - expected) <= 1e-9 * Math.max(1, Math.abs(expected)), `${path}: ${found} is not ${expected}`);
    else if (expected && typeof expected === "object") for (const key of Object.keys(expected)) close(found[key], expected[key], `${path}.${key}`);
    else assert.equal(found, expected, path);
  };
  golden.forEach(({ state, expected }, i) => close(numbers(state), expected, String(i)));
});

test("a node by hand", () => {
  const { sums, nodes } = forward("good", [[1, 2], [0, 3]], WEIGHT);
  const z = 0.9 * 0.2 - 0.6 * -0.8 - 0.5 * 0.8 + 0.8 * 0.6 + 0.1;
  assert.ok(Math.abs(sums[0][0] - z) < 1e-15);
  assert.ok(Math.abs(nodes[3][0] - Math.tanh(z)) < 1e-15);
});

test("of every tree of every sentence the shares add up to what is measured, and a planted bug is found", () => {
  for (const [sentence, { words }] of Object.entries(SENTENCES)) {
    for (const merges of allTrees(words.length)) {
      const state = { ...USUAL, sentence, merges, kept: [], done: 10 };
      assert.deepEqual(numbers(state).wrong, [], brackets(sentence, merges));
      for (const planted of ["top", "swap", "slope"]) assert.ok(numbers({ ...state, planted }).wrong.length > 0, `${planted} ${brackets(sentence, merges)}`);
    }
  }
});

test("every weight moves every node", () => {
  for (const selected of WEIGHTS) {
    const { nodes, nodes_before: before } = numbers({ ...USUAL, selected, nudge: 0.1 });
    nodes.slice(5).forEach((node, k) => assert.notDeepEqual(node, before[5 + k]));
    nodes.slice(0, 5).forEach((node, k) => assert.deepEqual(node, before[k]));
  }
});

test("trees: neighbors, readings, brackets", () => {
  assert.deepEqual(fitting([[1, 2], [0, 2], [0, 5]], 5), [[1, 2]]);
  assert.deepEqual(fitting([[0, 9]], 5), []);
  assert.deepEqual(topsOf([[1, 2], [3, 4]], 5), [0, 5, 6]);
  assert.deepEqual([readingOf("students", FIRST), readingOf("students", SECOND), readingOf("students", [])], [0, 1, null]);
  assert.equal(readingOf("men", [[2, 3], [0, 1], [5, 4]]), 1);
  assert.equal(brackets("students", SECOND), "(两个 (((外语 学院) 的) 学生))");
  assert.deepEqual(heightsOf(FIRST, 5).slice(5), [1, 2, 3, 4]);
  assert.deepEqual(treeChoices("men").map(([value]) => value), ["0", "1", "own"]);
  for (const { words, readings } of Object.values(SENTENCES)) {
    assert.ok(words.every((word) => VECTORS[word].every((value) => Math.abs(value) < 1)));
    for (const merges of readings) assert.equal(fitting(merges, words.length).length, words.length - 1);
  }
});

test("no card of any tree covers another, and every place to join is in the picture", () => {
  for (const [sentence, { words, glosses }] of Object.entries(SENTENCES)) {
    for (const [width, height] of [[359, 330], [326, 264]]) {
      for (const tree of allTrees(words.length)) {
        for (let done = 0; done <= tree.length; done += 1) {
          const { places, cell, gaps, foot } = layOut({ sentence, merges: tree.slice(0, done), width, height, hasGlosses: Boolean(glosses) });
          assert.ok(foot < height);
          for (const { x, y } of gaps) assert.ok(x > 12 && x < width - 12 && y >= 12 && y < height);
          places.forEach((a, i) => places.slice(0, i).forEach((b) => assert.ok(Math.abs(a.x - b.x) >= cell || Math.abs(a.y - b.y) >= 34, brackets(sentence, tree))));
          places.forEach(({ y }) => assert.ok(y >= 2));
        }
      }
    }
  }
});

test("where one is", () => {
  assert.deepEqual(placeOf({ ...USUAL, done: 0 }), { forward: 0, back: 0, isTree: true, total: 8, at: 0, focus: null });
  assert.deepEqual(placeOf({ ...USUAL, done: 6 }), { forward: 4, back: 2, isTree: true, total: 8, at: 6, focus: 2 });
  assert.deepEqual(placeOf({ ...USUAL, merges: [[0, 1]], done: 9 }), { forward: 1, back: 0, isTree: false, total: 1, at: 1, focus: 0 });
});

test("the status, forward and back", () => {
  assert.deepEqual(said({ done: 0 }), ["Start: 5 words, a vector of 2 numbers each. Press Step: each merge makes one more.", "", ""]);
  assert.match(said({ done: 2 })[0], /^p₂ from 两个 and p₁: W\[c₁; c₂\] \+ b = \(0\.68, 0\.23\), and the tanh of that is \(0\.59, 0\.22\)\.$/);
  assert.equal(said({})[0], "p₄ from p₃ and 学生: tanh (0.03, 0.31) = (0.03, 0.30). The root; L = 0.445. The other tree's (ring) is 0.54 away.");
  assert.match(said({ kept: FIRST })[0], /It lies in the ring: the same tree\.$/);
  assert.match(said({ done: 5 })[0], /^Back 1 of 4, p₄: share 1 is added\. Wᵀδ sends \(.*\) to p₃, \(.*\) to 学生\.$/);
  assert.deepEqual(said({ done: 8 }).slice(0, 2), ["Back 4 of 4, p₁: share 4 is added, and the table is whole.", "Check: nudging each of the 8 weights measures the same."]);
  assert.match(said({ merges: [], done: 0 })[0], /^Your own tree: 5 words\. Join two neighbors with \+; 4 merges make a tree\.$/);
  assert.match(said({ merges: [[3, 4]], done: 1 })[0], /^p₁ from 的 and 学生: .* 3 more to join\.$/);
});

test("the status of a planted bug and of a nudge", () => {
  assert.equal(said({ done: 8, planted: "top" })[1], "Check: 8 of 8 are wrong; w₁₂ is 0.282, measured −0.009.");
  assert.equal(said({ done: 8, planted: "top" })[0], "Back 4 of 4, p₁: Planted bug: not counted.");
  assert.match(said({ done: 5, planted: "swap" })[0], /Planted bug: swapped\. Wᵀδ sends \(.*\) to 学生, \(.*\) to p₃\.$/);
  assert.match(said({ done: 5, planted: "slope" })[0], /Planted bug: δ without 1 − p²\./);
  assert.match(said({ nudge: 0.05, selected: "w11" })[2], /^w₁₁ \+0\.05 moves all 4 nodes; L \+0\.0\d+, its slope foretold \+0\.065\.$/);
  assert.equal(nudgeWords({ ...USUAL, merges: [], nudge: 0.1 }, { root: null }), "");
  assert.deepEqual(checkWords(USUAL, {}, placeOf(USUAL)), { text: "", wrong: false });
});

test("the products of a node add up to what is said", () => {
  const [first, second] = productsOf(USUAL, numbers(USUAL), 0, WEIGHT, [0.1, -0.2]);
  assert.equal(first, "first: 0.90·(−0.60) + −0.60·0.50 + −0.50·0.30 + 0.80·0.90 + 0.10 = −0.17; tanh: −0.17".replaceAll("+ −", "− "));
  assert.match(second, / − 0\.20 = −0\.66; tanh: −0\.58$/);
});

test("the prediction waits until all four shares were seen", () => {
  assert.match(replyTo("0.28", null), /Now step back through all 4 nodes/);
  const state = { ...USUAL, done: 8 };
  assert.ok(isAnswer(state, placeOf(state)));
  assert.ok(!isAnswer({ ...state, merges: SECOND }, placeOf(state)));
  assert.ok(!isAnswer({ ...state, planted: "top" }, placeOf(state)));
  const shares = numbers(state).shares.map((share) => share[0][1]);
  assert.match(replyTo(QUESTION.choices[0], shares), /From the root down: \+0\.28, \+0\.18, −0\.19, −0\.28\. The sum is −0\.01:/);
});
