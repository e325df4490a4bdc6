/**
 * Middleware that keeps other sites out: every request must be meant for this server by its `Host`,
 * and one that changes something, or opens a WebSocket, must come from our own page. A client that
 * sends no `Origin` is no browser and passes.
 *
 * @module
 */
import type { MiddlewareHandler } from "hono";
import { because, FrameboxError } from "../../base/errors/mod.ts";
import type { Logger } from "../../base/log/mod.ts";
import type { AllowedHost } from "../../base/settings/mod.ts";
import { type Env, placeOf, usualPort } from "../place/place.ts";
import { type HostPort, KnownHosts, parseHost } from "./host.ts";
import { RefusedAddresses } from "./refused_addresses.ts";

/** What the check is made from. */
export interface SameSiteOptions {
  readonly host: string;
  readonly allowedHosts: readonly AllowedHost[];
}

const READING = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * The middleware.
 *
 * @param log has one line of each address that is refused and may be framebox's own
 * @throws {FrameboxError} `PERMISSION_DENIED`, from the handler
 */
export function sameSite(options: SameSiteOptions, log: Logger): MiddlewareHandler<Env> {
  const known = new KnownHosts(options.host, options.allowedHosts);
  const refused = new RefusedAddresses(known, log);
  return async (c, next) => {
    const { host } = placeOf(c);
    if (!host) {
      throw new FrameboxError(
        "PERMISSION_DENIED",
        "The request's Host header is no host name, so it can't be meant for this server " +
          "(setting ALLOWED_HOSTS for its names).",
        undefined,
        because("host-not-a-name"),
      );
    }
    if (!known.knows(host)) throw refused.host(host);
    if (!READING.has(c.req.method) || c.req.header("upgrade") !== undefined) {
      checkOrigin(c.req.raw.headers, host, refused);
    }
    await next();
  };
}

function checkOrigin(headers: Headers, host: HostPort, refused: RefusedAddresses): void {
  // A second signal, sent by browsers alone, which no script can set.
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none") throw otherSite();
  const text = headers.get("origin");
  if (text === null) return;
  const origin = originOf(text);
  if (!origin) throw otherSite();
  const { scheme, ...from } = origin;
  const usual = usualPort(scheme);
  const port = from.port || usual;
  if (from.name === host.name && port === (host.port || usual)) return;
  // Behind a proxy that changes Host, the page's own name is one that was configured.
  if (refused.known.allowsOrigin({ ...from, port }, usual)) return;
  throw refused.origin(from, scheme, host);
}

/** `undefined` for what is no page of the web, e.g. `null`. */
function originOf(text: string): HostPort & { scheme: "http" | "https" } | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol !== "http:" && url.protocol !== "https:") return undefined;
  const from = parseHost(url.host);
  return from && { ...from, scheme: url.protocol === "https:" ? "https" : "http" };
}

function otherSite(): FrameboxError {
  return new FrameboxError(
    "PERMISSION_DENIED",
    "This request came from another site's page; framebox takes such requests from its own page " +
      "only (setting ALLOWED_HOSTS for other names of this server).",
    undefined,
    because("other-site"),
  );
}
