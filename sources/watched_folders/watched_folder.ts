/**
 * A folder into which others copy files: each is processed once when it is complete, and its result
 * is put beside, into another folder.
 *
 * What is done is known by the results themselves and by a journal beside them, so that a server that
 * was stopped or killed resumes where it was. The files wait in memory by name only; few are read
 * at a time, and they take turns with users' runs.
 *
 * @module
 */
import { FrameboxError } from "../../base/errors/mod.ts";
import { systemClock } from "../../base/clock/mod.ts";
import { baseName, type ReadyFile, ReadyFiles } from "../../base/watch/mod.ts";
import { PersistentWrite } from "./persistent_write.ts";
import { FolderRun } from "./watched_folder_run.ts";
import { FolderLedger } from "./watched_folder_ledger.ts";
import { FolderOutput } from "./watched_folder_output.ts";
import { folderPaths } from "./watched_folder_paths.ts";
import { FolderProgress } from "./watched_folder_progress.ts";
import { FolderWork } from "./watched_folder_work.ts";
import type {
  FolderState,
  FolderView,
  WatchedFolderDeps,
  WatchedFolderOptions,
} from "./watched_folder_types.ts";

const STOPS = "framebox stops.";

/** See the module. */
export class WatchedFolder implements FolderView {
  readonly #options: WatchedFolderOptions;
  readonly #deps: WatchedFolderDeps;
  readonly #input: string;
  readonly #ledger: FolderLedger;
  readonly #work: FolderWork;
  readonly #progress: FolderProgress;
  readonly #files: ReadyFiles;
  readonly #run: FolderRun;
  readonly #stop = new AbortController();
  readonly #write: PersistentWrite;
  readonly #unsubscribe: () => void;
  /** Files that are ready, by their paths, in the order in which they became so. */
  readonly #waiting = new Map<string, ReadyFile>();
  /** Files that are being processed, with their newest notification since. */
  readonly #inFlight = new Map<string, { readonly file: ReadyFile; next: ReadyFile | undefined }>();
  readonly #working = new Set<Promise<void>>();
  /** Paths at which there was a link at their last notification. */
  readonly #links = new Set<string>();
  #bytesInFlight = 0;
  #isAway = false;
  #closing: Promise<void> | undefined;

