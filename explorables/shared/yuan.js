// Writes amounts of money as the chapters do: 5,500 and 22.6 million.
import { fixed, significant } from "./format.js";

/** With a comma between the thousands. */
export function grouped(value, decimals = 0) {
  return fixed(value, decimals).replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ",");
}

/** Three digits that count, in millions or thousands where it is large. */
export function amount(value) {
  const size = Math.abs(Number(value.toPrecision(3)));
  if (size >= 1e6) return `${significant(value / 1e6)} million`;
  return size >= 1000 ? grouped(Number(value.toPrecision(3))) : significant(value);
}
