/**
 * The run of a watched folder in the hub, in a session of its own that no client can open.
 *
 * @module
 */
import type { Hub, Run, Session } from "../../hub/mod.ts";

interface Open {
  readonly session: Session;
  readonly run: Run;
}

/** Opened when the first file comes; opened again should it ever end. */
export class FolderRun {
  readonly #hub: Hub;
  readonly #processor: string;
  #opening: Promise<Open> | undefined;
  #closed = false;

  constructor(hub: Hub, processor: string) {
    this.#hub = hub;
    this.#processor = processor;
  }

  /**
   * The run that takes files now.
   *
   * @throws {FrameboxError} as {@linkcode Hub.openSession}
   */
  async get(): Promise<Run> {
    const opening = this.#opening ??= this.#open();
    try {
      const { run } = await opening;
      if (!run.ended.aborted || this.#closed) return run;
    } catch (error) {
      if (this.#opening === opening) this.#opening = undefined;
      throw error;
    }
    if (this.#opening === opening) this.#opening = undefined;
    return await this.get();
  }

  /** Ends it: files that no processor holds are dropped. */
  async close(reason: string): Promise<void> {
    this.#closed = true;
    const open = await this.#opening?.catch(() => undefined);
    open?.run.cancel(reason);
    await open?.session.end(reason);
  }

  async #open(): Promise<Open> {
    const session = await this.#hub.openSession();
    // It must not idle out while nothing comes; the run neither, which a reader keeps.
    session.attach();
    const run = session.start({
      kind: "images",
      policy: "lossless",
      processor: this.#processor,
      keepsData: false,
    });
    run.results({ policy: "latest" });
    return { session, run };
  }
}
