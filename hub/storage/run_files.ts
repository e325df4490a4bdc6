/**
 * What a run keeps on disk besides `data.mat`: a video, its result, the pictures of an image set.
 *
 * @module
 */
import { because, FrameboxError } from "../../base/errors/mod.ts";
import { removeTree } from "./directories.ts";
import type { Quota } from "./quota.ts";

/** Only the system's user that framebox runs as may read what its users gave. */
const MODE = 0o700;

/** A directory that is made on first use, and the bytes that are counted for it. */
export class RunFiles {
  readonly #path: string;
  readonly #quota: Quota;
  readonly #makeParent: () => Promise<unknown>;
  #made: Promise<void> | undefined;
  #taken = 0;
  #removed = false;

  /**
   * @param path where the directory will be
   * @param quota counts its bytes
   * @param makeParent makes the directory that it is in, if that is not there
   */
  constructor(path: string, quota: Quota, makeParent: () => Promise<unknown>) {
    this.#path = path;
    this.#quota = quota;
    this.#makeParent = makeParent;
  }

  /** Whether there may be something in it. */
  get isThere(): boolean {
    return this.#made !== undefined && !this.#removed;
  }

  /**
   * Makes the directory, once.
   *
   * @returns its path
   * @throws {FrameboxError} `FAILED_PRECONDITION` when it was removed already
   */
  async make(): Promise<string> {
    if (this.#removed) {
      throw new FrameboxError(
        "FAILED_PRECONDITION",
        "The run's files are gone; start a new one.",
        undefined,
        because("run-ended"),
      );
    }
    await (this.#made ??= this.#make());
    return this.#path;
  }

  async #make(): Promise<void> {
    await this.#makeParent();
    await Deno.mkdir(this.#path, { mode: MODE });
  }

  /** Counts bytes, if there is room for them; a negative number gives bytes back. */
  take(bytes: number): boolean {
    if (this.#removed) return bytes <= 0;
    // What was never taken can't be given back.
    const change = Math.max(bytes, -this.#taken);
    if (!this.#quota.take(change)) return false;
    this.#taken += change;
    return true;
  }

  /** Removes the directory and gives its bytes back. */
  async remove(): Promise<void> {
    if (this.#removed) return;
    this.#removed = true;
    this.#quota.take(-this.#taken);
    this.#taken = 0;
    await this.#made;
    if (this.#made) await removeTree(this.#path);
  }
}
