// How two shapes are stretched to one. Mirrors lib/widgets/broadcast.py and numpy.broadcast_shapes.

export const MOST_AXES = 3;
export const LONGEST = 5;

const product = (sizes) => sizes.reduce((all, size) => all * size, 1);

/** The shape with 1s put in front until it has so many axes. */
export const padded = (shape, count) => [...Array(count - shape.length).fill(1), ...shape];

/** The index of a number from its place in the order of ravel(). */
export function indexOf(place, shape) {
  const index = [];
  for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
    index.unshift(place % shape[axis]);
    place = Math.floor(place / shape[axis]);
  }
  return index;
}

const placeOf = (index, shape) => index.reduce((place, i, axis) => place * shape[axis] + i, 0);

/** Where in an array of this shape the number comes from that stands at `index` of the result. */
export const sourceOf = (index, shape) => shape.map((size, axis) => (size === 1 ? 0 : index[index.length - shape.length + axis]));

/** What happens on each axis, flush right. */
function axesOf(left, right) {
  const count = Math.max(left.length, right.length);
  const [one, other] = [padded(left, count), padded(right, count)];
  return one.map((size, axis) => (size === other[axis] ? "equal" : size === 1 ? "left" : other[axis] === 1 ? "right" : "clash"));
}

/** The shape that both are stretched to, or null. */
export function broadcastShapes(left, right) {
  if (axesOf(left, right).includes("clash")) return null;
  const count = Math.max(left.length, right.length);
  return padded(left, count).map((size, axis) => Math.max(size, padded(right, count)[axis]));
}

/** The shapes with so many 1s put in, those in front first. */
function withOnes(shape, ones) {
  const front = ones ? withOnes(shape, ones - 1).map((rest) => [1, ...rest]) : [];
  if (shape.length) return [...front, ...withOnes(shape.slice(1), ones).map((rest) => [shape[0], ...rest])];
  return ones ? front : [[]];
}

/** [which, "reshape" or "T", shape] that would make the two fit, or null. */
function advise(left, right) {
  const stretches = (small, large) => broadcastShapes(small, large)?.join() === large.join();
  const both = [["right", right, left], ["left", left, right]];
  for (const [name, one, other] of both) {
    for (let ones = 1; ones <= MOST_AXES - one.length; ones += 1) {
      const shape = withOnes(one, ones).find((candidate) => stretches(candidate, other));
      if (shape) return [name, "reshape", shape];
    }
  }
  for (const [name, one, other] of both) {
    if (one.length === 2 && stretches([...one].reverse(), other)) return [name, "T", [...one].reverse()];
  }
  return null;
}

/** In the left array each number is its own index; a single number is 10. The right one counts from 1. */
const leftValue = (index) => (index.length ? Number(index.join("")) : 10);

export function numbers({ left, right }) {
  const shape = broadcastShapes(left, right);
  const all = (sizes, value) => Array.from({ length: product(sizes) }, (_, place) => value(place));
  const left_values = all(left, (place) => leftValue(indexOf(place, left)));
  const right_values = all(right, (place) => place + 1);
  const sum = (place) => {
    const index = indexOf(place, shape);
    return left_values[placeOf(sourceOf(index, left), left)] + right_values[placeOf(sourceOf(index, right), right)];
  };
  const column = (sizes) => sizes.length === 2 && sizes[1] === 1 && sizes[0] > 1;
  const flat = (sizes) => sizes.length === 1 && sizes[0] > 1;
  return {
    axes: axesOf(left, right),
    shape,
    left_values,
    right_values,
    result: shape && all(shape, sum),
    advice: shape ? null : advise(left, right),
    trap: (column(left) && flat(right)) || (column(right) && flat(left)),
  };
}

/** Where the number at this place of the result comes from: for both sides the index and the value. */
export function traced(place, { left, right }, found) {
  const index = indexOf(place, found.shape);
  const from = (shape, values) => {
    const source = sourceOf(index, shape);
    return { index: source, value: values[placeOf(source, shape)] };
  };
  return { index, left: from(left, found.left_values), right: from(right, found.right_values), value: found.result[place] };
}
