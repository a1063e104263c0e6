// Numbers as short as the columns of SoftmaxScores are narrow.
import { fixed, powerOfTen } from "../shared/format.js";
import { amount } from "./words.js";

/** An answer or a push: three decimals, or near what. */
export function cell(value) {
  if (value < 0) return cell(-value).replace(/(?=\d)/, "−");
  return amount(value, { least: "≈ 0", most: "≈ 1" });
}

/** e^z: two decimals while that is readable, else a power of ten. */
export function grown(value, narrow) {
  if (value >= 0.01 && value < 99999.5) return fixed(value, value < 100 ? 2 : value < 1000 ? 1 : 0);
  const digits = narrow ? 0 : 1;
  const [factor, exponent] = value.toExponential(digits).split("e").map(Number);
  return `${fixed(factor, digits)}·${powerOfTen(exponent)}`;
}
