/**
 * What a client wants to have, by its `Accept` header (RFC 9110, 12.5.1).
 *
 * @module
 */
import type { Context } from "hono";
import { accepts } from "hono/accepts";

const TYPES = {
  json: "application/json",
  jpeg: "image/jpeg",
  png: "image/png",
} as const;

/** Forms of an answer. */
export type Wanted = keyof typeof TYPES;

/** Of a range that the header names. */
interface Range {
  readonly type: string;
  /** Its quality. */
  readonly q: number;
}

/** Ranges that are looked at; no honest client sends more. */
const MAX_RANGES = 32;

/**
 * The form with the highest quality; of equals the one that stands first in `offered`.
 *
 * @param offered in the order of our own preference; the first is taken when the client sends no preference
 */
export function wanted<Form extends Wanted>(
  c: Context,
  offered: readonly [Form, ...Form[]],
): Form {
  const type = accepts(c, {
    header: "Accept",
    supports: offered.map((form) => TYPES[form]),
    default: TYPES[offered[0]],
    match: bestOf,
  });
  return offered.find((form) => TYPES[form] === type) ?? offered[0];
}

/**
 * Hono reads the header; its own choice passes over the range of all types. By that an image/png of quality 0.1 wins
 * over anything of quality 1, and a client that takes all but JSON gets JSON.
 */
function bestOf(
  ranges: readonly Range[],
  { supports, default: first }: { readonly supports: readonly string[]; readonly default: string },
): string {
  const looked = ranges.slice(0, MAX_RANGES);
  let best = first;
  let bestQuality = 0;
  for (const type of supports) {
    const quality = qualityOf(type, looked);
    if (quality > bestQuality) {
      best = type;
      bestQuality = quality;
    }
  }
  return best;
}

/** The most precise range that fits a type decides its quality. */
function qualityOf(type: string, ranges: readonly Range[]): number {
  for (const pattern of [type, `${type.split("/")[0]}/*`, "*/*"]) {
    const range = ranges.find((range) => range.type.toLowerCase() === pattern);
    if (range) return range.q;
  }
  return 0;
}
