/**
 * Jobs of one service, listed for all its calls together, and only while one waits.
 *
 * @module
 */
import { type Clock, pause, untilAborted } from "../../base/clock/mod.ts";
import type { Job, Manager } from "../manager/mod.ts";
import { isPassing } from "../storage/mod.ts";
import type { ServiceMemory } from "./cluster_memory.ts";
import { inputOf } from "./job_log.ts";

interface KnownJob {
  job: Job;
  /** The list that showed it first. */
  readonly sinceList: number;
  /** `bucket/key` by its log; `null` where it isn't in the log. */
  input: string | null | undefined;
}

/** Jobs that may be a call's. */
export interface JobsOfCall {
  /** The call's own, where that is known. */
  readonly mine: Job | undefined;
  /** All that appeared after the input was sent, but those of other calls. */
  readonly candidates: readonly Job[];
  /** How many lists ended since then. */
  readonly lists: number;
}

/** A call that waits for its job. */
export interface FollowedCall extends Disposable {
  /** Jobs that hadn't ended when the input was sent. */
  readonly before: readonly Job[];
  /** The last byte of the input was sent: its job can't have been listed before. */
  sent(): void;
  /** As the last list shows it. */
  jobs(): JobsOfCall;
}

interface Follower {
  readonly input: string;
  sinceList: number;
  before: readonly Job[];
  readonly onJobs: () => void;
  /** Whether another call of this login waited at the same time. */
  hasRivals: boolean;
}

/** What is read, and when. */
export interface JobReaderOptions {
  /** The service's name. */
  readonly service: string;
  /** Of the cluster. */
  readonly manager: Pick<Manager, "jobs" | "jobLog">;
  /** Holds when jobs may be listed. */
  readonly memory: ServiceMemory;
  /** Whether logs name inputs. */
  readonly readsLogs: boolean;
  readonly clock: Clock;
  /** Ends it. */
  readonly closed: AbortSignal;
}

/** A job that appears more lists later is none of a call's: a job is created within seconds. */
const MAX_LISTS_LATER = 12;
const MAX_PAGES = 200;
/** Logs that are read after one list. */
const MAX_LOGS = 20;

/** Whether a job has ended. */
export function hasEnded({ state }: Job): boolean {
  return state === "Succeeded" || state === "Failed" || state === "Unknown";
}

/** See the module. */
export class JobReader {
  readonly #options: JobReaderOptions;
  readonly #jobs = new Map<string, KnownJob>();
  readonly #followers = new Set<Follower>();
  #waiting: PromiseWithResolvers<void>[] = [];
  #lists = 0;
  #wake = new AbortController();
  #running: Promise<void> | undefined;

  /** Lists nothing yet. */
  constructor(options: JobReaderOptions) {
    this.#options = options;
  }

  /** Whether jobs run or wait, by the last list. */
  get isBusy(): boolean {
    return this.#unfinished().length > 0;
  }

  /** Whether a list was ever read. */
  get isKnown(): boolean {
    return this.#lists > 0;
  }

