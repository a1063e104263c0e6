// How much of weight space the picture shows. No DOM.

const ROUND = [1, 2, 5];

/** The smallest of 1, 2, 5 × 10ⁿ that is at least `value`. */
export function roundUp(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([...ROUND, 10].find((digit) => digit * power >= value * (1 - 1e-9)) ?? 10);
}

/** Half of what the weight plot shows before any zoom: enough for a soft line between the points, for each weight. */
export function weightHalves(X) {
  const spread = [0, 1].map((feature) => {
    const mean = X.reduce((sum, point) => sum + point[feature], 0) / X.length;
    return Math.sqrt(X.reduce((sum, point) => sum + (point[feature] - mean) ** 2, 0) / X.length) || 1;
  });
  const [first, second] = spread.map((size) => Math.min(1000, roundUp(2 / size)));
  const ratio = first / second;
  return ratio > 3 || ratio < 1 / 3 ? [first, second] : [Math.min(first, second), Math.min(first, second)];
}

/** The zoom (1, 2, 5, 10 …) at which both weights keep a margin to the edge, at least the present one. */
export function zoomFor({ w1, w2 }, [half1, half2], present) {
  const needed = Math.max(Math.abs(w1) / half1, Math.abs(w2) / half2) / 0.95;
  return needed > present ? roundUp(needed) : present;
}
