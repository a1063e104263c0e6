// Every model.js against the numbers that lib computed (test/golden, written by scripts/write_golden.py); backprop.test.js compares its own to 1e-12.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import * as boundaryByHand from "../boundary-by-hand/model.js";
import * as broadcast from "../broadcast/model.js";
import * as buildAFunction from "../build-a-function/model.js";
import * as convolutionBackward from "../convolution-backward/model.js";
import * as convolutionStepper from "../convolution-stepper/model.js";
import * as costCurves from "../cost-curves/model.js";
import * as descent1d from "../descent-1d/model.js";
import * as descent2d from "../descent-2d/model.js";
import * as dropoutMask from "../dropout-mask/model.js";
import * as fitAndOverfit from "../fit-and-overfit/model.js";
import * as gateLab from "../gate-lab/model.js";
import * as greedyParser from "../greedy-parser/model.js";
import * as lineByHand from "../line-by-hand/model.js";
import * as movingAverage from "../moving-average/model.js";
import * as networkByHand from "../network-by-hand/model.js";
import * as neuronLearns from "../neuron-learns/model.js";
import * as optimizerRace from "../optimizer-race/model.js";
import * as perceptronPlane from "../perceptron-plane/model.js";
import * as playground from "../playground/model.js";
import * as poolingStepper from "../pooling-stepper/model.js";
import * as sigmoidSlope from "../sigmoid-slope/model.js";
import * as signalThroughLayers from "../signal-through-layers/model.js";
import * as slopeByNudge from "../slope-by-nudge/model.js";
import * as softmaxScores from "../softmax-scores/model.js";
import * as treeComposer from "../tree-composer/model.js";
import * as unrolledRnn from "../unrolled-rnn/model.js";

const golden = (name) => JSON.parse(readFileSync(new URL(`golden/${name}.json`, import.meta.url), "utf8"));

/** Deep equality in which numbers may differ by one part in 10⁸. */
function assertClose(actual, expected, path = "result") {
  if (typeof expected === "number") {
    const room = expected === 0 ? 1e-15 : 1e-8 * Math.abs(expected);
    assert.ok(Math.abs(actual - expected) <= room, `${path}: ${actual} is not ${expected}`);
  } else if (expected !== null && typeof expected === "object") {
    assert.deepEqual(Object.keys(actual).sort(), Object.keys(expected).sort(), path);
    for (const key of Object.keys(expected)) assertClose(actual[key], expected[key], `${path}.${key}`);
  } else assert.equal(actual, expected, path);
}

const MODELS = {
  "boundary-by-hand": boundaryByHand,
  broadcast,
  "build-a-function": buildAFunction,
  "convolution-backward": convolutionBackward,
  "convolution-stepper": convolutionStepper,
  "cost-curves": costCurves,
  "descent-1d": descent1d,
  "descent-2d": descent2d,
  "dropout-mask": dropoutMask,
  "fit-and-overfit": fitAndOverfit,
  "gate-lab": gateLab,
  "greedy-parser": greedyParser,
  "line-by-hand": lineByHand,
  "moving-average": movingAverage,
  "network-by-hand": networkByHand,
  "neuron-learns": neuronLearns,
  "optimizer-race": optimizerRace,
  "perceptron-plane": perceptronPlane,
  playground,
  "pooling-stepper": poolingStepper,
  "sigmoid-slope": sigmoidSlope,
  "signal-through-layers": signalThroughLayers,
  "slope-by-nudge": slopeByNudge,
  "softmax-scores": softmaxScores,
  "tree-composer": treeComposer,
  "unrolled-rnn": unrolledRnn,
};

for (const [name, model] of Object.entries(MODELS)) {
  test(`${name} gives the numbers of lib`, () => {
    const cases = golden(name);
    assert.ok(cases.length >= 5);
    for (const { state, expected } of cases) {
      assertClose(model.numbers(state), expected, `${name} ${JSON.stringify(state)}`);
    }
  });
}
