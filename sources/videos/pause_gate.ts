/**
 * A gate by which a user pauses a long run.
 *
 * @module
 */

/** Open at first. */
export class PauseGate {
  #shut: { readonly opened: Promise<void>; readonly open: () => void } | undefined;

  /** Callers wait from now on. */
  shut(): void {
    if (this.#shut) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#shut = { opened: promise, open: resolve };
  }

  /** All waiters pass. */
  open(): void {
    this.#shut?.open();
    this.#shut = undefined;
  }

  /**
   * Resolves while it is open.
   *
   * @throws the signal's reason when it aborts while it waits
   */
  async pass(signal: AbortSignal): Promise<void> {
    while (this.#shut) {
      signal.throwIfAborted();
      const { promise: aborted, resolve } = Promise.withResolvers<void>();
      const abort = () => resolve();
      signal.addEventListener("abort", abort, { once: true });
      await Promise.race([this.#shut.opened, aborted]);
      signal.removeEventListener("abort", abort);
    }
    signal.throwIfAborted();
  }
}
