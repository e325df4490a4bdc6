/**
 * Whether a page's requests come through as they should. A browser doesn't report to a page why its
 * WebSocket was refused; the same checks answer here, in words.
 *
 * @module
 */
import { because, FrameboxError } from "../../base/errors/mod.ts";
import type { WebParts } from "../web_parts.ts";
import { empty } from "./bodies.ts";
import { type ApiRoute, route } from "./route.ts";

/** What the route uses. */
type AccessDeps = Pick<WebParts, "hub" | "intake" | "live">;

/** The route. */
export function accessRoutes(deps: AccessDeps): readonly ApiRoute[] {
  return [route({
    method: "post",
    path: "/api/v1/access",
    access: "open",
    operationId: "checkAccess",
    summary: "Whether requests that change something, and live sockets, are taken from here",
    description:
      "Changes nothing. A client that can't open a WebSocket learns why: an error names what " +
      "framebox has against it; 204, and it is something on the way that lets none through. A " +
      "body is read and thrown away, so that a sender finds out how much a proxy in front takes.",
    tag: "server",
    answers: { 204: empty("They are") },
    problems: [400, 403, 408, 413, 429, 503],
    handle: ({ c }) => check(deps, c.req.raw),
  })];
}

async function check({ hub, intake, live }: AccessDeps, request: Request): Promise<void> {
  for await (const _ of intake.chunks(request));
  if (hub.draining) {
    throw new FrameboxError(
      "UNAVAILABLE",
      "framebox is stopping; try again when it is back.",
      undefined,
      because("draining"),
    );
  }
  live.enter()();
}
