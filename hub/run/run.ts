/**
 * A run: takes frames in, gives results out, ends. Its frames are in an epoch, which a reset replaces.
 *
 * @module
 */
import type { Clock } from "../../base/clock/mod.ts";
import { because, FrameboxError } from "../../base/errors/mod.ts";
import type { Payload } from "../../base/payload/mod.ts";
import type {
  BoxPlace,
  History,
  HubOptions,
  NoticeDetails,
  Outcome,
  PictureForm,
  Policy,
  PushedFrame,
  PushOptions,
  ResultReader,
  Run,
  RunData,
  RunEvent,
  RunKind,
  RunOptions,
  RunStats,
} from "../api/mod.ts";
import type { ByteBudget } from "../base/byte_budget.ts";
import type { Draining } from "../base/draining.ts";
import { Emitter, type MicrotaskQueue } from "../base/events.ts";
import { IdleTimer } from "../base/idle_timer.ts";
import type { DataFile } from "../storage/data_file.ts";
import type { ResultCache } from "../storage/result_cache.ts";
import { Admission } from "./admission.ts";
import { Epoch, type EpochDeps, type EpochOwner } from "./epoch.ts";
import type { FrameQueueing } from "./frame_queueing.ts";
import type { RunHistory } from "./history.ts";
import { NewestResult } from "./newest_result.ts";
import { Readers } from "./readers.ts";
import type { RunIndex } from "./run_index.ts";
import type { RunOwner } from "./run_owner.ts";
import { RunStorage } from "./run_storage.ts";

/** What a run needs of the hub. */
export interface RunDeps extends EpochDeps {
  readonly options: Pick<
    HubOptions,
    "runWindow" | "sessionIdleMs" | "resultKeepMs"
  >;
  readonly clock: Clock;
  readonly microtasks: MicrotaskQueue;
  readonly draining: Draining;
  readonly frameBytes: ByteBudget;
  readonly resultCache: ResultCache;
  /** Makes the history of an epoch. */
  readonly newHistory: () => RunHistory;
  /** The hub's open runs: a run is in it under its present hash. */
  readonly runs: Pick<RunIndex<HubRun>, "add" | "remove">;
  /** The run's place in the queue. */
  readonly queueFor: (run: HubRun) => FrameQueueing;
  /** The processor of the connected workers; `undefined` while none is connected. */
  readonly workersProcessor: () => string | undefined;
}

/** {@linkcode Run} of a session. */
export class HubRun implements Run, EpochOwner {
  readonly id: string;
  readonly kind: RunKind;
  readonly policy: Policy;
  readonly session: RunOwner;
  readonly pictures: "always" | "watched";
  readonly pictureForm: PictureForm;
  readonly keepsData: boolean;
  readonly events: Emitter<RunEvent>;
  readonly #deps: RunDeps;
  readonly #queue: FrameQueueing;
  readonly #window: number;
  readonly #storage: RunStorage;
  readonly #readers: Readers;
  readonly #newest: NewestResult;
  readonly #admission: Admission;
  readonly #idle: IdleTimer;
  readonly #ended = new AbortController();
  #epoch: Epoch;
  #processor: string;
  #followWorkers: boolean;
  #isFinishing = false;
  #isOver = false;

