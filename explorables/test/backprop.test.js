// BackpropByHand: lib's numbers to twelve digits, bugs that the check catches, steps, layouts, words that say the arithmetic.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { ACTIVATIONS, NUDGE, at, backward, edgesOf, forward, learn, measure, numbers, sizesOf, visibleBugs, withEdge } from "../backprop-by-hand/model.js";
import { verdict } from "../backprop-by-hand/edge-panel.js";
import { GUESSES, guessReply } from "../backprop-by-hand/hunt-words.js";
import { isWide, layoutFor } from "../backprop-by-hand/layout.js";
import { slopeText } from "../backprop-by-hand/multiplied-out.js";
import { captionFor, predictionFor } from "../backprop-by-hand/questions.js";
import { edgeRows, numberRows } from "../backprop-by-hand/rows.js";
import { sanitize } from "../backprop-by-hand/sanitize.js";
import { edgesIn, keyOf, sourcesOf, stepsFor, valueOf } from "../backprop-by-hand/steps.js";
import { checkSentence, editSentence, learnSentence, selectSentence, stepSentence } from "../backprop-by-hand/words.js";

const CASES = JSON.parse(readFileSync(new URL("golden/backprop-by-hand.json", import.meta.url), "utf8"));
const STATES = CASES.map(({ state }) => state);

/** The largest difference between two nests of numbers, measured against 1 or the larger number. */
function apart(a, b) {
  if (typeof b === "number") return Math.abs(a - b) / Math.max(1, Math.abs(b));
  if (Array.isArray(b)) return b.length === a.length ? Math.max(0, ...b.map((item, i) => apart(a[i], item))) : Infinity;
  return a === b ? 0 : Infinity;
}

test("every number is that of lib to 1e-12, in five shapes and with five activations", () => {
  for (const { state, expected } of CASES) {
    const now = numbers(state);
    for (const name of Object.keys(expected)) {
      // What is divided by a nudge has lost the digits that were subtracted away.
      const nudge = { weight_slopes: NUDGE, bias_slopes: NUDGE, measured: state.epsilon }[name] ?? 1;
      const room = Math.max(1e-12, (1e-15 * Math.max(1, expected.error)) / nudge);
      assert.ok(apart(now[name], expected[name]) <= room, `${name} of ${sizesOf(state)} ${state.activations}: ${apart(now[name], expected[name])}`);
    }
  }
  assert.ok(new Set(STATES.map((state) => String(sizesOf(state)))).size >= 5);
  assert.equal(new Set(STATES.flatMap(({ activations }) => activations)).size, 5);
});

test("edges are named as in lib: the later node first, a comma between long numbers, b for the bias", () => {
  const names = (sizes) => edgesOf(sizes).map(({ name }) => name);
  assert.deepEqual(names([3, 4, 2]).slice(14), ["w73", "w7b", "w84", "w85", "w86", "w87", "w8b", "w94", "w95", "w96", "w97", "w9b"]);
  assert.ok(["w62", "w10,2", "w12,7", "w12,b"].every((name) => names([5, 5, 5]).includes(name) || names([1, 5, 5, 5]).includes(name)));
});

test("the formulas of nodes 8 and 4", () => {
  const now = numbers(STATES[0]);
  const [[w84], [w94]] = STATES[0].weights[1];
  const [y1, a4] = [now.outputs[1][0], now.outputs[0][0]];
  const [d8, d9] = now.deltas[1];
  assert.ok(Math.abs(d8 - y1 * (1 - y1) * (y1 - STATES[0].target[0])) < 1e-15);
  assert.ok(Math.abs(now.deltas[0][0] - a4 * (1 - a4) * (w84 * d8 + w94 * d9)) < 1e-15);
});

test("each bug is caught at some edge, and without a bug every edge agrees", () => {
  for (const state of STATES) {
    const right = numbers({ ...state, bug: "none" });
    if (state.epsilon < 0.1) assert.deepEqual(right.disagreeing, [], String(sizesOf(state)));
    for (const bug of visibleBugs(state)) assert.ok(numbers({ ...state, bug }).disagreeing.length > 0, bug);
  }
  assert.deepEqual(visibleBugs(STATES[0]), ["no-slope", "transposed", "forgot-fork", "sign"]);
  assert.deepEqual(visibleBugs(STATES[4]), ["sign"]);
});

