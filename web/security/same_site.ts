/**
 * Middleware that keeps other sites out: every request must be meant for this box by its `Host`,
 * and one that changes something, or opens a WebSocket, must come from our own page. A client that
 * sends no `Origin` is no browser and passes.
 *
 * @module
 */
import type { MiddlewareHandler } from "hono";
import { FrameboxError } from "../../errors/mod.ts";
import { type HostPort, KnownHosts, parseHost } from "./host.ts";

/** What the check is made from. */
export interface SameSiteOptions {
  readonly host: string;
  readonly allowedHosts: readonly string[];
}

const READING = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * The middleware.
 *
 * @throws {FrameboxError} `PERMISSION_DENIED`, from the handler
 */
export function sameSite(options: SameSiteOptions): MiddlewareHandler {
  const known = new KnownHosts(options.host, options.allowedHosts);
  return async (c, next) => {
    const host = hostOf(c.req.raw);
    if (!host || !known.knows(host)) {
      throw new FrameboxError(
        "PERMISSION_DENIED",
        "This box doesn't go by that host name; add it to the setting ALLOWED_HOSTS.",
      );
    }
    if (!READING.has(c.req.method) || c.req.header("upgrade") !== undefined) {
      checkOrigin(c.req.raw.headers, host, known);
    }
    await next();
  };
}

/** HTTP/2 has its host in the URL; HTTP/1.1 in `Host`, and there it is what the browser meant. */
function hostOf(request: Request): HostPort | undefined {
  const header = request.headers.get("host");
  if (header !== null) return parseHost(header);
  return URL.canParse(request.url) ? parseHost(new URL(request.url).host) : undefined;
}

function checkOrigin(headers: Headers, host: HostPort, known: KnownHosts): void {
  const origin = headers.get("origin");
  if (origin !== null && !isOurs(origin, host, known)) refuse();
  // A second signal, sent by browsers alone, which no script can set.
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none") refuse();
}

function isOurs(origin: string, host: HostPort, known: KnownHosts): boolean {
  if (!URL.canParse(origin)) return false;
  const url = new URL(origin);
  if (url.protocol !== "http:" && url.protocol !== "https:") return false;
  const from = parseHost(url.host);
  if (!from) return false;
  const usual = url.protocol === "https:" ? "443" : "80";
  if (from.name === host.name && (from.port || usual) === (host.port || usual)) return true;
  // Behind a proxy that changes Host, the page's own name is one that was configured.
  return known.allowsOrigin({ name: from.name, port: from.port || usual }, usual);
}

function refuse(): never {
  throw new FrameboxError(
    "PERMISSION_DENIED",
    "This request came from another site's page; framebox takes such requests from its own page " +
      "only (setting ALLOWED_HOSTS for other names of this box).",
  );
}
