/**
 * Ends of frames in the order in which people learn of them.
 *
 * @module
 */
import type { Activity } from "../context.ts";
import type { DataFile } from "../storage/data_file.ts";
import type { OpenFrame } from "./frame.ts";
import type { Policy } from "../api/mod.ts";

/** What {@linkcode ResultOrder} needs of the epoch that it belongs to. */
export interface ResultOrderOptions {
  readonly policy: Policy;
  /** Where the results' data goes, if it is kept. */
  readonly data: DataFile | undefined;
  readonly activity: Activity;
  /** Called for each frame in its turn, when its data is written. */
  readonly settle: (frame: OpenFrame) => void;
  /** A frame's data was kept, or was not. */
  readonly kept: (how: "kept" | "over-quota" | { readonly error: unknown }) => void;
}

/** Lossless: in the order of their numbers. Latest: as they come. Each after its data is written. */
export class ResultOrder {
  readonly #options: ResultOrderOptions;
  /** Lossless: those that wait for earlier ones; as many as the run's window has, at most. */
  readonly #early = new Map<number, OpenFrame>();
  readonly #turns: OpenFrame[] = [];
  #next = 0;
  #writing = false;

  constructor(options: ResultOrderOptions) {
    this.#options = options;
  }

  /** A frame is concluded. */
  add(frame: OpenFrame): void {
    if (this.#options.policy === "latest") this.#turns.push(frame);
    else {
      this.#early.set(frame.number, frame);
      for (;;) {
        const next = this.#early.get(this.#next);
        if (!next) break;
        this.#early.delete(this.#next++);
        this.#turns.push(next);
      }
    }
    this.#go();
  }

  /** Whether it has to wait for an earlier frame. */
  isEarly(frame: OpenFrame): boolean {
    return this.#early.has(frame.number);
  }

  #go(): void {
    const { settle, activity, data } = this.#options;
    while (!this.#writing) {
      const frame = this.#turns.shift();
      if (!frame) return;
      if (!data || !hasData(frame)) {
        settle(frame);
        continue;
      }
      this.#writing = true;
      activity.write(1);
      this.#write(frame, data).then(() => {
        this.#writing = false;
        settle(frame);
        activity.write(-1);
        this.#go();
      });
    }
  }

  async #write({ number, completion }: OpenFrame, data: DataFile): Promise<void> {
    const { kept } = this.#options;
    if (completion?.kind !== "done") return;
    try {
      kept(await data.add(number, completion.content.variables ?? []));
    } catch (error) {
      kept({ error });
    }
  }
}

/** Whether anything is to be written. A frame that was dropped meanwhile leaves nothing. */
function hasData({ state, completion }: OpenFrame): boolean {
  if (state !== "concluded" || completion?.kind !== "done") return false;
  return (completion.content.variables?.length ?? 0) > 0;
}
