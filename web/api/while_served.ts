/**
 * A session that may be ended to make room stays while somebody downloads from it.
 *
 * @module
 */
import type { Context } from "hono";
import type { Hub } from "../../hub/mod.ts";
import { type ApiRoute, pathParam } from "./route.ts";

/** Answers a request; the session in its path, if it may have to go, stays until the answer is read. */
export async function whileServed(
  hub: Hub,
  c: Context,
  handle: ApiRoute["handle"],
): Promise<Response> {
  const session = hub.session(pathParam(c, "session"));
  if (!session?.evictable) return await handle(c);
  const detach = session.attach();
  let body: Response["body"] = null;
  try {
    const response = await handle(c);
    // Of an answer to HEAD nobody reads the body.
    if (c.req.method !== "HEAD") body = response.body;
    return body ? new Response(observed(body, detach), response) : response;
  } finally {
    if (!body) detach();
  }
}

/** The same bytes; `over` is called when they were read, or nobody reads them any more. */
function observed(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  over: () => void,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader();
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (!done) return controller.enqueue(value);
      } catch (error) {
        over();
        throw error;
      }
      over();
      controller.close();
    },
    async cancel(reason) {
      over();
      await reader.cancel(reason);
    },
  }, { highWaterMark: 0 });
}
