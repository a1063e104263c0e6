// Invented temperatures and an average of them that forgets. Mirrors lib/widgets/moving_average.py.
import { createRandom } from "../shared/random.js";

export const DAYS = 200;
export const BETA = { min: 0, max: 0.99 };

const [MEAN, SWING, HOTTEST, YEAR] = [9, 10, -42, 365.25];
const WEATHER = 3;

const days = Array.from({ length: DAYS }, (_, i) => i + 1);

/** The season's temperature of every day: what the days would have without weather. */
export const SEASONS = days.map((t) => MEAN + SWING * Math.cos((2 * Math.PI * (t - HOTTEST)) / YEAR));

/** The measured temperature of every day: season and weather, with one decimal. */
export const TEMPERATURES = (() => {
  const random = createRandom(1, DAYS);
  return SEASONS.map((season) => Math.floor(10 * (season + WEATHER * random.normal()) + 0.5) / 10);
})();

/** The day on which the season is coldest. */
export const COLDEST = SEASONS.indexOf(Math.min(...SEASONS)) + 1;

/** v_t = β v_{t−1} + (1 − β) θ_t from v_0 = 0, and v_t / (1 − βᵗ). */
export function movingAverage(values, beta) {
  let v = 0;
  const average = values.map((value) => (v = beta * v + (1 - beta) * value));
  return { average, corrected: average.map((one, i) => one / (1 - beta ** (i + 1))) };
}

/** All numbers of the figure. */
export function numbers({ beta, day }) {
  const { average, corrected } = movingAverage(TEMPERATURES, beta);
  const memory = 1 / (1 - beta);
  const window = Math.floor(memory + 0.5);
  let [weights, ages] = [0, 0];
  for (let k = 0; k < day; k += 1) {
    weights += beta ** k;
    ages += k * beta ** k;
  }
  return {
    average,
    corrected,
    measured: TEMPERATURES[day - 1],
    season: SEASONS[day - 1],
    memory,
    window,
    inside: 1 - beta ** Math.min(window, day),
    left: beta ** day,
    age: ages / weights,
    coldest: corrected.indexOf(Math.min(...corrected)) + 1,
  };
}
