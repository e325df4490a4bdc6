/**
 * Watches of output folders: one for each, whatever number of calls waits for its objects.
 *
 * @module
 */
import { type Clock, untilAborted } from "../../base/clock/mod.ts";
import { FrameboxError } from "../../base/errors/mod.ts";
import { isPassing, ObjectWatch, type StoredObject } from "../storage/mod.ts";
import type { Store } from "./cluster_store.ts";

/** A folder of a bucket. */
export interface Folder {
  /** Where the bucket is. */
  readonly store: Store;
  /** The store's name in the service, e.g. `minio.default`. */
  readonly provider: string;
  /** The bucket. */
  readonly bucket: string;
  /** Without a slash at its end; empty for the whole bucket. */
  readonly folder: string;
}

/** A call's part in a watch. */
export interface WatchedFolder extends Disposable {
  /** How often the listener was broken off, or the store was away. */
  readonly breaks: number;
}

interface Shared {
  readonly watch: ObjectWatch;
  readonly listeners: Set<(object: StoredObject) => void>;
  /** Rejects where it can't listen at all. */
  readonly refused: Promise<never>;
  breaks: number;
  cancelEnd: () => void;
}

/** How long a watch without a call continues, in milliseconds. */
const IDLE_MS = 60_000;

/** See the module. */
export class FolderWatches implements AsyncDisposable {
  readonly #clock: Clock;
  readonly #watches = new Map<string, Shared>();
  readonly #ending = new Set<Promise<void>>();

  /** Watches nothing yet. */
  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Resolves when what is created from then on is reported.
   *
   * @throws {FrameboxError} where the folder can't be watched; what the signal aborts with
   */
  async watch(
    folder: Folder,
    onObject: (object: StoredObject) => void,
    signal: AbortSignal,
  ): Promise<WatchedFolder> {
    signal.throwIfAborted();
    const key = `${folder.provider} ${folder.bucket}/${folder.folder}`;
    const shared = this.#watches.get(key) ?? this.#start(key, folder);
    shared.cancelEnd();
    shared.listeners.add(onObject);
    const leave = () => {
      if (!shared.listeners.delete(onObject) || shared.listeners.size > 0) return;
      if (this.#watches.get(key) !== shared) return;
      shared.cancelEnd = this.#clock.after(IDLE_MS, () => this.#end(key, shared));
    };
    try {
      await untilAborted(Promise.race([shared.watch.listening, shared.refused]), signal);
    } catch (caught) {
      leave();
      throw caught;
    }
    return {
      get breaks() {
        return shared.breaks;
      },
      [Symbol.dispose]: leave,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const [key, shared] of [...this.#watches]) this.#end(key, shared);
    await Promise.all(this.#ending);
  }

  #start(key: string, { store, bucket, folder }: Folder): Shared {
    const { promise: refused, reject } = Promise.withResolvers<never>();
    // It may have no waiter any more.
    refused.catch(() => {});
    const listeners = new Set<(object: StoredObject) => void>();
    let isListening = false;
    const watch = new ObjectWatch({
      storage: store,
      bucket,
      folder,
      clock: this.#clock,
      isAwaited: () => listeners.size > 0,
      onObject: (object) => {
        for (const listener of [...listeners]) listener(object);
      },
      onProblem: (error) => {
        shared.breaks++;
        if (isListening || isPassing(error) || !(error instanceof FrameboxError)) return;
        reject(error);
        this.#end(key, shared);
      },
    });
    watch.listening.then(() => isListening = true, () => {});
    const shared: Shared = { watch, listeners, refused, breaks: 0, cancelEnd() {} };
    this.#watches.set(key, shared);
    return shared;
  }

  #end(key: string, shared: Shared): void {
    if (this.#watches.get(key) !== shared) return;
    this.#watches.delete(key);
    shared.cancelEnd();
    const ended = shared.watch[Symbol.asyncDispose]().finally(() => this.#ending.delete(ended));
    this.#ending.add(ended);
  }
}
