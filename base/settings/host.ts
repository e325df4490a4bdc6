/** The setting HOST: where framebox listens, in the form in which the rest of it reads addresses. */
import type { SettingType } from "./types.ts";

/** An IPv6 address, with the zone that a link-local one needs. */
const IPV6 = /^([0-9a-f:.]*:[0-9a-f:.]*)(%[A-Za-z0-9_.-]+)?$/i;
/** What a host name or an IPv4 address is made of; URL's parser decides about the rest. */
const NAME = /^[^\s/?#@:%\\[\]]+$/;
/** All of IPv4's loopback addresses (RFC 1122, 3.2.1.3), also as IPv6 has them, in both ways of writing. */
const LOOPBACK_V4 = /^(::ffff:)?127(\.\d{1,3}){3}$/;
const MAPPED_LOOPBACK = /^::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}$/;

/** An address or a name; an IPv6 address with or without its brackets. */
export function host(): SettingType<string> {
  return {
    expects: "a host name or an address, e.g. 127.0.0.1, ::1, localhost or 0.0.0.0",
    parse: readHost,
    format: String,
    problem,
  };
}

/**
 * Whether an address to listen on is reachable from this host alone. Of names, `localhost` alone is sure to stand for
 * such an address.
 *
 * @param address without brackets, in small letters, as {@linkcode host} reads it
 */
export function isLoopbackAddress(address: string): boolean {
  return address === "localhost" || address === "::1" || LOOPBACK_V4.test(address) ||
    MAPPED_LOOPBACK.test(address);
}

/** As it stands in a URL, before the port. */
export function hostInUrl(host: string): string {
  // A zone's % is written %25 there (RFC 6874).
  return host.includes(":") ? `[${host.replace("%", "%25")}]` : host;
}

/**
 * The address at which this host itself reaches a listener: the loopback one where it listens on
 * all.
 */
export function hostFromHere(host: string): string {
  if (host === "::") return "::1";
  return host === "0.0.0.0" ? "127.0.0.1" : host;
}

function readHost(text: string): string | undefined {
  const bare = /^\[(.*)\]$/.exec(text)?.[1];
  const [, address, zone = ""] = IPV6.exec(bare ?? text) ?? [];
  if (address !== undefined) {
    const short = hostnameOf(`[${address}]`)?.slice(1, -1);
    return short === undefined ? undefined : short + zone;
  }
  // Brackets are for IPv6 alone.
  return bare === undefined && NAME.test(text) ? hostnameOf(text) : undefined;
}

/** In small letters, an address in its usual form. */
function hostnameOf(text: string): string | undefined {
  const url = `http://${text}/`;
  if (!URL.canParse(url)) return undefined;
  const { hostname } = new URL(url);
  return hostname === "" ? undefined : hostname;
}

function problem(text: string): string | undefined {
  if (text === "") return "it is empty";
  const shown = JSON.stringify(text.slice(0, 60));
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return `${shown} is a URL`;
  if (/^(\[.*\]|[^:]+):\d+$/.test(text)) {
    return `${shown} has a port, which is set by WEB_PORT and PORT`;
  }
  return undefined;
}
