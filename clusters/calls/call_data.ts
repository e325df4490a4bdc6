/**
 * The data of a call as a MATLAB file.
 *
 * @module
 */
import { char, struct, writeMat } from "../../mat/mod.ts";
import { contentFields } from "../content/mod.ts";
import type { Reading } from "../../oscar/answer/mod.ts";
import type { Call } from "./call.ts";
import type { StoredOutput } from "./stored_output.ts";

/** Of a call's data in memory at once, in bytes of its files. */
const MAX_DATA_BYTES = 64_000_000;

/** What making the file holds, in bytes; `undefined` where that is too much. */
export function dataBytes({ outputs }: Call): number | undefined {
  const bytes = outputs.filter(({ kind }) => kind === "data")
    .reduce((sum, { file }) => sum + file.byteLength, 0);
  return bytes > MAX_DATA_BYTES ? undefined : 2 * bytes;
}

/** Whether there is any. */
export function hasData({ outputs }: Call): boolean {
  return outputs.some(({ kind }) => kind === "data");
}

/**
 * `data.mat`: a struct for each output that is data or text, `data_00000`, `data_00001`, …, by its number, with the
 * fields that runs have; `service` and `input` name what was called with what.
 *
 * @param read what an output holds; see `SessionCalls.read`
 * @throws {FrameboxError} `NOT_FOUND` where a file is gone
 */
export async function callMat(
  call: Call,
  read: (output: StoredOutput) => Promise<Reading | undefined>,
): Promise<Uint8Array<ArrayBuffer>> {
  const structs = [];
  for (const [number, output] of call.outputs.entries()) {
    const { labels, boxes, kind } = output;
    const reading = await read(output);
    const text = kind === "text" && output.text !== "" ? output.text : undefined;
    const data = reading?.kind === "data" ? reading.value : undefined;
    const fields = contentFields({ labels, boxes, text }, data);
    if (Object.keys(fields).length === 0) continue;
    structs.push([`data_${String(number).padStart(5, "0")}`, struct(fields)] as const);
  }
  return writeMat([...structs, ["service", char(call.service)], ["input", char(call.input.name)]]);
}
