// The way that descent has gone in weight space: the present run and, for comparison, the one before.

const MOST_POINTS = 2000;

export function createRuns() {
  let now = [];
  let last = [];
  let steps = 0;
  let fewest = Infinity; // points on the wrong side, at the best moment of this run
  let going = false;

  return {
    steps: () => steps,
    fewest: () => fewest,
    shown: () => ({ now, last }),
    /** A run begins where nothing has been moved since; otherwise the old one is kept for comparison. */
    begin({ w1, w2, wrong }) {
      if (going) return;
      if (now.length > 1) last = now;
      now = [[w1, w2]];
      steps = 0;
      fewest = wrong;
      going = true;
    },
    add({ w1, w2, wrong }) {
      steps += 1;
      fewest = Math.min(fewest, wrong);
      // A long run is thinned out: every second point says the same.
      if (now.length >= MOST_POINTS) now = now.filter((_, i) => i % 2 === 0);
      now.push([w1, w2]);
    },
    end() {
      going = false;
    },
    /** Has something else than descent moved the weights? */
    leftBehind({ w1, w2 }) {
      const end = now.at(-1);
      return going && (end[0] !== w1 || end[1] !== w2);
    },
    clear() {
      now = [];
      last = [];
      going = false;
    },
  };
}
