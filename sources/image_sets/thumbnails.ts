/**
 * Small pictures on request, a few at a time, so that a gallery doesn't keep the results waiting.
 *
 * @module
 */
import { because, FrameboxError } from "../../base/errors/mod.ts";
import { copyToTransfer, type Pool } from "../../base/pool/mod.ts";
import type { ImageLimits } from "../../media/image/mod.ts";
import { thumbnailTask } from "./thumbnail.ts";

/** Made at once; the rest of the pool works on results. */
const AT_ONCE = 2;
/** That may wait; a page shows some fifty. */
const MAX_WAITING = 256;

/** Makes small pictures of all sessions. */
export class Thumbnails {
  readonly #pool: Pool;
  readonly #limits: ImageLimits;
  readonly #waiting = new Set<() => void>();
  #inFlight = 0;

  /**
   * Makes none yet.
   *
   * @param pool where they are made
   * @param limits of each picture, checked on its header
   */
  constructor(pool: Pool, limits: ImageLimits) {
    this.#pool = pool;
    this.#limits = limits;
  }

  /**
   * A JPEG of that many columns and rows at most.
   *
   * @param read gives the picture's file when its turn has come
   * @throws {FrameboxError} `INVALID_ARGUMENT` when the picture is damaged, `RESOURCE_EXHAUSTED` when
   *   too many wait
   * @throws the signal's reason when it aborts
   */
  async make(
    read: () => Promise<Uint8Array>,
    widthPx: number,
    signal: AbortSignal,
  ): Promise<Uint8Array> {
    await this.#turn(signal);
    try {
      const { data: bytes, transfer } = copyToTransfer(await read());
      const input = { bytes, widthPx, limits: this.#limits };
      return await this.#pool.run(thumbnailTask, input, { transfer, signal });
    } finally {
      this.#inFlight--;
      for (const next of this.#waiting) {
        next();
        break;
      }
    }
  }

  /** Waits for its turn and takes it. */
  #turn(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#inFlight < AT_ONCE) {
      this.#inFlight++;
      return Promise.resolve();
    }
    if (this.#waiting.size >= MAX_WAITING) {
      throw new FrameboxError(
        "RESOURCE_EXHAUSTED",
        "Too many small pictures are being made; try again in a moment.",
        undefined,
        because("too-many-thumbnails"),
      );
    }
    return new Promise((resolve, reject) => {
      const abort = () => {
        this.#waiting.delete(go);
        reject(signal.reason);
      };
      const go = () => {
        this.#waiting.delete(go);
        signal.removeEventListener("abort", abort);
        this.#inFlight++;
        resolve();
      };
      signal.addEventListener("abort", abort, { once: true });
      this.#waiting.add(go);
    });
  }
}
