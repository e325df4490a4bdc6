/**
 * How the source of a lossless run waits for room.
 *
 * @module
 */
import type { ByteBudget } from "../base/byte_budget.ts";
import type { Afterwards } from "../base/events.ts";

interface Waiting {
  readonly bytes: number;
  readonly admit: () => void;
  readonly refuse: (reason: unknown) => void;
}

/** Lets frames in, in the order in which they came, while the run and framebox have room. */
export class Admission {
  readonly #budget: ByteBudget;
  readonly #afterwards: Afterwards;
  readonly #hasRoom: () => boolean;
  readonly #queue = new Set<Waiting>();
  readonly #again = () => this.#admit();
  #scheduled = false;

  /** @param hasRoom whether the run's window has room for one more frame */
  constructor(budget: ByteBudget, afterwards: Afterwards, hasRoom: () => boolean) {
    this.#budget = budget;
    this.#afterwards = afterwards;
    this.#hasRoom = hasRoom;
  }

  /** How many wait. */
  get waiting(): number {
    return this.#queue.size;
  }

  /**
   * Waits for room and takes the bytes from the budget.
   *
   * @param add called in the moment of admission
   * @throws the signal's reason when it aborts, the reason of {@linkcode close}
   */
  enter<T>(bytes: number, add: () => T, signal?: AbortSignal): Promise<T> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        signal?.removeEventListener("abort", abort);
        this.#queue.delete(waiting);
      };
      const abort = () => {
        leave();
        reject(signal?.reason);
        // The next one may be smaller.
        this.#admit();
      };
      const waiting: Waiting = {
        bytes,
        admit: () => {
          leave();
          resolve(add());
        },
        refuse: (reason) => {
          leave();
          reject(reason);
        },
      };
      signal?.addEventListener("abort", abort);
      this.#queue.add(waiting);
      if (this.#queue.size === 1) this.#admit();
    });
  }

  /** There may be room now: looked at after the present step. */
  roomMade(): void {
    if (this.#scheduled || this.#queue.size === 0) return;
    this.#scheduled = true;
    this.#afterwards.add(() => {
      this.#scheduled = false;
      this.#admit();
    });
  }

  /** Refuses all who wait. */
  close(reason: unknown): void {
    for (const waiting of [...this.#queue]) waiting.refuse(reason);
    this.#budget.forget(this.#again);
  }

  #admit(): void {
    for (const waiting of this.#queue) {
      if (!this.#hasRoom()) break;
      if (!this.#budget.take(waiting.bytes)) {
        this.#budget.wait(this.#again);
        return;
      }
      waiting.admit();
    }
    this.#budget.forget(this.#again);
  }
}
