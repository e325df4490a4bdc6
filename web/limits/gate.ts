/**
 * A bound on how many may be inside at once.
 *
 * @module
 */
import { FrameboxError } from "../../base/errors/mod.ts";

/** Counts those who are inside, refuses at its bound, and tells when the last one has left. */
export class Gate {
  readonly #bound: number;
  readonly #sentence: string;
  #inside = 0;
  #waiting: (() => void)[] = [];

  /**
   * @param bound how many may be inside
   * @param sentence what the next one is told
   */
  constructor(bound: number, sentence: string) {
    this.#bound = bound;
    this.#sentence = sentence;
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
    if (this.#inside >= this.#bound) throw new FrameboxError("RESOURCE_EXHAUSTED", this.#sentence);
    this.#inside++;
    let isInside = true;
    return () => {
      if (!isInside) return;
      isInside = false;
      if (--this.#inside > 0) return;
      for (const leave of this.#waiting.splice(0)) leave();
    };
  }

  /** Resolves when nobody is inside, or at the signal. */
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
