/**
 * What is done with one file of a watched folder: it is read, processed, and its result is written and noted.
 *
 * @module
 */
import type { Clock } from "../../base/clock/mod.ts";
import { FrameboxError, toFrameboxError } from "../../base/errors/mod.ts";
import type { ReadyFile } from "../../base/watch/mod.ts";
import type { Outcome } from "../../hub/mod.ts";
import { Picture } from "../../media/image/mod.ts";
import type { PersistentWrite } from "./persistent_write.ts";
import { linkedFile, readInput } from "./watched_folder_input.ts";
import type { FolderLedger } from "./watched_folder_ledger.ts";
import type { Done, FolderOutput } from "./watched_folder_output.ts";
import type { FolderProgress } from "./watched_folder_progress.ts";
import type { FolderRun } from "./watched_folder_run.ts";
import type { WatchedFolderDeps, WatchedFolderOptions } from "./watched_folder_types.ts";

/** Failures for which the picture itself is to blame: it is not tried again unless it changes. */
const OWN_FAULTS: readonly string[] = ["INVALID_ARGUMENT", "UNIMPLEMENTED"];

/** The parts of a watched folder. */
export interface FolderWorkDeps extends Pick<WatchedFolderDeps, "hub" | "pool" | "log"> {
  readonly clock: Clock;
  /** The input folder's real path. */
  readonly input: string;
  readonly ledger: FolderLedger;
  readonly output: FolderOutput;
  readonly progress: FolderProgress;
  readonly run: FolderRun;
  readonly write: PersistentWrite;
  /** Ends it; files that a processor holds stay undone. */
  readonly signal: AbortSignal;
}

/** Processes files, each by itself. */
export class FolderWork {
  readonly #options: WatchedFolderOptions;
  readonly #deps: FolderWorkDeps;

  constructor(options: WatchedFolderOptions, deps: FolderWorkDeps) {
    this.#options = options;
    this.#deps = deps;
  }

  /**
   * Processes a file to its end.
   *
   * @param name its path in the input folder
   * @param isLink whether it is a symbolic link
   * @throws what writing throws when it is stopped
   */
  async process(name: string, file: ReadyFile, isLink: boolean): Promise<void> {
    const { ledger, output, progress, signal, hub } = this.#deps;
    // A server that was killed had no time to write it down.
    if (!ledger.knows(name) && await output.has(name, file)) {
      progress.known();
      await ledger.note(name, file, "done");
      return;
    }
    let outcome: Outcome | undefined;
    try {
      outcome = await this.#outcomeOf(file, isLink);
    } catch (caught) {
      if (signal.aborted || hub.draining) return;
      await this.#failed(name, file, toFrameboxError(caught));
      return;
    }
    if (outcome?.kind === "done") await this.#done(name, file, outcome);
    if (outcome?.kind === "failed") await this.#failed(name, file, outcome.error);
  }

  /** Its result; `undefined` when it is another file by now, which has its own notification. */
  async #outcomeOf(file: ReadyFile, isLink: boolean): Promise<Outcome | undefined> {
    const { imageLimits, settleMs } = this.#options;
    const { clock, input, pool, run, signal } = this.#deps;
    const source = isLink ? await linkedFile(file, input, signal, { settleMs, clock }) : file;
    const bytes = source && await readInput(source, imageLimits.maxBytes);
    if (!bytes) return undefined;
    const picture = await Picture.open(bytes, imageLimits, pool, signal);
    const { outcome } = await (await run.get()).push(picture, { signal });
    return await outcome;
  }

  async #done(name: string, file: ReadyFile, result: Done): Promise<void> {
    const { ledger, output, progress, write } = this.#deps;
    const isAgain = ledger.knows(name);
    try {
      await write.do(() => output.done(name, file, result, isAgain));
    } catch (caught) {
      if (!(caught instanceof FrameboxError)) throw caught;
      await this.#failed(name, file, caught);
      return;
    }
    await write.do(() => ledger.note(name, file, "done"));
    progress.settled("done");
  }

  async #failed(name: string, file: ReadyFile, error: FrameboxError): Promise<void> {
    const { ledger, log, output, progress, write } = this.#deps;
    log.debug("folder_file_failed", { file: name, reason: error.message });
    await write.do(() => output.failed(name, file, error));
    const end = OWN_FAULTS.includes(error.code) ? "failed" : "lost";
    await write.do(() => ledger.note(name, file, end));
    progress.settled("failed");
  }
}
