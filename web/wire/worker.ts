/**
 * Workers.
 *
 * @module
 */

/** A connected worker. */
export interface WorkerJson {
  readonly name: string;
  /** ISO 8601. */
  readonly since: string;
  readonly frames_done: number;
  /** Frames that it holds now. */
  readonly in_hand: number;
  /** Gone a moment ago; it may come back. */
  readonly leaving: boolean;
  /** ISO 8601; `null` while it asks for frames or is at work on some. */
  readonly stopped_asking_at: string | null;
}

/** The worker that left last, while none has come since. */
export interface GoneJson {
  readonly name: string;
  readonly stopped_asking_at: string;
}
