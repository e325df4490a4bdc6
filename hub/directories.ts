/**
 * Directories on disk: one of its own for each box, locked while it runs, and in it one for each
 * session. All names are random; nothing from outside becomes part of a path.
 *
 * @module
 */
import { FrameboxError } from "../errors/mod.ts";
import type { Logger } from "../log/mod.ts";
import { randomId } from "./random_id.ts";

const BOX = /^box-[A-Za-z0-9_-]{22}$/;
/** A box's directory until it is locked, which takes a moment. */
const UNNAMED = /^new-[A-Za-z0-9_-]{22}$/;
const LONG_MS = 60_000;
const LOCK = "lock";
/** Nobody but the user that the box runs as reads what people gave it. */
const MODE = 0o700;

/** The directory of this box, until it is removed. */
export class BoxDirectory {
  /** Its path. */
  readonly path: string;
  readonly #lock: Deno.FsFile;

  private constructor(path: string, lock: Deno.FsFile) {
    this.path = path;
    this.#lock = lock;
  }

  /**
   * Makes and locks a directory, and removes those of boxes that no longer run.
   *
   * @param dataDir the root; made if missing
   * @throws {FrameboxError} `FAILED_PRECONDITION` when the root can't be used
   */
  static async open(dataDir: string, log: Logger): Promise<BoxDirectory> {
    try {
      await Deno.mkdir(dataDir, { recursive: true, mode: MODE });
      const box = await this.#make(dataDir);
      await removeStale(dataDir, log);
      return box;
    } catch (error) {
      throw new FrameboxError(
        "FAILED_PRECONDITION",
        "The data directory (DATA_DIR) can't be used; it must be a directory that framebox may write to.",
        error,
      );
    }
  }

  static async #make(dataDir: string): Promise<BoxDirectory> {
    const id = randomId();
    // It gets its name only when it is locked, so that another box that starts never takes it for
    // one that was left behind.
    const unnamed = `${dataDir}/new-${id}`;
    const path = `${dataDir}/box-${id}`;
    await Deno.mkdir(unnamed, { mode: MODE });
    const lock = await Deno.open(`${unnamed}/${LOCK}`, { createNew: true, write: true });
    try {
      if (!await lock.tryLock(true)) throw new Error("a new lock file was locked");
      await Deno.rename(unnamed, path);
    } catch (error) {
      lock.close();
      throw error;
    }
    return new BoxDirectory(path, lock);
  }

  /** Makes a directory for a session. */
  async makeSession(): Promise<string> {
    const path = `${this.path}/${randomId()}`;
    await Deno.mkdir(path, { mode: MODE });
    return path;
  }

  /** Removes the directory with all that is in it and frees the lock. */
  async remove(): Promise<void> {
    try {
      await removeTree(this.path);
    } finally {
      this.#lock.close();
    }
  }
}

/** Removes a directory with all that is in it; that it isn't there is no error. */
export async function removeTree(path: string): Promise<void> {
  try {
    await Deno.remove(path, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

/** Removes directories of boxes whose lock is free. One that can't be removed is logged and left. */
async function removeStale(dataDir: string, log: Logger): Promise<void> {
  for await (const entry of Deno.readDir(dataDir)) {
    if (!entry.isDirectory) continue;
    const path = `${dataDir}/${entry.name}`;
    try {
      const isLeft = BOX.test(entry.name) || UNNAMED.test(entry.name) && await isOld(path);
      if (isLeft && await removeIfFree(path)) {
        log.info("stale_directory_removed", { directory: entry.name });
      }
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) continue;
      log.error("stale_directory_kept", error, { directory: entry.name });
    }
  }
}

async function removeIfFree(path: string): Promise<boolean> {
  const lock = await openLock(path);
  try {
    if (lock && !await lock.tryLock(true)) return false;
    await removeTree(path);
    return true;
  } finally {
    lock?.close();
  }
}

/** There is none where a box was killed while it removed its directory. */
async function openLock(path: string): Promise<Deno.FsFile | undefined> {
  try {
    return await Deno.open(`${path}/${LOCK}`, { write: true });
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

async function isOld(path: string): Promise<boolean> {
  const { mtime } = await Deno.stat(path);
  return Date.now() - (mtime?.getTime() ?? 0) > LONG_MS;
}