test("where a bug is seen: behind the last layer, at the weights but no bias, everywhere", () => {
  const found = (bug) => numbers({ ...STATES[0], bug }).disagreeing;
  const hidden = edgesOf([3, 4, 2]).filter(({ layer }) => layer === 0).map(({ name }) => name);
  assert.deepEqual(found("no-slope"), hidden);
  assert.deepEqual(found("forgot-fork"), hidden);
  assert.ok(found("transposed").every((name) => !name.endsWith("b")) && found("transposed").includes("w85"));
  assert.equal(found("sign").length, 26);
});

test("a nudge and a step of learning change nothing in place", () => {
  const state = structuredClone(STATES[0]);
  const before = JSON.stringify(state);
  const edge = edgesOf([3, 4, 2]).find(({ name }) => name === "w9b");
  assert.equal(at(withEdge(state, edge, 7).weights, withEdge(state, edge, 7).biases, edge), 7);
  const after = learn(state, numbers(state));
  assert.ok(numbers({ ...state, ...after }).error < numbers(state).error);
  assert.equal(JSON.stringify(state), before);
  const far = withEdge(state, edge, 30);
  assert.ok(learn({ ...state, ...far }, backward({ ...state, ...far }, forward(state, far), "sign")).biases[1][1] <= 30);
});

test("64 steps for 3, 4 and 2 nodes; every step uses numbers that stand there", () => {
  assert.equal(stepsFor([3, 4, 2]).length, 64);
  for (const state of STATES) {
    const sizes = sizesOf(state);
    const now = numbers(state);
    const known = new Set([...sizes.slice(0, 1).flatMap((n) => [...Array(n).keys()].map((i) => `x.${i}`)), ...state.target.map((_, k) => `target.${k}`)]);
    const names = edgesOf(sizes).map(({ name }) => name);
    for (const step of stepsFor(sizes)) {
      for (const source of sourcesOf(step, sizes)) assert.ok(known.has(source), `${keyOf(step)} needs ${source}`);
      for (const edge of edgesIn(step, sizes)) assert.ok(names.includes(edge), edge);
      assert.ok(Number.isFinite(valueOf(step, now)), keyOf(step));
      known.add(keyOf(step));
    }
    assert.equal(known.size, stepsFor(sizes).length + sizes[0] + sizes.at(-1));
  }
});

test("the slope by nudging is that of the digits shown; where the decimals end it has fewer digits", () => {
  const read = (text) => Number(text.replace("−", "-"));
  for (const state of STATES.filter(({ bug }) => bug === "none")) {
    for (const edge of edgesOf(sizesOf(state))) {
      for (const epsilon of [0.1, 0.01, 0.0001]) {
        const { up, down } = measure(state, edge, epsilon);
        const [above, below, slope] = slopeText(up, down, 2 * epsilon, 5);
        if (slope.includes("×")) continue;
        assert.ok(Math.abs((read(above) - read(below)) / (2 * epsilon) - read(slope)) <= 0.5001 * 10 ** -(slope.split(".")[1] ?? "").length, `${edge.name}: ${above} ${below} ${slope}`);
      }
    }
  }
  assert.deepEqual(slopeText(0.4908755039, 0.4908676403, 0.0002, 5), ["0.4908755039", "0.4908676403", "0.039318"]);
  assert.deepEqual(slopeText(0.5185901522835009, 0.5185901522809991, 0.0002, 5).at(-1), "1.25 × 10⁻⁸".replaceAll(" ", "\u00a0"));
  assert.deepEqual(slopeText(0.5, 0.5, 0.0002, 5), ["0.50000000", "0.50000000", "0"]);
});

/** What the reader's calculator gives for the arithmetic of a sentence, and what the sentence says: [computed, said, a unit of the last digit]. */
function calculated(arithmetic) {
  const power = (raised) => `e${[...raised].map((sign) => "-0123456789"["⁻⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(sign)]).join("")}`;
  const plain = (text) =>
    text
      .replace(/\s×\s10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)/g, (_, raised) => power(raised))
      .replaceAll("²", "**2")
      .replace(/[a-zδ]{2,}\d*/g, "")
      .replaceAll("−", "-")
      .replaceAll("×", "*");
  const [left, right] = arithmetic.split(" = ").map(plain);
  const [, decimals = "", exponent = "0"] = right.match(/\d(?:\.(\d+))?(?:e(.+))?$/);
  const run = (expression) => Function(`return ${expression}`)();
  return [run(left), run(right), 10 ** (Number(exponent) - decimals.length)];
}

