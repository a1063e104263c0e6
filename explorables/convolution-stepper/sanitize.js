// A link may say anything: what does not fit the figure becomes what Python made.
import { LIMIT, PADDING, STRIDE, channelsOf, filtersOf, isVolume, leastPadding } from "./model.js";

const MOST_PLACES = 169;
const isWhole = (value, { min, max }) => Number.isInteger(value) && value >= min && value <= max;
const isSmall = (value) => isWhole(value, { min: -LIMIT, max: LIMIT });

/** Are these `rows` × `columns` small whole numbers, with both sides within the bounds? */
function isGrid(value, bounds) {
  if (!Array.isArray(value) || !isWhole(value.length, bounds)) return false;
  return value.every((row) => Array.isArray(row) && row.length === value[0].length && isWhole(row.length, bounds) && row.every(isSmall));
}
const areGrids = (value, count, bounds) => Array.isArray(value) && value.length === count && value.every((one) => isGrid(one, bounds) && String([one.length, one[0].length]) === String([value[0].length, value[0][0].length]));
const isSquare = (grid) => grid.length === grid[0].length;

/** A kernel that does not fit on the picture: all three become what Python made. */
export function settle(state, made) {
  if (leastPadding(state.get("picture"), state.get("kernel")) <= state.get("padding")) return;
  state.set(structuredClone({ picture: made.picture, kernel: made.kernel, padding: made.padding, square: [] }));
}

/** The tests that state.fit takes. `made` is what Python made: a volume stays one. */
export function testsOf(state, made) {
  const several = isVolume(made.picture);
  const filters = filtersOf(made.kernel).length;
  const channels = channelsOf(made.picture).length;
  const isPicture = (value) => (several ? areGrids(value, channels, { min: 2, max: 5 }) : isGrid(value, { min: 2, max: 9 }));
  const isKernel = (value) =>
    several
      ? Array.isArray(value) && value.length === filters && value.every((filter) => areGrids(filter, channels, { min: 1, max: 3 }) && isSquare(filter[0]) && filter[0].length === value[0][0].length)
      : isGrid(value, { min: 1, max: 5 }) && isSquare(value);
  const isIn = (square, shape) => square.length === shape.length && square.every((i, axis) => isWhole(i, { min: 0, max: shape[axis] - 1 }));
  return {
    picture: isPicture,
    kernel: isKernel,
    bias: (value) => Array.isArray(value) && value.length === filters && value.every(isSmall),
    stride: (value) => isWhole(value, STRIDE),
    padding: (value) => isWhole(value, PADDING),
    turned: (value) => typeof value === "boolean",
    place: (value) => isWhole(value, { min: 0, max: MOST_PLACES }),
    square(value) {
      if (!Array.isArray(value) || !value.length) return Array.isArray(value);
      const [x] = channelsOf(state.get("picture"));
      return isIn(value, [...(several ? [channels] : []), x.length, x[0].length]);
    },
    show_all: (value) => typeof value === "boolean",
  };
}