  /**
   * Resolves after a whole list that began after this call.
   *
   * @throws {FrameboxError} where jobs can't be listed; what the signal aborts with
   */
  async next(signal: AbortSignal): Promise<void> {
    const waiting = Promise.withResolvers<void>();
    waiting.promise.catch(() => {});
    this.#waiting.push(waiting);
    this.#start();
    try {
      await untilAborted(waiting.promise, signal);
    } finally {
      this.#waiting = this.#waiting.filter((one) => one !== waiting);
      if (!this.#isNeeded) this.#wake.abort();
    }
  }

  /**
   * Follows the job of an input that is put from now on.
   *
   * @param input its `bucket/key`
   * @param onJobs called after each list
   */
  follow(input: string, onJobs: () => void): FollowedCall {
    const follower: Follower = {
      input,
      sinceList: this.#lists,
      before: this.#unfinished(),
      onJobs,
      hasRivals: this.#followers.size > 0,
    };
    for (const other of this.#followers) other.hasRivals = true;
    this.#followers.add(follower);
    this.#start();
    return {
      get before() {
        return follower.before;
      },
      sent: () => {
        follower.sinceList = this.#lists;
        follower.before = this.#unfinished();
      },
      jobs: () => this.#jobsOf(follower),
      [Symbol.dispose]: () => {
        this.#followers.delete(follower);
        if (!this.#isNeeded) this.#wake.abort();
      },
    };
  }

  get #isNeeded(): boolean {
    return this.#followers.size > 0 || this.#waiting.length > 0;
  }

  #jobsOf(follower: Follower): JobsOfCall {
    const { input, sinceList, hasRivals } = follower;
    const lists = this.#lists - sinceList;
    const others = new Set([...this.#followers].map((one) => one.input));
    others.delete(input);
    const candidates: KnownJob[] = [];
    for (const known of this.#jobs.values()) {
      if (known.sinceList <= sinceList || known.sinceList > sinceList + MAX_LISTS_LATER) continue;
      if (known.input === input) {
        return { mine: known.job, candidates: this.#since(sinceList), lists };
      }
      if (typeof known.input !== "string" || !others.has(known.input)) candidates.push(known);
    }
    const [only] = candidates;
    const isOnly = candidates.length === 1 && !hasRivals && typeof only?.input !== "string" &&
      // A log that will name its input is awaited.
      (!this.#options.readsLogs || only?.input === null);
    return {
      mine: isOnly ? only?.job : undefined,
      candidates: candidates.map(({ job }) => job),
      lists,
    };
  }

  #unfinished(): Job[] {
    return [...this.#jobs.values()].map(({ job }) => job).filter((job) => !hasEnded(job));
  }

  #since(list: number): Job[] {
    return [...this.#jobs.values()].filter(({ sinceList }) => sinceList > list)
      .map(({ job }) => job);
  }

  #start(): void {
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
      // A waiter came while it ended.
      if (this.#isNeeded && !this.#options.closed.aborted) this.#start();
    });
  }

  async #run(): Promise<void> {
    const { memory, clock, closed } = this.#options;
    await Promise.resolve();
    while (this.#isNeeded && !closed.aborted) {
      const delayMs = memory.listDelayMs(clock.now());
      if (delayMs > 0) {
        this.#wake = new AbortController();
        await pause(delayMs, AbortSignal.any([closed, this.#wake.signal]), clock);
        // Another login may have listed them meanwhile.
        continue;
      }
      memory.noteList(clock.now());
      const waiting = this.#waiting;
      try {
        await this.#listOnce(waiting.length > 0);
      } catch (caught) {
        if (!isPassing(caught)) { for (const one of waiting) one.reject(caught); }
        continue;
      } finally {
        // From its end: requests of two lists arrive no closer than that.
        memory.noteList(clock.now());
      }
      await this.#readLogs();
      for (const one of waiting) one.resolve();
      for (const { onJobs } of [...this.#followers]) onJobs();
    }
    for (const one of this.#waiting) one.reject(closed.reason);
  }

  /** All pages, or those up to the last job that is followed where all are known. */
  async #listOnce(isWhole: boolean): Promise<void> {
    const { manager, service, closed } = this.#options;
    const mine = [...this.#followers].map((one) => this.#jobsOf(one).mine?.name);
    const wanted = isWhole || mine.includes(undefined) ? undefined : new Set(mine);
    const list = this.#lists + 1;
    const seen = new Set<string>();
    let page: string | undefined;
    for (let pages = 0; pages < MAX_PAGES; pages++) {
      const { jobs, next } = await manager.jobs(service, page, closed);
      for (const job of jobs) {
        seen.add(job.name);
        wanted?.delete(job.name);
        const known = this.#jobs.get(job.name);
        if (known) known.job = job;
        else this.#jobs.set(job.name, { job, sinceList: list, input: undefined });
      }
      if (next === undefined || next === page || wanted?.size === 0) break;
      page = next;
    }
    this.#lists = list;
    if (wanted === undefined || wanted.size > 0) this.#dropOthers(seen, new Set(mine));
  }

  /** Jobs that are removed have ended; they are kept while a call waits for them. */
  #dropOthers(seen: ReadonlySet<string>, followed: ReadonlySet<string | undefined>): void {
    for (const [name, known] of this.#jobs) {
      if (seen.has(name)) continue;
      if (followed.has(name)) known.job = { ...known.job, state: "Unknown" };
      else this.#jobs.delete(name);
    }
  }

  /** Reads logs of jobs that may be a call's. */
  async #readLogs(): Promise<void> {
    const { manager, service, readsLogs, closed } = this.#options;
    if (!readsLogs) return;
    const followers = [...this.#followers].filter((one) => !this.#jobsOf(one).mine);
    const since = Math.min(...followers.map(({ sinceList }) => sinceList));
    const unread = [...this.#jobs.values()].filter(({ job, input, sinceList }) =>
      sinceList > since && input === undefined && (job.state === "Running" || hasEnded(job))
    );
    await Promise.all(
      unread.slice(0, MAX_LOGS).map(async (known) => {
        const log = await manager.jobLog(service, known.job.name, closed).catch(() => undefined);
        const input = log === undefined ? undefined : inputOf(log);
        known.input = input ?? (hasEnded(known.job) && log !== undefined ? null : undefined);
      }),
    );
  }
}
