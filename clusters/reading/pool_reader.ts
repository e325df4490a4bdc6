/**
 * Reads large answers in a pool: a few megabytes of JSON, or of a Python literal, would keep the server's own thread
 * from everyone else for seconds.
 *
 * @module
 */
import type { Pool } from "../../base/pool/mod.ts";
import { toTransfer } from "../../base/pool/mod.ts";
import {
  type Answer,
  type AnswerReader,
  DIRECT_READER,
  type Reading,
} from "../../oscar/answer/mod.ts";
import { decodeTask, readTask } from "./tasks.ts";

/** Less is read sooner than it is handed over. */
const LARGE_BYTES = 512 * 1024;

/** See the module. */
export class PoolReader implements AnswerReader {
  readonly #pool: Pool;

  /** Reads in this pool. */
  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async decode(body: Uint8Array<ArrayBuffer>, signal: AbortSignal): Promise<Answer> {
    if (body.byteLength < LARGE_BYTES) return await DIRECT_READER.decode(body, signal);
    const { data, transfer } = toTransfer(body);
    return await this.#pool.run(decodeTask, data, { transfer, signal });
  }

  async read(bytes: Uint8Array<ArrayBuffer>, signal: AbortSignal): Promise<Reading> {
    if (bytes.byteLength < LARGE_BYTES) return await DIRECT_READER.read(bytes, signal);
    const { data, transfer } = toTransfer(bytes);
    return await this.#pool.run(readTask, data, { transfer, signal });
  }
}
