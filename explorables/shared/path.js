// Turns points into the `d` of an SVG path, and a function into points.

export function toPath(points) {
  return points.map(([x, y], i) => `${i ? "L" : "M"}${x.toFixed(2)} ${y.toFixed(2)}`).join("");
}

/** Samples y = f(x) over the domain of the x scale, in pixels; stays within `reach` of the plot's edges. */
export function sample(f, x, y, count = 160, reach = 2000) {
  const [low, high] = x.domain;
  return Array.from({ length: count + 1 }, (_, i) => {
    const value = low + ((high - low) * i) / count;
    return [x(value), Math.min(reach, Math.max(-reach, y(f(value))))];
  });
}
