/**
 * A directory with all that is below it, watched: what happens to its files, and which are there.
 *
 * A new directory is watched, then read, so that no file in it is missed; likewise all of them
 * after an overflow of the system's queue. When the directory itself, or one that it is in, is
 * removed or moved, the watcher waits until it is back. Symbolic links are notified as files are, and not
 * followed.
 *
 * @module
 */
import type { Logger } from "../log/mod.ts";
import type { Clock } from "../clock/mod.ts";
import { DirectoryWatch, releaseRemade } from "./directory_watch.ts";
import { canBeWatched, entriesOf, isDirectory, isLink } from "./entries.ts";
import { ancestorsOf, isBelow } from "./paths.ts";

/** What happened to a file, as the system reports it. */
export type FileChange =
  /** It is there; its writer is unknown. */
  | "found"
  /** Its name is new. */
  | "created"
  /** Its content or attributes changed. */
  | "written"
  /** A program that could write it closed it. */
  | "closed"
  /** It got this name, all at once. */
  | "moved"
  | "gone";

/** Receives changes in the order of events. */
export interface TreeListener {
  /** Something happened to a file; of a new name it is not known yet whether it is a file. */
  changed(path: string, change: FileChange): void;
  /** Whether the directory is there and watched. */
  present(isPresent: boolean): void;
  /** Changes may have been missed; all files are notified again as `found`. */
  missed(): void;
}

/** How a tree is watched. */
export interface TreeWatcherOptions {
  /** Names of files and directories that are not looked at. */
  readonly ignores: (name: string) => boolean;
  /** Whether directories below are watched too. */
  readonly recursive: boolean;
  /** Whether the root may come and go: all directories that it is in are watched for that. */
  readonly mayBeAway: boolean;
  readonly log: Logger;
  readonly clock: Clock;
}

/** Watches over parts of the tree; at this count all are replaced by one. */
const MAX_WATCHES = 24;
/** Files looked at in one go. */
const AT_ONCE = 64;
/** After an overflow: the burst of writes may continue, and listing everything is costly. */
const AFTER_OVERFLOW_MS = 100;

/** See the module. */
export class TreeWatcher {
  readonly #root: string;
  readonly #options: TreeWatcherOptions;
  readonly #listener: TreeListener;
  /** The first one is read: as all are given the root, it receives the events of the whole tree. */
  #watches: DirectoryWatch[] = [];
  readonly #readers = new Set<Promise<void>>();
  /** Directories that are watched. */
  readonly #known = new Set<string>();
  /** Directories to be watched and read. */
  readonly #arrived = new Set<string>();
  /** Names that are new: directories perhaps. */
  readonly #created = new Set<string>();
  /** How many directories above the root are watched. */
  #above = 0;
  #again = true;
  #cancelTimer: (() => void) | undefined;
  #present: boolean | undefined;
  #working: Promise<void> | undefined;
  #closed = false;

  /** @param root an absolute path without `.`, `..` or symbolic links; it need not be there */
  constructor(root: string, options: TreeWatcherOptions, listener: TreeListener) {
    this.#root = root;
    this.#options = options;
    this.#listener = listener;
  }

  /** Begins; resolves when all files that are there were notified. */
  start(): Promise<void> {
    return this.#work();
  }

  /** Watches and lists everything again; resolves when all files that are there were notified. */
  rescan(): Promise<void> {
    this.#again = true;
    return this.#work();
  }

