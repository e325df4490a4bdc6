/**
 * The files below a directory, each once it is complete.
 *
 * @module
 */
import type { Logger } from "../log/mod.ts";
import { type Clock, systemClock } from "../clock/mod.ts";
import { type Rest, Settling } from "./settling.ts";
import { isTemporaryName } from "./temporary_names.ts";
import { type FileChange, TreeWatcher } from "./tree_watcher.ts";

/** A file that is complete, as it was then. */
export interface ReadyFile {
  /** Its absolute path. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** When its content changed last, in milliseconds since the epoch. */
  readonly modifiedMs: number;
}

/** Receives notifications of files. */
export interface ReadyListener {
  /**
   * A file is complete. This is repeated after each further change, and when all files were listed
   * again; the listener recognises a file by its size and time.
   */
  ready(file: ReadyFile): void;
  /**
   * There is a symbolic link, with a size and a time of its own. The listener resolves where it leads.
   */
  link?(link: ReadyFile): void;
  /** A file has gone before or after it was complete. */
  gone?(path: string): void;
  /** Whether the directory is there. */
  present?(isPresent: boolean): void;
}

/** How files are watched. */
export interface ReadyFilesOptions {
  /** How long nothing may have happened to a file. */
  readonly settleMs: number;
  /** Whether directories below are watched too; true by default. */
  readonly recursive?: boolean;
  /**
   * Whether the directory may come and go; true by default. All directories that it is in are watched then, which
   * takes the system tens of milliseconds where one has thousands of files.
   */
  readonly mayBeAway?: boolean;
  /** For file systems without events: the interval of listing all files. 0, the default: never. */
  readonly listEveryMs?: number;
  /** Names that are ignored; temporary ones by default. */
  readonly ignores?: (name: string) => boolean;
  /** Receives what can't be watched. */
  readonly log: Logger;
  /** The time, for tests. */
  readonly clock?: Clock;
}

/** Files that are looked at together; more wait. */
const AT_ONCE = 32;

/** Two times of one moment may differ by a tick of the system's clock. */
const TICK_MS = 10;
/** A file that was written has a time younger than this, however late its event was taken. */
const OLD_MS = 60_000;

/** Watches until it is closed. */
export class ReadyFiles {
  readonly #options: ReadyFilesOptions;
  readonly #listener: ReadyListener;
  readonly #clock: Clock;
  readonly #settling: Settling;
  readonly #tree: TreeWatcher;
  /** Files that have settled and are to be looked at. */
  readonly #resting = new Map<string, Rest>();
  /** The newest rest of each file that is to be, or is being, looked at. */
  readonly #rests = new Map<string, Rest>();
  readonly #looking = new Set<Promise<void>>();
  /** When the writers of files ended, in milliseconds of the time of day. */
  readonly #endedAtMs = new Map<string, number>();
  /** The newest look: results of later ones are notified after its own. */
  #newest: Promise<void> = Promise.resolve();
  #cancelTimer: (() => void) | undefined;
  #closed = false;

