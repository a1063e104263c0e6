// Writes amounts of money as the chapters do: 5,500 and 22.6 million.
import { fixed, significant } from "./format.js";

const withCommas = (text) => text.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ",");

/** With a comma between the thousands. */
export const grouped = (value, decimals = 0) => withCommas(fixed(value, decimals));

/** At most five digits that count, in millions where it is large: enough to divide by hand. */
export function fiveDigits(value) {
  const short = Number(value.toPrecision(5));
  const size = Math.abs(short);
  if (size >= 1e6) return `${fiveDigits(value / 1e6)} million`;
  if (size && size < 1e-6) return significant(value);
  return withCommas(String(short).replace("-", "−"));
}

/** Three digits that count, in millions or thousands where it is large. */
export function amount(value) {
  const size = Math.abs(Number(value.toPrecision(3)));
  if (size >= 1e6) return `${significant(value / 1e6)} million`;
  return size >= 1000 ? grouped(Number(value.toPrecision(3))) : significant(value);
}
