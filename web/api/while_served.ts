/**
 * A session that may be ended to make room stays while a client downloads from it.
 *
 * @module
 */
import type { Context } from "hono";
import type { Hub } from "../../hub/mod.ts";
import { whileSent } from "../../base/files/mod.ts";

/** Answers a request; the session in its path, if it may have to go, stays until the answer is read. */
export async function whileServed(
  hub: Hub,
  c: Context,
  handle: (c: Context) => Response | Promise<Response>,
): Promise<Response> {
  const session = hub.session(c.req.param("session") ?? "");
  if (!session?.evictable) return await handle(c);
  const detach = session.attach();
  let body: Response["body"] = null;
  try {
    const response = await handle(c);
    // The body of an answer to HEAD is never read.
    if (c.req.method !== "HEAD") body = response.body;
    return body ? new Response(whileSent(body, detach), response) : response;
  } finally {
    if (!body) detach();
  }
}
