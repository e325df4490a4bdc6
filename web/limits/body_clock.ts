/**
 * How long a body may take.
 *
 * @module
 */
import { because } from "../../base/errors/mod.ts";
import { HttpProblem } from "../api/errors.ts";

/**
 * It brings this much at least, or all of it, in the time that it may stand still: a byte now and then
 * would hold a connection for days. About 1 KB a second, as the slowest mobile networks have it.
 */
const LEAST_BYTES = 16 * 1024;

/** Measures the waiting for a body; what is done with its pieces takes none of its time. */
export class BodyClock {
  readonly #idleMs: number;
  #leftMs: number;
  #came = 0;

  /** @param idleMs a body that brings nothing, or next to nothing, for this time is given up */
  constructor(idleMs: number) {
    this.#idleMs = idleMs;
    this.#leftMs = idleMs;
  }

  /**
   * What a body brings next.
   *
   * @throws {HttpProblem} 408 when it takes too long
   */
  async next(
    reader: ReadableStreamDefaultReader<Uint8Array>,
  ): Promise<ReadableStreamReadResult<Uint8Array>> {
    const since = performance.now();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(this.#late()), Math.max(0, this.#leftMs));
    });
    try {
      const read = await Promise.race([reader.read(), late]);
      this.#leftMs -= performance.now() - since;
      this.#came += read.value?.byteLength ?? 0;
      if (this.#came >= LEAST_BYTES) {
        this.#came = 0;
        this.#leftMs = this.#idleMs;
      }
      // A timer that is due may come after the next byte, again and again.
      if (!read.done && this.#leftMs <= 0) throw this.#late();
      return read;
    } finally {
      clearTimeout(timer);
    }
  }

  #late(): HttpProblem {
    const sentence = this.#came === 0
      ? `The upload stood still for ${this.#idleMs} ms.`
      : `The upload brought less than ${LEAST_BYTES / 1024} KB in ${this.#idleMs} ms.`;
    return new HttpProblem(
      408,
      "DEADLINE_EXCEEDED",
      sentence,
      undefined,
      undefined,
      because("upload-stalled", { waited_ms: this.#idleMs }),
    );
  }
}
