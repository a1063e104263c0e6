// SlopeByNudge: the numbers of the chapter, and the words for them.
import assert from "node:assert/strict";
import test from "node:test";
import { numbers } from "../slope-by-nudge/model.js";
import { PREDICTION, replyTo, row, sentence, slopeInWords } from "../slope-by-nudge/words.js";

const square = { curve: "square", at: 3, sides: "right" };
const quotient = (state) => numbers(state).quotient.toFixed(4);
const say = (state) => sentence(state, numbers(state)).join("");

test("on the square the nudge is the error, and to both sides there is none", () => {
  assert.deepEqual([1, 0.1, 0.01, 0.001].map((nudge) => quotient({ ...square, nudge })), ["7.0000", "6.1000", "6.0100", "6.0010"]);
  assert.equal(quotient({ ...square, nudge: 0.1, sides: "both" }), "6.0000");
});

test("rise, run and their quotient are said in digits that can be divided by hand", () => {
  assert.equal(say({ ...square, nudge: 0.1 }), "Nudge 0.1: rise 0.61, rise ÷ run 6.1. The slope settles at 6.");
  assert.match(say({ ...square, nudge: 1 }), /rise 7, rise ÷ run 7\. Make the nudge smaller/);
  assert.match(say({ ...square, at: 0, nudge: 0.0001 }), /rise 1.00\u00a0×\u00a010⁻⁸, rise ÷ run 0.0001\. The slope settles at 0\./);
  assert.match(say({ curve: "salaries", at: 400, nudge: 0.0005, sides: "right" }), /rise −13.207, rise ÷ run −26,414\. This is the slope here/);
  assert.match(say({ ...square, nudge: 0.1, sides: "both" }), /^Nudge ±0.1: rise 1.2, run 0.2, rise ÷ run 6\. .*cancel/);
});

test("rise divided by run gives the quotient that is said, to its last digit", () => {
  const numeric = (text) => Number(text.replace("−", "-").replaceAll(",", "").replace(/ million$/, "e6"));
  assert.match(say({ curve: "salaries", at: 400, nudge: 50, sides: "right" }), /rise −1\.27023 million, rise ÷ run −25,405/);
  for (let at = 0; at <= 1600; at += 20) {
    for (const nudge of [500, 50, 37, 5, 0.5, 0.0005]) {
      const [said, rise, quotient] = row({ curve: "salaries", at, nudge, sides: "right" }, numbers({ curve: "salaries", at, nudge, sides: "right" }));
      assert.equal(slopeInWords(numeric(rise) / numeric(said), "salaries"), quotient, `at ${at}, nudge ${nudge}`);
    }
  }
});

test("a row of the table", () => {
  const state = { curve: "salaries", at: 400, nudge: 50, sides: "both" };
  assert.deepEqual(row(state, numbers(state)), ["±50", "−2.6414 million", "−26,414"]);
});

test("the reply waits until the nudge has shrunk three times", () => {
  assert.match(replyTo(PREDICTION.choices[1], 2), /at least three times/);
  assert.match(replyTo(PREDICTION.choices[1], 3), /That is it/);
  assert.match(replyTo(PREDICTION.choices[0], 3), /Not quite/);
});
