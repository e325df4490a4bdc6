/**
 * What goes wrong with a call, in one sentence each.
 *
 * @module
 */
import { because, FrameboxError } from "../../base/errors/mod.ts";

/** The service has no such call. */
export function callImpossible(service: string): FrameboxError {
  const sentence = `The service ${service} can't be called in this way on this cluster.`;
  const reason = because("call-impossible", { service });
  return new FrameboxError("FAILED_PRECONDITION", sentence, undefined, reason);
}

/** As many calls wait as may. */
export function tooManyCalls(limit: number): FrameboxError {
  const sentence = `${limit} calls wait for the cluster already; try again when some have ended.`;
  const reason = because("too-many-calls", { limit });
  return new FrameboxError("RESOURCE_EXHAUSTED", sentence, undefined, reason);
}

/** The job ended, and left nothing. The end of its log is the cause. */
export function withoutResult(service: string, line: string, log: string): FrameboxError {
  const words = line || "its log says nothing";
  const sentence = `The service ${service} finished without a result: ${words}`;
  const reason = because("call-without-result", { service, line: words });
  return new FrameboxError("FAILED_PRECONDITION", sentence, log, reason);
}

/** The supervisor or the container failed. The end of the job's log is the cause. */
export function jobFailed(service: string, line: string, log: string): FrameboxError {
  const words = line || "its log says nothing";
  const sentence = `The job of the service ${service} failed: ${words}`;
  const reason = because("job-failed", { service, line: words });
  return new FrameboxError("UNAVAILABLE", sentence, log, reason);
}

/** The end of the log of a job that left no result, for its caller; `undefined` for other errors. */
export function jobLogOf({ because, cause }: FrameboxError): string | undefined {
  const isOfJob = because?.code === "call-without-result" || because?.code === "job-failed";
  return isOfJob && typeof cause === "string" ? cause : undefined;
}

/** Outputs of several callers have one name, and it is not known whose they are. */
export function resultsMixed(service: string): FrameboxError {
  const sentence =
    `Others use the service ${service} at the same time, and its results can't be told apart; ` +
    `try again later.`;
  const reason = because("result-not-told-apart", { service });
  return new FrameboxError("UNAVAILABLE", sentence, undefined, reason);
}

/** More files than a result may have. */
export function tooManyOutputs(service: string, limit: number): FrameboxError {
  return new FrameboxError(
    "RESOURCE_EXHAUSTED",
    `The service ${service} wrote more than ${limit} files for one input, which a result may not have.`,
  );
}

/** Nothing came for as long as an asynchronous call may take. */
export function callTooSlow(service: string, limitMs: number): FrameboxError {
  const sentence = `The service ${service} gave no result within ${limitMs / 1000} s.`;
  const reason = because("call-too-slow", { service, limit_ms: limitMs });
  return new FrameboxError("DEADLINE_EXCEEDED", sentence, undefined, reason);
}
