// Writes amounts of money as the chapters do: 5,500 and 22.6 million.
import { fixed, significant } from "./format.js";

const withCommas = (text) => text.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ",");

/** With a comma between the thousands. */
export const grouped = (value, decimals = 0) => withCommas(fixed(value, decimals));

/** At most so many digits that count, in millions where it is large. */
export function fewDigits(value, digits) {
  const short = Number(value.toPrecision(digits));
  const size = Math.abs(short);
  if (size >= 1e6) return `${fewDigits(value / 1e6, digits)} million`;
  if (size && size < 1e-6) return significant(value);
  return withCommas(String(short).replace("-", "−"));
}

/** Enough digits to divide by hand. */
export const fiveDigits = (value) => fewDigits(value, 5);

/** Three digits that count, in millions or thousands where it is large. */
export function amount(value) {
  const size = Math.abs(Number(value.toPrecision(3)));
  if (size >= 1e6) return `${significant(value / 1e6)} million`;
  return size >= 1000 ? grouped(Number(value.toPrecision(3))) : significant(value);
}
