// Turns points into the `d` of an SVG path, a function into points, and cuts a line off at a box.

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

/** The part of the segment from a to b inside the box (Liang and Barsky), or null. */
export function clipSegment([ax, ay], [bx, by], box) {
  let enter = 0;
  let leave = 1;
  const edges = [
    [ax - bx, ax - box.x0],
    [bx - ax, box.x1 - ax],
    [ay - by, ay - box.y0],
    [by - ay, box.y1 - ay],
  ];
  for (const [p, q] of edges) {
    if (p === 0 && q < 0) return null;
    if (p < 0) enter = Math.max(enter, q / p);
    if (p > 0) leave = Math.min(leave, q / p);
  }
  if (enter > leave) return null;
  return [enter, leave].map((t) => (t === 1 ? [bx, by] : [ax + t * (bx - ax), ay + t * (by - ay)]));
}

/** The parts of a line inside the box, as lines. */
export function clipLine(points, box) {
  const parts = [];
  let whole = false; // does the part so far go on to where the next segment begins?
  for (let i = 1; i < points.length; i += 1) {
    const part = clipSegment(points[i - 1], points[i], box);
    if (!part) {
      whole = false;
      continue;
    }
    if (whole) parts.at(-1).push(part[1]);
    else parts.push(part);
    whole = part[1][0] === points[i][0] && part[1][1] === points[i][1];
  }
  return parts;
}

/** The part of a polygon where side(point), which grows evenly across the plane, is above 0; empty if it is nowhere. */
export function clipHalf(corners, side) {
  return corners.flatMap((a, i) => {
    const b = corners[(i + 1) % corners.length];
    const [sa, sb] = [side(a), side(b)];
    const cut = sa > 0 !== sb > 0 ? [[0, 1].map((k) => a[k] + (sa / (sa - sb)) * (b[k] - a[k]))] : [];
    return sa > 0 ? [a, ...cut] : cut;
  });
}
