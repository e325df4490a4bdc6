import type { NumericClass } from "./types.ts";

/**
 * A number with no more digits than its class has: the `single` nearest to 0.1 is 0.1 and not
 * 0.10000000149011612. Integers beyond 2^53 lose their last digits.
 */
export function shortNumber(value: number | bigint, numericClass: NumericClass): number {
  const number = Number(value);
  if (numericClass !== "single" || !Number.isFinite(number) || number === 0) return number;
  // Nine digits distinguish any two singles; most need fewer.
  for (const digits of [7, 8]) {
    const short = Number(number.toPrecision(digits));
    if (Math.fround(short) === number) return short;
  }
  return Number(number.toPrecision(9));
}
