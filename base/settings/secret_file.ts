/** Secrets that stand in files, as Docker and Kubernetes hand them over: `WORKER_TOKEN_FILE`. */
import { FrameboxError } from "../errors/mod.ts";
import type { Setting } from "./setting.ts";

/** More than any secret has: 64 cameras with addresses of 1,000 characters. */
const MAX_BYTES = 65_536;

/** The names under which a setting's value may be given by a file. */
export interface FileNames {
  readonly env: string;
  readonly flag: string;
}

/** Those names; only secrets have them. */
export function fileNames(setting: Setting<unknown>): FileNames | undefined {
  if (!setting.type.isSecret) return undefined;
  return { env: `${setting.env}_FILE`, flag: `${setting.flags[0]}-file` };
}

/**
 * The text of a secret's file, without the line feed that editors put at its end.
 *
 * @param given the variable or flag that names the file
 * @throws {FrameboxError} `INVALID_ARGUMENT`, a sentence that names both and nothing of the content
 */
export function readSecretFile(given: string, path: string): string {
  const wrong = (what: string, cause?: unknown) =>
    new FrameboxError(
      "INVALID_ARGUMENT",
      `The setting ${given} names the file ${path}, which ${what}.`,
      cause,
    );
  let bytes: Uint8Array;
  try {
    bytes = readUpTo(path, MAX_BYTES + 1);
  } catch (error) {
    throw wrong("can't be read; it must be a file that this user may read", error);
  }
  if (bytes.length > MAX_BYTES) {
    throw wrong(`is longer than ${MAX_BYTES} bytes; it must hold the secret alone`);
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw wrong("is no text in UTF-8; it must hold the secret alone", error);
  }
  const secret = text.replace(/\r?\n$/, "");
  // Without the secret that the operator wanted, framebox would be open.
  if (secret === "") throw wrong("is empty; it must hold the secret");
  return secret;
}

/** The first bytes of a file, which may be a pipe. */
function readUpTo(path: string, max: number): Uint8Array {
  using file = Deno.openSync(path);
  const bytes = new Uint8Array(max);
  let at = 0;
  while (at < max) {
    const read = file.readSync(bytes.subarray(at));
    if (read === null) break;
    at += read;
  }
  return bytes.subarray(0, at);
}
