/**
 * One person's open page, or one API client.
 *
 * @module
 */
import { FrameboxError } from "../base/errors/mod.ts";
import { drainingError } from "./dispatch/connection.ts";
import type { HubContext } from "./context.ts";
import { removeTree } from "./storage/directories.ts";
import { IdleTimer } from "./base/idle_timer.ts";
import type { CacheOwner } from "./storage/result_cache.ts";
import type { Quota } from "./storage/quota.ts";
import { randomId } from "./base/random_id.ts";
import { HubRun } from "./run/run.ts";
import type { Outcome, Run, RunOptions, Session } from "./api/mod.ts";

const FILES_LOST =
  "Files of this run were removed from framebox's disk: what is done so far can't be " +
  "downloaded any more.";

/** {@linkcode Session} of a hub. */
export class HubSession implements Session, CacheOwner {
  readonly id: string = randomId();
  /** Names it in the queue, which other boxes may see: its id would open it. */
  readonly key: string = randomId();
  readonly directory: string;
  /** Bytes of its files. */
  readonly quota: Quota;
  readonly #context: HubContext;
  readonly #forget: (ending: Promise<void>) => void;
  readonly #idle: IdleTimer;
  readonly #ended = new AbortController();
  #runs: HubRun[] = [];
  #started = 0;
  #attached = 0;
  #lastResultAt = -Infinity;
  #idleSince: number;
  #evictable = false;
  #ending: Promise<void> | undefined;

