/**
 * The hub: composes its rooms, opens and ends sessions, and drains when the server stops.
 *
 * @module
 */
import { WORKERS } from "../base/settings/mod.ts";
import type { Clock } from "../base/clock/mod.ts";
import { because, FrameboxError } from "../base/errors/mod.ts";
import type { Logger } from "../base/log/mod.ts";
import type {
  Connection,
  ConnectionOptions,
  Hub,
  HubEvent,
  HubOptions,
  HubStatus,
  OwnerEvent,
  SessionOptions,
} from "./api/mod.ts";
import { ByteBudget } from "./base/byte_budget.ts";
import { Draining } from "./base/draining.ts";
import { Emitter, MicrotaskQueue } from "./base/events.ts";
import { InFlight } from "./base/in_flight.ts";
import { noTotals, type Totals } from "./base/totals.ts";
import { Dispatcher } from "./dispatch/dispatcher.ts";
import { IdleSessions } from "./idle_sessions.ts";
import { type ReadResult, RunHistory } from "./run/history.ts";
import { HistoryMemory } from "./run/history_memory.ts";
import type { HubRun, RunDeps } from "./run/run.ts";
import { RunIndex } from "./run/run_index.ts";
import { HubSession, type SessionDeps } from "./session.ts";
import { removeTree, type ServerDirectory } from "./storage/directories.ts";
import { Quota } from "./storage/quota.ts";
import { ResultCache } from "./storage/result_cache.ts";

/**
 * At the bound of sessions, one that has been unused for this long ends to make room, where none is
 * evictable at once.
 */
const YIELDS_AFTER_MS = 5000;

/** Owner of sessions that no caller opens, as a watched folder's. No principal has this id. */
const OWN_SESSIONS = "framebox";

/** {@linkcode Hub} of this server. */
export class FrameHub implements Hub {
  readonly #options: HubOptions;
  readonly #clock: Clock;
  readonly #directory: ServerDirectory;
  readonly #microtasks: MicrotaskQueue;
  readonly #events: Emitter<HubEvent>;
  readonly #owners: Emitter<OwnerEvent>;
  readonly #quota: Quota;
  readonly #resultCache: ResultCache;
  readonly #draining = new Draining();
  readonly #inFlight = new InFlight();
  readonly #totals: Totals = noTotals();
  readonly #runs = new RunIndex<HubRun>();
  readonly #dispatcher: Dispatcher;
  readonly #sessionDeps: SessionDeps;
  readonly #sessions = new Map<string, HubSession>();
  readonly #idleSessions = new IdleSessions<HubSession>();
  /** How many sessions of an owner are in use; none is left out. */
  readonly #inUse = new Map<string, number>();
  /** Sessions whose directories are being made or removed. */
  readonly #pending = new Set<Promise<unknown>>();
  #openingCount = 0;
  #closing: Promise<void> | undefined;