  /**
   * Watches nothing until it is started.
   *
   * @param root absolute path of the directory, without symbolic links; it need not be there yet
   */
  constructor(root: string, options: ReadyFilesOptions, listener: ReadyListener) {
    this.#options = options;
    this.#listener = listener;
    const { settleMs, log } = options;
    const clock = this.#clock = options.clock ?? systemClock();
    const settled = (path: string, rest: Rest) => this.#look(path, rest);
    this.#settling = new Settling({ clock, settleMs, settled });
    const ignores = options.ignores ?? isTemporaryName;
    this.#tree = new TreeWatcher(root, {
      ignores,
      recursive: options.recursive ?? true,
      mayBeAway: options.mayBeAway ?? true,
      log,
      clock,
    }, {
      changed: (path, change) => this.#changed(path, change),
      present: (isPresent) => this.#present(isPresent),
      missed: () => this.#settling.missed(),
    });
  }

  /** How many files are not complete yet. */
  get unfinished(): number {
    return this.#settling.size + this.#resting.size + this.#looking.size;
  }

  /** Begins; resolves when all that is there has been seen, not when it is complete. */
  async start(): Promise<void> {
    await this.#tree.start();
    this.#listLater();
  }

  /**
   * The program that writes a file has ended. The file needs no settle time once it is closed, unless it
   * was written to since.
   */
  writerEnded(path: string): void {
    this.#endedAtMs.set(path, this.#clock.date().getTime());
    if (this.#settling.has(path)) this.#settling.writerEnded(path);
    // Its events may be on their way; without events it is like a file that is found.
    else if (!this.#rests.has(path)) this.#look(path, { why: "found" });
  }

  /** Looks at everything anew. */
  rescan(): Promise<void> {
    return this.#tree.rescan();
  }

  /** Ends; the listener is not called any more. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#cancelTimer?.();
    this.#settling.clear();
    this.#resting.clear();
    this.#rests.clear();
    await this.#tree.close();
    await Promise.all(this.#looking);
  }

  #listLater(): void {
    const { listEveryMs = 0, log } = this.#options;
    if (listEveryMs === 0 || this.#closed) return;
    this.#cancelTimer = this.#clock.after(listEveryMs, () => {
      this.#tree.rescan().catch((error) => log.error("listing_failed", error))
        .then(() => this.#listLater());
    });
  }

  #present(isPresent: boolean): void {
    if (this.#closed) return;
    if (!isPresent) this.#settling.clear();
    this.#listener.present?.(isPresent);
  }

  #changed(path: string, change: FileChange): void {
    if (this.#closed) return;
    // A file that is found may be old; its modification time decides.
    if (change !== "found") this.#settling.changed(path, change);
    else if (!this.#settling.has(path)) this.#look(path, { why: "found" });
    // Its closing may be received after its writer's end.
    if (change === "closed" && this.#endedAtMs.has(path)) this.#settling.writerEnded(path);
    if (change === "gone") this.#listener.gone?.(path);
  }

  #look(path: string, rest: Rest): void {
    if (this.#closed) return;
    this.#resting.set(path, rest);
    this.#rests.set(path, rest);
    this.#lookAtNext();
  }

  #lookAtNext(): void {
    for (const [path, rest] of this.#resting) {
      if (this.#looking.size >= AT_ONCE) return;
      this.#resting.delete(path);
      const looking = this.#lookAt(path, rest, this.#newest).finally(() => {
        this.#looking.delete(looking);
        this.#lookAtNext();
      });
      this.#looking.add(looking);
      this.#newest = looking;
    }
  }

  async #lookAt(path: string, rest: Rest, before: Promise<void>): Promise<void> {
    // Its age is that at the moment of the look: afterwards it may be written while this thread is busy.
    const lookedAtMs = this.#clock.date().getTime();
    const [entry] = await Promise.all([entryAt(path), before]);
    // A newer rest is looked at next; this one may be from before the file was closed.
    if (this.#rests.get(path) !== rest) return;
    this.#rests.delete(path);
    // A change meanwhile causes another look.
    if (this.#closed || !entry || this.#settling.has(path)) return;
    const { file, isLink } = entry;
    if (isLink) {
      this.#listener.link?.(file);
      return;
    }
    const { size, modifiedMs } = file;
    // An empty file that was not closed is about to be written.
    if (rest.why === "created" && size === 0) {
      this.#settling.wait(path);
      return;
    }
    if (rest.why === "left" && modifiedMs > (this.#endedAtMs.get(path) ?? 0)) {
      // Another program writes it, too.
      this.#settling.changed(path, "closed");
      return;
    }
    if (rest.why === "open" && isWritten(file, rest)) {
      this.#settling.wait(path);
      return;
    }
    const ageMs = lookedAtMs - modifiedMs;
    if (rest.why === "found" && ageMs >= -TICK_MS && ageMs < this.#options.settleMs) {
      this.#settling.changed(path, "found");
      return;
    }
    this.#listener.ready(file);
  }
}

/**
 * Whether its content was changed. Otherwise only its date or its rights were: its content is older
 * than its closing, or than that change.
 */
function isWritten({ modifiedMs }: ReadyFile, rest: Rest & { readonly why: "open" }): boolean {
  const { closedAtMs = -Infinity, writtenAtMs } = rest;
  return modifiedMs > closedAtMs + TICK_MS && modifiedMs > writtenAtMs - OLD_MS;
}

/** A regular file; links, pipes and devices are none. */
export async function fileAt(path: string): Promise<ReadyFile | undefined> {
  const entry = await entryAt(path);
  return entry?.isLink ? undefined : entry?.file;
}

/** A regular file or a symbolic link. */
async function entryAt(path: string): Promise<{ file: ReadyFile; isLink: boolean } | undefined> {
  try {
    const { isFile, isSymlink, size, mtime } = await Deno.lstat(path);
    if (!isFile && !isSymlink) return undefined;
    return { file: { path, size, modifiedMs: mtime?.getTime() ?? 0 }, isLink: isSymlink };
  } catch {
    return undefined;
  }
}
