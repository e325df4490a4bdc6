/**
 * Directories on disk: one for each running server, locked while it runs, and in it one for each session.
 * All names are random; no input becomes part of a path.
 *
 * @module
 */
import { because, FrameboxError, pathProblem } from "../../base/errors/mod.ts";
import type { Logger } from "../../base/log/mod.ts";
import { type DataRoot, prepareDataRoot, unusable } from "./data_root.ts";
import { randomId } from "../base/random_id.ts";

/** Directories of servers. */
const SERVER = /^box-[A-Za-z0-9_-]{22}$/;
/** A server's directory until it is locked, which takes a moment. */
const UNNAMED = /^new-[A-Za-z0-9_-]{22}$/;
/** An unnamed directory of this age was left behind. */
const STALE_AFTER_MS = 60_000;
const LOCK = "lock";
/** Only the system's user that framebox runs as may read what its users gave. */
const MODE = 0o700;

/** Owner of the directories in a server's directory. */
export interface DirectoryUsers {
  /** Paths of the directories that must exist. */
  directories(): Iterable<string>;
  /** The directory was made again, and these with it; what was in them is lost. */
  filesLost(): void;
}

/**
 * The directory of this server, until it is removed. When another program removes it, or what it is in,
 * it is made again under the same name; what was in it is lost.
 */
export class ServerDirectory {
  /** Its path. */
  readonly path: string;
  /** Owner of the directories in it. */
  users: DirectoryUsers = { directories: () => [], filesLost: () => {} };
  readonly #root: DataRoot;
  readonly #log: Logger;
  #lock: Deno.FsFile;
  #restoring: Promise<void> | undefined;
  #removed = false;

  private constructor(root: DataRoot, path: string, lock: Deno.FsFile, log: Logger) {
    this.path = path;
    this.#root = root;
    this.#log = log;
    this.#lock = lock;
  }

  /**
   * Makes and locks a directory, and removes those of servers that no longer run.
   *
   * @param root made if missing; a path is one that DATA_DIR names
   * @throws {FrameboxError} `FAILED_PRECONDITION` when the root can't be used
   */
  static async open(root: DataRoot | string, log: Logger): Promise<ServerDirectory> {
    const at = typeof root === "string" ? { path: root, isDefault: false } : root;
    await prepareDataRoot(at);
    try {
      const path = `${at.path}/box-${randomId()}`;
      const directory = new ServerDirectory(at, path, await makeLocked(at.path, path), log);
      await removeStale(at.path, log);
      return directory;
    } catch (error) {
      throw unusable(at, pathProblem(error), error);
    }
  }

  /** Makes a directory for a session. */
  async makeSession(): Promise<string> {
    const path = `${this.path}/${randomId()}`;
    await this.makeSure(path);
    return path;
  }

  /** Makes a session's directory if it isn't there (any more). */
  async makeSure(path: string): Promise<void> {
    try {
      await makeDirectory(path);
    } catch {
      // The parent may be missing: it is made again. Any other fault occurs once more.
      await this.restore();
      await makeDirectory(path);
    }
  }

  /** Whether it is there. */
  async isThere(): Promise<boolean> {
    try {
      return (await Deno.lstat(`${this.path}/${LOCK}`)).isFile;
    } catch {
      return false;
    }
  }

  /**
   * Makes it again if it is missing.
   *
   * @throws {FrameboxError} `UNAVAILABLE` when it can't be made
   */
  restore(): Promise<void> {
    return this.#restoring ??= this.#restore().finally(() => this.#restoring = undefined);
  }

  /** Removes the directory with all that is in it and frees the lock. */
  async remove(): Promise<void> {
    this.#removed = true;
    try {
      await this.#restoring?.catch(() => {});
      await removeTree(this.path);
    } finally {
      this.#lock.close();
    }
  }

  async #restore(): Promise<void> {
    if (this.#removed || await this.isThere()) return;
    const { path } = this.#root;
    try {
      await prepareDataRoot(this.#root);
      const lock = await this.#lockAgain();
      this.#lock.close();
      this.#lock = lock;
      for (const directory of this.users.directories()) await makeDirectory(directory);
    } catch (error) {
      this.#log.error("data_directory_gone", error, { path });
      throw new FrameboxError(
        "UNAVAILABLE",
        "framebox's data directory (DATA_DIR) was removed and can't be made again; its operator has " +
          "to look at it.",
        error,
        because("data-directory-gone"),
      );
    }
    this.#log.warn("data_directory_made_again", {
      path,
      warning: `Somebody else removed ${this.path}, or files in it; what they held is lost.`,
    });
    this.users.filesLost();
  }

  /** Some cleaners of temporary files remove only old files, and the lock is the oldest. */
  async #lockAgain(): Promise<Deno.FsFile> {
    const isLeft = await Deno.lstat(this.path).then(() => true, () => false);
    return isLeft ? await makeLock(this.path) : await makeLocked(this.#root.path, this.path);
  }
}

/**
 * Makes a directory with a lock in it. It gets its name only when it is locked, so that another server that
 * starts never takes it for one that was left behind.
 */
async function makeLocked(root: string, path: string): Promise<Deno.FsFile> {
  const unnamed = `${root}/new-${randomId()}`;
  await Deno.mkdir(unnamed, { mode: MODE });
  const lock = await makeLock(unnamed);
  try {
    await Deno.rename(unnamed, path);
  } catch (error) {
    lock.close();
    throw error;
  }
  return lock;
}

async function makeLock(directory: string): Promise<Deno.FsFile> {
  const lock = await Deno.open(`${directory}/${LOCK}`, { createNew: true, write: true });
  if (await lock.tryLock(true)) return lock;
  lock.close();
  throw new Error("a new lock file was locked");
}

/** Makes a directory, if it is missing. */
async function makeDirectory(path: string): Promise<void> {
  try {
    await Deno.mkdir(path, { mode: MODE });
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
  }
}

/** Removes a directory with all that is in it. A missing one is no error. */
export async function removeTree(path: string): Promise<void> {
  try {
    await Deno.remove(path, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

/** Removes directories of servers whose lock is free. One that can't be removed is logged and left. */
async function removeStale(dataDir: string, log: Logger): Promise<void> {
  for await (const entry of Deno.readDir(dataDir)) {
    if (!entry.isDirectory) continue;
    const path = `${dataDir}/${entry.name}`;
    try {
      const isLeft = SERVER.test(entry.name) || UNNAMED.test(entry.name) && await isOld(path);
      if (isLeft && await removeIfFree(path)) {
        log.info("stale_directory_removed", { directory: entry.name });
      }
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) continue;
      log.error("stale_directory_not_removed", error, { directory: entry.name });
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

/** There is no lock if a server was killed while it removed its directory. */
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
  return Date.now() - (mtime?.getTime() ?? 0) > STALE_AFTER_MS;
}
