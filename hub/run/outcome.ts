/**
 * From the completion of a frame to its outcome.
 *
 * @module
 */
import type { Outcome } from "../api/mod.ts";
import type { Completion, OpenFrame } from "./frame.ts";

/** An outcome that is published to readers and history. */
export type PublishedOutcome = Exclude<Outcome, { kind: "dropped" }>;

/**
 * The outcome of a completed frame.
 *
 * @param seq its number among the published outcomes of its epoch
 * @param dropped frames of the epoch that were dropped so far
 */
export function outcomeOf(
  frame: OpenFrame,
  completion: Completion,
  seq: number,
  dropped: number,
): PublishedOutcome {
  const { number, arrivedAt, leasedAt = arrivedAt } = frame;
  if (completion.kind === "failed") {
    return { kind: "failed", seq, number, error: completion.error, dropped };
  }
  const { content, processedBy, at } = completion;
  const timings = {
    queuedMs: leasedAt - arrivedAt,
    processingMs: at - leasedAt,
    totalMs: at - arrivedAt,
  };
  return { kind: "done", seq, number, content, timings, processedBy, dropped };
}
