/**
 * When a socket may be given its next result.
 *
 * @module
 */
import { MAX_CREDIT } from "./client_message.ts";

/** Bytes that may wait in the process's own send buffer; the system's holds some more. */
export const BUFFERED_LOW_BYTES: number = 256 * 1024;

/** By credit once the client has given some; until then by how full its send buffer is. */
export class Pace {
  readonly #buffered: () => number;
  #credit: number | undefined;
  #waiting: (() => void)[] = [];

  /**
   * @param buffered bytes in the send buffer now
   * @param credit to begin with, if the client gives credit at all
   */
  constructor(buffered: () => number, credit?: number) {
    this.#buffered = buffered;
    this.#credit = credit;
  }

  /** The client takes this many more results. */
  grant(frames: number): void {
    this.#credit = Math.min((this.#credit ?? 0) + frames, MAX_CREDIT);
    this.#wake();
  }

  /** What was sent has left the process: there may be room again. */
  sent(): void {
    if (this.#credit === undefined) this.#wake();
  }

  /** A turn that was taken was not used. */
  giveBack(): void {
    if (this.#credit !== undefined) this.#credit++;
    this.#wake();
  }

  /**
   * Resolves when one more result may be sent, and takes that turn.
   *
   * @throws the signal's reason when it aborts
   */
  async turn(signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      if (this.#credit === undefined) {
        if (this.#buffered() <= BUFFERED_LOW_BYTES) return;
        await this.#change(signal);
      } else if (this.#credit > 0) {
        this.#credit--;
        return;
      } else {
        await this.#change(signal);
      }
    }
  }

  #change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        signal.removeEventListener("abort", done);
        this.#waiting = this.#waiting.filter((waiting) => waiting !== done);
        resolve();
      };
      signal.addEventListener("abort", done, { once: true });
      this.#waiting.push(done);
    });
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
  }
}
