/**
 * Which frames of an epoch are open, in which state, and how many there were.
 *
 * @module
 */
import type { Outcome, RunStats } from "../api/mod.ts";
import type { FrameState, OpenFrame } from "./frame.ts";

/** The frames of one epoch. It numbers them and counts their states; what happens to them is the epoch's. */
export class EpochFrames {
  /** Frames that are not settled, by number, in the order of their numbers. */
  readonly #open = new Map<number, OpenFrame>();
  readonly #inState: Record<FrameState, number> = {
    waiting: 0,
    leased: 0,
    completed: 0,
    settled: 0,
  };
  readonly #counts = { pushed: 0, done: 0, failed: 0, dropped: 0 };

  /** Frames that are not settled. */
  get openCount(): number {
    return this.#open.size;
  }

  /** Frames whose result or failure is known and not published yet. */
  get completedCount(): number {
    return this.#inState.completed;
  }

  /** Frames that were dropped. */
  get droppedCount(): number {
    return this.#counts.dropped;
  }

  get stats(): RunStats {
    const { waiting, leased } = this.#inState;
    return { ...this.#counts, waiting, leased };
  }

  /** The open frames of this moment, in the order of their numbers. */
  get open(): readonly OpenFrame[] {
    return [...this.#open.values()];
  }

  /** The frame with this number that a result may be for. */
  answerable(number: number): OpenFrame | undefined {
    const frame = this.#open.get(number);
    return frame?.isAnswerable ? frame : undefined;
  }

  /** Of the frames that a result may be for, the one with the smallest number. */
  get oldestAnswerable(): OpenFrame | undefined {
    for (const frame of this.#open.values()) if (frame.isAnswerable) return frame;
    return undefined;
  }

  /** Whether a result for the frame with this number comes too late. */
  isPast(number: number): boolean {
    return number < this.#counts.pushed && this.#open.get(number)?.state !== "waiting";
  }

  /** Adds a frame, which is made with the next number and waits. */
  add(make: (number: number) => OpenFrame): OpenFrame {
    const frame = make(this.#counts.pushed++);
    this.#open.set(frame.number, frame);
    this.#inState[frame.state]++;
    return frame;
  }

  /** An open frame changes its state. */
  enter(frame: OpenFrame, state: Exclude<FrameState, "settled">): void {
    this.#inState[frame.state]--;
    this.#inState[state]++;
    frame.state = state;
  }

  /** An open frame has ended. */
  settle(frame: OpenFrame, outcome: Outcome): void {
    this.#open.delete(frame.number);
    this.#inState[frame.state]--;
    this.#counts[outcome.kind]++;
    frame.settle(outcome);
  }
}
