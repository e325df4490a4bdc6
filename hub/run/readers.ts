/**
 * All consumers of a run's results.
 *
 * @module
 */
import type { Outcome, Policy } from "../api/mod.ts";
import { Reader } from "./reader.ts";

/** What {@linkcode Readers} notify the run of. */
export interface ReadersOptions {
  /** A reader has read something or was closed: there may be room for more frames. */
  readonly onRead: () => void;
  /** A reader was closed. */
  readonly onClosed: () => void;
}

/** The open readers of a run. */
export class Readers {
  readonly #options: ReadersOptions;
  readonly #open = new Set<Reader>();
  /** Open readers that the source doesn't wait for. */
  #viewers = 0;
  #hasEnded = false;

  constructor(options: ReadersOptions) {
    this.#options = options;
  }

  /** How many are open. */
  get count(): number {
    return this.#open.size;
  }

  /** Whether one is open that shows what is new (policy `latest`). */
  get hasViewers(): boolean {
    return this.#viewers > 0;
  }

  /** Of the readers that the source waits for, how far the slowest is behind. */
  get maxUnread(): number {
    let unread = 0;
    for (const reader of this.#open) if (reader.delays) unread = Math.max(unread, reader.unread);
    return unread;
  }

  /** Opens a reader of the outcomes from now on. */
  open(policy: Policy): Reader {
    const { onClosed, onRead } = this.#options;
    const reader = new Reader(policy, () => {
      if (reader.closed && this.#open.delete(reader) && !reader.delays) this.#viewers--;
      if (reader.closed) onClosed();
      onRead();
    });
    if (this.#hasEnded) {
      reader.end();
      return reader;
    }
    this.#open.add(reader);
    if (!reader.delays) this.#viewers++;
    return reader;
  }

  /** A frame has ended. `isNews`: no newer one was shown before. */
  publish(outcome: Outcome, isNews: boolean): void {
    const isWithoutPicture = outcome.kind === "done" && outcome.content.withoutPicture === true;
    for (const reader of this.#open) {
      if (isNews && (reader.delays || !isWithoutPicture)) reader.put(outcome);
      else if (outcome.kind !== "dropped") reader.skip();
    }
  }

  /** The frame count was reset: what is unread is forgotten. */
  clear(): void {
    for (const reader of this.#open) reader.clear();
  }

  /** Nothing comes any more; what is unread can still be read. */
  end(): void {
    this.#hasEnded = true;
    for (const reader of this.#open) reader.end();
    this.#open.clear();
    this.#viewers = 0;
  }
}
