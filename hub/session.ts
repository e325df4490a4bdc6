/**
 * A session: one user's open page, or one API client.
 *
 * @module
 */
import type { Clock } from "../base/clock/mod.ts";
import { because, FrameboxError } from "../base/errors/mod.ts";
import type { Logger } from "../base/log/mod.ts";
import type { HubOptions, Outcome, Run, RunOptions, Session } from "./api/mod.ts";
import type { Draining } from "./base/draining.ts";
import { IdleTimer } from "./base/idle_timer.ts";
import { randomId } from "./base/random_id.ts";
import type { IdleSessions } from "./idle_sessions.ts";
import { HubRun, type RunDeps } from "./run/run.ts";
import type { RunOwner } from "./run/run_owner.ts";
import { removeTree, type ServerDirectory } from "./storage/directories.ts";
import type { Quota } from "./storage/quota.ts";
import type { CacheOwner, ResultCache } from "./storage/result_cache.ts";

/** Where a session's files are. */
export interface SessionStorage {
  /** Its directory. */
  readonly path: string;
  /** Counts the bytes of its files. */
  readonly quota: Quota;
}

/** What a session needs of the hub. */
export interface SessionDeps {
  readonly options: Pick<HubOptions, "maxRunsPerSession" | "sessionIdleMs" | "resultKeepMs">;
  readonly log: Logger;
  readonly clock: Clock;
  readonly draining: Draining;
  readonly directory: Pick<ServerDirectory, "makeSure" | "restore">;
  readonly resultCache: ResultCache;
  readonly idleSessions: IdleSessions<HubSession>;
  /** What its runs need. */
  readonly run: RunDeps;
  /** A session came into use, or is idle or over from now on. */
  readonly onUse: (session: HubSession, isInUse: boolean) => void;
  /** A session has ended: it no longer answers to its id, but its files are still to be removed. */
  readonly onEnd: (session: HubSession, removal: Promise<void>) => void;
}

/** {@linkcode Session} of a hub. */
export class HubSession implements Session, RunOwner, CacheOwner {
  readonly id: string = randomId();
  /** Another one than its id, which gives access to it. */
  readonly key: string = randomId();
  readonly owner: string;
  readonly directory: string;
  readonly quota: Quota;
  readonly #deps: SessionDeps;
  readonly #idle: IdleTimer;
  readonly #ended = new AbortController();
  #runs: HubRun[] = [];
  #startedCount = 0;
  #attachedCount = 0;
  #lastResultAt = -Infinity;
  #idleSince: number;
  #evictable = false;
  #isInUse = false;
  #keepsFiles = false;
  #ending: Promise<void> | undefined;

