/**
 * One picture through a session: a run of one frame, and its answer in time or not at all.
 *
 * @module
 */
import { untilAborted } from "../../base/clock/mod.ts";
import { because, FrameboxError } from "../../base/errors/mod.ts";
import type { Outcome, Run, Session } from "../../hub/mod.ts";
import type { Picture } from "../../media/image/mod.ts";
import type { WebParts } from "../web_parts.ts";
import { HolderWatch, whyNoAnswer } from "./no_answer.ts";

/** What is asked for. */
export interface ImageTask {
  readonly picture: Picture;
  readonly processor: string;
  readonly timeoutMs: number;
  /** Aborts when the client goes away. */
  readonly signal: AbortSignal;
}

/** What it takes. */
export type ImageDeps = Pick<WebParts, "choice" | "estimate" | "hub" | "live">;

/** An outcome with a result. */
export type Done = Extract<Outcome, { kind: "done" }>;

/**
 * Starts an image run, and waits for its result. A frame without a waiter is
 * withdrawn.
 *
 * @throws {FrameboxError} what the processor failed with; `DEADLINE_EXCEEDED` when the result didn't
 *   come in time; `CANCELLED` when the client went away; what {@linkcode Session.start} and
 *   {@linkcode Run.push} throw
 */
export async function processImage(
  { choice, estimate, hub, live }: ImageDeps,
  session: Session,
  task: ImageTask,
): Promise<{ run: Run; done: Done }> {
  const { processor, picture } = task;
  const run = session.start({ kind: "image", policy: "lossless", processor });
  live.announce(session, run);
  const end = new AbortController();
  const watch = new HolderWatch();
  const stopFollowing = run.subscribe((event) => watch.onEvent(event));
  const timer = setTimeout(() => {
    const why = whyNoAnswer(hub.status, choice.isWorkers(run.processor), watch.holder);
    end.abort(tooSlow(task.timeoutMs, why));
  }, task.timeoutMs);
  const signal = AbortSignal.any([task.signal, end.signal]);
  // A server that stops gives out no more frames: callers that wait get an error now, not at their limit.
  const stopWatching = hub.subscribe((event) => {
    if (event.type === "draining" && run.stats.waiting > 0) end.abort(stopping());
  });
  try {
    const { outcome } = await run.push(picture, { signal });
    run.finish();
    const settled = await untilAborted(outcome, signal);
    if (settled.kind === "failed") throw settled.error;
    if (settled.kind === "dropped") {
      throw new FrameboxError(
        "FAILED_PRECONDITION",
        "The session has ended, or was reset, before the result came.",
        undefined,
        because("result-dropped"),
      );
    }
    estimate.learn(run.processor, settled.timings.processingMs);
    return { run, done: settled };
  } catch (caught) {
    run.cancel("withdrawn");
    throw caught;
  } finally {
    stopFollowing();
    stopWatching();
    clearTimeout(timer);
  }
}

function stopping(): FrameboxError {
  return new FrameboxError(
    "UNAVAILABLE",
    "framebox is stopping; ask again when it is back.",
    undefined,
    because("draining"),
  );
}

function tooSlow(timeoutMs: number, why: string): FrameboxError {
  const seconds = Math.round(timeoutMs / 100) / 10;
  return new FrameboxError(
    "DEADLINE_EXCEEDED",
    `No answer after ${seconds} s. ${why}`,
    undefined,
    because("no-answer", { waited_ms: timeoutMs }),
  );
}
