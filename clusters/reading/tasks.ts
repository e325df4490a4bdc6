/**
 * What a pool's thread loads of clusters/: answers and files are read.
 *
 * @module
 */
import {
  type AnyTask,
  defineTask,
  type Task,
  type TaskResult,
  toTransfer,
} from "../../base/pool/mod.ts";
import { type Answer, decodeAnswer, readFile, type Reading } from "../../oscar/answer/mod.ts";

/** Decodes an answer. */
export const decodeTask: Task<Uint8Array<ArrayBuffer>, Answer> = defineTask(
  "clusters.decode",
  (body: Uint8Array<ArrayBuffer>): TaskResult<Answer> => {
    const answer = decodeAnswer(body);
    const outgoing = new Outgoing();
    const other = answer.other && outgoing.reading(answer.other);
    const output = { ...answer, reading: outgoing.reading(answer.reading), other };
    return { output, transfer: outgoing.transfer };
  },
);

/** Reads a file. */
export const readTask: Task<Uint8Array<ArrayBuffer>, Reading> = defineTask(
  "clusters.read",
  (bytes: Uint8Array<ArrayBuffer>): TaskResult<Reading> => {
    const outgoing = new Outgoing();
    const output = outgoing.reading(readFile(bytes));
    return { output, transfer: outgoing.transfer };
  },
);

/** All tasks of this folder. */
export const clusterTasks: readonly AnyTask[] = [decodeTask, readTask];

/** Readings on their way, with their bytes handed over. */
class Outgoing {
  readonly transfer: ArrayBuffer[] = [];

  reading(reading: Reading): Reading {
    if (reading.kind === "empty") return reading;
    const { data, transfer: [buffer] } = toTransfer(reading.bytes);
    // Two readings may be of the same bytes.
    if (buffer && !this.transfer.includes(buffer)) this.transfer.push(buffer);
    return { ...reading, bytes: data };
  }
}
