// Polynomials fitted by least squares with weight decay: Householder's reflections, one factoring for all degrees.

export const MOST_DEGREE = 15;
export const FLOOR = 1e-9; // λ = 0 is computed as this: where weights outnumber points it picks the smallest ones

/** 1 and the polynomials of Legendre at the places x, one column a degree, each of mean square 1. */
export function features(x, degree) {
  const columns = Array.from({ length: degree + 1 }, () => new Float64Array(x.length));
  for (let i = 0; i < x.length; i += 1) {
    let [before, now] = [0, 1];
    for (let k = 0; k <= degree; k += 1) {
      columns[k][i] = now * Math.sqrt(2 * k + 1);
      [before, now] = [now, ((2 * k + 1) * x[i] * now - k * before) / (k + 1)];
    }
  }
  return columns;
}

/**
 * Factors columns of features at n places, with a row √λ under them for each weight but the bias. Returns
 *   weights(y, degree)  those that make (1/2n) Σ (f̂(x) − y)² + (λ/2n) Σ w² least, the bias first
 *   follows(i)          by how much of its own way the curve goes after point i when that one is moved
 * The columns are nested, so that one factoring serves every degree up to its own.
 */
export function factor(given, n, decay) {
  const degree = given.length - 1;
  const root = Math.sqrt(Math.max(decay, FLOOR));
  const columns = given.map((column, k) => {
    const longer = new Float64Array(n + degree);
    longer.set(n < column.length ? column.subarray(0, n) : column);
    if (k) longer[n + k - 1] = root;
    return longer;
  });
  const diagonal = [];
  const shares = [];
  // Below row n + k − 1 nothing has reached column k yet.
  const reflect = (mirror, k, target) => {
    let sum = 0;
    for (let i = k; i < n + k; i += 1) sum += mirror[i] * target[i];
    sum *= shares[k];
    for (let i = k; i < n + k; i += 1) target[i] -= sum * mirror[i];
  };
  columns.forEach((mirror, k) => {
    let square = 0;
    for (let i = k; i < n + k; i += 1) square += mirror[i] * mirror[i];
    diagonal[k] = mirror[k] > 0 ? -Math.sqrt(square) : Math.sqrt(square);
    shares[k] = 1 / (square - mirror[k] * diagonal[k]); // 2 / |v|² of the mirror v
    mirror[k] -= diagonal[k];
    for (let j = k + 1; j <= degree; j += 1) reflect(mirror, k, columns[j]);
  });

  return {
    weights(y, upTo = degree) {
      const turned = new Float64Array(n + degree);
      turned.set(y);
      for (let k = 0; k <= upTo; k += 1) reflect(columns[k], k, turned);
      const w = new Float64Array(upTo + 1);
      for (let k = upTo; k >= 0; k -= 1) {
        let rest = turned[k];
        for (let j = k + 1; j <= upTo; j += 1) rest -= columns[j][k] * w[j];
        w[k] = rest / diagonal[k];
      }
      return w;
    },
    follows(i) {
      const turned = new Float64Array(degree + 1);
      let sum = 0;
      for (let k = 0; k <= degree; k += 1) {
        let rest = given[k][i];
        for (let j = 0; j < k; j += 1) rest -= columns[k][j] * turned[j];
        turned[k] = rest / diagonal[k];
        sum += turned[k] * turned[k];
      }
      return sum;
    },
  };
}
