/**
 * A small JSON object as a request's body.
 *
 * @module
 */
import * as v from "valibot";
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
export async function readJson<Schema extends v.GenericSchema>(
  context: WebContext,
  request: Request,
  schema: Schema,
  sentence: string,
): Promise<v.InferOutput<Schema>> {
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
  // An array passes for an object without properties.
  const result = Array.isArray(value)
    ? undefined
    : v.safeParse(schema, value, { abortEarly: true });
  if (result?.success) return result.output;
  throw new FrameboxError("INVALID_ARGUMENT", sentence);
}
