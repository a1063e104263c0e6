// GateLab: what the page alone knows: nudges, choices of gates, the words, the layout.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { GATES, VALVES } from "../gate-lab/cells.js";
import { reachOf } from "../gate-lab/chart.js";
import { lowestOf, sharesOf } from "../gate-lab/chart-reach.js";
import { checkVerdict, missed, sourceCheck } from "../gate-lab/check-words.js";
import { cellHeight, layOut } from "../gate-lab/layout.js";
import { KINDS, MISTAKES, choiceOf, compared, fits, heldAs, numbers, slopes } from "../gate-lab/model.js";
import { backVerdict, forwardVerdict, reachVerdict, reachWord, two } from "../gate-lab/words.js";

const golden = JSON.parse(readFileSync(new URL("golden/gate-lab.json", import.meta.url), "utf8"));
const first = (kind = "lstm", changes = {}) => {
  const { state } = golden.find((one) => one.state.kind === kind);
  return { ...state, view: "forward", t: 1, bars: "x", ...changes };
};
const found = (state) => [numbers(state), slopes(state)];
const say = (verdict, state) => {
  const { heading, text } = verdict(state, ...found(state));
  return heading + text;
};
const close = (actual, expected, room) => assert.ok(Math.abs(actual - expected) <= room, `${actual} is not ${expected}`);

test("without mistakes the way back is what nudging finds, whatever is held, for both cells and every length", () => {
  let seen = 0;
  for (const { state } of golden) {
    const right = { ...state, ...Object.fromEntries(MISTAKES.map((name) => [name, false])) };
    for (const bars of ["x", "c", "w"]) {
      const [now, nudged] = found(right);
      const { claimed, found: slope, failed } = compared(bars, now, nudged);
      assert.deepEqual(failed, []);
      claimed.forEach((value, k) => close(value, slope[k], 2e-8 + 1e-6 * Math.abs(value)));
      seen += claimed.length;
    }
  }
  assert.ok(seen > 400);
});

test("the two shares are δ of the state, and what comes through c is the gate's share of the next δ", () => {
  for (const kind of ["lstm", "gru"]) {
    const now = numbers(first(kind));
    now.delta_c.forEach((delta, t) => {
      close(delta, now.through_h[t] + now.through_c[t], 1e-15);
      if (t < 5) close(now.through_c[t], now.gates[1][t + 1] * now.delta_c[t + 1], 1e-15);
    });
    assert.equal(now.through_c[5], 0);
  }
});

test("a choice of gates is known again, and gates beyond the end do not count", () => {
  for (const kind of ["lstm", "gru"]) {
    for (const name of KINDS) assert.equal(choiceOf(first(kind, { held: heldAs(kind, name, 6) })), name);
    assert.equal(choiceOf(first(kind, { held: { [`${VALVES[kind][1]}8`]: 1 } })), "free");
    assert.equal(choiceOf(first(kind, { held: { [`${VALVES[kind][1]}2`]: 0.5 } })), "own");
  }
});

test("held to the end, all of the gradient comes back, and without the path through c nothing does", () => {
  for (const kind of ["lstm", "gru"]) {
    const held = heldAs(kind, "hold", 6);
    const now = numbers(first(kind, { held }));
    sharesOf(now).forEach((share) => close(share, 1, 1e-12));
    assert.equal(numbers(first(kind, { held, cut: true })).delta_c[0], 0);
    assert.match(say(reachVerdict, first(kind, { held })), /^From step 6 back to 1: all of it arrives\. δ[ch]₁ has 1\.00 of the size of δ[ch]₆\. .* 100 steps would leave 1\.00 here/);
  }
});

test("a GRU that copies is a plain RNN: its gradient is the product of w·tanh′", () => {
  const now = numbers(first("gru", { held: heldAs("gru", "copy", 6) }));
  sharesOf(now).forEach((share, t) => close(share, Math.abs(now.plain[t]), 1e-12));
});

test("the source's check passes after two steps, and not after three, whatever the size of the weights", () => {
  for (const scale of [1, 1e-4]) {
    const of = (steps) => {
      const state = first("lstm", { steps, scale, cut: true, wrong_biases: true, last_only: true });
      return sourceCheck(state, ...found(state));
    };
    assert.equal(of(2).failed, false);
    close(of(2).claimed, of(2).nudged, 1e-6 * Math.abs(of(2).nudged));
    assert.equal(of(3).failed, true);
  }
});

