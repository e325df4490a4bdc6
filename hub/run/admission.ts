/**
 * How the source of a lossless run waits for room.
 *
 * @module
 */
import type { ByteBudget } from "../base/byte_budget.ts";
import type { MicrotaskQueue } from "../base/events.ts";

interface Waiter {
  readonly bytes: number;
  readonly admit: () => void;
  readonly refuse: (reason: unknown) => void;
}

/** Admits frames in the order in which they came, while the run's window and the budget have room. */
export class Admission {
  readonly #budget: ByteBudget;
  readonly #microtasks: MicrotaskQueue;
  readonly #hasRoom: () => boolean;
  readonly #waiters = new Set<Waiter>();
  readonly #retry = () => this.#admit();
  #isScheduled = false;

  /** @param hasRoom whether the run's window has room for one more frame */
  constructor(budget: ByteBudget, microtasks: MicrotaskQueue, hasRoom: () => boolean) {
    this.#budget = budget;
    this.#microtasks = microtasks;
    this.#hasRoom = hasRoom;
  }

  /** How many frames wait. */
  get waiting(): number {
    return this.#waiters.size;
  }

  /**
   * Waits for room and takes the bytes from the budget.
   *
   * @param add called in the step of the admission
   * @throws the signal's reason when it aborts, the reason of {@linkcode close}
   */
  enter<T>(bytes: number, add: () => T, signal?: AbortSignal): Promise<T> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        signal?.removeEventListener("abort", abort);
        this.#waiters.delete(waiter);
      };
      const abort = () => {
        leave();
        reject(signal?.reason);
        // The next one may be smaller.
        this.#admit();
      };
      const waiter: Waiter = {
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
      this.#waiters.add(waiter);
      if (this.#waiters.size === 1) this.#admit();
    });
  }

  /** There may be room now, which is checked after the present step. */
  roomMade(): void {
    if (this.#isScheduled || this.#waiters.size === 0) return;
    this.#isScheduled = true;
    this.#microtasks.add(() => {
      this.#isScheduled = false;
      this.#admit();
    });
  }

  /** Refuses all that wait. */
  close(reason: unknown): void {
    for (const waiter of [...this.#waiters]) waiter.refuse(reason);
    this.#budget.forget(this.#retry);
  }

  #admit(): void {
    for (const waiter of this.#waiters) {
      if (!this.#hasRoom()) break;
      if (!this.#budget.take(waiter.bytes)) {
        this.#budget.wait(this.#retry);
        return;
      }
      waiter.admit();
    }
    this.#budget.forget(this.#retry);
  }
}