  private constructor(
    options: WatchedFolderOptions,
    deps: WatchedFolderDeps,
    input: string,
    output: string,
    ledger: FolderLedger,
  ) {
    this.#options = options;
    this.#deps = deps;
    this.#input = input;
    this.#ledger = ledger;
    const { hub, pool, log } = deps;
    const { processor, settleMs, listEveryMs } = options;
    const clock = deps.clock ?? systemClock();
    this.#progress = new FolderProgress(baseName(input), processor, clock, log);
    this.#run = new FolderRun(hub, processor);
    this.#write = new PersistentWrite(clock, log, this.#stop.signal, () => {
      this.#changed();
      this.#takeNext();
    });
    this.#work = new FolderWork(options, {
      ...deps,
      clock,
      input,
      ledger,
      output: new FolderOutput(output, ledger.workDirectory, pool, options.jpegQuality),
      progress: this.#progress,
      run: this.#run,
      write: this.#write,
      signal: this.#stop.signal,
    });
    this.#files = new ReadyFiles(input, { settleMs, listEveryMs, log, clock }, {
      ready: (file) => {
        this.#links.delete(file.path);
        this.#ready(file);
      },
      link: (link) => {
        this.#links.add(link.path);
        this.#ready(link);
      },
      gone: (path) => this.#gone(path),
      present: (isPresent) => {
        this.#isAway = !isPresent;
        this.#changed();
      },
    });
    this.#unsubscribe = hub.subscribe(({ type }) => {
      if (type === "worker-came" || type === "worker-left") this.#changed();
    });
  }

  /**
   * Begins to watch.
   *
   * @throws {FrameboxError} `INVALID_ARGUMENT` when one folder is the other or in it, or the input
   *   is no folder; `FAILED_PRECONDITION` when the output can't be written, or another server uses it
   */
  static async start(
    options: WatchedFolderOptions,
    deps: WatchedFolderDeps,
  ): Promise<WatchedFolder> {
    const { input, output } = await folderPaths(options);
    const ledger = await FolderLedger.open(output);
    const folder = new WatchedFolder(options, deps, input, output, ledger);
    deps.log.info("folder_watched", { input, output, processor: options.processor });
    await folder.#files.start();
    return folder;
  }

  get state(): FolderState {
    return this.#progress.state;
  }

  subscribe(listener: (state: FolderState) => void): () => void {
    return this.#progress.subscribe(listener);
  }

  /**
   * Takes no more files; resolves when those that a processor holds have their results written, or
   * at the signal. The hub must be draining, so that nothing more is given out. What is not done
   * stays undone until the next start.
   */
  async drain(signal: AbortSignal): Promise<void> {
    this.#stop.abort(new FrameboxError("CANCELLED", STOPS));
    await this.#files.close();
    await this.#deps.hub.drain(signal);
    await this.#run.close(STOPS);
    const cut = Promise.withResolvers<void>();
    const abort = () => cut.resolve();
    signal.addEventListener("abort", abort, { once: true });
    if (signal.aborted) abort();
    await Promise.race([Promise.all(this.#working), cut.promise]);
    signal.removeEventListener("abort", abort);
  }

  /** Ends; files that a processor holds stay undone. */
  close(): Promise<void> {
    return this.#closing ??= this.#close();
  }

  async #close(): Promise<void> {
    this.#stop.abort(new FrameboxError("CANCELLED", STOPS));
    this.#unsubscribe();
    await this.#files.close();
    await this.#run.close(STOPS);
    await Promise.all(this.#working);
    this.#progress.close();
    await this.#ledger.close();
  }

  #ready(file: ReadyFile): void {
    const name = this.#nameOf(file.path);
    const inFlight = this.#inFlight.get(file.path);
    if (inFlight) {
      inFlight.next = isSame(inFlight.file, file) ? undefined : file;
      return;
    }
    if (this.#ledger.endOf(name, file)) {
      if (this.#ledger.isFirstAsked(name)) this.#progress.known();
      return;
    }
    this.#waiting.set(file.path, file);
    this.#changed();
    this.#takeNext();
  }

  #gone(path: string): void {
    this.#links.delete(path);
    const inFlight = this.#inFlight.get(path);
    if (inFlight) inFlight.next = undefined;
    if (this.#waiting.delete(path)) this.#changed();
  }

  #takeNext(): void {
    const { maxInFlight, maxBytesInFlight } = this.#options;
    for (const [path, file] of this.#waiting) {
      if (this.#stop.signal.aborted || this.#write.isBlocked) return;
      if (this.#inFlight.size >= maxInFlight) return;
      const { maxBytes } = this.#options.imageLimits;
      // How large the file is to which a link leads is not known yet.
      const bytes = this.#links.has(path) ? maxBytes : Math.min(file.size, maxBytes);
      if (this.#inFlight.size > 0 && this.#bytesInFlight + bytes > maxBytesInFlight) return;
      this.#waiting.delete(path);
      this.#take(file, bytes);
    }
  }

  #take(file: ReadyFile, bytes: number): void {
    this.#inFlight.set(file.path, { file, next: undefined });
    this.#bytesInFlight += bytes;
    const working = this.#work.process(this.#nameOf(file.path), file, this.#links.has(file.path))
      .catch((error) => {
        if (!this.#stop.signal.aborted) this.#deps.log.error("folder_file_lost", error);
      }).finally(() => {
        this.#working.delete(working);
        this.#bytesInFlight -= bytes;
        const { next } = this.#inFlight.get(file.path) ?? {};
        this.#inFlight.delete(file.path);
        if (next) this.#ready(next);
        this.#changed();
        this.#takeNext();
      });
    this.#working.add(working);
  }

  #changed(): void {
    const { hub, processors } = this.#deps;
    const waiting = this.#waiting.size + this.#inFlight.size;
    this.#progress.wait(waiting);
    if (this.#stop.signal.aborted) return;
    const { processor } = this.#options;
    const noWorkers = processors.isWorkers(processor) && hub.status.workers.length === 0;
    this.#progress.turn(
      this.#isAway
        ? "away"
        : this.#write.isBlocked
        ? "blocked"
        : waiting === 0
        ? "idle"
        : noWorkers
        ? "no-workers"
        : "busy",
    );
  }

  #nameOf(path: string): string {
    return path.slice(this.#input.length + 1);
  }
}

function isSame(one: ReadyFile, other: ReadyFile): boolean {
  return one.size === other.size && one.modifiedMs === other.modifiedMs;
}
