/**
 * A small JSON object as a request's body.
 *
 * @module
 */
import { FrameboxError } from "../../base/errors/mod.ts";
import { readBody } from "../limits/read_body.ts";
import type { WebContext } from "../web_context.ts";

/** Longest body, in bytes. */
const MAX_BODY = 4096;

/**
 * Reads an object; no body at all is an empty one.
 *
 * @param sentence what a right body is
 * @throws {FrameboxError} `INVALID_ARGUMENT` with that sentence for anything else
 */
export async function readJsonObject(
  context: WebContext,
  request: Request,
  sentence: string,
): Promise<Readonly<Record<string, unknown>>> {
  const account = context.budget.account();
  let value: unknown;
  try {
    const { uploadIdleMs: idleMs } = context.options;
    const body = await readBody(request, { maxBytes: MAX_BODY, idleMs, account });
    value = body.byteLength === 0 ? {} : JSON.parse(new TextDecoder().decode(body));
  } catch (caught) {
    if (!(caught instanceof SyntaxError)) throw caught;
  } finally {
    account.release();
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw new FrameboxError("INVALID_ARGUMENT", sentence);
}

/**
 * A field that may be left out or null.
 *
 * @param sentence what a right body is
 * @throws {FrameboxError} `INVALID_ARGUMENT` with that sentence for anything but a text
 */
export function optionalText(value: unknown, sentence: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return value;
  throw new FrameboxError("INVALID_ARGUMENT", sentence);
}
