// GreedyParser: the gradient against nudges, the trap of finished trees, both readings in turn, and what the figure says.
import assert from "node:assert/strict";
import test from "node:test";
import { FITS, lesson, numbers, sameTree } from "../greedy-parser/model.js";
import { allTrees, gradient, keyOf, maxMargin, walk } from "../greedy-parser/parser.js";
import { gapsOf, leavesOf, SENTENCES, START } from "../greedy-parser/sentences.js";
import { heightsOf } from "../greedy-parser/tree-picture.js";
import { brackets, lookedAt, parseVerdict, replyTo, replyToRounds, sidesOf, sumsOf, trainVerdict } from "../greedy-parser/words.js";

const USUAL = { view: "parse", sentence: "glasses", gold: "first", kappa: 0.1, rounds: 0, rate: 0.1, compare: "steps", joins: [], earlier: [], pair: 0 };
const state = (changes) => ({ ...USUAL, ...changes });
const say = ({ heading, text }) => heading + text;
const parse = (changes) => say(parseVerdict(state(changes), numbers(state(changes))));
const train = (changes) => say(trainVerdict(state(changes), numbers(state({ joins: [0, 0, 0, 0, 0], ...changes }))));

test("the gradient of J is that of nudging", () => {
  for (const sentence of Object.keys(SENTENCES))
    for (const gold of ["first", "second"])
      for (const compare of ["steps", "trees"]) {
        const right = new Set(SENTENCES[sentence][gold].map(keyOf));
        const leaves = leavesOf(sentence);
        const J = (weights) => maxMargin(weights, leaves, right, 0.3, compare).value;
        const grad = gradient(START, maxMargin(START, leaves, right, 0.3, compare));
        const nudged = (name, i, j, by) => {
          const weights = structuredClone(START);
          if (j === null) weights[name][i] += by;
          else weights[name][i][j] += by;
          return J(weights);
        };
        for (const [name, i, j] of [["weight", 0, 0], ["weight", 1, 3], ["bias", 1, null], ["score_weight", 0, null]]) {
          const slope = (nudged(name, i, j, 1e-6) - nudged(name, i, j, -1e-6)) / 2e-6;
          const own = j === null ? grad[name][i] : grad[name][i][j];
          assert.ok(Math.abs(own - slope) < 1e-6, `${sentence} ${gold} ${compare} ${name}: ${own} and ${slope}`);
        }
      }
});

test("a search in which only the pairs beside a join are scored anew finds what a fresh search finds", () => {
  for (const sentence of Object.keys(SENTENCES)) {
    const leaves = leavesOf(sentence);
    const { joined, spans } = walk(START, leaves, Array(gapsOf(sentence)).fill(0));
    joined.forEach((gap, k) => {
      const open = walk(START, leaves, joined.slice(0, k));
      assert.equal(open.best, gap);
      assert.ok(k === 0 || open.fresh.length <= 2);
    });
    assert.deepEqual(spans.at(-1), [0, leaves.length]);
  }
});

test("all trees: their number, no two alike, each total that of a walk", () => {
  for (const [sentence, count] of [["students", 5], ["glasses", 42], ["cat", 42]]) {
    const trees = allTrees(START, leavesOf(sentence));
    assert.equal(new Set(trees.map(({ spans }) => brackets(sentence, spans))).size, count);
    assert.deepEqual([...trees].sort((a, b) => b.total - a.total), trees);
  }
  const { total, totals, spans, top } = numbers(state({ joins: [3, 2, 1, 5, 4] }));
  assert.ok(sameTree(spans, top));
  assert.ok(Math.abs(total - totals[0]) < 1e-12);
});

test("training finds each reading in turn, and goes back from there", () => {
  for (const sentence of Object.keys(SENTENCES)) {
    const first = lesson(state({ sentence }));
    const rounds = first.curve.indexOf(0);
    const second = lesson(state({ sentence, gold: "second", earlier: [rounds] }));
    assert.deepEqual([first.found[0], first.found.at(-1), first.curve.at(-1)], [false, true, 0], sentence);
    assert.deepEqual([second.found[0], second.found.at(-1), second.curve.at(-1)], [false, true, 0], sentence);
    assert.deepEqual(second.states[0], first.states[rounds]);
    const third = lesson(state({ sentence, earlier: [rounds, second.curve.indexOf(0)] }));
    assert.deepEqual([third.found[0], third.found.at(-1)], [false, true], sentence);
  }
});

test("J of every join is 0 only where the search finds the gold tree; of finished trees it may be 0 and wrong", () => {
  for (const kappa of [0, 0.1, 0.5]) {
    const { curve, found } = lesson(state({ kappa }));
    curve.forEach((value, round) => value === 0 && assert.ok(found[round]));
  }
  const { curve, found } = lesson(state({ compare: "trees" }));
  assert.ok(curve.at(-1) === 0 && !found.includes(true));
});

