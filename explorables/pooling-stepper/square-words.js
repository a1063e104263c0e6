// What PoolingStepper says of one square, of a changed number, and of a picture that has moved.
import { AGREE, changes, countOf, deltasOf, pool, sharesOf, windowsWith } from "./model.js";
import { bracketedSquare, capital, list, placeOf, sumOf, tidy } from "./words.js";

const windowsNamed = (which) => (which.length === 1 ? `window ${which[0] + 1}` : `windows ${list(which.map((i) => i + 1))}`);

/** What the square is to its windows, forward. */
const PART = {
  max(won, { which }) {
    if (won.length) return `the winner of ${windowsNamed(won)}.`;
    return `${which.length === 1 ? "it does not win" : "it wins none of"} ${windowsNamed(which)}. The pooled map does not know it.`;
  },
  average: (_, { which, size, x }) => `${tidy(x)}/${size * size} = ${tidy(x / size ** 2)} is its part of the average of ${windowsNamed(which)}.`,
  l2: (_, { which, x }) => `${bracketedSquare(x)} = ${tidy(x * x)} is under the root of ${windowsNamed(which)}.`,
};

/** Where its gradient comes from: one window, or a sum over several. */
function origin(state, now, which) {
  const terms = which.map((i) => {
    const { squares, shares } = sharesOf(state)[i];
    return shares[squares.indexOf(state.square)];
  });
  const total = terms.reduce((sum, term) => sum + term, 0);
  if (which.length === 1) return `gradient ${tidy(terms[0])}, from ${windowsNamed(which)}.`;
  const counted = terms.flatMap((term, k) => (term === 0 ? [] : [k]));
  if (!counted.length) return `gradient 0: nothing comes from ${windowsNamed(which)}.`;
  const from = windowsNamed(counted.map((k) => which[k]));
  if (counted.length === 1) return `gradient ${tidy(total)}, from ${from} alone.`;
  return `gradient ${sumOf(counted.map((k) => terms[k]))} = ${tidy(total)}, from ${from}.`;
}

/** The check by nudging, in words. */
export function checkWords(state, now) {
  const gradient = now.whole.flat()[state.square];
  if (!now.corners.length) {
    return now.agrees
      ? `Nudged up and down, it moves Σ δ·y with slope ${tidy(now.measured)}: they agree.`
      : `Nudged, it moves Σ δ·y with slope ${tidy(now.measured)}, not ${tidy(gradient)}: they disagree.`;
  }
  const why = state.kind === "max" ? "a tie" : "a window of zeros";
  const both = `Pushed up, Σ δ·y has slope ${tidy(now.up)}; pulled down, ${tidy(now.down)}; the mean is ${tidy(now.measured)}.`;
  if (now.agrees) return `${both} There is a corner here (${why}); the mean happens to be the gradient.`;
  const side = [["up", now.up], ["down", now.down]].find(([, slope]) => Math.abs(slope - gradient) < AGREE);
  return `${both} They disagree: ${why} is a corner, and ${side ? `the gradient is the slope ${side[0]}` : "has no one slope"}.`;
}

/** Is everything known that comes back to the chosen square? */
export const isComplete = (state) => windowsWith(state, state.square).every((i) => i < state.place);

/** What is known of the chosen square. */
function known(state, now) {
  const which = windowsWith(state, state.square);
  const back = state.way === "back";
  if (!which.length) return `it is in no window, so it never counts${back ? ": gradient 0" : ""}.`;
  if (!back) {
    const won = which.filter((i) => now.winners[i] === state.square);
    return PART[state.kind](won, { which, size: state.size, x: state.picture.flat()[state.square] });
  }
  if (isComplete(state)) return `${origin(state, now, which)} ${checkWords(state, now)}`;
  const open = which.filter((i) => i >= state.place);
  const before = which.length > open.length ? `so far its gradient is ${tidy(now.gradient.flat()[state.square])}; ` : "no gradient yet; ";
  return `${before}${windowsNamed(open)} ${open.length === 1 ? "is" : "are"} still to come.`;
}

/** The reader has chosen a square. */
export function squareWords(state, now) {
  return [`${capital(placeOf(state.square))} holds ${tidy(state.picture.flat()[state.square])}:`, ` ${known(state, now)}`];
}

/** "2 of the 4 pooled numbers change" */
const counted = (changed, count) => (count === 1 ? `the one pooled number ${changed ? "changes" : "stays"}` : `${changed === count ? "all" : `${changed || "none"} of the`} ${count} pooled numbers change${changed === 1 ? "s" : ""}`);

/** The reader has changed a number of the picture; `before` are the pooled numbers before it. */
export function editWords(state, now, { from, before }) {
  const x = state.picture.flat()[state.square];
  const heading = `${capital(placeOf(state.square))}, from ${tidy(from)} to ${tidy(x)}:`;
  if (x === from) return squareWords(state, now);
  if (state.way === "back") return [heading, ` ${known(state, now)}`];
  const after = pool(state);
  const which = changes(before, after);
  const each = which.map((i) => `${tidy(before[i])} to ${tidy(after[i])}`);
  return [heading, ` ${counted(which.length, after.length)}${which.length ? ` (${each.join(", ")})` : ""}.`];
}

/** The picture has moved by one square. */
export function shiftWords(state, { before, picture }) {
  const after = pool(state);
  const count = countOf(state);
  const which = changes(before, after);
  const kept = after.flatMap((_, i) => (which.includes(i) ? [] : [i]));
  const squares = picture.flat().filter((x, i) => x !== state.picture.flat()[i]).length;
  const heading = "Moved to the right:";
  const lead = ` ${squares === 16 ? "all" : `${squares} of the`} 16 squares differ, and ${counted(which.length, count)}.`;
  if (state.kind === "max" && kept.length) {
    const [verb, own] = kept.length === 1 ? ["keeps", "its"] : ["keep", "their"];
    return [heading, `${lead} ${capital(windowsNamed(kept))} ${verb} ${own} ${list(kept.map((i) => tidy(after[i])))}: as large a number is still inside.`];
  }
  if (state.kind === "max") return [heading, `${lead} No largest number is as it was.`];
  const most = Math.max(...after.map((y, i) => Math.abs(y - before[i])));
  return [heading, `${lead} The largest change is ${tidy(most)}: a column left each window, and another came in.`];
}

/** δ of a window was changed. */
export const deltaWords = (state, i) => `δ of window ${i + 1} is ${tidy(deltasOf(state)[i])}.`;

/** What a screen reader is told of a square of the picture. */
export function spokenSquare(state, now) {
  const windows = windowsWith(state, state.square);
  const won = windows.filter((i) => now.winners[i] === state.square);
  const part = state.kind === "max" && won.length ? `, wins ${windowsNamed(won)}` : windows.length ? "" : ", in no window";
  return `${placeOf(state.square)}: ${tidy(state.picture.flat()[state.square])}${part}`;
}
