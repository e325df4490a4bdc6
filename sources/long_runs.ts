/**
 * The jobs of a box.
 *
 * @module
 */
import { FrameboxError } from "../base/errors/mod.ts";
import type { Run, Session } from "../hub/mod.ts";
import type { Job } from "./long_run.ts";

/** Knows which runs are jobs, for as long as the hub knows those runs, and ends them with the box. */
export class Jobs {
  readonly #byRun = new WeakMap<Run, Job>();
  /** Those that are not over. */
  readonly #open = new Set<Job>();
  #closed = false;

  /**
   * A job began.
   *
   * @throws {FrameboxError} `UNAVAILABLE` when the box is stopping; the job is cancelled then
   */
  add(job: Job): void {
    this.#byRun.set(job.run, job);
    this.#open.add(job);
    job.over.then(() => this.#open.delete(job));
    if (!this.#closed) return;
    job.cancel();
    throw new FrameboxError("UNAVAILABLE", "The box is stopping; try again when it is back.");
  }

  /** The job of a run; `undefined` for a run that somebody else feeds. */
  of(run: Run): Job | undefined {
    return this.#byRun.get(run);
  }

  /** The jobs of a session whose runs are still kept, in the order of their start. */
  ofSession(session: Session): readonly Job[] {
    return session.runs.map((run) => this.of(run)).filter((job) => job !== undefined);
  }

  /** How many are not over. */
  get open(): number {
    return this.#open.size;
  }

  /** Cancels all, takes no new ones, and resolves when all are over. */
  async close(): Promise<void> {
    this.#closed = true;
    const open = [...this.#open];
    for (const job of open) job.cancel();
    await Promise.all(open.map((job) => job.over));
  }
}