  /** Ends; the listener is not called any more. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#cancelTimer?.();
    for (const watch of this.#watches.splice(0)) watch.close();
    await this.#working;
    await Promise.all(this.#readers);
  }

  #work(): Promise<void> {
    return this.#working ??= this.#workAll();
  }

  async #workAll(): Promise<void> {
    await null; // So that it is under way before it can be over.
    try {
      while (!this.#closed) {
        if (this.#again) await this.#begin();
        else if (this.#created.size > 0) await this.#sort();
        else if (this.#arrived.size > 0) await this.#enter();
        else if (this.#watches.length > MAX_WATCHES) this.#again = true;
        else return;
      }
    } finally {
      this.#working = undefined;
    }
  }

  /** From the beginning: the root and what it is in. */
  async #begin(): Promise<void> {
    this.#again = false;
    if (this.#watches.length > 0) this.#listener.missed();
    for (const watch of this.#watches.splice(0)) watch.close();
    this.#known.clear();
    this.#created.clear();
    this.#arrived.clear();
    const all = await this.#directories();
    if (this.#closed || !await this.#open(all)) return;
    for (const directory of all) this.#arrived.add(directory);
    const isPresent = all.length > 0;
    // A directory that came before the watch began causes no event.
    if (!isPresent && (await isDirectory(this.#root) || this.#above !== this.#existing().length)) {
      this.#again = true;
      return;
    }
    if (isPresent !== this.#present) this.#listener.present(this.#present = isPresent);
  }

  /** The root and all directories below it that are there now. */
  async #directories(): Promise<string[]> {
    const found: string[] = [];
    const rest = await isDirectory(this.#root) ? [this.#root] : [];
    for (let path = rest.pop(); path !== undefined; path = rest.pop()) {
      found.push(path);
      if (!this.#options.recursive || this.#closed) break;
      for (const { name, isDirectory } of await entriesOf(path)) {
        if (isDirectory && !this.#options.ignores(name)) rest.push(`${path}/${name}`);
      }
    }
    return found;
  }

  /** Watches directories. One that has gone meanwhile restarts the whole watch. */
  async #open(directories: readonly string[]): Promise<boolean> {
    const first = this.#watches.length === 0;
    const above = first ? this.#existing() : [];
    if (first) this.#above = above.length;
    const rest = directories.filter((path) => path !== this.#root);
    const root = directories.length > 0 ? [this.#root] : [];
    const paths = [...root, ...above, ...rest];
    if (paths.length === 0) return true;
    await releaseRemade(paths);
    // A watch of this tree was released, or something else happened meanwhile.
    if (this.#closed || this.#again) return false;
    try {
      const watch = new DirectoryWatch(paths, {
        event: (event) => this.#event(event),
        broken: (_, cause) => {
          if (cause !== undefined) this.#options.log.error("watch_broken", cause);
          this.#startAgain();
        },
      });
      this.#watches.push(watch);
      for (const path of directories) this.#known.add(path);
      if (first) {
        const reading = watch.read().finally(() => this.#readers.delete(reading));
        this.#readers.add(reading);
      }
      return true;
    } catch (error) {
      this.#again = error instanceof Deno.errors.NotFound;
      if (!this.#again) this.#options.log.error("watch_failed", error);
      return !this.#again;
    }
  }

  /** Those directories above the root that are there and may be watched. */
  #existing(): string[] {
    return this.#options.mayBeAway ? ancestorsOf(this.#root).filter(canBeWatched) : [];
  }

  #startAgain(): void {
    this.#again = true;
    this.#wake();
  }

  #wake(): void {
    if (this.#closed) return;
    this.#work().catch((error) => this.#options.log.error("watch_failed", error));
  }

  #event(event: Deno.FsEvent): void {
    if (this.#closed) return;
    if (event.flag === "rescan") {
      this.#options.log.debug("watch_overflowed");
      this.#cancelTimer ??= this.#options.clock.after(AFTER_OVERFLOW_MS, () => {
        this.#cancelTimer = undefined;
        this.#startAgain();
      });
      return;
    }
    // A move inside the tree causes three events: gone, arrived, and both at once.
    const reported = event.paths.length === 1 ? CHANGES[event.kind] : undefined;
    const path = event.paths[0];
    if (!reported || path === undefined) return;
    const isGone = reported === "gone";
    // Deno follows links: for a new one that leads nowhere it reports a removal.
    const change = isGone && isBelow(path, this.#root) && isLink(path) ? "created" : reported;
    if (path === this.#root || isBelow(this.#root, path)) {
      const isNew = change === "created" || change === "moved";
      // The root came or went, or one that it is in. A directory's attributes don't matter.
      if (change === "gone" ? this.#present !== false : isNew) this.#startAgain();
      return;
    }
    if (!isBelow(path, this.#root) || this.#isIgnored(path)) return;
    if (isGone) this.#gone(path);
    if (change === "created" || change === "moved") {
      this.#created.add(path);
      this.#wake();
    }
    this.#listener.changed(path, change);
  }

  #isIgnored(path: string): boolean {
    const inner = path.slice(this.#root.length + 1);
    if (!this.#options.recursive && inner.includes("/")) return true;
    return inner.split("/").some(this.#options.ignores);
  }

  #gone(path: string): void {
    if (!this.#known.has(path)) return;
    for (const watch of this.#watches) watch.removed([path]);
    for (const known of this.#known) {
      if (known === path || isBelow(known, path)) this.#known.delete(known);
    }
  }

  /** Which of the new names are directories. */
  async #sort(): Promise<void> {
    const paths = [...this.#created].slice(0, AT_ONCE);
    for (const path of paths) this.#created.delete(path);
    if (!this.#options.recursive) return;
    await Promise.all(paths.map(async (path) => {
      if (await isDirectory(path)) this.#arrived.add(path);
    }));
  }

  /** Watches directories that came, then reads them; those in them come next. */
  async #enter(): Promise<void> {
    const paths = [...this.#arrived];
    this.#arrived.clear();
    const strange = paths.filter((path) => !this.#known.has(path));
    if (strange.length > 0) {
      const there = await Promise.all(strange.map(isDirectory));
      const opened = await this.#open(strange.filter((_, i) => there[i]));
      if (!opened || this.#again) return;
    }
    for (const path of paths) {
      if (this.#closed || this.#again) return;
      for (const { name, isFile, isSymlink, isDirectory } of await entriesOf(path)) {
        if (this.#closed) return;
        const child = `${path}/${name}`;
        if (this.#options.ignores(name)) continue;
        if (isFile || isSymlink) this.#listener.changed(child, "found");
        else if (isDirectory && this.#options.recursive && !this.#known.has(child)) {
          this.#arrived.add(child);
        }
      }
    }
  }
}

/** `access` is what inotify's close-after-write is called here; closing after reading causes no event. */
const CHANGES: Partial<Record<Deno.FsEvent["kind"], FileChange>> = {
  create: "created",
  modify: "written",
  access: "closed",
  rename: "moved",
  remove: "gone",
};
