/**
 * The run of an image set: each image is stored when it arrives and processed in turn. Results are
 * written to disk, so that memory doesn't grow with their number.
 *
 * @module
 */
import { because, FrameboxError } from "../../base/errors/mod.ts";
import { type Clock, systemClock } from "../../base/clock/mod.ts";
import type { Run, Session } from "../../hub/mod.ts";
import type { Pool } from "../../base/pool/mod.ts";
import type { ImageLimits } from "../../media/image/mod.ts";
import type { Logger } from "../../base/log/mod.ts";
import { ImageSetFeed } from "./image_set_feed.ts";
import { type ImageItem, ImageSetItems } from "./image_set_items.ts";
import { ImageSetStore } from "./image_set_store.ts";
import { IdleWatch } from "../long_runs/idle_watch.ts";
import { isFinal, type LongRun, type LongRunState } from "../long_runs/long_run.ts";
import { NoRoomError } from "./no_room.ts";
import { cleanName } from "./picture_name.ts";
import { Progress } from "../long_runs/progress.ts";

/** Bounds of an image set. */
export interface ImageSetOptions {
  /** Pictures of one run. Setting `MAX_IMAGES_PER_RUN`. */
  readonly maxImages: number;
  /** Of each picture. */
  readonly imageLimits: ImageLimits;
  /** Of results that are not a file yet. */
  readonly jpegQuality: number;
  /** How long a run without viewers accepts images and retries. */
  readonly keepOpenMs: number;
}

/** Dependencies of an image set's run. */
export interface ImageSetDeps {
  /** Encodes results. */
  readonly pool: Pool;
  /** For what is our own fault. */
  readonly log: Logger;
  /** The time, for tests. */
  readonly clock?: Clock;
}

/** What is started. */
export interface ImageSetTask {
  /** Whose queue the pictures go to. */
  readonly processor: string;
  /** As in {@linkcode RunOptions}: no processor was chosen. */
  readonly followWorkers: boolean;
  /** How many pictures are to come, if that is known. */
  readonly announced?: number | undefined;
}

/** An uploaded image. */
export interface GivenImage {
  /** Of its file, with its folders; it is cleaned. */
  readonly name: string;
  /** What its sender calls it: one that comes again under its key is not taken twice. */
  readonly key?: string | undefined;
}

/** An accepted image. */
export interface TakenImage {
  /** As it is now. */
  readonly item: ImageItem;
  /** `false`: it was there already. */
  readonly isNew: boolean;
}

/**
 * See the module. Its phase is `done` when all images are settled and the set is complete. The
 * run stays open for more pictures and for retries until {@linkcode ImageSetRun.close}, or until
 * it has had no viewer for a while.
 */
export class ImageSetRun implements LongRun {
  readonly run: Run;
  readonly over: Promise<void>;
  /** When it was started. */
  readonly startedAt: Date;
  /** The pictures. */
  readonly items: ImageSetItems = new ImageSetItems();
  readonly #options: ImageSetOptions;
  readonly #progress: Progress;
  readonly #store: ImageSetStore;
  readonly #feed: ImageSetFeed;
  /** Pictures that are coming in. */
  #incoming = 0;
  #announced: number;
  /** No more are to come. */
  #complete = false;
  readonly #idle: IdleWatch;

