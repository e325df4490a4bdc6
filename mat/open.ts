import { FrameboxError } from "../base/errors/mod.ts";
import { MatAppender } from "./append.ts";
import { readAt, writeAt } from "./file_io.ts";
import { scanElements } from "./scan.ts";
import { HEADER_BYTES } from "./tags.ts";
import { fileHeader } from "./write.ts";

/** How a file on disk is opened. */
export interface OpenMatOptions {
  /** The most bytes the file may grow to; no limit when left out. */
  readonly maxBytes?: number;
  /**
   * What happens to a last variable that is not whole, as a crash while it was written leaves it:
   * it is cut off (see {@linkcode MatAppender.cutBytes}), or the file is refused. `truncate` when
   * left out.
   */
  readonly onCut?: "truncate" | "refuse";
}

/**
 * Opens a Level 5 file on disk to append to it, or makes one with a header and no variables.
 * Its variables are found by their tags: their contents are not read.
 *
 * @example Collect results
 * ```ts
 * import { openMatFile, readMat, scalar, writeElement } from "./mod.ts";
 * import assert from "node:assert/strict";
 *
 * const path = await Deno.makeTempFile({ suffix: ".mat" });
 * const file = await openMatFile(path);
 * await file.append([writeElement("data_00000", scalar(1))]);
 * await file.append([writeElement("data_00001", scalar(2))]);
 * await file.close();
 * const names = readMat(await Deno.readFile(path)).variables.map(({ name }) => name);
 * assert.deepEqual(names, ["data_00000", "data_00001"]);
 * await Deno.remove(path);
 * ```
 *
 * @throws {FrameboxError} INVALID_ARGUMENT for a damaged file, FAILED_PRECONDITION for one of
 * another format or, when so asked, with its end missing
 */
export async function openMatFile(
  path: string,
  options: OpenMatOptions = {},
): Promise<MatAppender> {
  const file = await Deno.open(path, { read: true, write: true, create: true });
  try {
    const { size } = await file.stat();
    if (size === 0 || await isCutHeader(file, size)) {
      if (size > 0 && options.onCut === "refuse") throw endMissing();
      await file.truncate(0);
      await writeAt(file, 0, fileHeader());
      return new MatAppender(path, file, [], HEADER_BYTES, size, options.maxBytes);
    }
    const { entries, end } = await scanElements(
      (offset, length) => readAt(file, offset, length),
      size,
    );
    if (end < size) {
      if (options.onCut === "refuse") throw endMissing();
      await file.truncate(end);
    }
    return new MatAppender(path, file, entries, end, size - end, options.maxBytes);
  } catch (error) {
    file.close();
    throw error;
  }
}

function endMissing(): FrameboxError {
  return new FrameboxError(
    "FAILED_PRECONDITION",
    "The MATLAB file's last variable is not whole: cut it off, or write the file again.",
  );
}

/** True for a file that holds less than the header of one of ours. */
async function isCutHeader(file: Deno.FsFile, size: number): Promise<boolean> {
  if (size >= HEADER_BYTES) return false;
  const there = new TextDecoder("latin1").decode(await readAt(file, 0, size));
  const ours = "MATLAB 5.0 MAT-file";
  return there.startsWith(ours.slice(0, there.length));
}
