/**
 * Users that a proxy in front has logged in: it sends their names.
 *
 * @module
 */
import type { AddressBlock } from "../../base/settings/mod.ts";
import type { Principal, Role } from "../principal.ts";
import type { AuthRequest } from "../request.ts";
import { TrustedProxies } from "../trusted_proxies.ts";

/** A header that names the user. */
export interface LoginHeader {
  /** In small letters. */
  readonly name: string;
  /** Proxies from which it counts. */
  readonly from: readonly AddressBlock[];
  /** Users that are operators. Setting `LOGIN_OPERATORS`. */
  readonly operators: readonly string[];
}

/** A name in a header of a proxy; more can't be shown. */
const MAX_HEADER_NAME = 256;
const PREFIX = "header:";

/** See the module. */
export class HeaderLogin {
  readonly #header: LoginHeader;
  readonly #proxies: TrustedProxies;

  constructor(header: LoginHeader) {
    this.#header = header;
    this.#proxies = new TrustedProxies(header.from);
  }

  /** Who calls; `undefined` for a request without the header, or from elsewhere. */
  authenticate(request: AuthRequest): Principal | undefined {
    if (!this.#proxies.trusts(request.peer)) return undefined;
    // A proxy that adds its header to what a client has sent: it is not known whose word is which.
    if (request.isRepeated?.(this.#header.name)) return undefined;
    const name = request.header(this.#header.name)?.trim() ?? "";
    if (name === "" || name.length > MAX_HEADER_NAME) return undefined;
    const id = PREFIX + name;
    return { id, name, roles: new Set(this.rolesOf(id)) };
  }

  /** What a principal may do; `undefined` for one that is none of its users. */
  rolesOf(id: string): Role[] | undefined {
    if (!id.startsWith(PREFIX)) return undefined;
    const isOperator = this.#header.operators.includes(id.slice(PREFIX.length));
    return isOperator ? ["user", "operator"] : ["user"];
  }
}
