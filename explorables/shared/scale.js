// Maps numbers to pixels and back (linear and logarithmic), and chooses round ticks.

/** The largest of 1, 2, 5 × 10ⁿ that gives about `count` steps in `span`. */
function roundStep(span, count) {
  const rough = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const ratio = rough / power;
  return power * (ratio >= 7.07 ? 10 : ratio >= 3.16 ? 5 : ratio >= 1.41 ? 2 : 1);
}

/** Round numbers between low and high, about `count` of them. */
export function ticks(low, high, count) {
  const step = roundStep(high - low, count);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => clean((first + i) * step));
}

/** Rounds away the noise of binary fractions: 0.30000000000000004 becomes 0.3. */
export function clean(value) {
  return Number(value.toPrecision(12));
}

export function clamp(value, low, high) {
  return Math.min(high, Math.max(low, value));
}

/** The multiple of `step` that is nearest to value. */
export function snap(value, step) {
  return clean(Math.round(value / step) * step);
}

export function linear([d0, d1], [r0, r1]) {
  const scale = (value) => r0 + ((value - d0) / (d1 - d0)) * (r1 - r0);
  scale.invert = (pixel) => d0 + ((pixel - r0) / (r1 - r0)) * (d1 - d0);
  scale.domain = [d0, d1];
  scale.range = [r0, r1];
  scale.ticks = (count) => ticks(d0, d1, count);
  return scale;
}

export function logarithmic([d0, d1], range) {
  const exponent = linear([Math.log10(d0), Math.log10(d1)], range);
  const scale = (value) => exponent(Math.log10(value));
  scale.invert = (pixel) => 10 ** exponent.invert(pixel);
  scale.domain = [d0, d1];
  scale.range = range;
  scale.ticks = (count) =>
    ticks(Math.min(...exponent.domain), Math.max(...exponent.domain), count)
      .filter(Number.isInteger)
      .map((power) => 10 ** power);
  return scale;
}
