// OptimizerRace besides its numbers: who has arrived, the map in parts, and the words.
import assert from "node:assert/strict";
import test from "node:test";
import {
  BETAS, DIVERGES, NOT_THERE, RATES, RUNNERS, USUAL,
  bestInTheory, hasArrived, isOver, leadersOf, limitOf, mapRow, noises, runOf, runsOf,
} from "../optimizer-race/model.js";
import { createRatesMap, fewestOf, shadeOf, spansOf } from "../optimizer-race/rates-map.js";
import { manner, mapWords, raceWords } from "../optimizer-race/words.js";

const each = (value, end = "") => Object.fromEntries(RUNNERS.map((name) => [name + end, value]));
const RACE = {
  surface: "ravine", ...USUAL.ravine, beta: 0.9, steepness: 20, noise: 0, view: "race", step: 0, seed: 1, corrected: 1,
  ...each(1), ...each(0, "_rate"),
};
const on = (surface, more = {}) => ({ ...RACE, surface, ...USUAL[surface], ...more });
const say = (state) => raceWords(state, runsOf(state)).join("");
const sayMap = (state, fewest = null) => mapWords(state, runOf(state, "momentum"), fewest).join("");
/** A run along given points, as far as words look at it. */
const runAlong = (points) => ({ points, arrived: null, diverged: null });

test("passing through the finish is not arriving; staying there is", () => {
  const { points, arrived } = runOf({ ...RACE, rate: 0.05 }, "momentum");
  const inside = points.map(([x, y]) => Math.hypot(x, y) < 0.2);
  const first = inside.indexOf(true);
  assert.ok(first < arrived && inside.slice(first, arrived).includes(false));
  assert.ok(!inside[arrived - 1] && inside.slice(arrived, arrived + 21).every(Boolean));
});

test("who starts at the minimum has arrived at once, and who later leaves for good has not", () => {
  assert.equal(runOf({ ...RACE, start_x: 0, start_y: 0 }, "adam").arrived, 0);
  const leaves = runOf({ ...RACE, start_x: 0, start_y: 0.01, rate: 0.1066 }, "sgd");
  assert.equal(leaves.arrived, null);
  assert.ok(leaves.diverged > 20);
});

test("noise is the same for all, and another with another seed", () => {
  const at = (name, more = {}) => runOf({ ...on("ravine", { start_x: 0, start_y: 0, noise: 1, rate: 0.01 }), ...more }, name).points[1];
  assert.deepEqual(at("sgd"), at("momentum"));
  assert.notDeepEqual(at("sgd"), at("sgd", { seed: 2 }));
  assert.deepEqual(at("sgd"), [-0.01 * noises(1)[0], -0.01 * noises(1)[1]]);
});

test("the first to arrive leads; before that the lowest cost; who has diverged never does", () => {
  const leaders = (more) => leadersOf({ ...RACE, ...more }, runsOf({ ...RACE, ...more }));
  assert.deepEqual(leaders({ step: 2 }), ["sgd"]);
  assert.deepEqual(leaders({ step: 43 }), ["momentum"]);
  assert.deepEqual(leaders({ step: 300 }), ["momentum"]);
  assert.deepEqual(leaders({ step: 9, rate: 0.25, adam: 0, rmsprop: 0 }), []);
  assert.deepEqual(leaders({ step: 5, beta: 0 }), ["sgd", "momentum"]);
});

test("the race is over when everybody has arrived or diverged, or after 300 steps", () => {
  const runs = runsOf(RACE);
  assert.ok(!isOver(runs, 187) && isOver(runs, 188));
  const creeping = runsOf({ ...RACE, rate: 0.001 });
  assert.ok(!isOver(creeping, 299) && isOver(creeping, 300));
});

test("the map in parts is the map at once, and does not depend on the present rate and β", () => {
  const work = createRatesMap();
  let calls = 1;
  while (!work(RACE).done) calls += 1;
  const map = work(RACE);
  for (const row of [0, 13, 33]) assert.deepEqual(map.rows[row], mapRow(RACE, BETAS[row]));
  const { version } = map;
  assert.equal(work({ ...RACE, rate: 1, beta: 0.1, step: 7, seed: 5 }).version, version);
  assert.ok(!work({ ...RACE, steepness: 21 }).done || calls === 1);
});

test("a cell of the map is the race of that rate and β", () => {
  for (const [row, column] of [[0, 30], [10, 36], [17, 43], [30, 20], [33, 60], [5, 0]]) {
    const { arrived, diverged } = runOf({ ...RACE, rate: RATES[column], beta: BETAS[row] }, "momentum");
    const expected = diverged === null ? (arrived ?? NOT_THERE) : DIVERGES;
    assert.equal(mapRow(RACE, BETAS[row])[column], expected);
  }
});

test("the fewest steps lie near what theory calls best, beside the edge where it diverges", () => {
  for (const steepness of [5, 20, 100]) {
    const state = { ...RACE, steepness };
    const fewest = fewestOf(BETAS.map((beta) => mapRow(state, beta)));
    const best = bestInTheory(steepness);
    assert.ok(Math.abs(Math.log10(fewest.rate / best.rate)) < 0.15 && Math.abs(fewest.beta - best.beta) < 0.16);
    assert.ok(fewest.rate < limitOf({ steepness, beta: fewest.beta }));
  }
  assert.equal(fewestOf([[NOT_THERE, DIVERGES]]), null);
});

