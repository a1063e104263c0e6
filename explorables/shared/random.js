// Random numbers that are the same in every browser and in Python (lib/widgets/randomness.py): Park and Miller's generator (1988).

const MODULUS = 2 ** 31 - 1;
const WARM_UP = 12; // neighboring seeds begin with neighboring numbers

/** s ← 16807 s mod (2³¹ − 1), in whole numbers only: 2³¹ counts as 1. */
export function lehmer(s) {
  const product = 16807 * s;
  const high = Math.floor(product / 2 ** 31);
  const sum = product - high * 2 ** 31 + high;
  return sum >= MODULUS ? sum - MODULUS : sum;
}

/** Fisher and Yates' shuffle, in place; returns where the generator has come to. */
export function shuffle(order, s) {
  for (let i = order.length - 1; i > 0; i -= 1) {
    s = lehmer(s);
    const j = s % (i + 1);
    const kept = order[i];
    order[i] = order[j];
    order[j] = kept;
  }
  return s;
}

/** A stream of numbers; `place` are whole numbers that tell the streams of one seed apart. */
export function createRandom(seed, ...place) {
  let s = seed;
  for (const number of place) s = (s * 48271 + number * 69621) % (MODULUS - 1);
  s = (s % (MODULUS - 1)) + 1;
  for (let i = 0; i < WARM_UP; i += 1) s = lehmer(s);
  const random = {
    /** Between 0 and 1, neither included. */
    uniform() {
      s = lehmer(s);
      return s / MODULUS;
    },
    /** Of the bell curve with mean 0 and spread 1 (Box and Muller). */
    normal() {
      const radius = Math.sqrt(-2 * Math.log(random.uniform()));
      return radius * Math.cos(2 * Math.PI * random.uniform());
    },
    shuffle(order) {
      s = shuffle(order, s);
      return order;
    },
  };
  return random;
}
