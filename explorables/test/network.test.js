// NetworkByHand: gradients for any sizes, the order of the steps, layouts in which nothing overlaps, words that say the arithmetic.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { isWide, layoutFor } from "../network-by-hand/layout.js";
import { SHOP, STARTS, backward, cost, forward, learn, measure, nameOf, numbers, parse, ratios, weightOf, withWeight } from "../network-by-hand/model.js";
import { tableRows } from "../network-by-hand/rows.js";
import { sanitize } from "../network-by-hand/sanitize.js";
import { keyOf, sourcesOf, stepsFor, valueOf, weightsOf } from "../network-by-hand/steps.js";
import { agreement } from "../network-by-hand/weight-panel.js";
import { cellText, editSentence, learnSentence, selectSentence, stepSentence } from "../network-by-hand/words.js";

const SIZES = [3, 4, 1];
const HALF = STARTS["half trained"];
const near = (a, b, room = 1e-9) => assert.ok(Math.abs(a - b) <= room * Math.max(1, Math.abs(b)), `${a} is not ${b}`);
const namesOf = (weights) => ["syn0", "syn1"].flatMap((array) => weights[array].flatMap((line, row) => line.map((_, column) => nameOf({ array, row, column }))));
const state = (more) => ({ customer: 1, step: 0, selected: "syn0[0,0]", epsilon: 0.01, ...HALF, ...more });

test("the gradient of every weight is its measured slope, also with two outputs", () => {
  const two = { syn0: [[0.4, -1.1, 0.3], [0.9, 0.2, -0.7]], syn1: [[0.5, -0.6], [1.2, 0.8], [-0.3, 0.1]] };
  const nets = [[SHOP.X[0], SHOP.y[0], HALF], [SHOP.X[3], SHOP.y[3], STARTS.random], [[0.3, -2], [1, 0], two]];
  for (const [x, y, weights] of nets) {
    const found = backward(x, y, weights, forward(x, weights));
    for (const name of namesOf(weights)) {
      const { array, row, column } = parse(name);
      near(found[`${array}_gradient`][row][column], measure(x, y, weights, name, 1e-5).measured, 1e-8);
    }
  }
});

test("the ratios of every weight multiply to its gradient", () => {
  for (const customer of [1, 2, 3, 4]) {
    for (const selected of namesOf(HALF)) {
      const now = numbers(state({ customer, selected }));
      const { array, row, column } = parse(selected);
      assert.equal(now.ratios.length, array === "syn0" ? 5 : 3);
      near(now.ratios.reduce((all, one) => all * one), now[`${array}_gradient`][row][column], 1e-12);
    }
  }
});

test("through each of two outputs there is a way of its own, and their products add up", () => {
  const weights = { syn0: [[0.4, -1.1]], syn1: [[0.5, -0.6], [1.2, 0.8]] };
  const [x, y] = [[0.7], [1, 0]];
  const ahead = forward(x, weights);
  const now = { ...ahead, ...backward(x, y, weights, ahead) };
  const ways = [0, 1].map((output) => ratios(x, weights, "syn0[0,1]", now, output).reduce((all, one) => all * one));
  near(ways[0] + ways[1], now.syn0_gradient[0][1], 1e-12);
});

test("the weights to begin with are those of lib", () => {
  const cases = JSON.parse(readFileSync(new URL("golden/network-by-hand.json", import.meta.url), "utf8"));
  for (const [name, index] of [["half trained", 0], ["random", 4]]) {
    for (const array of ["syn0", "syn1"]) {
      cases[index].state[array].flat().forEach((w, i) => near(STARTS[name][array].flat()[i], w, 1e-11));
    }
  }
});

test("learning lowers the cost, changes nothing in place and stays within the limit", () => {
  const before = JSON.stringify(HALF);
  const all = (weights) => SHOP.X.reduce((sum, x, m) => sum + cost(x, SHOP.y[m], weights), 0);
  const after = learn(SHOP.X, SHOP.y, HALF);
  assert.ok(all(after) < all(HALF));
  assert.equal(JSON.stringify(HALF), before);
  const edge = withWeight(HALF, "syn1[0,0]", 30);
  assert.equal(weightOf(edge, "syn1[0,0]"), 30);
  assert.ok(learn([SHOP.X[0]], [SHOP.y[0]], edge).syn1[0][0] <= 30);
});

