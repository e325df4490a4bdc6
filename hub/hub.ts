/**
 * The middle: sessions, connections, and what becomes of them when framebox stops.
 *
 * @module
 */
import { FrameboxError } from "../base/errors/mod.ts";
import type { Logger } from "../base/log/mod.ts";
import { Aheads } from "./dispatch/ahead.ts";
import { ByteBudget } from "./base/byte_budget.ts";
import type { Clock } from "../base/clock/mod.ts";
import { drainingError, HubConnection } from "./dispatch/connection.ts";
import { Activity, type HubContext } from "./context.ts";
import { removeTree, type ServerDirectory } from "./storage/directories.ts";
import { Afterwards, Emitter } from "./base/events.ts";
import type { OpenFrame } from "./run/frame.ts";
import type { ReadResult } from "./run/history.ts";
import { HistoryMemory } from "./run/history_memory.ts";
import { IdleSessions } from "./idle_sessions.ts";
import { ResultCache } from "./storage/result_cache.ts";
import { MemoryQueue } from "./dispatch/memory_queue.ts";
import { Positions } from "./dispatch/positions.ts";
import { Quota } from "./storage/quota.ts";
import type { HubRun } from "./run/run.ts";
import { HubSession } from "./session.ts";
import type { ConnectionOptions, Hub, HubEvent, HubOptions, HubStatus } from "./api/mod.ts";
import { Workers } from "./dispatch/workers.ts";

/**
 * At the bound of sessions, one that nobody has used for this long makes room, where none is there
 * that may go at once.
 */
const YIELDS_AFTER_MS = 5000;

/** {@linkcode Hub} of this server. */
export class FrameHub implements Hub {
  readonly #directory: ServerDirectory;
  readonly #context: HubContext;
  readonly #events: Emitter<HubEvent>;
  readonly #quota: Quota;
  readonly #sessions = new Map<string, HubSession>();
  readonly #connections = new Set<HubConnection>();
  /** Sessions whose directories are being made or removed. */
  readonly #pending = new Set<Promise<unknown>>();
  #opening = 0;
  #closing: Promise<void> | undefined;

