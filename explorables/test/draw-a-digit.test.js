// DrawADigit: the numbers of lib, strokes as text, the rule for being sure, drawings of our own, and time.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { isInk, MOST_POINTS, pointsOf, toInk, toStrokes, withoutLast } from "../draw-a-digit/ink.js";
import { FILTERS, numbers, pooled, strongest, SURE } from "../draw-a-digit/model.js";
import { unpack } from "../draw-a-digit/network.js";
import { picture } from "../draw-a-digit/prepare.js";

const read = (name) => JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));
const made = read("golden/states.json").DrawADigit;
const network = unpack(made.weights);
const drawings = read("digit_strokes.json");
const look = (ink, filter = "1.1", row = 0, column = 0) => numbers({ ink, filter, row, column }, network);

test("draw-a-digit gives the numbers of lib", () => {
  const cases = read("golden/draw-a-digit.json");
  assert.ok(cases.length >= 5);
  for (const { state, expected } of cases) {
    const found = numbers(state, network);
    assert.deepEqual(Object.keys(found).sort(), Object.keys(expected).sort());
    for (const [key, value] of Object.entries(expected)) {
      if (typeof value === "boolean") assert.equal(found[key], value, key);
      else {
        const [mine, theirs] = [[found[key]].flatMap((one) => (one.length === undefined ? one : Array.from(one))), [value].flat(Infinity)];
        assert.equal(mine.length, theirs.length, key);
        theirs.forEach((number, i) => {
          const room = 1e-12 + 1e-9 * Math.abs(number);
          assert.ok(Math.abs(mine[i] - number) <= room, `${state.filter} ${key}[${i}]: ${mine[i]} is not ${number}`);
        });
      }
    }
  }
});

test("strokes become a short text and come back", () => {
  const strokes = [[[0, 0], [100, 3.6]], [[50, 50]]];
  assert.equal(toInk(strokes), "0000rs10-dwdw");
  assert.deepEqual(toStrokes("0000rs10-dwdw"), strokes);
  assert.deepEqual(toStrokes(""), []);
  assert.equal(pointsOf("0000rs10-dwdw"), 3);
  assert.equal(withoutLast("0000rs10-dwdw"), "0000rs10");
  assert.equal(withoutLast("0000rs10"), "");
  assert.equal(withoutLast(""), "");
  for (const { strokes: own } of drawings) assert.deepEqual(toStrokes(toInk(own)), own);
});

test("what a link may bring is refused unless it can be drawn", () => {
  for (const good of ["", "dwdw", "0000rs10-dwdw", ...Object.values(made.samples)]) assert.ok(isInk(good), good);
  for (const bad of ["dwd", "dwdw-", "-dwdw", "DWDW", "rtrt", "dw dw", 7, null, undefined, ["dwdw"]]) assert.ok(!isInk(bad), String(bad));
  assert.ok(isInk("dwdw".repeat(MOST_POINTS)));
  assert.ok(!isInk("dwdw".repeat(MOST_POINTS + 1)));
});

test("at least nine in ten of our own drawings are read right", () => {
  assert.ok(drawings.length >= 60);
  const right = drawings.filter(({ digit, strokes }) => look(toInk(strokes)).ranking[0] === digit);
  console.log(`${right.length} of ${drawings.length} drawings are read right`);
  assert.ok(right.length >= 0.9 * drawings.length);
  for (let digit = 0; digit < 10; digit += 1) assert.equal(look(made.samples[digit]).ranking[0], digit);
});

test("where and how large one draws makes no difference", () => {
  const small = drawings[0].strokes.map((stroke) => stroke.map(([x, y]) => [10 + 0.2 * x, 60 + 0.2 * y]));
  const apart = picture(drawings[0].strokes).map((level, i) => Math.abs(level - picture(small)[i]));
  assert.ok(Math.max(...apart) <= 1);
});

test("sure is a best answer of at least 0.8, and a house is read as a digit", () => {
  for (const ink of Object.values(made.samples)) {
    const { sure, probabilities, ranking } = look(ink);
    assert.equal(sure, Math.max(...probabilities) >= SURE);
    assert.ok(ranking.every((digit, i) => i === 0 || probabilities[ranking[i - 1]] >= probabilities[digit]));
  }
  const house = look(made.samples.house);
  assert.ok(house.sure && house.ranking[0] === 0);
  const roof = look(made.samples["1 with a roof"]);
  assert.ok(!roof.sure && roof.ranking[0] === 7 && roof.ranking[1] === 1);
});

test("nothing drawn, and a dot, are not read", () => {
  assert.equal(look("").readable, false);
  assert.ok(look("").probabilities.every(Number.isFinite));
  assert.equal(look(toInk([[[50, 50]]])).readable, false);
  assert.equal(look(toInk([[[50, 50], [57.9, 50]]])).readable, false);
  assert.equal(look(toInk([[[50, 50], [50, 58]]])).readable, true);
});

test("the strongest unit is the largest of its map, and pooling passes the largest of four", () => {
  for (const filter of FILTERS) {
    const [row, column] = strongest(look(made.samples[4], filter));
    const there = look(made.samples[4], filter, row, column);
    assert.equal(there.value, Math.max(...there.map));
    assert.deepEqual(pooled(there), { largest: there.value, at: [row, column] });
    const layer = filter[0] === "1" ? there.first : there.second;
    const half = Math.sqrt(there.map.length) / 2;
    const number = Number(filter.slice(2)) - 1;
    const after = layer[(number * half + Math.floor(row / 2)) * half + Math.floor(column / 2)];
    assert.equal(after, Math.max(0, there.value));
  }
});

test("a stroke is prepared and read in less than 10 ms of processor time", () => {
  const inks = drawings.map(({ strokes }) => toInk(strokes));
  for (const ink of inks) look(ink, "2.7");
  const before = process.cpuUsage();
  for (const ink of inks) look(ink, "2.7");
  const { user, system } = process.cpuUsage(before);
  const milliseconds = (user + system) / 1000 / inks.length;
  console.log(`${milliseconds.toFixed(2)} ms a drawing`);
  assert.ok(milliseconds < 10);
});
