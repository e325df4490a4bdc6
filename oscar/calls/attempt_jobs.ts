/**
 * The job of one try of an asynchronous call, among those of others.
 *
 * @module
 */
import { FrameboxError } from "../../base/errors/mod.ts";
import type { Job } from "../manager/mod.ts";
import type { Service } from "../service/mod.ts";
import { isPassing } from "../storage/mod.ts";
import type { AsynchronousCall } from "./asynchronous_work.ts";
import { outputsOf } from "./job_log.ts";
import { type FollowedCall, hasEnded, type JobsOfCall } from "./job_reader.ts";
import type { Turn } from "./turns.ts";

/** How long a job that is cancelled is looked for, in milliseconds. */
const CANCEL_MS = 30_000;

/** Whether logs of a service's jobs name inputs and outputs. */
export function hasNamesInLogs({ asynchronous }: Pick<Service, "asynchronous">): boolean {
  return asynchronous.isPossible && asynchronous.unmarkedBy === "log";
}

/** See the module. Disposing of it follows the jobs no more. */
export class AttemptJobs implements Disposable {
  /** The jobs as they are listed. */
  readonly followed: FollowedCall;
  readonly #call: AsynchronousCall;
  readonly #signal: AbortSignal;
  #name: string | undefined;

  /**
   * Follows the job of an input that is put from now on.
   *
   * @param input its `bucket/key`
   * @param onJobs called after each list
   */
  constructor(call: AsynchronousCall, input: string, onJobs: () => void, signal: AbortSignal) {
    this.#call = call;
    this.#signal = signal;
    this.followed = call.reader.follow(input, onJobs);
  }

  /** Reports what the last list shows to the call's caller. */
  report(): JobsOfCall {
    const { options, progress } = this.#call;
    const jobs = this.followed.jobs();
    const { mine, candidates } = jobs;
    if (mine === undefined) {
      if (candidates.length > 0 && candidates.every(({ state }) => state === "Running")) {
        progress.report({ stage: "running", since: undefined });
      }
      return jobs;
    }
    if (mine.name !== this.#name) {
      this.#name = mine.name;
      options.onJob?.(mine.name);
    }
    if (hasBegun(mine)) progress.report({ stage: "running", since: mine.startedAt });
    return jobs;
  }

  /**
   * The call's job, where it has made these outputs for certain; `undefined` where another may have.
   *
   * @param outputs as logs name them
   */
  async makerOf(outputs: readonly string[]): Promise<Job | undefined> {
    const { reader, service } = this.#call;
    // Jobs that began before the outputs were fetched are in the next list.
    await reader.next(this.#signal).catch((caught) => {
      this.#signal.throwIfAborted();
      if (isPassing(caught)) throw caught;
    });
    const { mine, candidates } = this.followed.jobs();
    if (mine === undefined) return undefined;
    const others = [...this.followed.before, ...candidates]
      .filter(({ name }) => name !== mine.name);
    if (others.length === 0) return mine;
    if (!hasNamesInLogs(service)) return undefined;
    const own = outputsOf(await this.logOf(mine) ?? "");
    if (!outputs.every((name) => own.has(name))) return undefined;
    for (const other of others) {
      const log = await this.logOf(other);
      const isUnknown = log === undefined && hasBegun(other);
      if (isUnknown || [...outputsOf(log ?? "")].some((name) => own.has(name))) return undefined;
    }
    return mine;
  }

  /** A job's log; `undefined` where there is none now. */
  async logOf({ name }: Job): Promise<string | undefined> {
    const { manager, service } = this.#call;
    try {
      return await manager.jobLog(service.name, name, this.#signal);
    } catch (caught) {
      this.#signal.throwIfAborted();
      if (!(caught instanceof FrameboxError)) throw caught;
      return undefined;
    }
  }

  /**
   * Deletes the job in the background, and disposes of this.
   *
   * @param turn keeps others away until then
   */
  cancel(turn: Turn | undefined): void {
    const { manager, reader, service, background } = this.#call;
    const signal = AbortSignal.timeout(CANCEL_MS);
    const cancel = async () => {
      try {
        // Among jobs of other calls it can be found by its log alone.
        const isKnowable = turn?.isAlone === true || hasNamesInLogs(service);
        while (isKnowable && this.followed.jobs().mine === undefined) await reader.next(signal);
        const { mine } = this.followed.jobs();
        if (mine && !hasEnded(mine)) await manager.deleteJob(service.name, mine.name, signal);
      } catch (caught) {
        // The job runs to its end.
        if (!(caught instanceof FrameboxError) && !signal.aborted) throw caught;
      } finally {
        this[Symbol.dispose]();
        turn?.[Symbol.dispose]();
      }
    };
    background(cancel());
  }

  [Symbol.dispose](): void {
    this.followed[Symbol.dispose]();
  }
}

function hasBegun({ state }: Job): boolean {
  return state !== "Pending" && state !== "Suspended";
}
