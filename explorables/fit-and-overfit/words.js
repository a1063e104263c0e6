// Says in words what the fits of FitAndOverfit show.
import { brief, fixed, significant } from "../shared/format.js";
import { SETS, isMany, judge } from "./model.js";

/** An error: three decimals, or more where it is tiny, or fewer where it is large. */
export function errorText(value) {
  if (value === 0) return "0";
  if (value < 0.0005) return significant(value, 1);
  return value < 10 ? fixed(value, 3) : significant(value, 3);
}

export const decayText = (decay) => (decay === 0 ? "0" : brief(decay));

const TEXT = { degree: ({ degree }) => `degree ${degree}`, points: ({ points }) => `${points} points`, decay: ({ decay }) => `λ = ${decayText(decay)}` };

/** The setting that runs along the axis. */
export const settingInWords = (state) => TEXT[state.along](state);

const capital = (text) => text[0].toUpperCase() + text.slice(1);
const settings = (state) => ["degree", "points", "decay"].map((name) => TEXT[name](state)).join(", ");

/** The heading and the sentences for a state; `now` are the means at the present place, `count` how many data sets they are of. */
export function inWords(state, now, { count, effective, follows }) {
  return isMany(state) ? manyInWords(state, now, count) : oneInWords(state, now, { effective, follows });
}

function oneInWords(state, now, { effective, follows }) {
  const noise = errorText(state.noise ** 2);
  const more = errorText(now.dev - now.train);
  const verdict = {
    bias: `Too stiff (high bias): it misses even its own points by more than the noise explains (noise² = ${noise}).`,
    variance: `It has learned the noise (high variance): new points cost ${more} more.`,
    both: `Too stiff (high bias), and yet new points cost ${more} more (high variance).`,
    right: `About right: neither is far from noise² = ${noise}.`,
  }[judge(now, state)];
  const sentences = [`training error ${errorText(now.train)}, error on new points ${errorText(now.dev)}.`, verdict];
  if (now.train === 0) sentences.push("It goes through every point.");
  if (follows !== null) sentences.push(`It goes ${Math.round(100 * follows)} % of the way of the point moved last.`);
  else if (state.decay > 0 && state.degree > 0) sentences.push(`Of ${state.degree + 1} weights λ leaves ${fixed(effective, 1)} free.`);
  return [capital(settings(state)), `: ${sentences.join(" ")}`];
}

function manyInWords(state, now, count) {
  const parts = [now.bias2, now.variance, state.noise ** 2].map((part) => (part < 10 ? fixed(part, 3) : significant(part, 3)));
  const [bias2, variance, noise] = parts;
  const sum = errorText(parts.reduce((total, part) => total + Number(part), 0)); // of what is written, so that it can be checked
  const verdict = {
    bias: "High bias: even their mean misses the truth.",
    variance: "High variance: no two fits agree.",
    both: "High bias and high variance: no two fits agree, and their mean misses the truth.",
    right: "About right: the rest is noise, which no fit takes away.",
  }[judge(now, state)];
  const equation = `bias² ${bias2} + variance ${variance} + noise² ${noise} = ${sum} (measured: ${errorText(now.dev)}).`;
  return [`${count === SETS ? SETS : `${count} of ${SETS}`} data sets, ${settings(state)}`, `: ${equation} ${verdict}`];
}

/** What the verdicts mean, and what λ = 0 is. */
export const RULES = [
  "All errors are mean squares, so the noise counts as noise², and as at least 0.01.",
  "One data set: high bias when the training error is above 1.5 · noise²; high variance when the error on new points is more than twice the training error, and more than noise² above it.",
  "Many data sets: high bias or high variance when bias² or variance is above ½ · noise². But the mean of 50 fits wobbles too, so bias² must also be above 2/50 of the variance.",
  "λ = 0 is computed as 10⁻⁹: with more weights than points many curves go through all of them, and that picks the one with the smallest weights.",
];