  /** @param owner id of the principal that opens it */
  constructor(owner: string, storage: SessionStorage, deps: SessionDeps) {
    this.owner = owner;
    this.directory = storage.path;
    this.quota = storage.quota;
    this.#deps = deps;
    this.#idleSince = deps.clock.now();
    this.#idle = new IdleTimer(deps.clock, () => this.#idleLimitMs, () => {
      this.end("No user used the session any more.");
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

  get attached(): boolean {
    return this.#attachedCount > 0;
  }

  /** Runs that have not ended. */
  get openRuns(): readonly HubRun[] {
    return this.#runs.filter((run) => !run.isOver);
  }

  /** Since when it is idle, by the hub's clock; `undefined` while it is in use. */
  get idleSince(): number | undefined {
    return this.attached || this.openRuns.length > 0 ? undefined : this.#idleSince;
  }

  get evictable(): boolean {
    return this.#evictable;
  }

  makeEvictable(): void {
    this.#evictable = true;
    this.#updateIdleSessions();
  }

  async makeDirectory(): Promise<string> {
    // The directory of a session that has ended must not come back.
    if (!this.#ending) await this.#deps.directory.makeSure(this.directory);
    return this.directory;
  }

  restoreDirectory(): Promise<void> {
    return this.#deps.directory.restore();
  }

  start(options: RunOptions): HubRun {
    if (this.#ending) {
      throw new FrameboxError(
        "FAILED_PRECONDITION",
        "The session has ended; open a new one.",
        undefined,
        because("session-ended"),
      );
    }
    this.#deps.draining.check();
    const { maxRunsPerSession } = this.#deps.options;
    if (this.openRuns.length >= maxRunsPerSession) {
      throw new FrameboxError(
        "RESOURCE_EXHAUSTED",
        `A session may have ${maxRunsPerSession} runs at once; end one of them first.`,
        undefined,
        because("too-many-runs", { limit: maxRunsPerSession }),
      );
    }
    this.#forgetOldest(maxRunsPerSession);
    this.#evictable = false;
    const run = new HubRun(String(++this.#startedCount), options, this, this.#deps.run);
    this.#runs.push(run);
    this.touch();
    return run;
  }

  attach(): () => void {
    this.#attachedCount++;
    this.#updateIdleSessions();
    let isAttached = true;
    return () => {
      if (!isAttached) return;
      isAttached = false;
      this.#attachedCount--;
      this.touch();
      for (const run of this.openRuns) run.checkIdle();
    };
  }

  touch(): void {
    this.#idleSince = this.#deps.clock.now();
    if (!this.#ending) this.#idle.used();
    this.#updateIdleSessions();
  }

  takeSpace(bytes: number): boolean {
    // All of its room is given back at its end.
    if (this.#ending) return bytes <= 0;
    return this.quota.take(bytes);
  }

  resultKept(): void {
    this.#keepsFiles = true;
    this.resultAdded();
    this.touch();
  }

  cacheResult(run: Run, outcome: Outcome): void {
    if (!this.#ending) this.#deps.resultCache.put(this, run.id, outcome, true);
  }

  cachedResult(runId: string, frame: number): Outcome | undefined {
    return this.#deps.resultCache.get(this, runId, frame);
  }

  async forget(run: Run): Promise<void> {
    const own = this.#runs.find((each) => each === run);
    if (!own) return;
    this.#runs = this.#runs.filter((each) => each !== own);
    own.cancel("The run was removed.");
    this.#deps.resultCache.forget(this, own.id);
    await own.removeFiles();
  }

  end(reason: string): Promise<void> {
    if (!this.#ending) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#ending = promise;
      this.#updateIdleSessions();
      this.#deps.onEnd(this, promise);
      this.#end(reason).then(resolve);
    }
    return this.#ending;
  }

  /** Its files may have been removed by another program: its runs emit notices if theirs were. */
  async noticeLostFiles(): Promise<void> {
    await Promise.all(this.#runs.map((run) => run.noticeLostFiles()))
      .catch((error) => this.#deps.log.error("lost_files_check_failed", error));
  }

  resultAdded(): void {
    this.#lastResultAt = this.#deps.clock.now();
  }

  runEnded(): void {
    this.touch();
  }

  #updateIdleSessions(): void {
    const { idleSessions, onUse } = this.#deps;
    const isIdle = this.idleSince !== undefined;
    if (this.#ending || !isIdle) idleSessions.delete(this);
    else idleSessions.put(this, this.#evictable);
    const isInUse = !this.#ending && !isIdle;
    if (isInUse === this.#isInUse) return;
    this.#isInUse = isInUse;
    onUse(this, isInUse);
  }

  /**
   * A session with finished results lives until they have been kept for long enough: its page may come
   * back, show them and start new runs.
   */
  get #idleLimitMs(): number {
    if (this.idleSince === undefined) return Infinity;
    const { options: { sessionIdleMs, resultKeepMs }, resultCache } = this.#deps;
    const hasResults = this.#keepsFiles || resultCache.has(this) ||
      this.#runs.some((run) => run.hasFiles);
    if (!hasResults) return sessionIdleMs;
    return Math.max(sessionIdleMs, this.#lastResultAt + resultKeepMs - this.#idleSince);
  }

  /** Of the runs that have ended, one fewer than `maxCount` is kept; the oldest go with their files. */
  #forgetOldest(maxCount: number): void {
    const over = this.#runs.filter((run) => run.isOver);
    const gone = new Set(over.slice(0, Math.max(0, over.length - maxCount + 1)));
    if (gone.size === 0) return;
    this.#runs = this.#runs.filter((run) => !gone.has(run));
    for (const run of gone) {
      this.#deps.resultCache.forget(this, run.id);
      run.removeFiles();
    }
  }

  async #end(reason: string): Promise<void> {
    this.#idle.stop();
    for (const run of this.#runs) run.cancel(reason);
    this.#deps.resultCache.forget(this);
    this.#ended.abort(new FrameboxError("CANCELLED", reason));
    await Promise.all(this.#runs.map((run) => run.removeFiles()));
    try {
      await removeTree(this.directory);
    } catch (error) {
      this.#deps.log.error("session_directory_not_removed", error);
    }
    this.quota.take(-this.quota.used);
  }
}
