// Five people and a line: its numbers. Mirrors lib/widgets/line_by_hand.py.

/** Years of work and monthly pay in yuan, in the order of the table. */
export const YEARS = [5, 3, 8, 1.4, 10.1];
export const PAY = [5500, 2300, 7600, 1800, 11400];

/** Bounds, as in Python: the edges of the pictures. */
export const BOUNDS = { w: [-500, 2500], b: [-2500, 6000], rate: [0.0001, 1], steps: [0, 10000] };

const mean = (numbers) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

/** Prediction minus truth, for each person. */
export function errorsOf({ w, b }) {
  return YEARS.map((x, i) => w * x + b - PAY[i]);
}

/** Half the mean of the squared errors. */
export function cost(line) {
  return mean(errorsOf(line).map((error) => error * error)) / 2;
}

/** What a step does: `asked` is the person it looks at, or -1 for all of them. */
export function numbers({ w, b, rate, mode, steps }) {
  const errors = errorsOf({ w, b });
  const asked = mode === "batch" ? -1 : steps % YEARS.length;
  const slopes =
    asked < 0 ? [mean(errors.map((error, i) => error * YEARS[i])), mean(errors)] : [errors[asked] * YEARS[asked], errors[asked]];
  const next = [w - rate * slopes[0], b - rate * slopes[1]];
  return { errors, cost: cost({ w, b }), asked, slopes, next, next_cost: cost({ w: next[0], b: next[1] }) };
}

export const inBounds = (name, value) => value >= BOUNDS[name][0] && value <= BOUNDS[name][1];

/** The lowest point of the cost, and how steeply it rises from there: cost = least + half of (w w, w b, b b) with these weights. */
export const VALLEY = (() => {
  const [x, y] = [mean(YEARS), mean(PAY)];
  const xx = mean(YEARS.map((years) => years * years));
  const w = (mean(YEARS.map((years, i) => years * PAY[i])) - x * y) / (xx - x * x);
  const b = y - w * x;
  return { w, b, least: cost({ w, b }), xx, x };
})();

/** The ring of all lines with this cost: points [w, b], the last one equal to the first. */
export function ring(level, count = 120) {
  const { w, b, least, xx, x } = VALLEY;
  const size = Math.sqrt(2 * (level - least));
  const deep = Math.sqrt(1 - (x * x) / xx); // the cost is ½(√xx·dw + x/√xx·db)² + ½(deep·db)² above the least
  return Array.from({ length: count + 1 }, (_, k) => {
    const turn = (2 * Math.PI * k) / count;
    const db = (size * Math.sin(turn)) / deep;
    return [w + (size * Math.cos(turn)) / Math.sqrt(xx) - (x / xx) * db, b + db];
  });
}

/** Does a run with this rate go farther and farther away? One round changes what is missing by a matrix; its largest eigenvalue says it. */
export function diverges({ rate, mode }) {
  const towards = (x, xx) => [1 - rate * xx, -rate * x, -rate * x, 1 - rate];
  const all = mode === "batch" ? [towards(mean(YEARS), mean(YEARS.map((x) => x * x)))] : YEARS.map((x) => towards(x, x * x));
  const [p, q, r, s] = all.reduce(([a, b, c, d], [e, f, g, h]) => [e * a + f * c, e * b + f * d, g * a + h * c, g * b + h * d]);
  const [half, product] = [(p + s) / 2, p * s - q * r];
  const root = half * half - product;
  return (root < 0 ? Math.sqrt(product) : Math.abs(half) + Math.sqrt(root)) > 1 + 1e-12;
}

/** Has a round of single people come back to where it began? What is left to go is about a hundred times as far as this. */
export const comesBack = ([w0, b0], [w1, b1], rate) => Math.hypot(w1 - w0, b1 - b0) < 100 * rate;
