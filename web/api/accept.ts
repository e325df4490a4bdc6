/**
 * What a client wants to have, by its `Accept` header (RFC 9110, 12.5.1).
 *
 * @module
 */

/** Forms of an answer. */
export type Wanted = "json" | "jpeg" | "png";

/** Ranges that are read; no honest client sends more. */
const MAX_RANGES = 32;

const TYPES: Readonly<Record<Wanted, string>> = {
  json: "application/json",
  jpeg: "image/jpeg",
  png: "image/png",
};

/**
 * The form with the highest quality; of equals the one that stands first in `offered`.
 *
 * @param offered in the order of our own preference; the first is taken when the client says nothing
 */
export function wanted(accept: string | undefined, offered: readonly Wanted[]): Wanted {
  const first = offered[0]!;
  if (!accept) return first;
  const ranges = accept.split(",", MAX_RANGES).map(parse);
  let best = first;
  let bestRank = 0;
  for (const form of offered) {
    const rank = rankOf(TYPES[form], ranges);
    if (rank > bestRank) {
      best = form;
      bestRank = rank;
    }
  }
  return best;
}

interface Range {
  readonly type: string;
  readonly quality: number;
}

function parse(range: string): Range {
  const [type = "", ...parameters] = range.split(";");
  const q = parameters.map((p) => /^\s*q=([0-9.]{1,5})\s*$/i.exec(p)?.[1]).find(Boolean);
  return { type: type.trim().toLowerCase(), quality: q === undefined ? 1 : Number(q) || 0 };
}

/** The most precise range that fits a type decides its quality. */
function rankOf(type: string, ranges: readonly Range[]): number {
  const family = `${type.split("/")[0]}/*`;
  for (const pattern of [type, family, "*/*"]) {
    const range = ranges.find((r) => r.type === pattern);
    if (range) return range.quality;
  }
  return 0;
}
