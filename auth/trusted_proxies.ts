/**
 * Which peers are proxies whose word counts. Any client can write an `X-Forwarded-…` header; only
 * the headers that the operator's own proxy has written hold how the user reached framebox.
 *
 * @module
 */
import { BlockList, isIP } from "node:net";
import type { AddressBlock } from "../base/settings/mod.ts";

/** An IPv4 peer of a socket that listens on IPv6 as well (RFC 4291, 2.5.5.2). */
const MAPPED = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i;

/** The proxies of the setting `TRUSTED_PROXIES`. */
export class TrustedProxies {
  readonly #blocks = new BlockList();

  /** Trusts these and no others. */
  constructor(blocks: readonly AddressBlock[]) {
    for (const { address, prefix, family } of blocks) {
      this.#blocks.addSubnet(address, prefix, family);
    }
  }

  /**
   * Whether a peer is one of them.
   *
   * @param address of the peer as its socket has it; `undefined` if that isn't known
   */
  trusts(address: string | undefined): boolean {
    if (address === undefined) return false;
    const plain = MAPPED.exec(address)?.[1] ?? address.replace(/%.*$/, "");
    const version = isIP(plain);
    if (version === 0) return false;
    return this.#blocks.check(plain, version === 4 ? "ipv4" : "ipv6");
  }
}
