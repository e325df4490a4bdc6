/**
 * A server below a path: routes are written as if it stood at the host itself.
 *
 * @module
 */
import { because, FrameboxError } from "../../base/errors/mod.ts";
import type { MiddlewareHandler } from "hono";
import { getPath } from "hono/utils/url";
import { type Env, placeOf } from "./place.ts";

/** Answered at the host itself as well: who probes a server needn't know where its page is. */
const PROBES = ["/healthz", "/readyz"];

/**
 * How the application finds a request's route.
 *
 * @param basePath e.g. `/box`; empty for none
 */
export function pathBelow(basePath: string): (request: Request) => string {
  return (request) => {
    const path = getPath(request);
    return path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : path;
  };
}

/**
 * Refuses what is not below the path, and names where the page is.
 *
 * @param basePath e.g. `/box`; empty for none
 * @throws {FrameboxError} `NOT_FOUND`, from the handler
 */
export function onlyBelow(basePath: string): MiddlewareHandler<Env> {
  return async (c, next) => {
    const path = getPath(c.req.raw);
    if (path.startsWith(`${basePath}/`) || PROBES.includes(path)) return await next();
    const page = `${placeOf(c).base}/`;
    if (path === basePath && ["GET", "HEAD"].includes(c.req.method)) return c.redirect(page);
    throw new FrameboxError(
      "NOT_FOUND",
      `There is nothing at this address; this server's page is at ${page} (setting BASE_PATH).`,
      undefined,
      because("nothing-here", { page }),
    );
  };
}
