/**
 * HEAD: what GET would answer, with its length and without its body (RFC 9110, 9.3.2).
 *
 * @module
 */
import type { MiddlewareHandler } from "hono";

/** More is a stream that declares its length itself, or has none. */
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Every GET route answers HEAD too; Hono takes the body away. What was made in memory is measured
 * first. Files and archives declare their length themselves and open nothing for HEAD; what has no end
 * begins nothing.
 */
export function headAnswers(): MiddlewareHandler {
  return async (c, next) => {
    await next();
    if (c.req.method !== "HEAD") return;
    const { body, headers, status } = c.res;
    // What is endless has no length; a redirect has a body of none.
    if (!body && headers.has("Location")) headers.set("Content-Length", "0");
    if (!body) return;
    const length = headers.has("Content-Length") ? undefined : await lengthOf(body);
    if (length === undefined) await body.cancel().catch(() => {});
    c.res = new Response(null, { status, headers });
    if (length !== undefined) c.res.headers.set("Content-Length", String(length));
  };
}

/** `undefined`: it is longer than what is made in memory. */
async function lengthOf(body: ReadableStream<Uint8Array>): Promise<number | undefined> {
  const reader = body.getReader();
  let length = 0;
  while (length <= MAX_BYTES) {
    const { done, value } = await reader.read();
    if (done) return length;
    length += value.byteLength;
  }
  reader.releaseLock();
  return undefined;
}
