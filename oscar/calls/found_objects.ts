/**
 * Objects in a service's output folders that may be outputs of one input.
 *
 * @module
 */
import { type Clock, pause } from "../../base/clock/mod.ts";
import { hasMark, MARK_PATTERN } from "../names/mod.ts";
import { isPassing, type StoredObject } from "../storage/mod.ts";
import type { Folder } from "./folder_watches.ts";

/** An object that may be an output. */
export interface FoundObject {
  readonly folder: Folder;
  readonly object: StoredObject;
}

/** Where they come from, and whose they are. */
export interface FoundObjectsOptions {
  readonly inputFolder: Folder;
  readonly outputFolders: readonly Folder[];
  /** Of the input. */
  readonly mark: string;
  /** Of the input. */
  readonly key: string;
  readonly clock: Clock;
  /** Called for each new one. */
  readonly onChange: () => void;
}

/** Objects of one call. */
export const MAX_OUTPUTS = 1000;
const AGAIN_MS = 2000;

/** See the module. */
export class FoundObjects {
  readonly #options: FoundObjectsOptions;
  /** By `bucket/key`: the input's for certain. */
  readonly marked = new Map<string, FoundObject>();
  /** By `bucket/key`: they may be the input's while no other is served. */
  readonly unmarked = new Map<string, FoundObject>();
  /** When the first one came, by the clock. */
  firstAtMs = 0;
  /** When the last one came, by the clock. */
  lastAtMs = 0;
  /** Whether there are more with the mark than a result may have. */
  isOver = false;
  #isAlone = false;

  /** Has none yet. */
  constructor(options: FoundObjectsOptions) {
    this.#options = options;
  }

  /** Those that count. */
  get found(): ReadonlyMap<string, FoundObject> {
    return this.marked.size > 0 ? this.marked : this.unmarked;
  }

  /**
   * Forgets those without a mark.
   *
   * @param isAlone whether others may be outputs from now on
   */
  restart(isAlone: boolean): void {
    this.#isAlone = isAlone;
    this.unmarked.clear();
  }

  /** Takes an object that was created. */
  add(folder: Folder, object: StoredObject): void {
    const { inputFolder, mark, key, clock, onChange } = this.#options;
    const name = `${folder.bucket}/${object.key}`;
    const isInInput = folder.bucket === inputFolder.bucket &&
      object.key.startsWith(`${inputFolder.folder}/`);
    // An output folder may hold the input folder.
    if (name === `${inputFolder.bucket}/${key}` || object.key.endsWith("/")) return;
    const isMarked = hasMark(object.key, folder.folder, mark);
    const isFull = this.unmarked.size >= MAX_OUTPUTS;
    // What has another mark is another input's for certain.
    const isOthers = isInInput || isFull || !this.#isAlone || MARK_PATTERN.test(object.key);
    if (!isMarked && isOthers) return;
    if (isMarked && !this.marked.has(name) && this.marked.size >= MAX_OUTPUTS) {
      this.isOver = true;
      return onChange();
    }
    if (this.found.size === 0) this.firstAtMs = clock.now();
    (isMarked ? this.marked : this.unmarked).set(name, { folder, object });
    this.lastAtMs = clock.now();
    onChange();
  }

  /**
   * Lists output folders once more, for marked objects whose event got lost.
   *
   * @throws {FrameboxError} where they can't be listed; what the signal aborts with
   */
  async list(signal: AbortSignal): Promise<void> {
    for (const folder of this.#options.outputFolders) {
      while (!await this.#listed(folder, signal)) {
        await pause(AGAIN_MS, signal, this.#options.clock);
        signal.throwIfAborted();
      }
    }
  }

  /** False where storage is away. */
  async #listed(folder: Folder, signal: AbortSignal): Promise<boolean> {
    const prefix = folder.folder === "" ? "" : `${folder.folder}/`;
    try {
      for await (const object of folder.store.list(folder.bucket, prefix, signal)) {
        if (hasMark(object.key, folder.folder, this.#options.mark)) this.add(folder, object);
      }
      return true;
    } catch (caught) {
      signal.throwIfAborted();
      if (!isPassing(caught)) throw caught;
      return false;
    }
  }
}