  /** @param forget called when it ends: it no longer answers to its id, but its files are still to go */
  constructor(
    directory: string,
    quota: Quota,
    context: HubContext,
    forget: (ending: Promise<void>) => void,
  ) {
    this.directory = directory;
    this.quota = quota;
    this.#context = context;
    this.#forget = forget;
    this.#idleSince = context.clock.now();
    this.#idle = new IdleTimer(context.clock, () => this.#idleLimit, () => {
      this.end("Nobody used the session any more.");
    });
    this.touch();
  }

  get runs(): readonly HubRun[] {
    return this.#runs;
  }

  get current(): HubRun | undefined {
    return this.#runs.at(-1);
  }

  get ended(): AbortSignal {
    return this.#ended.signal;
  }

  /** Whether somebody's page or socket is there. */
  get attached(): boolean {
    return this.#attached > 0;
  }

  /** Runs that have not ended. */
  get openRuns(): readonly HubRun[] {
    return this.#runs.filter((run) => !run.isOver);
  }

  /** Since when nobody uses it, by the hub's clock; `undefined` while somebody does. */
  get idleSince(): number | undefined {
    return this.attached || this.openRuns.length > 0 ? undefined : this.#idleSince;
  }

  get evictable(): boolean {
    return this.#evictable;
  }

  makeEvictable(): void {
    this.#evictable = true;
    this.#sort();
  }

  async makeDirectory(): Promise<string> {
    // One that is gone for good must not come back.
    if (!this.#ending) await this.#context.directory.makeSure(this.directory);
    return this.directory;
  }

  start(options: RunOptions): HubRun {
    if (this.#ending) {
      throw new FrameboxError("FAILED_PRECONDITION", "The session has ended; open a new one.");
    }
    if (this.#context.draining) throw drainingError();
    const { maxRunsPerSession } = this.#context.options;
    if (this.openRuns.length >= maxRunsPerSession) {
      throw new FrameboxError(
        "RESOURCE_EXHAUSTED",
        `A session may have ${maxRunsPerSession} runs at once; end one of them first.`,
      );
    }
    this.#forgetOldest(maxRunsPerSession);
    this.#evictable = false;
    const run = new HubRun(String(++this.#started), options, this, this.#context);
    this.#runs.push(run);
    this.touch();
    return run;
  }

  attach(): () => void {
    this.#attached++;
    this.#sort();
    let here = true;
    return () => {
      if (!here) return;
      here = false;
      this.#attached--;
      this.touch();
      for (const run of this.openRuns) run.quiet();
    };
  }

  touch(): void {
    this.#idleSince = this.#context.clock.now();
    if (!this.#ending) this.#idle.used();
    this.#sort();
  }

  takeSpace(bytes: number): boolean {
    return this.quota.take(bytes);
  }

  cacheResult(run: Run, outcome: Outcome): void {
    if (!this.#ending) this.#context.resultCache.keep(this, run.id, outcome, true);
  }

  cachedResult(runId: string, frame: number): Outcome | undefined {
    return this.#context.resultCache.get(this, runId, frame);
  }

  async forget(run: Run): Promise<void> {
    const own = this.#runs.find((each) => each === run);
    if (!own) return;
    this.#runs = this.#runs.filter((each) => each !== own);
    own.cancel("The run was removed.");
    this.#context.resultCache.forget(this, own.id);
    await this.#removeFiles(own);
  }

  end(reason: string): Promise<void> {
    if (!this.#ending) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#ending = promise;
      this.#sort();
      this.#forget(promise);
      this.#end(reason).then(resolve);
    }
    return this.#ending;
  }

  /** Its files may have been removed by somebody else: its runs are told of theirs. */
  async filesLost(): Promise<void> {
    await Promise.all(this.#runs.map(async (run) => {
      const isDataLost = await run.epoch.data.lookForLoss();
      if (isDataLost || run.files.isThere) run.notice("files-lost", FILES_LOST);
    })).catch((error) => this.#context.log.error("files_not_looked_for", error));
  }

  /** A run of it has a result. */
  gotResult(): void {
    this.#lastResultAt = this.#context.clock.now();
  }

  /** A run of it has ended. */
  runEnded(): void {
    this.touch();
  }

  /** Finds its place among those that may have to go. */
  #sort(): void {
    const { idleSessions } = this.#context;
    if (this.#ending || this.idleSince === undefined) idleSessions.delete(this);
    else idleSessions.put(this, this.#evictable);
  }

  /**
   * A session with finished results simply lives on until they have been kept for long enough: its
   * page may come back to it, look at them and start new runs.
   */
  get #idleLimit(): number {
    if (this.idleSince === undefined) return Infinity;
    const { sessionIdleMs, resultKeepMs } = this.#context.options;
    const hasResults = this.#context.resultCache.has(this) ||
      this.#runs.some((run) => run.data.byteLength > 0 || run.files.isThere);
    if (!hasResults) return sessionIdleMs;
    return Math.max(sessionIdleMs, this.#lastResultAt + resultKeepMs - this.#idleSince);
  }

  /** Of runs that have ended, so many are kept as may be open; the oldest go with their files. */
  #forgetOldest(most: number): void {
    const over = this.#runs.filter((run) => run.isOver);
    const gone = new Set(over.slice(0, Math.max(0, over.length - most + 1)));
    if (gone.size === 0) return;
    this.#runs = this.#runs.filter((run) => !gone.has(run));
    for (const run of gone) {
      this.#context.resultCache.forget(this, run.id);
      this.#removeFiles(run);
    }
  }

  async #removeFiles(run: HubRun): Promise<void> {
    run.epoch.history.clear();
    const removals = await Promise.allSettled([run.epoch.data.remove(), run.files.remove()]);
    for (const removal of removals) {
      if (removal.status === "rejected") {
        this.#context.log.error("files_not_removed", removal.reason);
      }
    }
  }

  async #end(reason: string): Promise<void> {
    this.#idle.stop();
    for (const run of this.#runs) run.cancel(reason);
    this.#context.resultCache.forget(this);
    this.#ended.abort(new FrameboxError("CANCELLED", reason));
    await Promise.all(this.#runs.map((run) => this.#removeFiles(run)));
    try {
      await removeTree(this.directory);
    } catch (error) {
      this.#context.log.error("session_directory_kept", error);
    }
  }
}
