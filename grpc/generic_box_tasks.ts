/**
 * GenericBoxService's pool tasks: making frames' messages, and reading results that would block the main
 * thread.
 *
 * @module
 */
import type { DataVariable } from "../hub/mod.ts";
import { type AnyTask, defineTask, type Task, toTransfer } from "../base/pool/mod.ts";
import type { MatLimits } from "../mat/mod.ts";
import { readDataVariables, readShownPicture, type ShownPicture } from "./result_files.ts";
import { type SubmitInput, type SubmitMessage, submitMessage } from "./submit_message.ts";

/** A .mat file to read. */
export interface ReadInput {
  readonly bytes: Uint8Array;
  readonly limits: MatLimits;
}

/** {@linkcode submitMessage} in a pool thread. */
export const submitTask: Task<SubmitInput, SubmitMessage> = defineTask(
  "generic_box.submit",
  async (input: SubmitInput) => {
    const output = await submitMessage(input);
    return { output, transfer: [output.bytes.buffer] };
  },
);

/** {@linkcode readShownPicture} in a pool thread. */
export const pictureTask: Task<ReadInput, ShownPicture> = defineTask(
  "generic_box.picture",
  ({ bytes, limits }: ReadInput) => {
    const { hash, picture } = readShownPicture(bytes, limits);
    const isFile = picture instanceof Uint8Array;
    const { data, transfer } = toTransfer(isFile ? picture : picture.data);
    const output: ShownPicture = { hash, picture: isFile ? data : { ...picture, data } };
    return { output, transfer };
  },
);

/** {@linkcode readDataVariables} in a pool thread. */
export const variablesTask: Task<ReadInput, DataVariable[]> = defineTask(
  "generic_box.variables",
  ({ bytes, limits }: ReadInput) => {
    const variables = readDataVariables(bytes, limits);
    // Most are views on `bytes`, which this thread owns: all are transferred together.
    const buffers = new Set(variables.map(({ element }) => element.buffer));
    const transfer = [...buffers].filter((buffer) => buffer instanceof ArrayBuffer);
    return { output: variables, transfer };
  },
);

/** All of this service's tasks, for the entry of a pool thread. */
export const genericBoxTasks: readonly AnyTask[] = [submitTask, pictureTask, variablesTask];