test("each step says its arithmetic, and a calculator finds the same", () => {
  let checked = 0;
  const right = STATES.filter(({ bug }) => bug === "none");
  const taught = right.map((state) => ({ ...state, ...learn(state, numbers(state)) }));
  for (const state of [...right, ...taught]) {
    const steps = stepsFor(sizesOf(state));
    const now = numbers(state);
    for (let done = 0; done <= steps.length; done += 1) {
      const value = done ? valueOf(steps[done - 1], now) : null;
      const [head, rest] = stepSentence({ done, steps, now, state, hidden: false, value });
      assert.doesNotMatch(head + rest, /undefined|NaN|-/);
      const arithmetic = rest.split(/\. (?=[A-Z])/)[0].replace(/^: /, "").replace(/\.$/, "").split(": ").at(-1);
      const curve = arithmetic.match(/^the (\S+) of (\S+) is (\S+)$/);
      if (curve) {
        const { value: run } = Object.values(ACTIVATIONS).find(({ name }) => name === curve[1]);
        const [z, said] = curve.slice(2).map((text) => Number(text.replace("−", "-")));
        assert.ok(Math.abs(run(z) - said) <= 0.5001 * 10 ** -(curve[3].split(".")[1] ?? "").length, `${head}${rest}`);
      }
      if (!arithmetic.includes(" = ")) continue;
      const [computed, said, unit] = calculated(arithmetic);
      assert.ok(Math.abs(computed - said) <= 0.5001 * unit, `${head}${rest}: ${computed}`);
      checked += 1;
    }
  }
  assert.ok(checked > 600);
});

test("the words of the numbered network: a fork, a sum, a gradient", () => {
  const state = STATES[0];
  const steps = stepsFor([3, 4, 2]);
  const now = numbers(state);
  const said = (done, more) => stepSentence({ done, steps, now, state, hidden: false, value: done ? valueOf(steps[done - 1], now) : null, ...more }).join("");
  assert.match(said(0), /^Nodes 1, 2 and 3 are 1, 0\.5 and −1; nodes 8 and 9 should say 0 and 1\. Press Step.*score of node 4\.$/);
  assert.match(said(1), /1 of 64, forward · node 4, score: 1\.20 × 1 \+ \(−0\.50\) × 0\.5 \+ 1\.00 × \(−1\) \+ 0\.10 = 0\.050\./);
  assert.match(said(13), /node 8, error: output 0\.932 − target 0\.000 = 0\.932\. It should have said less\./);
  assert.match(said(19), /node 4, back along w84: w84 × δ8: 1\.00 × 0\.05934 = 0\.0593\. Node 4 feeds nodes 8 and 9, so something comes back from each\./);
  assert.match(said(21), /node 4, blame: 0\.05934 \+ 0\.09803 = 0\.15737\. Both ways lead to the error, so what comes back is added up\./);
  assert.match(said(23), /node 4, delta: blame × slope: 0\.1574 × 0\.2498 = 0\.0393\. Raise the score of node 4 a little, and E rises by 0\.0393 times that little\./);
  assert.match(said(43), /gradient of w8b: δ8 × 1: 0\.05934 × 1 = 0\.0593\./);
  assert.match(said(21, { hidden: true }), /node 4, blame: 0\.05934 from node 8 and 0\.09803 from node 9 go in, and the program makes 0\.157 of them\.$/);
  assert.match(said(1, { hidden: true }), /1\.20 × 1 \+/);
});

test("every step of every bug can be told without telling the bug", () => {
  for (const state of STATES) {
    const sizes = sizesOf(state);
    const steps = stepsFor(sizes);
    const now = numbers(state);
    for (let done = 1; done <= steps.length; done += 1) {
      const told = stepSentence({ done, steps, now, state, hidden: true, value: valueOf(steps[done - 1], now) }).join("");
      assert.doesNotMatch(told, /undefined|NaN/);
      if (steps[done - 1].phase !== "forward") assert.match(told, / go in, and the program makes .+ of them\.$/);
    }
  }
});