test("where phrases stand and what lies beside a gap", () => {
  const { spans } = numbers(state({ joins: [0, 0, 0, 0, 0] }));
  const heights = heightsOf(spans);
  assert.deepEqual([[2, 4], [4, 6], [1, 4], [1, 6], [0, 6]].map((span) => heights.get(keyOf(span))), [1, 1, 2, 3, 4]);
  assert.deepEqual(sidesOf("glasses", spans.slice(0, 3), 4), [[1, 4], [4, 6]]);
  assert.equal(brackets("glasses", spans), "(I ((saw (the man)) (with glasses)))");
  const after = numbers(state({ joins: [0] }));
  assert.deepEqual([1, 3, 5].map((pair) => lookedAt(state({ pair }), after)), [1, 5, 5]);
});

test("the status while parsing", () => {
  assert.equal(parse({}), "5 pairs of neighbors. Best now: “the” + “man”, 0.63. Step joins it, or choose another bar.");
  assert.equal(parse({ pair: 2 }), "Against the parser: “saw” + “the”, −0.44. The best pair is “the” + “man”, 0.63. “Join this pair” takes yours.");
  assert.equal(parse({ joins: [0] }), "“the man” is joined, 0.63. Only 2 pairs beside it are scored anew; the 2 others keep theirs. Total so far: 0.63. Best now: “with” + “glasses”, 0.60.");
  assert.match(parse({ joins: [0, 0, 0, 0, 0] }), /^The greedy tree: total 1\.65\. It means: I look through glasses\. It is number 4 of 42\. The best has 2\.12: \(\(I \(saw \(the man\)\)\) \(with glasses\)\)\. Greed missed it/);
  assert.match(parse({ joins: [3, 2, 1, 5, 4] }), /^Your tree: total 2\.12\. It is the best of all 42\. The greedy tree has 1\.65/);
  assert.match(parse({ joins: [1, 2, 3, 5, 4] }), /^Your tree: total 1\.05\. It is number 8 of 42\./);
  assert.match(parse({ sentence: "students", joins: [0, 0, 0] }), /this time greed finds the best\.$/);
  assert.match(parse({ rounds: 3, gold: "second", earlier: [4] }), /Weights after 7 rounds, the last for “I look through glasses”\./);
  assert.match(parse({ rounds: 0, gold: "second", earlier: [1] }), /Weights after 1 round, the last for “the man has glasses”\./);
});

test("the sums of a pair can be followed", () => {
  const found = numbers(state({}));
  const lines = sumsOf(state({}), found, ([start]) => leavesOf("glasses")[start]);
  assert.deepEqual(lines, [
    "“the” is c₁ = (0.400, 0.600); “man” is c₂ = (0.200, −0.800).",
    "p₁ = tanh((−0.100) · 0.400 + 0.200 · 0.600 + (−0.300) · 0.200 + 0.600 · (−0.800) + (−0.300)) = −0.641",
    "p₂ = tanh(0.100 · 0.400 + (−0.700) · 0.600 + 0.700 · 0.200 + 0.200 · (−0.800) + 0.200) = −0.197",
    "s = u · p = (−0.700) · (−0.641) + (−0.900) · (−0.197) = 0.626",
  ]);
  assert.match(sumsOf(state({}), numbers(state({ joins: [0, 0, 0, 0, 0] })), () => [0, 0])[0], /no pair left/);
});

test("the status while training", () => {
  assert.equal(train({}), "Round 0: J = 0.21. The parser joins “saw the man”: 1 of 5 phrases is wrong. After 3 joins the rival, with Δ = κ × 1 wrong phrase = 0.1, leads the gold tree by 0.21.");
  assert.match(train({ rounds: 3 }), /The parser finds the gold tree, but not by the margin\./);
  assert.match(train({ rounds: 30 }), /^Round 30: J = 0\. The parser finds the gold tree, “the man has glasses”/);
  assert.match(train({ rounds: 10, compare: "trees" }), /with 1 wrong phrase, and yet J is 0\./);
  const [before, now] = [5, 6].map((rounds) => numbers(state({ rounds })));
  assert.match(trainVerdict(state({ rounds: 6 }), now, before).text, /^J rose from 0\.07: the last round beat one rival, and now another leads\./);
});

test("the answers to both predictions", () => {
  assert.match(replyTo("always", null), /Step to the end/);
  assert.match(replyTo("always", { sentence: "glasses", greedy: 1.65, top: 2.12 }), /Not always: its tree has 1\.65, the best has 2\.12\./);
  assert.match(replyTo("always", { sentence: "students", greedy: 1, top: 1 }), /One case is no proof: try another sentence, “I saw/);
  const at = (rounds) => replyToRounds("in every round", { rounds }, numbers(state({ rounds })));
  assert.match(at(3), /Train until J is 0/);
  assert.match(at(20), /Not at round 4, 6, 9, 15\./);
  assert.match(replyToRounds("no", { rounds: 9 }, { curve: [2, 1, 0], objective: 0 }), /Here it did/);
});

test("a link may say anything", () => {
  assert.ok(FITS.joins([]) && FITS.joins([0, 5]) && !FITS.joins([6]) && !FITS.joins("0") && !FITS.joins([0, 0, 0, 0, 0, 0]));
  assert.ok(FITS.earlier([40]) && !FITS.earlier([41]) && !FITS.sentence("toString"));
});
