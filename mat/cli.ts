import { FrameboxError } from "../base/errors/mod.ts";
import { jsonPieces } from "./json.ts";
import type { MatLimits } from "./limits.ts";
import { readMat } from "./read.ts";
import { formatMatText } from "./text.ts";

/** What the command needs of its surroundings. */
export interface MatInspectIo {
  /** Reads a whole file. */
  readFile(path: string): Promise<Uint8Array>;
  /** Writes to standard output, adding nothing: line ends are in the text. */
  write(text: string): void | Promise<void>;
  /** Writes to standard error, adding nothing. */
  writeError(text: string): void | Promise<void>;
}

const USAGE = "Usage: framebox mat inspect [--json] FILE…\n";

/** Text that is collected before it is written. */
const WRITE_CHARACTERS = 65_536;

/**
 * `framebox mat inspect [--json] FILE…`: prints what is in MATLAB files. With `--json` each file,
 * readable or not, is one line of JSON on standard output.
 *
 * @param args what stands after `mat inspect`
 * @returns the exit code: 0; 1 when a file could not be read; 2 when `args` can't be understood
 */
export async function runMatInspect(
  args: readonly string[],
  io: MatInspectIo,
  limits: Partial<MatLimits> = {},
): Promise<number> {
  const end = args.includes("--") ? args.indexOf("--") : args.length;
  const options = args.slice(0, end).filter((arg) => arg.startsWith("-"));
  const paths = [
    ...args.slice(0, end).filter((arg) => !arg.startsWith("-")),
    ...args.slice(end + 1),
  ];
  if (options.some((option) => option !== "--json") || paths.length === 0) {
    await io.writeError(USAGE);
    return 2;
  }
  const json = options.length > 0;
  let code = 0;
  for (const path of paths) {
    try {
      const file = readMat(await open(path, io), limits);
      if (json) await writePieces(io, jsonPieces(path, file));
      else await io.write(`${path}: ${formatMatText(file)}`);
    } catch (error) {
      if (!(error instanceof FrameboxError)) throw error;
      code = 1;
      if (json) {
        await io.write(`${JSON.stringify({ file: path, error: error.message })}\n`);
      } else await io.writeError(`${path}: ${error.message}\n`);
    }
  }
  return code;
}

async function open(path: string, io: MatInspectIo): Promise<Uint8Array> {
  try {
    return await io.readFile(path);
  } catch (cause) {
    const name = cause instanceof Error ? cause.name : "";
    if (name === "NotFound") throw new FrameboxError("NOT_FOUND", "There is no such file.", cause);
    throw new FrameboxError(
      "INVALID_ARGUMENT",
      "The file can't be opened: it must be a file that you may read.",
      cause,
    );
  }
}

async function writePieces(io: MatInspectIo, pieces: Iterable<string>): Promise<void> {
  let text = "";
  for (const piece of pieces) {
    text += piece;
    if (text.length >= WRITE_CHARACTERS) {
      await io.write(text);
      text = "";
    }
  }
  await io.write(`${text}\n`);
}
