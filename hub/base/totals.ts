/**
 * What the hub counts since its start.
 *
 * @module
 */
import type { HubStatus } from "../api/mod.ts";

/** Frames counted since the start, as {@linkcode HubStatus} reports them. */
export type Totals = { -readonly [K in keyof HubStatus["totals"]]: number };

/** All counts at zero. */
export function noTotals(): Totals {
  return { done: 0, failed: 0, dropped: 0, redelivered: 0, lateResults: 0 };
}
