/**
 * Notices about the frames and the data of an epoch, each emitted once.
 *
 * @module
 */
import type { Logger } from "../../base/log/mod.ts";
import type { Payload } from "../../base/payload/mod.ts";
import type { Run } from "../api/mod.ts";
import type { DataWritten } from "./result_order.ts";

/** Notices that data is not kept, by their codes. The results are shown all the same. */
const DATA_PROBLEMS = {
  "quota": "The data of new results is not kept, for there is no more room for it; " +
    "download data.mat, then reset the frame count or start again.",
  "data-lost": "The data of new results could not be written to data.mat.",
} as const;

/** Notices of an epoch go to its run's listeners. */
export class EpochNotices {
  readonly #run: Pick<Run, "notice">;
  readonly #log: Logger;
  /** Codes and kinds of the remarks that were emitted. */
  readonly #emitted = new Set<string>();
  /** Why the newest result's data was not kept. */
  #dataProblem: keyof typeof DATA_PROBLEMS | undefined;
  #isOver = false;

  constructor(run: Pick<Run, "notice">, log: Logger) {
    this.#run = run;
    this.#log = log;
  }

  /** Emits the remarks on a payload, once for each code and kind. */
  payload({ remarks }: Payload): void {
    for (const { code, message, details } of remarks) {
      const key = `${code} ${details["kind"] ?? ""}`;
      if (this.#emitted.has(key)) continue;
      this.#emitted.add(key);
      this.#run.notice(code, message, details);
    }
  }

  /** Emits once that data is not kept, and again only after some was kept. */
  dataWritten(how: DataWritten): void {
    const problem = how === "kept" ? undefined : how === "over-quota" ? "quota" : "data-lost";
    if (typeof how === "object") this.#log.error("data_not_written", how.error);
    if (problem && problem !== this.#dataProblem && !this.#isOver) {
      this.#run.notice(problem, DATA_PROBLEMS[problem]);
    }
    this.#dataProblem = problem;
  }

  /** Emits nothing any more. */
  close(): void {
    this.#isOver = true;
  }
}
