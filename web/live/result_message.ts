/**
 * A result as a live socket sends it.
 *
 * @module
 */
import type { Outcome } from "../../hub/mod.ts";
import { contentJson, timingsJson } from "../api/hub_json.ts";
import type { ResultMessage } from "../wire/mod.ts";

/** A frame that has its result. */
export type Answered = Extract<Outcome, { kind: "done" }>;

/** What the outcome itself doesn't know. */
export interface Sending {
  /** Whose it is. */
  readonly of: { readonly run: string } | { readonly stream: string };
  readonly processor: string;
  /** As {@linkcode ResultMessage} has it. */
  readonly sent: number | null;
  /** Results that this socket was too slow for. */
  readonly skipped: number;
  /** When framebox began to make its picture, as `performance.now()` has it. */
  readonly startedAt: number;
}

/** The message. */
export function resultMessage(outcome: Answered, sending: Sending): ResultMessage {
  const { of, processor, sent, skipped, startedAt } = sending;
  const { number: frame, seq, dropped, processedBy: by } = outcome;
  const boxMs = performance.now() - startedAt;
  return {
    type: "result",
    ...of,
    frame,
    seq,
    sent,
    dropped: dropped + skipped,
    processor,
    by,
    timings: { ...timingsJson(outcome.timings), box_ms: Math.round(boxMs * 10) / 10 },
    ...contentJson(outcome.content),
  };
}
