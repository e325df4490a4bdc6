/**
 * The long runs of the server.
 *
 * @module
 */
import { because, FrameboxError } from "../../base/errors/mod.ts";
import type { Run, Session } from "../../hub/mod.ts";
import type { LongRun } from "./long_run.ts";

/** Maps runs to their long runs, for as long as the hub knows those runs, and ends them with framebox. */
export class LongRuns {
  readonly #byRun = new WeakMap<Run, LongRun>();
  /** Those that are not over. */
  readonly #open = new Set<LongRun>();
  #closed = false;

  /**
   * Adds a long run.
   *
   * @throws {FrameboxError} `UNAVAILABLE` when framebox is stopping; the long run is cancelled then
   */
  add(longRun: LongRun): void {
    this.#byRun.set(longRun.run, longRun);
    this.#open.add(longRun);
    longRun.over.then(() => this.#open.delete(longRun));
    if (!this.#closed) return;
    longRun.cancel();
    throw new FrameboxError(
      "UNAVAILABLE",
      "framebox is stopping; try again when it is back.",
      undefined,
      because("draining"),
    );
  }

  /** The long run of a run; `undefined` for a run with another source. */
  of(run: Run): LongRun | undefined {
    return this.#byRun.get(run);
  }

  /** The long runs of a session that are not removed, in the order of their start. */
  ofSession(session: Session): readonly LongRun[] {
    return session.runs.map((run) => this.of(run)).filter((longRun) => longRun !== undefined);
  }

  /** How many are not over. */
  get open(): number {
    return this.#open.size;
  }

  /** Cancels all, takes no new ones, and resolves when all are over. */
  async close(): Promise<void> {
    this.#closed = true;
    const open = [...this.#open];
    for (const longRun of open) longRun.cancel();
    await Promise.all(open.map((longRun) => longRun.over));
  }
}
