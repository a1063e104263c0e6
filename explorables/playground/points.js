// Toy data in the plane, drawn as lib/data/planes.py draws it, from the page's random numbers.
// A set is { x, y, m }: x has the first feature of all m points, then the second; y is 0 or 1 for each.
import { createRandom } from "../shared/random.js";
import { STREAMS } from "./streams.js";

export const HELD_OUT = 200;

/** All data lie within this distance from the origin, along each feature, unless noise carries them away. */
export const REACH = 2.5;

const classes = (m) => Float64Array.from({ length: m }, (_, i) => i % 2);
const draw = (count, next) => Float64Array.from({ length: count }, next);

/** Adds noise point by point, scales, deals the points anew. */
function finished({ place, y, noise = 0, size }, random) {
  const m = y.length;
  const shaken = noise === null ? place : place.map((value) => value + noise * random.normal());
  const order = random.shuffle(Array.from({ length: m }, (_, i) => i));
  const set = { x: new Float64Array(2 * m), y: new Float64Array(m), m };
  order.forEach((from, to) => {
    set.x[to] = size * shaken[2 * from];
    set.x[m + to] = size * shaken[2 * from + 1];
    set.y[to] = y[from];
  });
  return set;
}

/** place(i) gives [x1, x2] of point i. */
const placed = (m, place) => Float64Array.from(Array.from({ length: m }, (_, i) => place(i)).flat());
const polar = (radius, angle) => [radius * Math.cos(angle), radius * Math.sin(angle)];

const MAKERS = {
  xor(m, noise, random) {
    const y = classes(m);
    const corner = draw(2 * m, () => 0.1 + 0.9 * random.uniform());
    const left = draw(m, () => (random.uniform() < 0.5 ? -1 : 1));
    const place = placed(m, (i) => [left[i] * corner[2 * i], left[i] * corner[2 * i + 1] * (y[i] ? -1 : 1)]);
    return { place, y, noise: noise / 2, size: 2 };
  },
  rings(m, noise, random) {
    const y = classes(m);
    const inner = draw(m, () => 0.8 * Math.sqrt(random.uniform()));
    const outer = draw(m, () => 1.5 + 0.5 * random.uniform());
    const angle = draw(m, () => 2 * Math.PI * random.uniform());
    return { place: placed(m, (i) => polar(y[i] ? inner[i] : outer[i], angle[i])), y, noise, size: 1 };
  },
  moons(m, noise, random) {
    const y = classes(m);
    const angle = draw(m, () => Math.PI * random.uniform());
    const place = placed(m, (i) => {
      const [a, b] = polar(1, angle[i]);
      return y[i] ? [1 - a - 0.5, 0.5 - b - 0.25] : [a - 0.5, b - 0.25];
    });
    return { place, y, noise: noise / 1.5, size: 1.5 };
  },
  blobs(m, noise, random) {
    const y = classes(m);
    const spread = 0.3 + noise;
    const gap = 2.2 / spread;
    const away = draw(2 * m, random.normal);
    const place = placed(m, (i) => [0.8, 0.6].map((way, k) => (y[i] - 0.5) * gap * way + away[2 * i + k]));
    return { place, y, noise: null, size: spread };
  },
  spiral(m, noise, random) {
    const y = classes(m);
    const way = draw(m, () => Math.sqrt(random.uniform()));
    return { place: placed(m, (i) => polar(2 * way[i], 2 * Math.PI * 1.25 * way[i] + Math.PI * y[i])), y, noise, size: 1 };
  },
};

const NONE = { x: new Float64Array(0), y: new Float64Array(0), m: 0 };

/** { learn, heldOut } of a state; nothing is held out of the reader's own points. */
export function pointsOf({ problem, m, noise, sample, examples }) {
  if (problem === "points") {
    const x = Float64Array.from([0, 1].flatMap((feature) => examples.map((row) => row[feature])));
    return { learn: { x, y: Float64Array.from(examples, (row) => row[2]), m: examples.length }, heldOut: NONE };
  }
  const make = (count, stream) => {
    const random = createRandom(sample, stream);
    return finished(MAKERS[problem](count, noise, random), random);
  };
  return { learn: make(m, STREAMS.data), heldOut: make(HELD_OUT, STREAMS.heldOut) };
}