  /**
   * Starts a run.
   *
   * @throws {FrameboxError} as {@linkcode Session.start}
   */
  constructor(session: Session, task: ImageSetTask, options: ImageSetOptions, deps: ImageSetDeps) {
    const { processor, followWorkers, announced = 0 } = task;
    const run = session.start({ kind: "images", policy: "lossless", processor, followWorkers });
    this.run = run;
    this.#options = options;
    const clock = deps.clock ?? systemClock();
    this.startedAt = clock.date();
    this.#progress = new Progress(clock);
    this.#store = new ImageSetStore(run, options.imageLimits);
    this.#announced = announced;
    this.#feed = new ImageSetFeed({
      run,
      items: this.items,
      store: this.#store,
      pool: deps.pool,
      log: deps.log,
      ...options,
      mayGo: () => this.#progress.phase === "running",
      changed: () => this.#expect(),
      settled: (how) => this.#progress.settled(how),
      left: () => this.#moved(),
    });
    this.#expect();
    const isUsed = () => session.attached || this.#incoming > 0 || this.#feed.underWay > 0;
    this.#idle = new IdleWatch(isUsed, options.keepOpenMs, () => this.#abandoned(), clock);
    this.over = this.#live();
  }

  get state(): LongRunState {
    return this.#progress.state;
  }

  subscribe(listener: (state: LongRunState) => void): () => void {
    return this.#progress.subscribe(listener);
  }

  /** A viewer looks at it: the time until it closes by itself starts again. */
  touch(): void {
    this.#idle.moved();
  }

  /**
   * Takes a picture in.
   *
   * @param chunks its bytes; not read when its key is known already
   * @throws {FrameboxError} `INVALID_ARGUMENT` when it is no picture, `RESOURCE_EXHAUSTED` when it
   *   or the run has too much of something, `FAILED_PRECONDITION` when the run has ended
   */
  async receive(given: GivenImage, chunks: AsyncIterable<Uint8Array>): Promise<TakenImage> {
    this.#checkOpen();
    const known = this.#known(given.key);
    if (known) return { item: known, isNew: false };
    const { maxImages } = this.#options;
    if (this.items.all.length + this.#incoming >= maxImages) {
      throw new NoRoomError(
        `A run takes ${maxImages} pictures (setting MAX_IMAGES_PER_RUN); start another for the rest.`,
        because("too-many-images", { limit: maxImages }),
      );
    }
    this.#incoming++;
    this.#complete = false;
    try {
      return await this.#take(given, chunks);
    } finally {
      this.#incoming--;
      this.touch();
      this.#moved();
      this.#feed.wake();
    }
  }

  /**
   * All that were to come have come, until one more comes.
   *
   * @throws {FrameboxError} `FAILED_PRECONDITION` when the run has ended
   */
  finish(): void {
    this.#checkOpen();
    this.touch();
    this.#complete = true;
    this.#announced = 0;
    this.#expect();
    this.#moved();
  }

  /**
   * Gives out again what failed.
   *
   * @param processor the new one; else the one that it had before
   * @returns how many there are
   * @throws {FrameboxError} `FAILED_PRECONDITION` when the run has ended
   */
  retry(processor?: string): number {
    this.#checkOpen();
    this.touch();
    if (processor !== undefined) this.run.switchProcessor(processor);
    const failed = this.items.all.filter(({ state }) => state === "failed");
    if (failed.length > 0) this.#progress.again();
    for (const { item } of failed) {
      this.#feed.again(item);
      this.#progress.retried();
    }
    this.#feed.wake();
    return failed.length;
  }

  pause(): void {
    if (this.#progress.phase === "running") this.#progress.turn("paused");
  }

  resume(): void {
    if (this.#progress.phase !== "paused") return;
    this.touch();
    this.#progress.turn("running");
    this.#moved();
    this.#feed.wake();
  }

  cancel(): void {
    this.#progress.turn("cancelled");
    this.run.cancel("The run was cancelled.");
  }

  /** Nothing more comes and nothing is retried: the run ends, its results stay. */
  close(): void {
    if (isFinal(this.#progress.phase)) this.run.finish();
    else this.cancel();
  }

  /** Its sender left, perhaps without marking the set as complete. */
  #abandoned(): void {
    if (this.#progress.phase === "running") this.#progress.turn("done");
    this.close();
  }

  /** Opens what was given. */
  openInput(item: ImageItem): Promise<Deno.FsFile> {
    return this.#store.openInput(item.item);
  }

  /** Opens the picture of a result; of an item that has one. */
  openResult(item: ImageItem): Promise<Deno.FsFile> {
    return this.#store.openResult(item.item);
  }

  /** From the start to the end of the run. */
  async #live(): Promise<void> {
    // A run with a reader never idles in the hub: when this one ends is decided here.
    const hold = this.run.results({ policy: "latest" });
    await this.#feed.work();
    this.#idle.stop();
    hold.close();
    this.items.cancelled();
    this.#progress.turn("cancelled");
  }

  async #take(given: GivenImage, chunks: AsyncIterable<Uint8Array>): Promise<TakenImage> {
    const stored = await this.#store.receive(chunks);
    // It may have been sent a second time meanwhile, or the run may have ended.
    const known = this.#known(given.key);
    if (known || this.run.ended.aborted) await this.#store.discard(stored);
    if (known) return { item: known, isNew: false };
    this.#checkOpen();
    const item = this.items.add(cleanName(given.name), given.key, stored.file);
    this.#store.assign(item.item, stored);
    this.#expect();
    this.#progress.again();
    return { item, isNew: true };
  }

  /** When nothing is under way and no more is to come, it is done. */
  #moved(): void {
    const { phase, done, failed } = this.#progress.state;
    if (phase !== "running" || !this.#complete || this.#incoming > 0) return;
    if (done + failed === this.items.all.length) this.#progress.turn("done");
  }

  #expect(): void {
    this.#progress.expect(Math.max(this.#announced, this.items.all.length));
  }

  #known(key: string | undefined): ImageItem | undefined {
    return key === undefined ? undefined : this.items.ofKey(key);
  }

  #checkOpen(): void {
    if (!this.run.ended.aborted) return;
    throw new FrameboxError(
      "FAILED_PRECONDITION",
      "The run has ended; start a new one.",
      undefined,
      because("run-ended"),
    );
  }
}