  constructor(id: string, options: RunOptions, session: RunOwner, deps: RunDeps) {
    this.id = id;
    this.kind = options.kind;
    this.policy = options.policy;
    this.keepsData = options.keepsData ?? true;
    this.#window = options.window ?? deps.options.runWindow;
    this.pictures = options.pictures ?? "always";
    const isLive = this.policy === "latest" || this.pictures === "watched";
    this.pictureForm = options.pictureForm ?? (isLive ? "jpeg" : "raster");
    this.session = session;
    this.#deps = deps;
    this.events = new Emitter(deps.microtasks);
    this.#storage = new RunStorage(this, session, deps.log);
    this.#processor = options.processor;
    this.#followWorkers = options.followWorkers ?? false;
    this.#queue = deps.queueFor(this);
    this.#newest = new NewestResult(deps.resultCache, session, this);
    this.#admission = new Admission(deps.frameBytes, deps.microtasks, () => this.#hasRoom);
    this.#readers = new Readers({
      onRead: () => this.#admission.roomMade(),
      onClosed: () => this.checkIdle(),
    });
    this.#epoch = this.#newEpoch(this.#storage.data);
    this.#idle = new IdleTimer(deps.clock, () => this.#idleLimitMs, () => {
      this.#end("No user used the run any more.");
    });
    this.#idle.used();
    this.workerConnected();
  }

  /** The frames since the last reset. */
  get epoch(): Epoch {
    return this.#epoch;
  }

  get hash(): string {
    return this.#epoch.hash;
  }

  get processor(): string {
    return this.#processor;
  }

  /** Names its session in the queue, whose sessions take turns. */
  get sessionKey(): string {
    return this.session.key;
  }

  get data(): RunData {
    return this.#epoch.data;
  }

  get history(): History {
    return this.#epoch.history;
  }

  boxPlace(number: number): BoxPlace | undefined {
    return this.#epoch.boxPlaces.at(number);
  }

  get stats(): RunStats {
    return this.#epoch.frames.stats;
  }

  get ended(): AbortSignal {
    return this.#ended.signal;
  }

  /** Whether it has ended; true before `ended` aborts. */
  get isOver(): boolean {
    return this.#isOver;
  }

  get wantsPictures(): boolean {
    return this.pictures === "always" || this.#readers.hasViewers;
  }

  get latest(): Outcome | undefined {
    return this.#newest.outcome;
  }

  /** Whether it keeps anything on disk. */
  get hasFiles(): boolean {
    return this.#storage.isThere;
  }

  async push(payload: Payload, options: PushOptions = {}): Promise<PushedFrame> {
    const { signal } = options;
    signal?.throwIfAborted();
    this.#checkOpen();
    this.#admission.checkSize(payload.byteLength);
    this.#idle.used();
    const add = () => this.#epoch.add(payload, options);
    if (this.policy === "latest") {
      // The frame that waits makes room for the new one.
      const replaced = this.#queue.waiting.reduce((sum, frame) => sum + frame.bytes, 0);
      this.#admission.replace(payload.byteLength, replaced);
      return add();
    }
    const entering = this.#admission.enter(payload.byteLength, add, signal);
    // An aborted push may be the last that a finishing run waits for.
    entering.catch(() => this.#endIfDone());
    return await entering;
  }

  results(options: { readonly policy?: "latest" } = {}): ResultReader {
    return this.#readers.open(options.policy ?? this.policy);
  }

  subscribe(listener: (event: RunEvent) => void): () => void {
    this.#queue.repeatPosition();
    return this.events.subscribe(listener);
  }

  switchProcessor(processor: string): void {
    this.#followWorkers = false;
    this.#switch(processor);
  }

  /** A worker is connected: a run that follows workers changes over. */
  workerConnected(): void {
    const processor = this.#followWorkers ? this.#deps.workersProcessor() : undefined;
    if (processor !== undefined) this.#switch(processor);
  }

  async reset(): Promise<void> {
    const old = this.#epoch;
    if (this.#isOver) {
      // No frame comes any more, but what it has accumulated is removed all the same.
      this.#newest.clear();
      old.history.clear();
      await this.#storage.removeData();
      return;
    }
    this.#deps.draining.check();
    this.#deps.runs.remove(old.hash);
    // The old frames leave the queue before new ones can come in.
    old.close(
      new FrameboxError("CANCELLED", "The frame count was reset.", undefined, because("run-reset")),
    );
    old.history.clear();
    this.#epoch = this.#newEpoch(this.#storage.renewData());
    this.#newest.clear();
    this.#readers.clear();
    this.events.emit({ type: "reset" });
    this.#admission.roomMade();
    this.#endIfDone();
    this.checkIdle();
    await this.#storage.removeData(old.data);
  }

  makeDirectory(): Promise<string> {
    return this.#storage.files.make();
  }

  takeSpace(bytes: number): boolean {
    return this.#storage.files.take(bytes);
  }

  notice(code: string, message: string, details?: NoticeDetails): void {
    this.events.emit({ type: "notice", code, message, ...(details && { details }) });
  }

  finish(): void {
    this.#isFinishing = true;
    this.#endIfDone();
  }

  cancel(reason: string): void {
    this.#end(reason);
  }

  settled(outcome: Outcome, isNews: boolean): void {
    if (outcome.kind === "done") {
      if (isNews && outcome.content.payload) this.#newest.replace(outcome);
      this.session.resultAdded();
    }
    this.#readers.publish(outcome, isNews);
    this.#idle.used();
    this.#admission.roomMade();
    this.#endIfDone();
  }

  /** Nothing more is taken in; the frames that are in stay. */
  refusePushes(reason: FrameboxError): void {
    this.#admission.close(reason);
  }

  /** A user of it may have gone: it ends later if none comes back. */
  checkIdle(): void {
    if (!this.#isOver) this.#idle.check();
  }

  /** Another program may have removed files of the server: emits a notice if this run has lost some. */
  noticeLostFiles(): Promise<void> {
    return this.#storage.noticeLoss(this);
  }

  /** Removes its history and files. What can't be removed is logged. */
  removeFiles(): Promise<void> {
    this.#epoch.history.clear();
    return this.#storage.remove();
  }

  get #hasRoom(): boolean {
    return this.#epoch.frames.openCount + this.#readers.maxUnread < this.#window;
  }

  /** The time without use after which it ends; never while it has a reader. */
  get #idleLimitMs(): number {
    const { sessionIdleMs, resultKeepMs } = this.#deps.options;
    if (this.#readers.count > 0) return Infinity;
    // A connected stream client may be silent for any time.
    if (this.kind === "stream" && this.session.attached) return Infinity;
    if (!this.#hasOpenFrames) return sessionIdleMs;
    // Frames that no processor takes must not stay for ever once their user has gone.
    return this.session.attached ? Infinity : Math.max(sessionIdleMs, resultKeepMs);
  }

  /** Whether frames are in it, or wait for room. */
  get #hasOpenFrames(): boolean {
    return this.#epoch.frames.openCount > 0 || this.#admission.waiting > 0;
  }

  #newEpoch(data: DataFile): Epoch {
    const storage = { data, history: this.#deps.newHistory() };
    const epoch = new Epoch(this, this.#queue, storage, this.#deps);
    this.#deps.runs.add(epoch.hash, this);
    return epoch;
  }

  #checkOpen(): void {
    // First, since it may be why the run has ended.
    this.#deps.draining.check();
    if (this.#isOver || this.#isFinishing) {
      throw runEnded("The run has ended; start a new one.");
    }
  }

  #switch(processor: string): void {
    if (this.#isOver || this.#processor === processor) return;
    this.#processor = processor;
    this.#queue.move();
    this.events.emit({ type: "processor", processor });
  }

  #endIfDone(): void {
    if (this.#isFinishing && !this.#hasOpenFrames) this.#end("All frames of the run are done.");
  }

  #end(reason: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#deps.runs.remove(this.#epoch.hash);
    const error = new FrameboxError("CANCELLED", reason);
    this.#epoch.close(error);
    this.#admission.close(runEnded(`The run has ended: ${reason}`));
    this.#queue.end();
    this.#idle.stop();
    this.#readers.end();
    this.events.emit({ type: "ended", reason });
    this.session.runEnded();
    this.#ended.abort(error);
  }
}

function runEnded(sentence: string): FrameboxError {
  return new FrameboxError("FAILED_PRECONDITION", sentence, undefined, because("run-ended"));
}
