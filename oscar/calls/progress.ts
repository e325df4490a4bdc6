/**
 * Progress of one call: stages in their order, each change once.
 *
 * @module
 */
import type { ErrorReason } from "../../base/errors/mod.ts";
import type { NewObject } from "../storage/mod.ts";
import type { CallProgress } from "./service_call.ts";

const ORDER = ["queued", "uploading", "waiting", "running", "fetching", "done"] as const;

/** See the module. */
export class Progress {
  readonly #publish: (progress: CallProgress) => void;
  #last: CallProgress | undefined;

  /** @param publish called for each change */
  constructor(publish: (progress: CallProgress) => void = () => {}) {
    this.#publish = publish;
  }

  /** Publishes where it is new and no step back; only a new try goes back to `waiting`, with its reason. */
  report(next: CallProgress): void {
    const last = this.#last;
    const isAgain = next.stage === "waiting" && next.because !== undefined;
    const isBack = last !== undefined && ORDER.indexOf(next.stage) < ORDER.indexOf(last.stage);
    if (isBack && !isAgain || isSame(last, next)) return;
    this.#last = next;
    this.#publish(next);
  }

  /** It waits in the cluster. */
  waits(because?: ErrorReason): void {
    this.report({ stage: "waiting", because });
  }

  /**
   * An object that reports what is sent of it.
   *
   * @param onSent called when all of it was sent
   */
  uploading(object: NewObject, onSent: () => void): NewObject {
    const { byteLength: totalBytes } = object;
    return {
      ...object,
      pieces: () => this.#counted(object.pieces(), totalBytes, onSent),
    };
  }

  async *#counted(
    pieces: AsyncIterable<Uint8Array>,
    totalBytes: number,
    onSent: () => void,
  ): AsyncGenerator<Uint8Array, void, void> {
    let sentBytes = 0;
    for await (const piece of pieces) {
      sentBytes += piece.length;
      // With the last piece the object is whole.
      if (sentBytes === totalBytes) onSent();
      yield piece;
      this.report({ stage: "uploading", sentBytes, totalBytes });
    }
  }
}

function isSame(last: CallProgress | undefined, next: CallProgress): boolean {
  if (last?.stage !== next.stage) return false;
  if (next.stage === "running" && last.stage === "running") {
    return last.since?.getTime() === next.since?.getTime();
  }
  if (next.stage === "waiting" && last.stage === "waiting") return next.because === undefined;
  return next.stage !== "uploading";
}