  constructor(
    options: HubOptions,
    log: Logger,
    clock: Clock,
    directory: ServerDirectory,
    readResult: ReadResult | undefined,
  ) {
    this.#options = options;
    this.#clock = clock;
    this.#directory = directory;
    directory.users = {
      directories: () => [...this.#sessions.values()].map(({ directory }) => directory),
      filesLost: () => {
        for (const session of this.#sessions.values()) this.#track(session.noticeLostFiles());
      },
    };
    this.#quota = new Quota(options.totalQuotaBytes);
    this.#resultCache = new ResultCache(clock, options.resultKeepBytes, options.resultKeepMs);
    const microtasks = this.#microtasks = new MicrotaskQueue(log);
    const events = this.#events = new Emitter(microtasks);
    this.#owners = new Emitter(microtasks);
    const frameBytes = new ByteBudget(options.maxFrameBytes, microtasks);
    const shared = {
      options,
      log,
      clock,
      microtasks,
      frameBytes,
      draining: this.#draining,
      inFlight: this.#inFlight,
      totals: this.#totals,
      runs: this.#runs,
      resultCache: this.#resultCache,
    };
    const dispatcher = this.#dispatcher = new Dispatcher({ ...shared, events });
    const histories = new HistoryMemory(options.resultHistoryBytes);
    const run: RunDeps = {
      ...shared,
      newHistory: () => new RunHistory(histories, options.resultHistory, readResult),
      queueFor: (run) => dispatcher.queueFor(run),
      workersProcessor: () => dispatcher.workers.haveOneFor(WORKERS) ? WORKERS : undefined,
    };
    this.#sessionDeps = {
      ...shared,
      directory,
      idleSessions: this.#idleSessions,
      run,
      onUse: ({ owner }, isInUse) => this.#countUse(owner, isInUse),
      onEnd: (session, removal) => {
        this.#sessions.delete(session.id);
        this.#track(removal);
      },
    };
  }

  async openSession({ owner = OWN_SESSIONS }: SessionOptions = {}): Promise<HubSession> {
    const { maxSessions, sessionQuotaBytes } = this.#options;
    this.#draining.check();
    if (this.#sessions.size + this.#openingCount >= maxSessions && !this.#makeRoom()) {
      throw new FrameboxError(
        "RESOURCE_EXHAUSTED",
        `framebox has ${maxSessions} sessions, which is its bound; try again later.`,
        undefined,
        because("too-many-sessions", { limit: maxSessions }),
      );
    }
    this.#openingCount++;
    let path: string;
    try {
      path = await this.#track(this.#directory.makeSession());
    } finally {
      this.#openingCount--;
    }
    if (this.#draining.hasBegun) {
      await this.#track(removeTree(path));
      throw this.#draining.error();
    }
    const quota = new Quota(sessionQuotaBytes, this.#quota);
    const session = new HubSession(owner, { path, quota }, this.#sessionDeps);
    this.#sessions.set(session.id, session);
    return session;
  }

  session(id: string): HubSession | undefined {
    return this.#sessions.get(id);
  }

  openRuns(): readonly HubRun[] {
    return [...this.#sessions.values()].flatMap(({ runs }) =>
      runs.filter(({ ended }) => !ended.aborted)
    );
  }

  isActive(owner: string): boolean {
    return this.#inUse.has(owner);
  }

  subscribeOwners(listener: (event: OwnerEvent) => void): () => void {
    return this.#owners.subscribe(listener);
  }

  run(hash: string): HubRun | undefined {
    return this.#runs.byHash(hash);
  }

  connect(options: ConnectionOptions): Connection {
    this.#draining.check();
    const connection = this.#dispatcher.connect(options);
    if (options.kind === "worker") {
      for (const run of this.#runs) run.workerConnected();
    }
    return connection;
  }

  get status(): HubStatus {
    const { workers, waitingCounts } = this.#dispatcher;
    return {
      workers: workers.list(),
      gone: workers.gone,
      sessions: this.#sessions.size,
      runs: this.#runs.count,
      waiting: waitingCounts,
      leased: this.#inFlight.leases,
      totals: { ...this.#totals },
    };
  }

  get draining(): boolean {
    return this.#draining.hasBegun;
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
    this.#beginDraining();
    const inFlight = this.#inFlight;
    const microtasks = this.#microtasks;
    return new Promise((resolve) => {
      const done = () => {
        signal.removeEventListener("abort", done);
        resolve();
      };
      // A lease ends a moment before the write of its result begins: checked after the present step.
      const check = () => {
        if (inFlight.isIdle) done();
      };
      const before = inFlight.onIdle;
      inFlight.onIdle = () => {
        before();
        microtasks.add(check);
      };
      signal.addEventListener("abort", done);
      if (signal.aborted) done();
      microtasks.add(check);
    });
  }

  close(): Promise<void> {
    return this.#closing ??= this.#close();
  }

  async #close(): Promise<void> {
    this.#beginDraining();
    const sessions = [...this.#sessions.values()];
    await Promise.all(sessions.map((session) => session.end("framebox stops.")));
    this.#dispatcher.close();
    this.#resultCache.close();
    await Promise.allSettled([...this.#pending]);
    await this.#directory.remove();
  }

  #beginDraining(): void {
    if (this.#draining.hasBegun) return;
    this.#draining.begin();
    this.#dispatcher.refuse(this.#draining.error());
    for (const run of this.#runs) run.refusePushes(this.#draining.error());
    this.#events.emit({ type: "draining" });
  }

  /** Ends an evictable session, else the least recently used one, if it has been unused for long enough. */
  #makeRoom(): boolean {
    const { evictable, left } = this.#idleSessions;
    const idleMs = this.#clock.now() - (left?.idleSince ?? Infinity);
    const session = evictable ?? (idleMs >= YIELDS_AFTER_MS ? left : undefined);
    session?.end("framebox needed room for new sessions.");
    return session !== undefined;
  }

  #countUse(owner: string, isInUse: boolean): void {
    const before = this.#inUse.get(owner) ?? 0;
    const now = before + (isInUse ? 1 : -1);
    if (now > 0) this.#inUse.set(owner, now);
    else this.#inUse.delete(owner);
    if (before === 0 || now === 0) this.#owners.emit({ owner, isActive: now > 0 });
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
