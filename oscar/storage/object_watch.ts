/**
 * What is created in a folder of a bucket: by MinIO's notifications, and by lists of what they missed. Each service that
 * is created restarts a cluster's MinIO, which ends its listeners.
 *
 * @module
 */
import { type Clock, pause, systemClock } from "../../base/clock/mod.ts";
import { KnownObjects } from "./known_objects.ts";
import { readNotifications } from "./notifications.ts";
import type { ObjectContent, ObjectStorage, StoredObject } from "./object_storage.ts";

/** What is watched, and who is notified. */
export interface ObjectWatchOptions {
  /** Where; one that can't be listened to is listed more often. */
  readonly storage: Pick<ObjectStorage, "list"> & {
    readonly listen?: ObjectStorage["listen"] | undefined;
  };
  /** Which bucket. */
  readonly bucket: string;
  /** Without a slash at its end; empty for the whole bucket. */
  readonly folder: string;
  /** Called once for each object that is created after `listening`, and for one that is overwritten again. */
  readonly onObject: (object: StoredObject) => void;
  /** Called for each failed try; the watch continues until it is closed. */
  readonly onProblem?: (error: unknown) => void;
  /** Whether something is awaited: only then it lists regularly, for events that got lost. */
  readonly isAwaited?: () => boolean;
  /** Left out: the system's time. */
  readonly clock?: Clock;
}

/** A listener that is silent for longer is dead, in milliseconds: a living one sends a blank twice a second. */
export const SILENCE_LIMIT_MS = 5000;
/** How often it lists while something is awaited, in milliseconds. */
export const RELIST_MS = 20_000;
/** How often it lists, in milliseconds, where it can't listen. */
const LIST_ONLY_MS = 5000;
const FIRST_PAUSE_MS = 250;
const LAST_PAUSE_MS = 10_000;

/** Watches until it is closed. */
export class ObjectWatch implements AsyncDisposable {
  /** Resolves when it listens for the first time: what is put from then on is reported. Rejects where it is closed before. */
  readonly listening: Promise<void>;
  readonly #options: ObjectWatchOptions;
  readonly #prefix: string;
  readonly #clock: Clock;
  readonly #closed = new AbortController();
  readonly #started = Promise.withResolvers<void>();
  readonly #known = new KnownObjects();
  readonly #running: Promise<void>;
  #isBaseKnown = false;
  #pauseMs = FIRST_PAUSE_MS;

  /** Starts at once. */
  constructor(options: ObjectWatchOptions) {
    this.#options = options;
    this.#prefix = options.folder === "" ? "" : `${options.folder}/`;
    this.#clock = options.clock ?? systemClock();
    this.listening = this.#started.promise;
    // A watch may be closed before anything waits for it.
    this.listening.catch(() => {});
    this.#running = this.#run();
  }

  /** Ends it; nothing is reported any more. */
  async [Symbol.asyncDispose](): Promise<void> {
    const over = new DOMException("The watch was closed.", "AbortError");
    this.#closed.abort(over);
    this.#started.reject(over);
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#closed;
    while (!signal.aborted) {
      try {
        await this.#listenOnce();
      } catch (caught) {
        if (!signal.aborted) this.#options.onProblem?.(caught);
      }
      await pause(this.#pauseMs, signal, this.#clock);
      this.#pauseMs = Math.min(2 * this.#pauseMs, LAST_PAUSE_MS);
    }
  }

  /** Listens until the connection ends. */
  async #listenOnce(): Promise<void> {
    const { storage, bucket } = this.#options;
    if (storage.listen === undefined) return await this.#list(this.#closed.signal, LIST_ONLY_MS);
    const connection = new AbortController();
    const signal = AbortSignal.any([this.#closed.signal, connection.signal]);
    const alive = new Deadline(this.#clock, SILENCE_LIMIT_MS, () => {
      connection.abort(new DOMException("The listener was silent.", "TimeoutError"));
    });
    try {
      const stream = await storage.listen(bucket, this.#prefix, signal);
      const reading = this.#read(stream, alive);
      // A list that fails ends the connection, and the connection's end the list.
      await Promise.all([
        reading.finally(() => connection.abort()),
        this.#list(signal, RELIST_MS).catch((error) => {
          connection.abort(error);
          throw error;
        }),
      ]);
    } finally {
      alive.cancel();
      connection.abort();
    }
  }

  async #read(stream: ObjectContent, alive: Deadline): Promise<void> {
    for await (const object of readNotifications(stream.body, () => alive.extend())) {
      const isNew = this.#isReported(object) && this.#known.isNewEvent(object);
      if (isNew && this.#isBaseKnown) this.#options.onObject(object);
    }
  }

  /** Lists what was missed, at once and regularly, until the signal aborts. */
  async #list(signal: AbortSignal, everyMs: number): Promise<void> {
    const { isAwaited = () => true } = this.#options;
    for (let isFirst = true;; isFirst = false) {
      if (isFirst || isAwaited()) await this.#listOnce(signal);
      await pause(everyMs, signal, this.#clock);
      if (signal.aborted) return;
    }
  }

  async #listOnce(signal: AbortSignal): Promise<void> {
    const { storage, bucket, onObject } = this.#options;
    for await (const object of storage.list(bucket, this.#prefix, signal)) {
      if (!this.#isReported(object)) continue;
      if (!this.#isBaseKnown) this.#known.addBase(object);
      else if (this.#known.isNewInList(object)) onObject(object);
    }
    this.#isBaseKnown = true;
    this.#pauseMs = FIRST_PAUSE_MS;
    this.#started.resolve();
  }

  /** Markers of folders are no results. */
  #isReported({ key }: StoredObject): boolean {
    return !key.endsWith("/") && !this.#closed.signal.aborted;
  }
}

/** Calls an action unless it is extended in time. */
class Deadline {
  readonly #start: () => () => void;
  #cancel: () => void;

  constructor(clock: Clock, limitMs: number, action: () => void) {
    this.#start = () => clock.after(limitMs, action);
    this.#cancel = this.#start();
  }

  extend(): void {
    this.#cancel();
    this.#cancel = this.#start();
  }

  cancel(): void {
    this.#cancel();
  }
}
