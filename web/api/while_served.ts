/**
 * A session that may be ended to make room stays while a client downloads from it.
 *
 * @module
 */
import type { Context } from "hono";
import type { Session } from "../../hub/mod.ts";
import { whileSent } from "../../base/files/mod.ts";

/**
 * Answers a request; its session, if that may have to go, stays until the answer is read.
 *
 * @param session the one in the request's path; `undefined`: there is none, or it is another caller's
 */
export async function whileServed(
  session: Pick<Session, "evictable" | "attach"> | undefined,
  c: Context,
  handle: (c: Context) => Response | Promise<Response>,
): Promise<Response> {
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