test("the check says where the gradients differ", () => {
  const edges = edgesOf([3, 4, 2]);
  const said = (bug) => checkSentence({ edges, disagreeing: numbers({ ...STATES[0], bug }).disagreeing, sizes: [3, 4, 2] }).join("");
  assert.equal(said("none"), "26 gradients checked: every one is the measured slope.");
  assert.equal(said("sign"), "26 gradients checked: not one is the measured slope.");
  assert.match(said("no-slope"), /10 agree with the measured slope, 16 do not\. They differ on every edge into nodes 4, 5, 6 and 7, and nowhere else\.$/);
  assert.match(said("transposed"), /They differ at w42, w43, w51, w52, w53, w61, w62 and 9 more; all biases agree\.$/);
});

test("a wrong guess is answered by an edge that speaks against it, the right one by the reason", () => {
  const reply = (guess, bug) => guessReply(guess, { ...STATES[0], bug }, numbers({ ...STATES[0], bug }));
  assert.match(reply("sign", "no-slope"), /^No: then w84 would be wrong too, and it agrees\.$/);
  assert.match(reply("no-slope", "sign"), /^No: that would leave w84 right, and it does not agree\.$/);
  assert.match(reply("forgot-fork", "no-slope"), /^No: the edges that differ would be the same ones, but then the program would have .+ for w4.\. It has /);
  assert.match(reply("no-slope", "no-slope"), /^Yes\. The gradient of w4. is 0\.1574\. Times the slope of node 4, 0\.2498, it is 0\.0393, and that is the measured slope\.$/);
  assert.match(reply("forgot-fork", "forgot-fork"), /^Yes\. To node . come back 0\.\d+ and −?0\.\d+, from nodes 8 and 9\. Together they are .+ only the last: = where \+= should stand\.$/);
  assert.match(reply("transposed", "transposed"), /^Yes\. All biases agree.* for w96 the program has 0\.0445, which is the gradient of w87/);
  assert.match(reply("sign", "sign"), /^Yes\. Every gradient is the measured slope with the other sign: (−?)0\.(\d+) and (−?)0\.\2 for w/);
  for (const state of STATES) {
    for (const bug of visibleBugs(state)) {
      const buggy = { ...state, bug };
      for (const guess of Object.keys(GUESSES)) {
        const text = guessReply(guess, buggy, numbers(buggy));
        assert.match(text, guess === bug ? /^Yes\. / : /^(No: |It could be: )/);
        assert.doesNotMatch(text, /undefined|NaN/);
      }
    }
  }
});

test("choosing, changing and learning are told by what they did", () => {
  const edges = edgesOf([3, 4, 2]);
  const named = (name) => edges.find((edge) => edge.name === name);
  const choice = { edge: named("w84"), sizes: [3, 4, 2], w: 1, gradient: 0.0304, agrees: true };
  assert.match(selectSentence(choice).join(""), /^Weight w84, from node 4 to node 8, is 1\.00\. Its gradient is the measured slope\. Raise w84 a little, and E rises by 0\.0304 times/);
  assert.match(selectSentence({ ...choice, agrees: false }).join(""), /is not the measured slope/);
  assert.match(selectSentence({ ...choice, edge: named("w8b"), gradient: null }).join(""), /^Bias w8b of node 8 is 1\.00\. Its gradient has not been computed yet/);
  const edit = { edge: named("w84"), from: 1, before: 0.5, w: 1.5, asked: 1.5, error: 0.51, done: 64 };
  assert.equal(editSentence(edit).join(""), "w84: 1.00 → 1.50. The error E goes from 0.50000 to 0.51000.");
  assert.match(editSentence({ ...edit, w: 30, asked: 99 }).join(""), /30\.00 \(the largest that is allowed here\)/);
  assert.match(editSentence({ ...edit, error: 0.5 }).join(""), /stays 0\.50000/);
  assert.match(editSentence({ ...edit, done: 0 }).join(""), /press Step/);
  assert.match(learnSentence({ rounds: 1, from: 0.5, to: 0.4 }).join(""), /^One step downhill, each weight less 0\.3 times its gradient: the error E falls, from 0\.500 to 0\.400\.$/);
  assert.match(learnSentence({ rounds: 100, from: 0.4, to: 0.5 }).join(""), /^100 steps downhill.*rises/);
  const slopes = { measured: 0.0304, gradient: 0.0304, agrees: true, kinks: [] };
  assert.match(verdict(slopes), /every digit shown/);
  assert.match(verdict({ ...slopes, measured: 0.030401 }), /^They agree to \d digits\.$/);
  assert.match(verdict({ ...slopes, measured: 0.05 }), /for so long a nudge/);
  assert.match(verdict({ ...slopes, measured: 0, gradient: 0 }), /nothing moves/);
  assert.equal(verdict({ ...slopes, gradient: 0.05, agrees: false }), "They differ.");
  assert.match(verdict({ ...slopes, gradient: 0.05, agrees: false, kinks: [5] }), /node 5 stands at the kink/);
  assert.deepEqual([captionFor([2, 1]), captionFor([3, 4, 2])].map((text) => /added up/.test(text)), [false, true]);
  assert.match(predictionFor(edges).reply("26 times", true), /It is 52 times/);
});

