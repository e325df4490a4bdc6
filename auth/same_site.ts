/**
 * Where a browser's request comes from: every request must be meant for this server by its `Host`, and one that
 * changes something, or opens a WebSocket, must come from our own page. A client that sends no `Origin` is no
 * browser and passes.
 *
 * @module
 */
import { because, FrameboxError } from "../base/errors/mod.ts";
import type { Logger } from "../base/log/mod.ts";
import type { AllowedHost } from "../base/settings/mod.ts";
import { type HostPort, KnownHosts, parseHost, usualPort } from "./host.ts";
import { RefusedAddresses } from "./refused_addresses.ts";
import type { AuthRequest } from "./request.ts";

/** What the check is made from. */
export interface SiteOptions {
  /** Address to listen on. Setting `HOST`. */
  readonly host: string;
  /** Other names under which users reach the page. Setting `ALLOWED_HOSTS`. */
  readonly allowedHosts: readonly AllowedHost[];
}

const READING = new Set(["GET", "HEAD", "OPTIONS"]);

/** See the module. */
export class SameSite {
  readonly #known: KnownHosts;
  readonly #refused: RefusedAddresses;

  /**
   * Knows the names of this server.
   *
   * @param log has one line of each address that is refused and may be framebox's own
   */
  constructor(options: SiteOptions, log: Logger) {
    this.#known = new KnownHosts(options.host, options.allowedHosts);
    this.#refused = new RefusedAddresses(this.#known, log);
  }

  /**
   * Checks a request; one without {@linkcode AuthRequest.site} can't be a page's.
   *
   * @throws {FrameboxError} `PERMISSION_DENIED`
   */
  check(request: AuthRequest): void {
    const { site, transport } = request;
    if (!site) return;
    const { host, method } = site;
    if (!host) {
      throw new FrameboxError(
        "PERMISSION_DENIED",
        "The request's Host header is no host name, so it can't be meant for this server " +
          "(setting ALLOWED_HOSTS for its names).",
        undefined,
        because("host-not-a-name"),
      );
    }
    if (!this.#known.knows(host)) throw this.#refused.host(host);
    if (!READING.has(method) || transport === "websocket") {
      checkOrigin(request, host, this.#refused);
    }
  }
}

function checkOrigin(request: AuthRequest, host: HostPort, refused: RefusedAddresses): void {
  // A second signal, sent by browsers alone, which no script can set.
  const site = request.header("sec-fetch-site");
  if (site !== undefined && site !== "same-origin" && site !== "none") throw otherSite();
  const text = request.header("origin");
  if (text === undefined) return;
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
