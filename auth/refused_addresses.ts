/**
 * The errors of an address that the server doesn't know: mostly a proxy in front
 * is the reason, so the sentence has the very value that mends it. Each is logged once.
 *
 * @module
 */
import { because, FrameboxError } from "../base/errors/mod.ts";
import type { Logger } from "../base/log/mod.ts";
import { type HostPort, hostText, type KnownHosts, usualPort } from "./host.ts";

/** Ever new names don't fill the log. */
const MAX_LOGGED = 32;

/** Makes the refusals. */
export class RefusedAddresses {
  readonly #logged = new Set<string>();

  /**
   * @param known names that framebox goes by
   * @param log has one line of each address
   */
  constructor(readonly known: KnownHosts, readonly log: Logger) {}

  /** The request is for a host that is not known. */
  host(host: HostPort): FrameboxError {
    const value = hostText(host, host.port === "443" ? "https" : "http");
    this.#logOnce(value, value);
    return new FrameboxError(
      "PERMISSION_DENIED",
      `This server doesn't go by the name ${host.name}. If users reach it there, ${
        this.#mend(value)
      }` +
        "; if that is only what a proxy in front calls it, let the proxy pass the browser's Host " +
        "header on (nginx: proxy_set_header Host $http_host).",
      undefined,
      because("host-unknown", { name: host.name, setting: this.#setting(value) }),
    );
  }

  /** The request was sent by a page at another address than the one that it is for. */
  origin(origin: HostPort, scheme: "http" | "https", host: HostPort): FrameboxError {
    const value = hostText({ ...origin, port: origin.port || usualPort(scheme) }, scheme);
    const asked = host.port === "" ? host.name : `${host.name}:${host.port}`;
    this.#logOnce(value, asked);
    return new FrameboxError(
      "PERMISSION_DENIED",
      `The page is at ${scheme}://${value}, but its request came here for ${asked}. If a proxy in ` +
        `front of this server changes the Host header, ${
          this.#mend(value)
        }, or let the proxy pass ` +
        "the header on (nginx: proxy_set_header Host $http_host); if not, it is another site's page.",
      undefined,
      because("origin-unknown", {
        origin: `${scheme}://${value}`,
        asked,
        setting: this.#setting(value),
      }),
    );
  }

  /** The setting with which the address is known. */
  #setting(value: string): string {
    return this.known.hasNone ? `ALLOWED_HOSTS=${value}` : `ALLOWED_HOSTS=…,${value}`;
  }

  #mend(value: string): string {
    return this.known.hasNone
      ? `start framebox with ALLOWED_HOSTS=${value}`
      : `add ${value} to ALLOWED_HOSTS`;
  }

  #logOnce(value: string, asked: string): void {
    const key = `${value} ${asked}`;
    if (this.#logged.has(key) || this.#logged.size >= MAX_LOGGED) return;
    this.#logged.add(key);
    this.log.warn("web_address_refused", {
      asked_for: asked,
      if_yours: this.#setting(value),
    });
  }
}
