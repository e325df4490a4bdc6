/**
 * What a person started: takes frames in, gives results out, ends.
 *
 * @module
 */
import { FrameboxError } from "../../base/errors/mod.ts";
import type { Picture } from "../../media/image/mod.ts";
import { Admission } from "./admission.ts";
import { drainingError, type HubConnection } from "../dispatch/connection.ts";
import type { HubContext } from "../context.ts";
import { Emitter } from "../base/events.ts";
import type {
  BoxPlace,
  History,
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
import { IdleTimer } from "../base/idle_timer.ts";
import { pictureBytes } from "../picture_memory.ts";
import type { QueueRun } from "../dispatch/queue.ts";
import { Reader } from "./reader.ts";
import { RunFiles } from "../storage/run_files.ts";
import { Epoch } from "./epoch.ts";
import type { HubSession } from "../session.ts";

/** Kinds whose workers keep state between frames, as trackers do. */
const STICKY_KINDS: readonly RunKind[] = ["camera", "video", "stream"];

/** {@linkcode Run} of a session. Its frames are in a epoch, which a reset replaces. */
export class HubRun implements Run, QueueRun {
  readonly id: string;
  readonly kind: RunKind;
  readonly policy: Policy;
  readonly session: HubSession;
  readonly pictures: "always" | "watched";
  readonly pictureForm: PictureForm;
  /** Whether its `data.mat` accumulates. */
  readonly keepsData: boolean;
  readonly events: Emitter<RunEvent>;
  /** What it keeps on disk besides its data. */
  readonly files: RunFiles;
  epoch: Epoch;
  readonly #context: HubContext;
  readonly #readers = new Set<Reader>();
  readonly #window: number;
  /** Readers that its source doesn't wait for: they show what is new. */
  #viewers = 0;
  readonly #admission: Admission;
  readonly #idle: IdleTimer;
  readonly #ended = new AbortController();
  #processor: string;
  #followWorkers: boolean;
  #servedBy: HubConnection | undefined;
  #finishing = false;
  #over = false;
  /** Number of the newest frame whose picture was shown. */
  #latest: number | undefined;

  constructor(id: string, options: RunOptions, session: HubSession, context: HubContext) {
    this.id = id;
    this.kind = options.kind;
    this.policy = options.policy;
    this.keepsData = options.keepsData ?? true;
    this.#window = options.window ?? context.options.runWindow;
    this.pictures = options.pictures ?? "always";
    const isLive = this.policy === "latest" || this.pictures === "watched";
    this.pictureForm = options.pictureForm ?? (isLive ? "jpeg" : "raster");
    this.session = session;
    this.#context = context;
    this.events = new Emitter(context.afterwards);
    const makeParent = () => session.makeDirectory();
    this.files = new RunFiles(`${session.directory}/run-${id}`, session.quota, makeParent);
    this.#processor = options.processor;
    this.#followWorkers = options.followWorkers ?? false;
    this.epoch = new Epoch(this, context);
    context.runs.set(this.epoch.hash, this);
    this.#admission = new Admission(context.frameBytes, context.afterwards, () => this.#hasRoom);
    this.#idle = new IdleTimer(context.clock, () => this.#idleLimit, () => {
      this.#end("Nobody used the run any more.");
    });
    this.#idle.used();
    this.workersCame();
  }

  get hash(): string {
    return this.epoch.hash;
  }

  get processor(): string {
    return this.#processor;
  }

  get sessionKey(): string {
    return this.session.key;
  }

  get data(): RunData {
    return this.epoch.data;
  }

  get history(): History {
    return this.epoch.history;
  }

  boxPlace(number: number): BoxPlace | undefined {
    return this.epoch.boxPlaces.at(number);
  }

  get stats(): RunStats {
    return this.epoch.stats;
  }

  get ended(): AbortSignal {
    return this.#ended.signal;
  }

  /** Whether it has ended; known before `ended` says so. */
  get isOver(): boolean {
    return this.#over;
  }

  get wantsPictures(): boolean {
    return this.pictures === "always" || this.#viewers > 0;
  }

  get latest(): Outcome | undefined {
    if (this.#latest === undefined) return undefined;
    return this.#context.resultCache.get(this.session, this.id, this.#latest);
  }

  /** The one connection that gets its frames, where affinity applies. */
  get servedBy(): HubConnection | undefined {
    return this.#servedBy;
  }

  async push(
    picture: Picture,
    options: PushOptions = {},
  ): Promise<PushedFrame> {
    const { signal } = options;
    signal?.throwIfAborted();
    this.#checkOpen();
    const { frameBytes } = this.#context;
    const bytes = pictureBytes(picture);
    if (!frameBytes.fits(bytes)) throw fullError("The picture is larger than all frames may be.");
    this.#idle.used();
    if (this.policy === "lossless") {
      const add = () => this.epoch.add(picture, options);
      const entering = this.#admission.enter(bytes, add, signal);
      // One that gives up may be the last that a run which is to finish waited for.
      entering.catch(() => this.#endIfDone());
      return await entering;
    }
    // The frame that waits makes room for the new one.
    const waiting = this.#context.queue.waiting(this);
    const replaced = waiting.reduce((sum, frame) => sum + frame.bytes, 0);
    if (!frameBytes.fits(frameBytes.used - replaced + bytes)) {
      throw fullError("framebox has too many frames in flight.");
    }
    frameBytes.takeAnyway(bytes);
    return this.epoch.add(picture, options);
  }

  results(options: { readonly policy?: "latest" } = {}): ResultReader {
    const reader = new Reader(options.policy ?? this.policy, () => {
      if (reader.closed && this.#readers.delete(reader) && !reader.delays) this.#viewers--;
      if (reader.closed) this.quiet();
      this.#admission.roomMade();
    });
    if (this.#over) reader.end();
    else {
      this.#readers.add(reader);
      if (!reader.delays) this.#viewers++;
    }
    return reader;
  }

  subscribe(listener: (event: RunEvent) => void): () => void {
    this.#context.positions.again(this);
    return this.events.subscribe(listener);
  }

  switchProcessor(processor: string): void {
    this.#followWorkers = false;
    this.#switch(processor);
  }

  /** A worker is there: who follows workers changes over. */
  workersCame(): void {
    if (this.#followWorkers && this.#context.workers.serve("workers")) this.#switch("workers");
  }

  async reset(): Promise<void> {
    const { runs, resultCache, log } = this.#context;
    const old = this.epoch;
    if (this.#over) {
      // No frame comes any more, but what it has accumulated is removed all the same.
      resultCache.forget(this.session, this.id);
      this.#latest = undefined;
      old.history.clear();
      await old.data.remove().catch((error) => log.error("data_not_removed", error));
      return;
    }
    if (this.#context.draining) throw drainingError();
    runs.delete(old.hash);
    // The old frames leave the queue before new ones can come in.
    old.close(new FrameboxError("CANCELLED", "The frame count was reset."));
    old.history.clear();
    this.epoch = new Epoch(this, this.#context);
    runs.set(this.epoch.hash, this);
    resultCache.forget(this.session, this.id);
    this.#latest = undefined;
    for (const reader of this.#readers) reader.clear();
    this.events.emit({ type: "reset" });
    this.#admission.roomMade();
    this.#endIfDone();
    this.quiet();
    await old.data.remove().catch((error) => log.error("data_not_removed", error));
  }

  makeDirectory(): Promise<string> {
    return this.files.make();
  }

  takeSpace(bytes: number): boolean {
    return this.files.take(bytes);
  }

  notice(code: string, message: string, details?: NoticeDetails): void {
    this.events.emit({ type: "notice", code, message, ...(details && { details }) });
  }

  finish(): void {
    this.#finishing = true;
    this.#endIfDone();
  }

  cancel(reason: string): void {
    this.#end(reason);
  }

  /** A frame has ended. `isNews`: readers are told of it. */
  settled(outcome: Outcome, isNews: boolean): void {
    const { resultCache } = this.#context;
    if (outcome.kind === "done" && isNews && outcome.content.picture) {
      const before = this.#latest === undefined
        ? undefined
        : resultCache.outdated(this.session, this.id, this.#latest);
      // Readers of any other run may be behind, and want its pixels yet.
      if (this.policy === "latest" && before?.kind === "done") before.content.picture?.outdate();
      this.#latest = outcome.number;
      resultCache.keep(this.session, this.id, outcome, false);
    }
    if (outcome.kind === "done") this.session.gotResult();
    const isWithoutPicture = outcome.kind === "done" && outcome.content.withoutPicture === true;
    for (const reader of this.#readers) {
      if (isNews && (reader.delays || !isWithoutPicture)) reader.put(outcome);
      else if (outcome.kind !== "dropped") reader.skip();
    }
    this.#idle.used();
    this.#admission.roomMade();
    this.#endIfDone();
  }

  /** A sticky connection got a frame. Returns whether it serves the run alone from now on. */
  sticksTo(connection: HubConnection): boolean {
    if (this.#context.options.affinity === "none") return false;
    if (!STICKY_KINDS.includes(this.kind)) return false;
    this.#servedBy = connection;
    return true;
  }

  /** The connection that served it alone no longer does. */
  unstick(connection: HubConnection): void {
    if (this.#servedBy !== connection) return;
    this.#servedBy = undefined;
    connection.unstuck(this);
  }

  /** Nothing more is taken in; the frames that are in stay. */
  refusePushes(reason: FrameboxError): void {
    this.#admission.close(reason);
  }

  /** Somebody who used it may have gone: if nobody comes back, it ends. */
  quiet(): void {
    if (!this.#over) this.#idle.look();
  }

  get #hasRoom(): boolean {
    let unread = 0;
    for (const reader of this.#readers) {
      if (reader.delays) unread = Math.max(unread, reader.unread);
    }
    return this.epoch.open.size + unread < this.#window;
  }

  /** After how long without use it ends; never while somebody reads. */
  get #idleLimit(): number {
    const { sessionIdleMs, resultKeepMs } = this.#context.options;
    if (this.#readers.size > 0) return Infinity;
    // A machine that is connected may be silent for as long as it likes.
    if (this.kind === "stream" && this.session.attached) return Infinity;
    if (this.epoch.open.size === 0 && this.#admission.waiting === 0) return sessionIdleMs;
    // Frames that nobody takes, of a person who has gone, must not stay for ever.
    return this.session.attached ? Infinity : Math.max(sessionIdleMs, resultKeepMs);
  }

  #checkOpen(): void {
    // First, since it may be why the run has ended.
    if (this.#context.draining) throw drainingError();
    if (this.#over || this.#finishing) {
      throw new FrameboxError("FAILED_PRECONDITION", "The run has ended; start a new one.");
    }
  }

  #switch(processor: string): void {
    if (this.#over || this.#processor === processor) return;
    this.#processor = processor;
    if (this.#servedBy) this.unstick(this.#servedBy);
    this.#context.queue.move(this);
    this.#context.positions.changed();
    this.#context.aheads.changed();
    this.events.emit({ type: "processor", processor });
  }

  #endIfDone(): void {
    if (!this.#finishing || this.epoch.open.size > 0 || this.#admission.waiting > 0) return;
    this.#end("All frames of the run are done.");
  }

  #end(reason: string): void {
    if (this.#over) return;
    this.#over = true;
    this.#context.runs.delete(this.epoch.hash);
    const error = new FrameboxError("CANCELLED", reason);
    this.epoch.close(error);
    this.#admission.close(new FrameboxError("FAILED_PRECONDITION", `The run has ended: ${reason}`));
    if (this.#servedBy) this.unstick(this.#servedBy);
    this.#idle.stop();
    for (const reader of this.#readers) reader.end();
    this.#readers.clear();
    this.#viewers = 0;
    this.events.emit({ type: "ended", reason });
    this.session.runEnded();
    this.#ended.abort(error);
  }
}

function fullError(what: string): FrameboxError {
  return new FrameboxError("RESOURCE_EXHAUSTED", `${what} Send fewer or smaller ones.`);
}
