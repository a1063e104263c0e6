// Where the parts of the network of DropoutMask stand: inputs above, a card for each hidden unit, the output below.
import { linear } from "../shared/scale.js";
import { INPUT, UNITS } from "./model.js";

const [LEFT, RIGHT] = [57, 34]; // words on the left, the handle of p on the right
const INPUT_Y = 20;
const CARD = { y0: 56, y1: 210 };
const GAUGE = { y0: 104, y1: 150 };

export const HEIGHT = 274;
export const RADIUS = { input: 15, unit: 17, output: 23 };

/** Where the rows of numbers in the cards stand, and their names. */
export const ROWS = { factor: 164, passes: 182, slope: 199 };
export const NAMES = { inputs: INPUT_Y, unit: 80, draw: 127, ...ROWS, output: 247 };

export function layOut(width) {
  const pitch = (width - LEFT - RIGHT) / UNITS;
  const half = Math.min(pitch - 5, 58) / 2;
  const cards = Array.from({ length: UNITS }, (_, j) => {
    const x = LEFT + (j + 0.5) * pitch;
    return { x, x0: x - half, x1: x + half, ...CARD, unit: [x, NAMES.unit] };
  });
  const middle = cards[(UNITS - 1) / 2].x;
  return {
    cards,
    inputs: INPUT.map((_, i) => [middle + (i - 1) * 2 * pitch, INPUT_Y]),
    output: [middle, NAMES.output],
    gauge: linear([0, 1], [GAUGE.y1, GAUGE.y0]),
    handleX: width - RIGHT / 2,
    left: LEFT,
  };
}
