/**
 * Which host names this server answers to. A page of another site whose name is made to point here
 * (DNS rebinding) keeps its own name in `Host`, and is refused by that. An address in digits can't
 * be made to point elsewhere, so it needs no list.
 *
 * @module
 */

import { type AllowedHost, isLoopbackAddress } from "../base/settings/mod.ts";

/** What a `Host` header may hold (RFC 3986, 3.2.2), without user info. */
const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]{1,253})(?::([0-9]{1,5}))?$/;
const ADDRESS_V4 = /^\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}$/;

/** A host and its port, as a URL or a `Host` header has them. */
export interface HostPort {
  /** Lower case; an IPv6 address in its brackets; no dot at its end. */
  readonly name: string;
  /** Empty when none is given. */
  readonly port: string;
}

/** The parts of a `Host` header, or `undefined` if it can't be one. */
export function parseHost(text: string): HostPort | undefined {
  const found = HOST.exec(text.trim().toLowerCase());
  if (!found?.[1]) return undefined;
  return { name: found[1].replace(/\.$/, ""), port: found[2] ?? "" };
}

/** A host without the scheme's usual port. */
export function hostText({ name, port }: HostPort, scheme: "http" | "https"): string {
  return port === "" || port === usualPort(scheme) ? name : `${name}:${port}`;
}

/** The port that an address without one means. */
export function usualPort(scheme: "http" | "https"): "80" | "443" {
  return scheme === "https" ? "443" : "80";
}

/**
 * Whether a name means this computer for its browser and can't be made to mean another (RFC 6761, 6.3).
 *
 * @param name as a {@linkcode HostPort} has it; an IPv6 address may be without its brackets
 */
export function isLoopbackName(name: string): boolean {
  return name.endsWith(".localhost") || isLoopbackAddress(name.replace(/^\[(.*)\]$/, "$1"));
}

/** Host names of this server. */
export class KnownHosts {
  readonly #listens: string;
  readonly #allowed: readonly AllowedHost[];

  /**
   * @param listens the address that framebox listens on
   * @param allowed more names, with or without port
   */
  constructor(listens: string, allowed: readonly AllowedHost[]) {
    this.#listens = listens.trim().toLowerCase();
    this.#allowed = allowed;
  }

  /** Whether nothing but framebox's own address is known. */
  get hasNone(): boolean {
    return this.#allowed.length === 0;
  }

  /** Whether a request for that host is meant for this server. */
  knows(host: HostPort): boolean {
    const { name } = host;
    if (isLoopbackName(name) || name === this.#listens || name === `[${this.#listens}]`) {
      return true;
    }
    if (this.#allowed.some((allowed) => covers(allowed, name))) return true;
    return !isLoopbackName(this.#listens) && (name.startsWith("[") || ADDRESS_V4.test(name));
  }

  /**
   * Whether pages of that origin are our own. A name without a port stands for the usual port only:
   * on others there may be other users' servers.
   */
  allowsOrigin(origin: HostPort, usualPort: string): boolean {
    return this.#allowed.some((allowed) =>
      covers(allowed, origin.name) && (allowed.port || usualPort) === origin.port
    );
  }
}

function covers({ name, isWildcard }: AllowedHost, asked: string): boolean {
  return isWildcard ? asked.endsWith(`.${name}`) : asked === name;
}