test("ten steps forward, fifteen backward, one for each weight; every step uses numbers that stand there", () => {
  const all = stepsFor(SIZES, "all");
  assert.equal(stepsFor(SIZES, "forward").length, 10);
  assert.equal(all.length, 41);
  const known = new Set(["x.0", "x.1", "x.2", "y.0"]);
  const now = numbers(state());
  for (const step of all) {
    for (const source of sourcesOf(step, SIZES)) assert.ok(known.has(source), `${keyOf(step)} needs ${source}`);
    assert.ok(Number.isFinite(valueOf(step, now)), keyOf(step));
    known.add(keyOf(step));
  }
  assert.equal(known.size, 45);
  assert.deepEqual(weightsOf(all[0], SIZES), ["syn0[0,0]", "syn0[1,0]", "syn0[2,0]"]);
});

test("at every width each number has a cell of its own within the picture", () => {
  for (const part of ["forward", "all"]) {
    const keys = stepsFor(SIZES, part).map(keyOf);
    for (const width of [240, 300, 326, 479, 559, 560, 679, 680, 718]) {
      const { cells, edges, height } = layoutFor(width, SIZES, part);
      const needed = [...keys, ...namesOf(HALF), "x.0", "x.1", "x.2", "y.0"];
      assert.deepEqual(Object.keys(cells).sort(), needed.sort());
      assert.equal(Object.keys(edges).length, 16);
      const boxes = Object.values(cells);
      boxes.forEach((a, i) => {
        assert.ok(a.x0 >= 0 && a.x1 <= width && a.y >= 9 && a.y <= height - 9, `${part} ${width} ${needed[i]}`);
        for (const b of boxes.slice(i + 1)) assert.ok(Math.abs(a.y - b.y) >= 17 || a.x1 <= b.x0 || b.x1 <= a.x0, `${part} ${width}`);
      });
      for (const { from, to } of Object.values(edges)) assert.ok(isWide(width, part) ? to[0] - from[0] > 40 : to[1] > from[1]);
    }
  }
});

test("each step says its arithmetic with the numbers in it", () => {
  const steps = stepsFor(SIZES, "all");
  const said = (done, more) => stepSentence({ done, steps, now: numbers(state(more)), state: state(more) }).join("");
  assert.match(said(0), /Customer 1: cat 1, beer 0, website 1\./);
  assert.match(said(3), /hidden 2, score: 1 × \(−2\.88\) \+ 0 × 3\.54 \+ 1 × \(−0\.66\) = −3\.54\./);
  assert.match(said(4), /the sigmoid of −3\.54 is 0\.0282\. Almost 0, a clear no\./);
  assert.match(said(10), /the sigmoid of −0\.084 is 0\.479\. .*“did not buy”, which is wrong; the truth is 1\./);
  assert.match(said(10, { customer: 3 }), /“did not buy”, which is right; the truth is 0\./);
  assert.match(said(11), /truth 1 − prediction 0\.479 = 0\.521\. By so much the prediction should go up\./);
  assert.match(said(12), /0\.4791 × \(1 − 0\.4791\) = 0\.250\. .*easily moved/);
  assert.match(said(13), /error × slope: 0\.5209 × 0\.2496 = 0\.130\. How wrong, times how easily moved\./);
  assert.match(said(14), /share of the blame: delta × weight: 0\.1300\d × 12\.21 = 1\.587\. Hidden 1 should have said more\./);
  assert.match(said(23), /hidden 4, share of the blame.*Hidden 4 should have said less\./);
  assert.match(said(26), /weight hidden 1 → output: number in × delta: 0\.9785 × 0\.1300 = 0\.127\. Learning adds 0\.127 .*the opposite, −0\.127\./);
  assert.match(said(34), /weight beer → hidden 1: .*no part in the mistake/);
  for (let done = 0; done <= steps.length; done += 1) assert.doesNotMatch(said(done), /undefined|NaN/);
});

