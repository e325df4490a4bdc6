/**
 * The room that frames need before they come into a run.
 *
 * @module
 */
import { because, FrameboxError } from "../../base/errors/mod.ts";
import type { ByteBudget } from "../base/byte_budget.ts";
import type { MicrotaskQueue } from "../base/events.ts";

interface Waiter {
  readonly bytes: number;
  readonly admit: () => void;
  readonly refuse: (reason: unknown) => void;
}

/**
 * Admits frames. Those of a lossless run wait for room in the run's window and in the budget, and are admitted
 * in the order in which they came. Those of a `latest` run take the place of the one that waits, or are refused.
 */
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

  /** @throws {FrameboxError} `RESOURCE_EXHAUSTED` for a frame that can never be admitted */
  checkSize(bytes: number): void {
    if (!this.#budget.fits(bytes)) {
      throw full("The frame is larger than all frames together may be.");
    }
  }

  /**
   * Takes the bytes of a frame from the budget in place of those of the frames that it replaces.
   *
   * @throws {FrameboxError} `RESOURCE_EXHAUSTED` when there is no room
   */
  replace(bytes: number, replacedBytes: number): void {
    if (!this.#budget.fits(this.#budget.used - replacedBytes + bytes)) {
      throw full("framebox has too many frames in flight.");
    }
    this.#budget.takeAnyway(bytes);
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

function full(what: string): FrameboxError {
  return new FrameboxError(
    "RESOURCE_EXHAUSTED",
    `${what} Send fewer or smaller ones.`,
    undefined,
    because("too-many-frames"),
  );
}
