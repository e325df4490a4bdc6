/**
 * Whether the server is stopping.
 *
 * @module
 */
import { because, FrameboxError } from "../../base/errors/mod.ts";

/** Once it has begun, nothing new is accepted or given out. It has no end. */
export class Draining {
  #hasBegun = false;

  /** Whether the server is stopping. */
  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  /** Begins to drain. */
  begin(): void {
    this.#hasBegun = true;
  }

  /**
   * For everything that may not begin any more.
   *
   * @throws {FrameboxError} `UNAVAILABLE` once draining has begun
   */
  check(): void {
    if (this.#hasBegun) throw this.error();
  }

  /** The error for waiters and callers while the server is stopping. */
  error(): FrameboxError {
    return new FrameboxError(
      "UNAVAILABLE",
      "framebox is stopping; connect again later.",
      undefined,
      because("draining"),
    );
  }
}
