// The way that descent has gone: the present run and, for comparison, the one before.

const MOST_POINTS = 2000;

export function createRuns() {
  let now = [];
  let last = [];
  let going = false;

  return {
    shown: () => ({ now, last }),
    start: () => now[0] ?? null,
    going: () => going,
    /** A run goes on where nothing has been moved since. */
    begin(point) {
      if (going) return;
      now = [point];
      going = true;
    },
    add(point) {
      if (now.length >= MOST_POINTS) now = now.filter((_, i) => i % 2 === 0); // every second one says the same
      now.push(point);
    },
    /** The line is moved away: the run is kept for comparison. */
    end() {
      if (now.length > 1) last = now;
      [now, going] = [[], false];
    },
    /** Has something else than descent moved the line? */
    leftBehind([w, b]) {
      const end = now.at(-1);
      return going && (end[0] !== w || end[1] !== b);
    },
    clear() {
      [now, last, going] = [[], [], false];
    },
  };
}
