// MovingAverage: what it says, and β along its scale.
import assert from "node:assert/strict";
import test from "node:test";
import { betaAt } from "../moving-average/dial.js";
import { COLDEST, numbers } from "../moving-average/model.js";
import { arithmetic, replyTo, sentences } from "../moving-average/words.js";
import { raised } from "../shared/format.js";

const USUAL = { beta: 0.9, day: 60, corrected: true };

function said(changes) {
  const state = { ...USUAL, ...changes };
  return sentences(state, numbers(state)).join("").replaceAll("\u00a0", " ");
}

test("the status says the day, its average, how old it is, and what the start weighs", () => {
  assert.equal(
    said({}),
    "Day 60: measured 6.6 °C, average 8.2 °C over about the last 10 days (β = 0.9). " +
      "Its days are 9 days old on average, and it is 1.0 °C warmer than the season. The start at 0 no longer counts.",
  );
  assert.match(said({ beta: 0.98, day: 30 }), /over the 30 days so far \(β = 0\.98\)\. .* Not corrected it would be 6\.4 °C: 55 % of the weight lies on the start at 0\.$/);
  assert.match(said({ beta: 0.98, day: 30, corrected: false }), /average 6\.4 °C .* 5\.9 °C colder than the season\. 55 % of the weight lies on the start at 0; corrected it would be 14\.0 °C\.$/);
  assert.match(said({ beta: 0.5 }), /about the last 2 days \(β = 0\.5\)\. Its days are 1 day old on average/);
  assert.match(said({ beta: 0.2 }), /about the last 1 day .* are 0\.3 days old/);
  assert.match(said({ beta: 0 }), /^Day 60: measured 6\.6 °C, average 6\.6 °C: with β = 0 nothing is remembered/);
  assert.match(said({ day: 1, beta: 0.9 }), /over the 1 day so far/);
});

test("the start counts from a hundredth of the weight on", () => {
  assert.match(said({ day: 43 }), /Not corrected .* 1 % of the weight/);
  assert.match(said({ day: 44 }), /The start at 0 no longer counts\.$/);
});

test("the arithmetic is that of the numbers", () => {
  const state = { beta: 0.98, day: 2 };
  const [sum, correction] = arithmetic(state, numbers(state));
  assert.match(sum, /= 0\.98 × 0\.418 \+ 0\.02 × 20\.2 = 0\.814\.$/);
  assert.match(correction, /= 0\.814 ÷ \(1 − 0\.98²\) = 0\.814 ÷ 0\.0396 = 20\.546\.$/);
  assert.match(arithmetic({ beta: 0.5, day: 1 }, numbers({ beta: 0.5, day: 1 }))[0], /= 0\.5 × 0\.000 \+ 0\.5 × 20\.9 = 10\.450\.$/);
  assert.equal(raised(-120), "⁻¹²⁰");
});

test("along its scale β is exact where it has a name, and held there while it is dragged", () => {
  assert.deepEqual([0, 0.3, 0.7, 1, 1.3, 1.7, 2].map((place) => betaAt(place, false)), [0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99]);
  assert.equal(betaAt(1.015, true), 0.9);
  assert.equal(betaAt(1.015, false), 0.9034);
  assert.equal(betaAt(0.01, false), 0.0228);
});

test("the prediction is answered when 0.98 was seen", () => {
  assert.match(replyTo("colder", new Map([["0.9", 143]])), /^You said colder\. Now drag β to 0\.98/);
  const { coldest } = numbers({ beta: 0.98, day: 1 });
  const answer = replyTo("later", new Map([["0.9", 143], ["0.98", coldest]]));
  assert.match(answer, /It comes later: the season is coldest on day 141, this average on day 185; with 0\.9 it came on day 143\./);
  assert.equal(COLDEST, 141);
  assert.doesNotMatch(replyTo("later", new Map([["0.98", coldest]])), /0\.9 it came/);
});
