// NextLetter: the numbers of lib for four networks, reading only what has changed, and time.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { MOST_LETTERS, numbers, split } from "../next-letter/model.js";
import { createReader, unpack } from "../next-letter/network.js";
import { answer } from "../next-letter/question.js";
import { chance, context, judged, verdict } from "../next-letter/words.js";

const read = (name) => JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));
const { _defaults: made, model } = read("golden/states.json").NextLetter;
const cases = read("golden/next-letter.json");
const gru = cases.find(({ state }) => state.model?.kind === "gru").state.model;
const readers = Object.fromEntries([model, gru].map((one) => [one.kind, () => createReader(unpack(one))]));

test("next-letter gives the numbers of lib", () => {
  assert.ok(cases.length >= 6);
  for (const { state, expected } of cases) {
    const found = numbers(state, createReader(unpack(state.model ?? model)));
    assert.equal(found.unread, 0);
    for (const [key, value] of Object.entries(expected)) {
      if (value === null || typeof value === "string") {
        assert.equal(found[key], value, key);
        continue;
      }
      const [mine, theirs] = [[found[key]].flatMap((one) => (one.length === undefined ? one : Array.from(one))), [value].flat()];
      assert.equal(mine.length, theirs.length, key);
      theirs.forEach((number, i) => {
        const room = 1e-12 + 1e-8 * Math.abs(number);
        assert.ok(Math.abs(mine[i] - number) <= room, `${key}[${i}]: ${mine[i]} is not ${number}`);
      });
    }
  }
});

test("reading on, taking back and changing the middle give what reading anew gives", () => {
  for (const open of Object.values(readers)) {
    const kept = open();
    for (const text of ["The king", "The kin", "The kind king", "My kind king", "", "a"]) {
      for (const most of [3, Infinity]) numbers({ ...made, text }, kept, most);
      assert.deepEqual(numbers({ ...made, text }, kept), numbers({ ...made, text }, open()));
    }
  }
});

test("a long text is read in parts, and what is read so far is right", () => {
  const reader = readers.rnn();
  const text = "ab".repeat(100);
  const first = numbers({ ...made, text }, reader, 150);
  assert.deepEqual([first.unread, first.known.length, first.surprise.length], [50, 150, 150]);
  assert.equal(numbers({ ...made, text }, reader, 150).unread, 0);
});

test("letters that it does not know are named once and left out", () => {
  assert.deepEqual(split("naïve ï 7\n", readers.gru()), { known: "nave  \n", unknown: "ï7" });
});

test("a key takes less than 10 ms of processor time, and a part of a long text less than a frame", () => {
  const text = "What light through yonder window breaks? ".repeat(10).slice(0, MOST_LETTERS);
  for (const [kind, open] of Object.entries(readers)) {
    const time = (run) => {
      const { user, system } = process.cpuUsage();
      run();
      const after = process.cpuUsage();
      return (after.user + after.system - user - system) / 1000;
    };
    numbers({ ...made, text }, open());
    const reader = open();
    numbers({ ...made, text: text.slice(0, -40) }, reader);
    const keys = time(() => {
      for (let k = 40; k > 0; k -= 1) numbers({ ...made, text: text.slice(0, text.length - k + 1) }, reader);
    });
    const whole = time(() => numbers({ ...made, text }, open()));
    console.log(`${kind}: ${(keys / 40).toFixed(2)} ms a key, ${whole.toFixed(1)} ms for ${MOST_LETTERS} letters`);
    assert.ok(keys / 40 < 10);
    assert.ok(whole < 200);
  }
});

test("the words say what the numbers are, by stated rules", () => {
  const about = { show: "surprise", temperature: 1, seed: 2, written: 0, blind: 2, letters: 4, length: 3 };
  const now = { known: "a b", place: 3, surprise: [1, 2.5, 0.25], mean_bits: 1.25, ranking: [0], probabilities: [0.9996], unknown: "", unread: 0, unit: 1, values: [1, 2.5, 0.25] };
  const said = (changes, more) => Object.values(verdict({ ...now, ...changes }, [" ", "a", "b"], { ...about, ...more })).join(" ");
  assert.equal(said({}), "After “a b” it expects a space: more than 0.999. Your 3 letters cost 1.25 bits each (a blind guess among 4: 2.00).");
  assert.equal(said({ place: 1 }, { temperature: 0.5 }), "After “a” at temperature 0.5 it expects a space: more than 0.999. What came was a space: 2.50 bits, a blind guess would have done better.");
  assert.match(said({}, { written: 2 }), /Your 1 letter cost .* It wrote 2 letters, seed 2\.$/);
  assert.match(said({}, { written: 3 }), /more than 0\.999\. It wrote 3 letters, seed 2\.$/);
  assert.match(said({ values: [0, 0, -0.5] }, { show: "unit" }), /Unit 1 is −0\.50 here\.$/);
  assert.match(said({ values: [0, 0, 0.25] }, { show: "update" }), /0\.25, so 25 % of its old value stays and 75 % is new\.$/);
  assert.match(said({ unknown: "ï7" }), /It does not know “ï”, “7”: left out\.$/);
  assert.match(said({}, { length: MOST_LETTERS }), /The text is full: 400 letters\.$/);
  assert.equal(said({ unread: 7 }).trim(), "Reading: 3 of 10 letters.");
  assert.deepEqual([judged(1, 6), judged(1.01, 6), judged(6, 6), judged(6.01, 6)], ["it expected that", "better than a blind guess", "better than a blind guess", "a blind guess would have done better"]);
  assert.deepEqual([chance(0.0004), chance(0.0006), chance(0.9994)], ["less than 0.001", "0.001", "0.999"]);
  assert.equal(context({ known: "one\ntwo", place: 6 }, 4), "…e↵tw");
});

test("the question is answered by half a bit", () => {
  assert.equal(answer({ first_bits: 3, inner_bits: 2.6 }), "both alike");
  assert.equal(answer({ first_bits: 3, inner_bits: 2.5 }), "the first");
  assert.equal(answer({ first_bits: 2, inner_bits: 3 }), "those inside");
  assert.equal(answer({ first_bits: null, inner_bits: 3 }), null);
});
