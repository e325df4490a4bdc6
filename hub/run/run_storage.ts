/**
 * What a run keeps on disk: files, and the data of its present epoch.
 *
 * @module
 */
import type { Logger } from "../../base/log/mod.ts";
import type { Policy, Run } from "../api/mod.ts";
import { randomId } from "../base/random_id.ts";
import { DataFile } from "../storage/data_file.ts";
import { RunFiles } from "../storage/run_files.ts";
import type { RunOwner } from "./run_owner.ts";

const FILES_LOST =
  "Files of this run were removed from framebox's disk: what is done so far can't be " +
  "downloaded any more.";

/** The files of one run. */
export class RunStorage {
  /** Besides its data. */
  readonly files: RunFiles;
  readonly #session: RunOwner;
  readonly #policy: Policy;
  readonly #log: Logger;
  #data: DataFile;

  constructor(run: Pick<Run, "id" | "policy">, session: RunOwner, log: Logger) {
    this.#session = session;
    this.#policy = run.policy;
    this.#log = log;
    const makeParent = () => session.makeDirectory();
    this.files = new RunFiles(`${session.directory}/run-${run.id}`, session.quota, makeParent);
    this.#data = this.renewData();
  }

  /** The data of the present epoch. */
  get data(): DataFile {
    return this.#data;
  }

  /** Whether there is anything on disk. */
  get isThere(): boolean {
    return this.#data.byteLength > 0 || this.files.isThere;
  }

  /** A new epoch begins: its data is in a new file. The old one has to be removed. */
  renewData(): DataFile {
    const { directory, quota } = this.#session;
    const makeParent = () => this.#session.restoreDirectory();
    this.#data = new DataFile(
      `${directory}/data-${randomId()}.mat`,
      this.#policy,
      quota,
      makeParent,
    );
    return this.#data;
  }

  /** Removes the data of this epoch, or of an old one. What can't be removed is logged. */
  async removeData(data: DataFile = this.#data): Promise<void> {
    await data.remove().catch((error) => this.#log.error("data_not_removed", error));
  }

  /** Removes everything. What can't be removed is logged. */
  async remove(): Promise<void> {
    for (const removal of await Promise.allSettled([this.#data.remove(), this.files.remove()])) {
      if (removal.status === "rejected") this.#log.error("files_not_removed", removal.reason);
    }
  }

  /** Another program may have removed files of the server: emits a notice if this run has lost some. */
  async noticeLoss(run: Pick<Run, "notice">): Promise<void> {
    const isDataLost = await this.#data.lookForLoss();
    if (isDataLost || this.files.isThere) run.notice("files-lost", FILES_LOST);
  }
}
