/**
 * When a file that another process writes is complete, by its events.
 *
 * @module
 */
import type { Clock } from "../clock/mod.ts";
import type { FileChange } from "./tree_watcher.ts";

/** What is known of a file that has settled. */
export type Rest =
  /** It was renamed: it is not being written. */
  | { readonly why: "moved" }
  /** Its writer closed it. */
  | { readonly why: "closed" }
  /** Its writer closed it and has ended: no settle time has passed. */
  | { readonly why: "left" }
  /** Its name is new, and it was not written to: a hard link, which is complete, or a file that was just opened. */
  | { readonly why: "created" }
  /** It was there; no writer has changed it. */
  | { readonly why: "found" }
  /** It was changed after it had been closed, or was never closed. */
  | {
    readonly why: "open";
    /** Times of day, in milliseconds. */
    readonly closedAtMs: number | undefined;
    readonly writtenAtMs: number;
  };

interface Watched {
  state: "found" | "created" | "open" | "closed";
  /** Time of day when it was closed last, in milliseconds. */
  closedAtMs: number | undefined;
  /** Time of day when something happened to it last. */
  atMs: number;
  dueAt: number;
}

/** Settings of {@linkcode Settling}. */
export interface SettlingOptions {
  readonly clock: Clock;
  /** How long nothing may have happened to a file. */
  readonly settleMs: number;
  /** Called once each time that a file settles. */
  readonly settled: (path: string, rest: Rest) => void;
}

/**
 * A file that stays open without changes, or whose closing was not seen, is waited for this many
 * settle times.
 */
const PATIENCE = 100;

/** Follows files from their first event until they settle. One timer for all of them. */
export class Settling {
  readonly #options: SettlingOptions;
  /** In the order of their times, since each event puts its file at the end. */
  readonly #moving = new Map<string, Watched>();
  /** Those that are open and silent, in the order of their times. */
  readonly #silent = new Map<string, Watched>();
  #cancelTimer: (() => void) | undefined;
  #timerAt = Infinity;

  constructor(options: SettlingOptions) {
    this.#options = options;
  }

  /** How many files are on their way. */
  get size(): number {
    return this.#moving.size + this.#silent.size;
  }

  /** Something happened to a file. */
  changed(path: string, change: FileChange): void {
    const { clock, settleMs, settled } = this.#options;
    const before = this.#moving.get(path) ?? this.#silent.get(path);
    // `found` adds nothing to what is known of a file that is followed.
    if (change === "found" && before) return;
    this.#moving.delete(path);
    this.#silent.delete(path);
    if (change === "gone") return;
    if (change === "moved") {
      settled(path, { why: "moved" });
      return;
    }
    const atMs = clock.date().getTime();
    this.#moving.set(path, {
      state: change === "written" ? "open" : change,
      closedAtMs: change === "closed" ? atMs : before?.closedAtMs,
      atMs,
      dueAt: clock.now() + settleMs,
    });
    this.#setTimer();
  }

  /** A file that was `open` is still being written: it is waited for, but not for ever. */
  wait(path: string): void {
    if (this.has(path)) return;
    const { clock, settleMs } = this.#options;
    const dueAt = clock.now() + settleMs * PATIENCE;
    this.#silent.set(path, { state: "found", closedAtMs: undefined, atMs: 0, dueAt });
    this.#setTimer();
  }

  /** The program that writes a file has ended: if the file is closed, its settle time is over. */
  writerEnded(path: string): void {
    if (this.#moving.get(path)?.state !== "closed") return;
    this.#moving.delete(path);
    this.#options.settled(path, { why: "left" });
  }

  /** Whether a file is on its way. */
  has(path: string): boolean {
    return this.#moving.has(path) || this.#silent.has(path);
  }

  /** Events were missed: perhaps those that open files were closed by. */
  missed(): void {
    const { clock, settleMs } = this.#options;
    const dueAt = clock.now() + settleMs;
    for (const files of [this.#moving, this.#silent]) {
      for (const [path, file] of files) {
        if (file.state !== "open" && files === this.#moving) continue;
        files.delete(path);
        this.#moving.set(path, { ...file, state: "found", dueAt });
      }
    }
    this.#setTimer();
  }

  /** Forgets all files. */
  clear(): void {
    this.#moving.clear();
    this.#silent.clear();
    this.#cancelTimer?.();
    this.#forgetTimer();
  }

  #forgetTimer(): void {
    this.#cancelTimer = undefined;
    this.#timerAt = Infinity;
  }

  #setTimer(): void {
    const next = Math.min(firstOf(this.#moving), firstOf(this.#silent));
    if (next >= this.#timerAt || next === Infinity) return;
    const { clock } = this.#options;
    this.#cancelTimer?.();
    this.#timerAt = next;
    this.#cancelTimer = clock.after(next - clock.now(), () => this.#due());
  }

  #due(): void {
    this.#forgetTimer();
    const now = this.#options.clock.now();
    for (const files of [this.#moving, this.#silent]) {
      for (const [path, file] of files) {
        if (file.dueAt > now) break;
        files.delete(path);
        this.#options.settled(path, restOf(file));
      }
    }
    this.#setTimer();
  }
}

function restOf({ state, closedAtMs, atMs }: Watched): Rest {
  return state === "open" ? { why: state, closedAtMs, writtenAtMs: atMs } : { why: state };
}

function firstOf(files: ReadonlyMap<string, Watched>): number {
  for (const { dueAt } of files.values()) return dueAt;
  return Infinity;
}
