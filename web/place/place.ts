/**
 * Where framebox is for the sender of a request: behind which name, by which scheme, below which path.
 * framebox knows its own part of that; a proxy in front sends the rest by `X-Forwarded-Proto`,
 * `-Host`, `-Port` and `-Prefix`, if it is one of `TRUSTED_PROXIES`.
 *
 * @module
 */
import type { Context, MiddlewareHandler } from "hono";
import {
  type HostPort,
  hostText,
  parseHost,
  type Principal,
  TrustedProxies,
} from "../../auth/mod.ts";
import type { Logger } from "../../base/log/mod.ts";
import { type AddressBlock, parseBasePath } from "../../base/settings/mod.ts";
import { type Bindings, bindingsOf } from "../http/bindings.ts";

/** How one request's sender reaches framebox. */
export interface Place {
  readonly scheme: "http" | "https";
  /** What the request was for; `undefined` if that can't be a host. */
  readonly host: HostPort | undefined;
  /** What stands before each path of framebox, e.g. `/box`; empty for the host itself. */
  readonly base: string;
  /** The address of the sender, or of its last proxy that isn't trusted; empty if that isn't known. */
  readonly client: string;
}

/** What it is found from; as in `WebOptions`. */
export interface PlaceOptions {
  readonly basePath: string;
  readonly tls?: object | undefined;
  readonly trustedProxies: readonly AddressBlock[];
}

/** What the application knows of a request besides its own bytes. */
export interface Env {
  readonly Bindings: Bindings;
  /** What middleware has found out. */
  readonly Variables: { readonly place: Place; readonly principal: Principal };
}

/** An IPv6 address with a zone and a port. */
const MAX_ADDRESS = 80;

/** Peers whose ignored headers are logged; ever new ones don't fill the log. */
const MAX_LOGGED = 32;

/**
 * Finds each request's place; {@linkcode placeOf} gives it.
 *
 * @param log has one line of each peer that sends a prefix and isn't trusted
 */
export function findPlace(options: PlaceOptions, log: Logger): MiddlewareHandler<Env> {
  const proxies = new TrustedProxies(options.trustedProxies);
  const logged = new Set<string>();
  const warn = (peer: string) => {
    if (logged.has(peer) || logged.size >= MAX_LOGGED) return;
    logged.add(peer);
    log.warn("web_prefix_ignored", { from: peer, if_yours: `TRUSTED_PROXIES=${peer}` });
  };
  return async (c, next) => {
    const { headers } = c.req.raw;
    const peer = bindingsOf(c)?.incoming.socket.remoteAddress;
    const own: Place = {
      scheme: options.tls ? "https" : "http",
      host: hostOf(c.req.raw),
      base: options.basePath,
      client: peer ?? "",
    };
    const isTrusted = proxies.trusts(peer);
    if (!isTrusted && peer !== undefined && prefixOf(headers) !== "") warn(peer);
    c.set("place", isTrusted ? forwarded(headers, own) : own);
    await next();
  };
}

/** A request's place. */
export function placeOf(c: Context<Env>): Place {
  return c.get("place");
}

/** What stands before the path in an address that the sender can use, e.g. `https://box.lab/box`. */
export function addressOf({ scheme, host, base }: Place): string {
  return `${scheme}://${host ? hostText(host, scheme) : "localhost"}${base}`;
}

/** HTTP/2 has its host in the URL; HTTP/1.1 in `Host`, and there it is what the browser meant. */
function hostOf(request: Request): HostPort | undefined {
  const header = request.headers.get("host");
  if (header !== null) return parseHost(header);
  return URL.canParse(request.url) ? parseHost(new URL(request.url).host) : undefined;
}

/** framebox's own place as a proxy in front has it. Nonsense is ignored. */
function forwarded(headers: Headers, own: Place): Place {
  const proto = last(headers, "x-forwarded-proto")?.toLowerCase();
  const scheme = proto === "https" || proto === "wss"
    ? "https"
    : proto === "http" || proto === "ws"
    ? "http"
    : own.scheme;
  const named = last(headers, "x-forwarded-host");
  const host = named === undefined ? own.host : parseHost(named) ?? own.host;
  return {
    scheme,
    host: host && withPort(headers, host),
    base: prefixOf(headers) + own.base,
    client: last(headers, "x-forwarded-for")?.slice(0, MAX_ADDRESS) ?? own.client,
  };
}

/** One path: several values, of several proxies, can't be put together again. */
function prefixOf(headers: Headers): string {
  return parseBasePath(headers.get("x-forwarded-prefix")?.trim() ?? "") ?? "";
}

/** The nearest proxy has written the last of several values; before it stands what it was sent. */
function last(headers: Headers, name: string): string | undefined {
  return headers.get(name)?.split(",").at(-1)?.trim() || undefined;
}

function withPort(headers: Headers, host: HostPort): HostPort {
  const port = last(headers, "x-forwarded-port");
  return host.port === "" && port !== undefined && /^[1-9]\d{0,4}$/.test(port)
    ? { ...host, port }
    : host;
}
