/**
 * Leases that ended without a result: how many a frame may have, and the errors that explain why they ended.
 *
 * @module
 */
import { because, FrameboxError } from "../../base/errors/mod.ts";
import type { OpenFrame } from "../run/frame.ts";

/** A frame that did not even reach a worker this often is treated as one that crashes workers. */
const MAX_RETURNS = 100;

/**
 * Counts a lost lease of a frame.
 *
 * @param error the failure; without one the frame did not reach its peer, which is no failure
 * @returns the frame's end, if that was one loss too many
 */
export function countLoss(
  frame: OpenFrame,
  reason: string,
  error: FrameboxError | undefined,
  maxDeliveries: number,
): FrameboxError | undefined {
  if (!error) {
    frame.returns++;
    if (frame.returns < MAX_RETURNS) return undefined;
    return new FrameboxError(
      "UNAVAILABLE",
      `Frame ${frame.number} was given out ${MAX_RETURNS} times and never reached a worker.`,
      undefined,
      because("worker-unreached"),
    );
  }
  frame.failures++;
  if (frame.failures < maxDeliveries) return undefined;
  const times = maxDeliveries === 1 ? "once" : `${maxDeliveries} times`;
  return new FrameboxError(
    error.code,
    `Frame ${frame.number} was given out ${times} without a result. The last time: ${reason}`,
    error.cause,
    error.because,
  );
}

/** A worker has not answered within the time of its lease. */
export function workerTimeout(worker: string, timeoutMs: number): FrameboxError {
  return new FrameboxError(
    "DEADLINE_EXCEEDED",
    `${worker} did not answer within ${durationText(timeoutMs)}.`,
    undefined,
    because("worker-timeout", { worker, waited_ms: timeoutMs }),
  );
}

/** A worker's connection has closed, and it has not come back within the grace time. */
export function workerGone(): FrameboxError {
  return new FrameboxError(
    "UNAVAILABLE",
    "The worker's connection closed before it answered.",
    undefined,
    because("worker-gone"),
  );
}

/** A duration as users read it: `60 s`, `250 ms`. */
function durationText(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${Math.round(ms / 100) / 10} s`;
}