  constructor(
    options: HubOptions,
    log: Logger,
    clock: Clock,
    directory: ServerDirectory,
    readResult: ReadResult | undefined,
  ) {
    const afterwards = new Afterwards(log);
    const queue = new MemoryQueue<HubRun, OpenFrame>();
    this.#directory = directory;
    directory.users = {
      directories: () => [...this.#sessions.values()].map(({ directory }) => directory),
      filesLost: () => {
        for (const session of this.#sessions.values()) this.#track(session.filesLost());
      },
    };
    this.#events = new Emitter(afterwards);
    this.#quota = new Quota(options.totalQuotaBytes);
    this.#context = {
      options,
      log,
      clock,
      directory,
      afterwards,
      queue,
      frameBytes: new ByteBudget(options.maxFrameBytes, afterwards),
      resultCache: new ResultCache(clock, options.resultKeepBytes, options.resultKeepMs),
      histories: new HistoryMemory(options.resultHistoryBytes),
      workers: new Workers(clock, {
        graceMs: options.reconnectGraceMs,
        stoppedAskingMs: options.stoppedAskingMs,
      }, this.#events),
      positions: new Positions(clock, queue),
      aheads: new Aheads(afterwards),
      activity: new Activity(),
      totals: { done: 0, failed: 0, dropped: 0, redelivered: 0, lateResults: 0 },
      idleSessions: new IdleSessions(),
      runs: new Map(),
      readResult,
      draining: false,
    };
  }

  async openSession(): Promise<HubSession> {
    const { options } = this.#context;
    this.#checkOpen();
    if (this.#sessions.size + this.#opening >= options.maxSessions && !this.#makeRoom()) {
      throw new FrameboxError(
        "RESOURCE_EXHAUSTED",
        `framebox has ${options.maxSessions} sessions, which is its bound; try again later.`,
      );
    }
    this.#opening++;
    let path: string;
    try {
      path = await this.#track(this.#directory.makeSession());
    } finally {
      this.#opening--;
    }
    if (this.#context.draining) {
      await this.#track(removeTree(path));
      throw drainingError();
    }
    const quota = new Quota(options.sessionQuotaBytes, this.#quota);
    const session = new HubSession(path, quota, this.#context, (ending) => {
      this.#sessions.delete(session.id);
      this.#track(ending);
    });
    this.#sessions.set(session.id, session);
    return session;
  }

  session(id: string): HubSession | undefined {
    return this.#sessions.get(id);
  }

  run(hash: string): HubRun | undefined {
    return this.#context.runs.get(hash);
  }

  connect(options: ConnectionOptions): HubConnection {
    this.#checkOpen();
    const connection: HubConnection = new HubConnection(options, this.#context, () => {
      this.#connections.delete(connection);
    });
    this.#connections.add(connection);
    if (options.kind === "worker") {
      for (const run of [...this.#context.runs.values()]) run.workersCame();
    }
    return connection;
  }

  get status(): HubStatus {
    const { workers, runs, queue, activity, totals } = this.#context;
    return {
      workers: workers.list(),
      gone: workers.gone,
      sessions: this.#sessions.size,
      runs: runs.size,
      waiting: queue.counts,
      leased: activity.leased,
      totals: { ...totals },
    };
  }

  get draining(): boolean {
    return this.#context.draining;
  }

  subscribe(listener: (event: HubEvent) => void): () => void {
    return this.#events.subscribe(listener);
  }

  async ensureDirectory(): Promise<boolean> {
    if (await this.#directory.isThere()) return true;
    await this.#directory.restore();
    return false;
  }

  drain(signal: AbortSignal): Promise<void> {
    this.#stopTaking();
    const { activity, afterwards } = this.#context;
    return new Promise((resolve) => {
      const done = () => {
        signal.removeEventListener("abort", done);
        resolve();
      };
      // A lease ends a moment before its result begins to be written: look when the step is over.
      const look = () => {
        if (activity.quiet) done();
      };
      const before = activity.whenQuiet;
      activity.whenQuiet = () => {
        before();
        afterwards.add(look);
      };
      signal.addEventListener("abort", done);
      if (signal.aborted) done();
      afterwards.add(look);
    });
  }

  close(): Promise<void> {
    return this.#closing ??= this.#close();
  }

  async #close(): Promise<void> {
    const { workers, positions, resultCache } = this.#context;
    this.#stopTaking();
    const sessions = [...this.#sessions.values()];
    await Promise.all(sessions.map((session) => session.end("framebox stops.")));
    for (const connection of [...this.#connections]) connection.close();
    workers.close();
    positions.close();
    resultCache.close();
    await Promise.allSettled([...this.#pending]);
    await this.#directory.remove();
  }

  #checkOpen(): void {
    if (this.#context.draining) throw drainingError();
  }

  #stopTaking(): void {
    if (this.#context.draining) return;
    this.#context.draining = true;
    this.#context.queue.refuse(drainingError());
    for (const run of this.#context.runs.values()) run.refusePushes(drainingError());
    this.#events.emit({ type: "draining" });
  }

  /** Ends a session that may go, else the one that was left the longest ago, if that is long enough. */
  #makeRoom(): boolean {
    const { idleSessions: { evictable, left }, clock } = this.#context;
    const isLeft = left?.idleSince !== undefined && clock.now() - left.idleSince >= YIELDS_AFTER_MS;
    const session = evictable ?? (isLeft ? left : undefined);
    session?.end("framebox needed room for new sessions.");
    return session !== undefined;
  }

  #track<T>(work: Promise<T>): Promise<T> {
    this.#pending.add(work);
    const over = () => {
      this.#pending.delete(work);
    };
    work.then(over, over);
    return work;
  }
}
