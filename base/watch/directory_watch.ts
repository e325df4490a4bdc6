/**
 * One `Deno.watchFs` over some directories, and what has to be known to use it safely.
 *
 * Measured with Deno 2.9: all watchers of a thread share one inotify instance, which counts the holders
 * of a path. While any watcher holds the path of a directory that was removed and made again, a new
 * watcher of that path receives no events, for ever. So watchers that hold such a path release it first
 * ({@linkcode releaseRemade}), and list what they missed. A watcher that is being read holds
 * its paths until its last read has ended, which is after it was closed.
 *
 * @module
 */

/** Receives events. */
export interface WatchListener {
  /** A change, as the system reports it. */
  event(event: Deno.FsEvent): void;
  /** It was closed from outside, or by itself: changes may be missed from now on. */
  broken(watch: DirectoryWatch, cause: unknown): void;
}

/** All that are open in this thread. */
const open = new Set<DirectoryWatch>();
/** Those that were closed and may hold their paths still: settle when they don't. */
const ending = new Set<Promise<void>>();

/** Directories that are watched, without what is below them. */
export class DirectoryWatch {
  /** Their paths. */
  readonly directories: ReadonlySet<string>;
  readonly #identities: ReadonlyMap<string, string>;
  readonly #dead = new Set<string>();
  readonly #watcher: Deno.FsWatcher;
  readonly #listener: WatchListener;
  #reading: Promise<void> | undefined;
  #closed = false;

  /**
   * Watches from now on. Call {@linkcode releaseRemade} for the same paths right before.
   *
   * @param directories absolute paths; of those that hold others, the most general first, for the
   *   system compares each change with them in this order
   * @throws {Deno.errors.NotFound} when one of them is not there, and what else `Deno.watchFs` throws
   */
  constructor(directories: readonly string[], listener: WatchListener) {
    this.directories = new Set(directories);
    this.#listener = listener;
    this.#watcher = Deno.watchFs([...directories], { recursive: false });
    this.#identities = new Map(directories.map((path) => [path, identityOf(path) ?? ""]));
    open.add(this);
  }

  /** Reads changes until it is closed; of several watches over one tree one needs to. */
  read(): Promise<void> {
    return this.#reading = this.#read();
  }

  async #read(): Promise<void> {
    let cause: unknown;
    try {
      for await (const event of this.#watcher) {
        if (this.#closed) return;
        if (event.kind === "remove") this.removed(event.paths);
        this.#listener.event(event);
      }
    } catch (error) {
      cause = error;
    }
    this.#break(cause);
  }

  /** Paths that are there no more: the system no longer watches them, even if they come back. */
  removed(paths: readonly string[]): void {
    for (const path of paths) if (this.directories.has(path)) this.#dead.add(path);
  }

  /** Whether it holds the path of a directory that is not the one it watched. */
  holdsRemade(path: string): boolean {
    if (!this.directories.has(path)) return false;
    return this.#dead.has(path) || this.#identities.get(path) !== identityOf(path);
  }

  /** Watches no more. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    open.delete(this);
    this.#watcher.close();
    const end = this.#reading?.finally(() => ending.delete(end!));
    if (end) ending.add(end);
  }

  /** Closes it and notifies its listener. */
  release(): void {
    this.#break(undefined);
  }

  #break(cause: unknown): void {
    if (this.#closed) return;
    this.close();
    this.#listener.broken(this, cause);
  }
}

/** Makes all watchers release the paths at which there is another directory now; resolves when they have. */
export async function releaseRemade(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    for (const watch of [...open]) if (watch.holdsRemade(path)) watch.release();
  }
  await Promise.all(ending);
}

/** Identifies a directory among those of the same name; an inode's number alone is reused. */
function identityOf(path: string): string | undefined {
  try {
    const { dev, ino, birthtime } = Deno.lstatSync(path);
    return `${dev} ${ino} ${birthtime?.getTime()}`;
  } catch {
    return undefined;
  }
}
