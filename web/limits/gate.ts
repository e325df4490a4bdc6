/**
 * A bound on how many may be inside at once.
 *
 * @module
 */
import { type ErrorReason, FrameboxError } from "../../base/errors/mod.ts";

/** Counts who is inside, refuses at its bound, and notifies when the last one has left. */
export class Gate {
  readonly #bound: number;
  readonly #sentence: string;
  readonly #because: ErrorReason | undefined;
  #inside = 0;
  #waiting: (() => void)[] = [];

  /**
   * @param bound how many may be inside
   * @param sentence the error of the next one
   * @param because its reason
   */
  constructor(bound: number, sentence: string, because?: ErrorReason) {
    this.#bound = bound;
    this.#sentence = sentence;
    this.#because = because;
  }

  /** How many are inside. */
  get inside(): number {
    return this.#inside;
  }

  /**
   * Goes in. Call the returned function on leaving; a second call of it means nothing.
   *
   * @throws {FrameboxError} `RESOURCE_EXHAUSTED` at the bound
   */
  enter(): () => void {
    if (this.#inside >= this.#bound) {
      throw new FrameboxError("RESOURCE_EXHAUSTED", this.#sentence, undefined, this.#because);
    }
    this.#inside++;
    let isInside = true;
    return () => {
      if (!isInside) return;
      isInside = false;
      if (--this.#inside > 0) return;
      for (const leave of this.#waiting.splice(0)) leave();
    };
  }

  /** Resolves when none is inside, or at the signal. */
  empty(signal: AbortSignal): Promise<void> {
    if (this.#inside === 0 || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        signal.removeEventListener("abort", done);
        resolve();
      };
      this.#waiting.push(done);
      signal.addEventListener("abort", done, { once: true });
    });
  }
}