test("at every width each number has a cell of its own within the picture, and each edge goes ahead", () => {
  for (const sizes of [[3, 4, 2], [1, 1], [2, 5], [2, 3, 3, 1], [5, 5, 5, 5], [4, 1, 3], [5, 2, 5]]) {
    const edges = edgesOf(sizes);
    const keys = stepsFor(sizes).filter(({ kind }) => kind !== "gradient").map(keyOf);
    for (const width of [240, 300, 326, 479, 560, 655, 718]) {
      const { cells, edges: lines, boxes, height } = layoutFor(width, sizes);
      const places = [...Array(sizes[0]).keys()].map((i) => `x.${i}`).concat([...Array(sizes.at(-1)).keys()].map((k) => `target.${k}`));
      assert.deepEqual(Object.keys(cells).sort(), [...keys, ...places].sort());
      assert.deepEqual(Object.keys(lines).sort(), edges.map(({ name }) => name).sort());
      const list = Object.entries(cells);
      list.forEach(([key, a], i) => {
        assert.ok(a.x0 >= 0 && a.x1 <= width && a.y >= 9 && a.y <= height - 9, `${sizes} ${width} ${key}`);
        for (const [other, b] of list.slice(i + 1)) assert.ok(Math.abs(a.y - b.y) >= 17 || a.x1 <= b.x0 || b.x1 <= a.x0, `${sizes} ${width} ${key} ${other}`);
      });
      for (const { x0, x1, y0, y1 } of boxes) assert.ok(x0 >= 0 && x1 <= width && y0 >= 0 && y1 <= height, `${sizes} ${width}`);
      for (const { from, to, mark } of Object.values(lines)) {
        assert.ok(isWide(width, sizes) ? to[0] - from[0] > 20 : to[1] - from[1] > 20);
        assert.ok(mark.every(Number.isFinite));
      }
    }
  }
  assert.ok(isWide(718, [3, 4, 2]) && !isWide(479, [3, 4, 2]));
});

test("the tables name every number and every edge once", () => {
  const [state, sizes] = [STATES[0], [3, 4, 2]];
  const [steps, edges, now] = [stepsFor(sizes), edgesOf(sizes), numbers(state)];
  const rows = numberRows({ steps, now, sizes });
  assert.equal(new Set(rows.map(([name]) => name)).size, 64);
  const computed = new Set(edges.map(({ name }) => name));
  const lines = edgeRows({ edges, sizes, state, now, computed, compared: ["w84"] });
  assert.deepEqual(lines.find(([name]) => name === "w84 (4 → 8)"), ["w84 (4 → 8)", "1.00", "0.03041", "0.03041", "yes"]);
  assert.deepEqual(lines.find(([name]) => name === "w8b (bias)").slice(3), ["", ""]);
});

test("a link that does not fit is put right, and one that fits is left alone", () => {
  const { bug, selected, epsilon, weights, biases } = STATES[0];
  const made = { bug, selected, epsilon, weights, biases, step: 64, checked: [] };
  const opened = (given) => {
    const values = { ...made, ...given };
    sanitize({ get: () => made }, { get: (name) => values[name], set: (changes) => Object.assign(values, changes) });
    return values;
  };
  const bad = { bug: "moth", selected: "w99", epsilon: 0, weights: [[1]], biases: [[1, 2, 3, 4], [5, "6"]], step: 65, checked: ["w41", "x"] };
  assert.deepEqual(opened(bad), made);
  assert.deepEqual(opened({ weights: null, biases: [[1, 2, 3, 4], [5, 31]], checked: null }), made);
  const good = { bug: "sign", selected: "w9b", epsilon: 0.1, biases: [[1, 2, 3, 4], [5, 6]], step: 0, checked: ["w41"] };
  assert.deepEqual(opened(good), { ...made, ...good });
});
