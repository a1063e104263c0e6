// Writes numbers as a book does: a true minus sign, few digits, powers of ten raised.

const RAISED = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

/** A fixed number of decimals: fixed(-0.5, 2) is "−0.50"; a rounded zero has no sign. */
export function fixed(value, decimals) {
  const text = value.toFixed(decimals);
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", "−");
}

/** A whole number as an exponent: "⁻⁶". */
export const raised = (exponent) => String(exponent).replace(/./g, (sign) => RAISED[sign]);

/** A power of ten: "10⁻⁶". */
export const powerOfTen = (exponent) => `10${raised(exponent)}`;

/** A few significant digits, with a power of ten where plain decimals would be unreadable. */
export function significant(value, digits = 3) {
  if (Number.isNaN(value)) return "not a number";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (value === 0) return "0";
  const exponent = Math.floor(Math.log10(Math.abs(Number(value.toPrecision(digits)))));
  if (exponent >= -3 && exponent < 5) {
    return fixed(value, Math.max(0, digits - 1 - exponent));
  }
  return `${fixed(value / 10 ** exponent, digits - 1)}\u00a0×\u00a0${powerOfTen(exponent)}`;
}

/** The shortest form of at most three significant digits: 0.2, not 0.200. */
export const brief = (value) => short(Number(value.toPrecision(3)));

/** The shortest plain form, for ticks: 0.5, −4, 10⁻³. */
export function short(value) {
  const exponent = Math.log10(Math.abs(value));
  if (value > 0 && Number.isInteger(exponent) && (exponent < -2 || exponent > 3)) return powerOfTen(exponent);
  return String(value).replace("-", "−");
}
