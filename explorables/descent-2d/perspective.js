// A camera that looks down at a surface over the plane: from the plane to pixels and back. No DOM.

const TILT = (46 * Math.PI) / 180; // how far down the camera looks
const DISTANCE = 17;
const [SIN, COS] = [Math.sin(TILT), Math.cos(TILT)];

/**
 * `heightAt(x, y)` is the surface, in the units of the plane. Returns
 *   project(x, y, z)     [px, py] of the point of the surface over (x, y), or of the one at height z
 *   unproject([px, py])  the first point of the surface behind a pixel, { x, y }, or null
 *   fit(points, box)     moves and scales so that the points [x, y, z] fill the box { x0, x1, y0, y1 }
 *   toward               the direction of the plane that points away from the viewer, [x, y]
 */
export function createCamera({ turn, heightAt }) {
  const angle = (turn * Math.PI) / 180;
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  let scale = 1;
  let [cx, cy] = [0, 0];

  function look(x, y, z) {
    const u = x * cos - y * sin;
    const v = x * sin + y * cos;
    const near = DISTANCE / (DISTANCE + v * COS - z * SIN);
    return [u * near, -(v * SIN + z * COS) * near];
  }
  const project = (x, y, z = heightAt(x, y)) => {
    const [right, down] = look(x, y, z);
    return [cx + scale * right, cy + scale * down];
  };

  /** The point of the line of sight at a depth, and how high it is above the surface. */
  function along(right, down, depth) {
    const far = (DISTANCE + depth) / DISTANCE;
    const u = right * far;
    const up = -down * far;
    const v = up * SIN + depth * COS;
    const z = up * COS - depth * SIN;
    const [x, y] = [u * cos + v * sin, -u * sin + v * cos];
    return { x, y, above: z - heightAt(x, y) };
  }

  return {
    project,
    toward: [sin, cos],
    unproject([px, py]) {
      const [right, down] = [(px - cx) / scale, (py - cy) / scale];
      const sight = (depth) => along(right, down, depth);
      const [nearest, farthest, count] = [-7, 7, 140];
      let before = nearest;
      for (let i = 1; i <= count; i += 1) {
        let after = nearest + ((farthest - nearest) * i) / count;
        if (sight(before).above > 0 && sight(after).above <= 0) {
          for (let k = 0; k < 24; k += 1) {
            const middle = (before + after) / 2;
            if (sight(middle).above > 0) before = middle;
            else after = middle;
          }
          const { x, y } = sight(after);
          return { x, y };
        }
        before = after;
      }
      return null;
    },
    fit(points, box) {
      const seen = points.map(([x, y, z = heightAt(x, y)]) => look(x, y, z));
      const range = (i) => [Math.min(...seen.map((p) => p[i])), Math.max(...seen.map((p) => p[i]))];
      const [[left, right], [top, bottom]] = [range(0), range(1)];
      scale = Math.min((box.x1 - box.x0) / (right - left), (box.y1 - box.y0) / (bottom - top));
      cx = (box.x0 + box.x1 - scale * (left + right)) / 2;
      cy = (box.y0 + box.y1 - scale * (top + bottom)) / 2;
    },
  };
}
