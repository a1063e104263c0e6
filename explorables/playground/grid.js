// What every unit says at the places of a grid over the plane. A place is k = row · SIDE + column, the lowest row first.
import { sigmoid } from "../sigmoid-slope/model.js";
import { createPass, layoutOf } from "./network.js";
import { REACH } from "./points.js";

export const SIDE = 48;
const PLACES = SIDE * SIDE;
const AXIS = Float64Array.from({ length: SIDE }, (_, i) => REACH * ((2 * i) / (SIDE - 1) - 1));

/** "2.3" is [2, 2], the layer and the place in it; "output" is the last layer of so many. */
export function placeOf(unit, sizes) {
  if (unit === "output") return [sizes.length - 1, 0];
  const [layer, number] = unit.split(".").map(Number);
  return [layer, number - 1];
}

export const nameOf = (layer, place, sizes) => (layer === sizes.length - 1 ? "output" : `${layer}.${place + 1}`);

/** From what a unit says to a shade: −1 is low, 0 the middle, 1 high. Without bounds it is relative to the largest. */
function shadeOf(values, kind) {
  if (kind === "output") return (k) => 2 * sigmoid(values[k]) - 1;
  if (kind === "tanh") return (k) => values[k];
  if (kind === "sigmoid") return (k) => 2 * values[k] - 1;
  let most = 0;
  for (let k = 0; k < values.length; k += 1) most = Math.max(most, Math.abs(values[k]));
  return (k) => (most > 0 ? values[k] / most : 0);
}

/** The value at which a unit is undecided. */
const MIDDLE = { output: 0, tanh: 0, sigmoid: 0.5, relu: 1e-9, leaky_relu: 0, identity: 0 };

/**
 * The grid of all networks of these sizes. Returns { update(w), shade(layer, place), field(layer, place), at(x1, x2, layer, place) };
 * `field` is { xs, ys, values } with its `level`; `at` is what a unit says at one place, for the output the probability.
 */
export function createGrid(sizes, activation) {
  const w = new Float64Array(layoutOf(sizes).count);
  const pass = createPass({ sizes, activation, w, most: PLACES });
  const probe = createPass({ sizes, activation, w, most: 1 });
  for (let k = 0; k < PLACES; k += 1) {
    pass.inputs[k] = AXIS[k % SIDE];
    pass.inputs[PLACES + k] = AXIS[Math.floor(k / SIDE)];
  }
  const values = (layer, place) => pass.said[layer].subarray(place * PLACES, (place + 1) * PLACES);
  const kindOf = (layer) => (layer === 0 ? "identity" : layer === sizes.length - 1 ? "output" : activation);
  return {
    update(now) {
      w.set(now);
      pass.forward(PLACES);
    },
    shade: (layer, place) => shadeOf(values(layer, place), kindOf(layer)),
    field: (layer, place) => ({ xs: AXIS, ys: AXIS, values: values(layer, place), level: MIDDLE[kindOf(layer)] }),
    at(x1, x2, layer, place) {
      probe.inputs[0] = x1;
      probe.inputs[1] = x2;
      probe.forward(1);
      const said = probe.said[layer][place];
      return kindOf(layer) === "output" ? sigmoid(said) : said;
    },
  };
}
