// Surfaces over the plane, to go downhill on: height, gradient, lowest points. Mirrors lib/widgets/landscapes.py.

/** Where each dent of the bumpy surface is, how deep and how wide. */
const DENTS = [
  [-2.3, 0.7, 1.3, 0.8],
  [-0.2, -0.9, 1.0, 0.7],
  [2.2, -0.5, 2.2, 0.9],
  [0.7, 1.5, 1.1, 0.6],
];

function bell(x, y, dent) {
  const [dx, dy, s] = [x - dent[0], y - dent[1], dent[3]];
  return dent[2] * Math.exp(-(dx * dx + dy * dy) / (2 * s * s));
}

const RING = 160; // points of an ellipse

/** The line on which the ravine has the cost `level`. */
export function ellipse(level, steepness) {
  const [width, height] = [Math.sqrt(2 * level), Math.sqrt((2 * level) / steepness)];
  return Array.from({ length: RING + 1 }, (_, k) => {
    const angle = (2 * Math.PI * k) / RING;
    return [width * Math.cos(angle), height * Math.sin(angle)];
  });
}

const SURFACES = {
  ravine: {
    name: "ravine",
    minima: [[0, 0]],
    levels: 2,
    outline: ellipse,
    value: (x, y, steepness) => 0.5 * (x * x + steepness * y * y),
    slopes(x, y, steepness, out) {
      out[0] = x;
      out[1] = steepness * y;
      return out;
    },
  },
  bumpy: {
    name: "bumps",
    minima: [
      [2.0995605031, -0.4503834489],
      [-0.083246867, -0.762905194],
      [-2.1654335195, 0.6056716296],
      [0.7152923653, 1.3014859254],
    ],
    levels: 1,
    value: (x, y) => DENTS.reduce((cost, dent) => cost - bell(x, y, dent), 2 + 0.06 * x * x + 0.15 * y * y),
    slopes(x, y, _steepness, out) {
      let alongX = 0;
      let alongY = 0;
      for (let k = 0; k < DENTS.length; k += 1) {
        const dent = DENTS[k];
        const pull = bell(x, y, dent) / (dent[3] * dent[3]);
        alongX += pull * (x - dent[0]);
        alongY += pull * (y - dent[1]);
      }
      out[0] = 0.12 * x + alongX;
      out[1] = 0.3 * y + alongY;
      return out;
    },
  },
  saddle: {
    name: "saddle",
    minima: [
      [2.5, 0],
      [-2.5, 0],
    ],
    levels: 2,
    value: (x, y) => (x * x - 6.25) ** 2 / 50 + y * y,
    slopes(x, y, _steepness, out) {
      out[0] = (x * (x * x - 6.25)) / 12.5;
      out[1] = 2 * y;
      return out;
    },
  },
  curved: {
    name: "curved valley",
    minima: [[3, 0.3]],
    levels: 3,
    value: (x, y) => 0.1 * (x - 3) * (x - 3) + 1.25 * (y - (x * x) / 5 + 1.5) ** 2,
    slopes(x, y, _steepness, out) {
      const aside = y - (x * x) / 5 + 1.5;
      out[0] = 0.2 * (x - 3) - aside * x;
      out[1] = 2.5 * aside;
      return out;
    },
  },
};

/**
 * By name: `value` is the height; `gradient` makes a pair, `slopes` fills one that it is given and returns it; `minima`, the
 * lowest first; `levels` is the power that spaces the lines of equal height, 2 spaces a bowl's lines evenly; `outline`, if it is
 * known, is the line of a height: no grid could follow a narrow one so well, nor so fast.
 */
export const LANDSCAPES = Object.fromEntries(
  Object.entries(SURFACES).map(([name, surface]) => [name, { ...surface, gradient: (x, y, steepness) => surface.slopes(x, y, steepness, [0, 0]) }]),
);