test("the check says how many are rejected, where it is worst, and what passes though it is wrong", () => {
  const cut = { cut: true };
  assert.equal(say(checkVerdict, first()), "All 6 numbers of dL/dx pass. Each agrees with its nudge of ±0.0001, to a ten-thousandth of itself.");
  assert.equal(
    say(checkVerdict, first("lstm", cut)),
    "5 of 6 numbers of dL/dx are rejected. Most at dL/dx₄: 0.0037 on the way back, 0.13 by nudging, off by 97\u00a0% of the larger. Only that of the last step is right.",
  );
  const small = first("lstm", { ...cut, scale: 1e-4, rule: "absolute" });
  assert.match(say(checkVerdict, small), /^All 6 numbers of dL\/dx pass\. .* 5 of 6 are wrong all the same, dL\/dx₅ by 100\u00a0%: so small a gradient is never off by 0\.0001\.$/);
  assert.equal(missed(small, ...found(small)).count, 5);
  assert.match(say(checkVerdict, { ...small, bars: "w" }), /^2 of 12 weights' gradients are rejected\. Most at b of g: .* 9 of 12 are wrong all the same/);
  assert.match(say(checkVerdict, first("lstm", { last_only: true })), /^All 6 .* has a mistake\. The mistake is in the weights' gradients/);
  assert.match(say(checkVerdict, first("lstm", { ...cut, held: heldAs("lstm", "forget", 6) })), /^All 6 .* Every path through c is shut off here anyway/);
  assert.match(say(checkVerdict, first("lstm", { ...cut, steps: 1 })), /^The one number passes\. .* One step has no step before it/);
  assert.match(say(checkVerdict, first("gru", { wrong_biases: true, bars: "w" })), /^1 of 12 weights' gradients is rejected\. At b_hh of n: 0\.25 on the way back, 0\.18 by nudging/);
});

test("a step forward and a step back say their arithmetic and what it means", () => {
  assert.match(say(forwardVerdict, first()), /^Step 1 of 6\. c₁ = f·c₀ \+ i·g = .* = 0\.68, and h₁ = .* c₀ is 0, so all of c₁ is new\.$/);
  assert.match(say(forwardVerdict, first("lstm", { t: 2, held: { f2: 1, o2: 0 } })), /All of c₁ stays, and 0\.01 is new; the output gate is shut, and h says nothing of it\. You hold f₂ and o₂\.$/);
  assert.match(say(forwardVerdict, first("gru", { t: 2, held: { z2: 0 } })), /Nothing of h₁ stays.* You hold z₂\.$/);
  assert.match(say(backVerdict, first("lstm", { t: 6 })), /The loss is h₆ itself, so δh₆ = 1\. .* δc₆ = 0\.55\. f₆ = 0\.72 lets 0\.40 through to c₅\.$/);
  assert.match(say(backVerdict, first("lstm", { t: 3 })), /δc₃ = −0\.02 through h \+ 0\.17 through c = 0\.15\. 89\u00a0% of what arrives came through c\./);
  assert.match(say(backVerdict, first("lstm", { t: 2, cut: true })), /through h alone: what comes through c was left out\. Nudging c₂ finds 0\.11\. Nothing goes straight to c₁: the path is cut\.$/);
  assert.match(say(backVerdict, first("gru", { t: 1 })), /Here the sequence begins\.$/);
});

test("a share of the gradient has one word, and the borders are where they are said to be", () => {
  const words = [[2, "it has grown"], [1, "all of it arrives"], [0.5, "most of it arrives"], [0.49, "it fades"], [0.01, "it fades"], [0.0099, "it has vanished"], [0, "nothing arrives"]];
  for (const [share, word] of words) assert.equal(reachWord(share), word);
  assert.match(say(reachVerdict, first("lstm", { steps: 1 })), /has nowhere to go/);
});

test("numbers in the picture are short", () => {
  assert.deepEqual([0, 0.005, -0.004, 2e-5, 1].map(two), ["0.00", "0.01", "−0.004", "2×10⁻⁵", "1.00"]);
});

test("the axes hold their values between round numbers", () => {
  for (const values of [[0.68, 0.02], [-1e-5, 3e-5], [0, 0], [1], [-0.9, 0.1], [4.2, -3.3]]) {
    const [low, step, high] = reachOf(values);
    assert.ok(low <= Math.min(0, ...values) && high >= Math.max(0, ...values) && high > low);
    assert.ok((high - low) / step <= 6, `${values}: ${low} ${step} ${high}`);
  }
  assert.equal(lowestOf([[1, 1e-30]]), -12);
  assert.equal(lowestOf([[1, 0]]), -2);
});

test("valves, knobs and words stay within the picture, on a page and on a phone", () => {
  for (const kind of ["lstm", "gru"])
    for (const width of [326, 718]) {
      const { valves, pipes } = layOut(kind, width);
      assert.deepEqual(Object.keys(valves).filter((name) => name !== "other").sort(), [...VALVES[kind]].sort());
      for (const { side, track } of Object.values(valves)) {
        if (!track) continue;
        const [near, far] = track.slice(1);
        assert.ok(Math.abs(far - near) >= 30, "a knob needs a way to go");
        assert.ok(side === "above" ? far < near && far >= 8 : far > near && far <= width - 8);
      }
      for (const { from, to } of pipes) for (const [x, y] of [from, to]) assert.ok(x >= 0 && x <= width && y > 0 && y < cellHeight(width));
    }
});

test("a link may not bring what cannot be", () => {
  const test_ = fits("lstm");
  for (const held of [{ z1: 1 }, { f9: 1 }, { f1: 2 }, { f1: "1" }, [], null, "f1", { f12: 1 }]) assert.equal(test_.held(held), false, JSON.stringify(held));
  assert.equal(test_.held({ f1: 0.5, o8: 1 }), true);
  for (const [name, value] of [["t", 0], ["t", 1.5], ["steps", 9], ["scale", 2], ["view", "x"], ["cut", "true"], ["rule", "none"], ["bars", "b"]]) assert.equal(test_[name](value), false);
  assert.equal(GATES.lstm.length, 4);
});
