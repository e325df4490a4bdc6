/**
 * Frames of a lossless socket that wait for room in their run, in their order.
 *
 * A WebSocket has no flow control for one sender, so a window limits how much the client may
 * send. One that doesn't heed it is not closed: what is over the bound is refused, each message by
 * itself.
 *
 * @module
 */
import { because, FrameboxError } from "../../base/errors/mod.ts";
import type { ByteAccount } from "../limits/byte_budget.ts";

/** Messages that a client may have sent beyond those that are in a run already. */
export const WINDOW = 16;

/** Messages of one socket that wait at most, from clients that don't know of windows. */
const MAX_WAITING = 4096;

interface Item {
  readonly bytes: number;
  readonly work: () => Promise<void>;
}

/** Does one piece of work after the other. */
export class Inbox {
  readonly #account: ByteAccount;
  readonly #moved: (done: number) => void;
  readonly #items: Item[] = [];
  #done = 0;
  #running: Promise<void> | undefined;

  /**
   * @param account where what waits is booked
   * @param moved called with the number of frames that have left the inbox so far
   */
  constructor(account: ByteAccount, moved: (done: number) => void) {
    this.#account = account;
    this.#moved = moved;
  }

  /**
   * Puts a frame at the end, or with 0 bytes something that has to keep its place among them.
   *
   * @param work must not reject
   * @throws {FrameboxError} `RESOURCE_EXHAUSTED` when too much waits already
   */
  put(bytes: number, work: () => Promise<void>): void {
    if (this.#items.length >= MAX_WAITING) {
      throw new FrameboxError(
        "RESOURCE_EXHAUSTED",
        `${MAX_WAITING} frames wait already; send no more than the window allows.`,
        undefined,
        because("too-many-frames"),
      );
    }
    this.#account.add(bytes);
    this.#items.push({ bytes, work });
    this.#running ??= this.#run();
  }

  /** A frame that was refused counts as done: the window moves on. */
  skip(): void {
    this.#moved(++this.#done);
  }

  /** Resolves when nothing waits. */
  async empty(): Promise<void> {
    await this.#running;
  }

  /** Drops what waits; the one that is being pushed is not interrupted. */
  clear(): void {
    for (const { bytes } of this.#items.splice(0)) {
      this.#account.release(bytes);
      if (bytes > 0) this.skip();
    }
  }

  async #run(): Promise<void> {
    for (;;) {
      const item = this.#items.shift();
      if (!item) break;
      await item.work();
      this.#account.release(item.bytes);
      if (item.bytes > 0) this.skip();
    }
    this.#running = undefined;
  }
}
