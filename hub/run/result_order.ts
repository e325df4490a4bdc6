/**
 * The order in which the outcomes of a run's frames are published.
 *
 * @module
 */
import type { InFlight } from "../base/in_flight.ts";
import type { DataFile } from "../storage/data_file.ts";
import type { OpenFrame } from "./frame.ts";
import type { Policy } from "../api/mod.ts";

/** Whether a result's data was written. */
export type DataWritten = "kept" | "over-quota" | { readonly error: unknown };

/** What {@linkcode ResultOrder} needs of its epoch. */
export interface ResultOrderOptions {
  readonly policy: Policy;
  /** Where the results' data goes, if it is kept. */
  readonly data: DataFile | undefined;
  readonly inFlight: Pick<InFlight, "changeWrites">;
  /** Called for each frame in its turn, after its data is written. */
  readonly settle: (frame: OpenFrame) => void;
  /** Called for each frame with data. */
  readonly onWritten: (how: DataWritten) => void;
}

/** Lossless: in the order of the frames' numbers. Latest: as they come. Each after its data is written. */
export class ResultOrder {
  readonly #options: ResultOrderOptions;
  /** Lossless: frames that wait for earlier ones; the run's window is their bound. */
  readonly #early = new Map<number, OpenFrame>();
  readonly #ready: OpenFrame[] = [];
  #next = 0;
  #isWriting = false;

  constructor(options: ResultOrderOptions) {
    this.#options = options;
  }

  /** A frame is completed. */
  add(frame: OpenFrame): void {
    if (this.#options.policy === "latest") this.#ready.push(frame);
    else {
      this.#early.set(frame.number, frame);
      for (;;) {
        const next = this.#early.get(this.#next);
        if (!next) break;
        this.#early.delete(this.#next++);
        this.#ready.push(next);
      }
    }
    this.#advance();
  }

  /** Whether it waits for an earlier frame. */
  isEarly(frame: OpenFrame): boolean {
    return this.#early.has(frame.number);
  }

  #advance(): void {
    const { settle, inFlight, data } = this.#options;
    while (!this.#isWriting) {
      const frame = this.#ready.shift();
      if (!frame) return;
      if (!data || !hasData(frame)) {
        settle(frame);
        continue;
      }
      this.#isWriting = true;
      inFlight.changeWrites(1);
      this.#write(frame, data).then(() => {
        this.#isWriting = false;
        settle(frame);
        inFlight.changeWrites(-1);
        this.#advance();
      });
    }
  }

  async #write({ number, completion }: OpenFrame, data: DataFile): Promise<void> {
    const { onWritten } = this.#options;
    if (completion?.kind !== "done") return;
    try {
      onWritten(await data.add(number, completion.content.variables ?? []));
    } catch (error) {
      onWritten({ error });
    }
  }
}

/** Whether there is data to be written. A frame that was dropped meanwhile leaves none. */
function hasData({ state, completion }: OpenFrame): boolean {
  if (state !== "completed" || completion?.kind !== "done") return false;
  return (completion.content.variables?.length ?? 0) > 0;
}