test("fewer steps are darker, and stretches of a row are found", () => {
  const shades = [5, 10, 30, 100, 300].map(shadeOf);
  shades.slice(1).forEach((shade, k) => assert.ok(shade < shades[k]));
  assert.ok(shades.at(-1) > 0.05 && shadeOf(0) === shades[0] && shadeOf(NOT_THERE) === 0);
  assert.deepEqual(spansOf([-2, -2, 4, -2], DIVERGES), [[0, 1], [3, 3]]);
});

test("each manner has its rule", () => {
  const zigzag = Array.from({ length: 8 }, (_, k) => [-3 + 0.1 * k, (-1) ** k * 0.8 ** k]);
  assert.equal(manner(RACE, runAlong(zigzag), 7), "zigzags");
  assert.equal(manner(RACE, runAlong([[-2, 0], [-1, 0.1], [0, 0.1]]), 2), "passes");
  assert.equal(manner(RACE, runAlong([[0.5, 0], [0.6, 0], [0.8, 0]]), 2), "climbs");
  assert.equal(manner(RACE, runAlong([[-2, 0], [-1, 0], [0.5, 0], [0.9, 0], [1.2, 0]]), 4), "uphill");
  assert.equal(manner(RACE, runAlong([[-2, 0], [-1.995, 0]]), 1), "creeps");
  assert.equal(manner(on("saddle"), runAlong([[0.5, 0], [0.505, 0]]), 1), "held");
  assert.equal(manner(RACE, runAlong([[-2, 0], [-1.9, 0]]), 1), "way");
  assert.equal(manner(RACE, { points: [[3, 0]], arrived: null, diverged: 4 }, 4), "diverged");
  assert.ok(hasArrived({ arrived: 4 }, 4) && !hasArrived({ arrived: 5 }, 4) && !hasArrived({ arrived: null }, 4));
});

test("the race in words", () => {
  assert.equal(say(RACE), "Start: all four stand at cost 20.5, at rate 0.03. Press Play or Step.");
  assert.match(say({ ...RACE, adam_rate: 0.1 }), /each with its own rate/);
  assert.equal(say({ ...RACE, ...each(0), adam: 1 }), "Start: Adam stands at cost 20.5, at rate 0.03. Press Play or Step.");
  assert.match(say({ ...RACE, ...each(0) }), /^Nobody runs: choose a runner/);
  assert.equal(say({ ...RACE, step: 40 }), "Step 40: momentum leads at cost 0.086. SGD, RMSprop and Adam follow.");
  assert.equal(say({ ...RACE, step: 60 }), "Step 60: momentum arrived first, after 44 steps. SGD, RMSprop and Adam are on their way.");
  assert.equal(say({ ...RACE, step: 188 }), "Step 188, the end: momentum arrived first, after 44 steps; then RMSprop (85), SGD (94), Adam (188).");
  assert.match(say({ ...RACE, rate: 0.12, step: 12 }), /SGD climbs the walls; momentum swings uphill; Adam is on its way\.$/);
  assert.match(say({ ...RACE, rate: 0.12, step: 60 }), /^Step 60, the end: RMSprop arrived first, .* SGD has diverged\.$/);
  assert.match(say({ ...RACE, rate: 0.08, step: 6 }), /SGD zigzags/);
  assert.match(say({ ...RACE, rate: 0.08, step: 7, noise: 1 }), /SGD staggers; momentum and Adam follow\.$/);
  assert.equal(say({ ...RACE, rate: 0.3, step: 30, adam: 0, rmsprop: 0 }), "Step 30, the end: all have diverged. This rate is too large here.");
  assert.match(say({ ...RACE, rate: 0.001, step: 300, momentum: 0 }), /^Step 300, the end: SGD leads at cost 3\.4 and creeps\. Not arrived: SGD \(2\.6 away\), RMSprop \(3\.2\), Adam \(3\.3\)\.$/);
});

test("valleys and the saddle have their words", () => {
  assert.equal(
    say(on("bumpy", { step: 60 })),
    "Step 60, the end: RMSprop arrived first, after 8 steps, in a side valley; then SGD (14, side valley), Adam (31, side valley), momentum (51, lowest point).",
  );
  assert.match(say(on("saddle", { step: 50 })), /SGD is held up at the saddle\.$/);
  assert.match(say(on("saddle", { step: 300, start_x: 0 })), /Not arrived: SGD \(2\.5 away\), momentum \(2\.5\)/);
});

test("a cell of the map in words", () => {
  const fewest = { steps: 7, rate: 0.141, beta: 0.51 };
  assert.equal(sayMap(RACE, fewest), "Rate 0.03, β 0.90: momentum arrives after 44 steps. Fewest in the map: 7, at rate 0.141, β 0.51. Best in theory: 0.134, 0.40 (cross).");
  assert.match(sayMap({ ...RACE, rate: 0.2, beta: 0.5 }), /diverges, as at every rate above 2\(1 \+ β\)\/κ = 0\.15\./);
  assert.match(sayMap({ ...RACE, rate: 0.2, beta: 0.5, noise: 1 }), /: momentum diverges\. Best/);
  assert.match(sayMap({ ...RACE, rate: 0.001, beta: 0 }), /after 300 steps momentum has not arrived; it is 2\.6 away\./);
  assert.doesNotMatch(sayMap(on("curved")), /theory/);
});
