/**
 * Asks who a request's caller is, and enforces what its route declares: the only place that decides who may call which
 * route. What the messages of an open live socket need is declared in `web/live/message_access.ts` and enforced by
 * `web/live/live_socket.ts`, by the same levels.
 *
 * @module
 */
import type { Context, MiddlewareHandler } from "hono";
import type { Access, Authenticator, AuthRequest, Principal } from "../../auth/mod.ts";
import { bindingsOf } from "../http/bindings.ts";
import { type Env, placeOf } from "../place/place.ts";

/** Middleware that refuses other sites' pages, whatever they ask for. */
export function fromOwnSite(auth: Authenticator): MiddlewareHandler<Env> {
  return async (c, next) => {
    auth.checkSource(authRequestOf(c));
    await next();
  };
}

/**
 * Lets a request through whose caller has what its route needs; {@linkcode principalOf} has the caller from then
 * on.
 *
 * @throws {FrameboxError} `UNAUTHENTICATED` or `PERMISSION_DENIED`
 */
export function admit(auth: Authenticator, access: Access, c: Context<Env>): void {
  c.set("principal", auth.admit(authRequestOf(c), access));
}

/** Middleware that does so for all routes after it. */
export function admitted(auth: Authenticator, access: Access): MiddlewareHandler<Env> {
  return async (c, next) => {
    admit(auth, access, c);
    await next();
  };
}

/** Who sent a request. */
export function principalOf(c: Context<Env>): Principal {
  return c.get("principal");
}

/** A request as `auth/` knows it. */
export function authRequestOf(c: Context<Env>): AuthRequest {
  const { host, scheme } = placeOf(c);
  const incoming = bindingsOf(c)?.incoming;
  return {
    transport: c.req.header("upgrade") === undefined ? "http" : "websocket",
    header: (name) => c.req.header(name),
    isRepeated: (name) => (incoming?.headersDistinct[name]?.length ?? 0) > 1,
    peer: incoming?.socket.remoteAddress,
    site: { host, method: c.req.method, scheme },
  };
}
