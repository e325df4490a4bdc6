/**
 * An asynchronous call: the input is put under a marked name, and its outputs are found again.
 *
 * @module
 */
import { markedName, newMark } from "../names/mod.ts";
import type { AsynchronousCall, AttemptEnd } from "./asynchronous_work.ts";
import { Attempt } from "./attempt.ts";
import { callTooSlow, resultsMixed, withoutResult } from "./failures.ts";
import type { Folder } from "./folder_watches.ts";
import { lastLines, withoutTimes } from "./job_log.ts";
import { answerOutputs } from "./outputs.ts";
import type { CallResult } from "./service_call.ts";

const MAX_ATTEMPTS = 4;
/** How long a result that is not disposed of keeps a service from others, in milliseconds. */
const MAX_HELD_MS = 600_000;
/** How long work after a call may take, in milliseconds. */
const AFTER_MS = 60_000;

/**
 * Puts the input and waits for its outputs; a try that storage or another caller has spoiled is made again, alone.
 *
 * @throws {FrameboxError} with the reason of what went wrong; what the signal aborts with
 */
export async function callAsynchronously(call: AsynchronousCall): Promise<CallResult> {
  const { service, input, options: { signal: given }, limits, clock } = call;
  const limited = new AbortController();
  const tooSlow = callTooSlow(service.name, limits.asynchronousMs);
  const cancelLimit = clock.after(limits.asynchronousMs, () => limited.abort(tooSlow));
  const signal = AbortSignal.any([given, limited.signal]);
  const mark = newMark();
  const { folder } = call.inputFolder;
  const name = markedName(mark, input.name);
  const key = folder === "" ? name : `${folder}/${name}`;
  const after = new AfterCall(call, key);
  try {
    await using attempt = new Attempt(call, { mark, key, signal });
    for (let tries = 1; tries <= MAX_ATTEMPTS; tries++) {
      const end = await attempt.run({ isAlone: tries > 1, isLast: tries === MAX_ATTEMPTS });
      if (end.kind === "done") return await resultOf(call, after, attempt, end);
      const why = end.isMixed ? resultsMixed(service.name) : withoutResult(service.name, "", "");
      if (tries === MAX_ATTEMPTS) throw why;
      call.progress.waits(why.because);
    }
    throw withoutResult(service.name, "", "");
  } catch (caught) {
    if (after.isNeeded) call.background(after.remove([]));
    throw caught;
  } finally {
    cancelLimit();
  }
}

async function resultOf(
  call: AsynchronousCall,
  after: AfterCall,
  attempt: Attempt,
  { outputs, job }: AttemptEnd & { kind: "done" },
): Promise<CallResult> {
  const { service, input, options, clock, manager, progress, startMs, answers } = call;
  const isByLog = service.outputs.length === 0;
  const log = job === undefined
    ? ""
    : await manager.jobLog(service.name, job.name, options.signal).catch(() => undefined) ?? "";
  options.signal.throwIfAborted();
  const answer = isByLog
    ? await answers.decode(new TextEncoder().encode(withoutTimes(log)), options.signal)
    : undefined;
  const all = answer ? answerOutputs(answer.reading, input.name) : outputs;
  if (answer) { for (const output of all) options.onOutput?.(output); }
  progress.report({ stage: "done" });
  const ran = job?.startedAt && job.finishedAt;
  const removed = attempt.foundKeys();
  const turn = attempt.keepTurn(all.some(({ reading }) => reading === undefined));
  const held = attempt.keepHeld();
  const release = clock.after(MAX_HELD_MS, () => turn?.[Symbol.dispose]());
  if (turn === undefined) release();
  return {
    outputs: all,
    other: answer?.other,
    log: answer?.log ?? lastLines(log),
    isFailure: answer?.isFailure ?? false,
    times: {
      queuedMs: attempt.putAtMs - startMs,
      runMs: ran && job?.startedAt ? ran.getTime() - job.startedAt.getTime() : undefined,
      totalMs: clock.now() - startMs,
    },
    [Symbol.asyncDispose]: async () => {
      release();
      held[Symbol.dispose]();
      turn?.[Symbol.dispose]();
      if (after.isNeeded) await after.remove(removed);
    },
  };
}

/** Removes a call's own files. */
class AfterCall {
  readonly #call: AsynchronousCall;
  readonly #key: string;
  #isOver = false;

  constructor(call: AsynchronousCall, key: string) {
    this.#call = call;
    this.#key = key;
  }

  /** Whether anything is to be removed. */
  get isNeeded(): boolean {
    return this.#call.limits.removesFiles && !this.#isOver;
  }

  /** Removes the input, and outputs; what can't be removed stays. */
  async remove(outputs: readonly { folder: Folder; key: string }[]): Promise<void> {
    this.#isOver = true;
    const { inputFolder } = this.#call;
    const signal = AbortSignal.timeout(AFTER_MS);
    const all = [{ folder: inputFolder, key: this.#key }, ...outputs];
    await Promise.all(
      all.map(({ folder: { store, bucket }, key }) =>
        store.remove(bucket, key, signal).catch(() => {})
      ),
    );
  }
}