test("an edit, a choice and learning are told by what they did", () => {
  const now = numbers(state());
  const edit = { selected: "syn0[1,0]", from: -4.84, before: now.l2[0], w: 2, now, done: 10, forwardSteps: 10, customer: 1 };
  assert.match(editSentence(edit).join(""), /beer → hidden 1: −4\.84 → 2\.00\. .*stays 0\.479: .*multiplied by 0/);
  assert.match(editSentence({ ...edit, before: 0.4 }).join(""), /from 0\.400 to 0\.479, nearer to the truth, 1\./);
  assert.match(editSentence({ ...edit, before: 0.6 }).join(""), /farther from/);
  assert.match(editSentence({ ...edit, done: 4 }).join(""), /computed follows/);
  assert.match(editSentence({ ...edit, done: 0 }).join(""), /press Step/);
  assert.match(editSentence({ ...edit, w: 30, asked: 99 }).join(""), /−4\.84 → 30\.00 \(the largest that is allowed here\)/);
  assert.doesNotMatch(editSentence({ ...edit, asked: 2 }).join(""), /allowed/);
  const choice = { selected: "syn0[0,0]", w: 3.66, customer: 1 };
  assert.match(selectSentence({ ...choice, gradient: null }).join(""), /arrow keys/);
  assert.match(selectSentence({ ...choice, gradient: 0 }).join(""), /its gradient is 0/);
  assert.match(selectSentence({ ...choice, gradient: -0.0333 }).join(""), /the cost falls by 0\.0333 times that little/);
  const learned = { rounds: 1, from: now.predictions, to: now.after_one, customer: 1 };
  assert.match(learnSentence(learned).join(""), /Learned once from customer 1\. Customer 1: 0\.479 → /);
  assert.doesNotMatch(learnSentence({ ...learned, to: [0.9, 0.95, 0.05, 0.7] }).join(""), /worse/);
  assert.match(learnSentence({ ...learned, to: [0.9, 0.8, 0.06, 0.93] }).join(""), /It made customer 4 worse: 0\.715 → 0\.930, and the truth is 0\. Over all four/);
  assert.match(learnSentence({ ...learned, rounds: 1000, to: now.after_all, customer: null }).join(""), /1000 times from all four customers\. .*less wrong/);
  assert.match(agreement(0, 0), /every digit/);
  assert.equal(agreement(-0.0430516, -0.0430514), "they agree to 4 digits");
  assert.equal(agreement(-0.033331, -0.03333), "they agree to 4 digits");
  assert.equal(agreement(-0.033395, -0.03333), "they agree to 3 digits");
  assert.match(agreement(0.2, 0.25), /they differ/);
  assert.match(agreement(0.1, 0.1 + 1e-9), /every digit/);
  assert.deepEqual([0, -0.0333, 12.345, -0.00002].map(cellText), ["0", "−0.033", "12.35", "−2·10⁻⁵"]);
});

test("the table names every number once", () => {
  const steps = stepsFor(SIZES, "all");
  const rows = tableRows({ names: namesOf(HALF), weights: HALF, steps, now: numbers(state()) });
  assert.equal(rows.length, 57);
  assert.equal(new Set(rows.map(([name]) => name)).size, 57);
  assert.deepEqual(rows.find(([name]) => name === "hidden 1, share of the blame"), ["hidden 1, share of the blame", "1.587"]);
});

test("a link that does not fit is put right, and one that fits is left alone", () => {
  const made = state();
  const opened = (given) => {
    const values = { ...made, ...given };
    sanitize({ get: () => made }, { get: (name) => values[name], set: (changes) => Object.assign(values, changes) });
    return values;
  };
  const bad = { customer: 9, step: 2.5, selected: "syn2[0,0]", epsilon: 0, syn0: [[1]], syn1: [[1], [2], [3], ["x"]] };
  assert.deepEqual(opened(bad), made);
  assert.deepEqual(opened({ syn1: [[1], [2], null, [31]] }), made);
  const good = { customer: 4, step: 41, selected: "syn1[3,0]", epsilon: 0.1, syn1: [[1], [2], [3], [4]] };
  assert.deepEqual(opened(good), { ...made, ...good });
});
