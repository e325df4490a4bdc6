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
    const name = request.header(this.#header.name)?.trim() ?? "";
    if (name === "" || name.length > MAX_HEADER_NAME) return undefined;
    const roles: Role[] = this.#header.operators.includes(name) ? ["user", "operator"] : ["user"];
    return { id: PREFIX + name, name, roles: new Set(roles) };
  }

  /** Whether a principal is one of its users. */
  isOf(id: string): boolean {
    return id.startsWith(PREFIX);
  }
}
