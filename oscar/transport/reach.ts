/**
 * How far inside an address is, as seen from framebox. A service names storage of its own, and users make services: by
 * them framebox must reach nothing that is further inside than the cluster, which the operator has named.
 *
 * @module
 */
import { lookup } from "node:dns/promises";
import { BlockList, isIP, type LookupFunction } from "node:net";

/** This host, and what answers on its link alone, as a cloud's metadata do (RFC 6890, RFC 3927, RFC 4291). */
const HOST = blocks(
  ["0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16"],
  ["::/128", "::1/128", "fe80::/10"],
);
/** Networks that the internet doesn't reach (RFC 1918, RFC 6598, RFC 4193). */
const NETWORK = blocks(
  ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"],
  ["fc00::/7"],
);
/** IPv4 within IPv6: mapped, or translated by NAT64 (RFC 4291, 2.5.5.2; RFC 6052, 2.1). */
const WITHIN_V6 =
  /^(?:::ffff:|64:ff9b::)(?:0:)?(?:(\d+(?:\.\d+){3})|([0-9a-f]{1,4}):([0-9a-f]{1,4}))$/i;

/** How far inside an address is: 0 on the internet, 1 in a network of its own, 2 on this host or its link. */
export function depthOf(address: string): 0 | 1 | 2 {
  const plain = unmapped(address.replace(/^\[(.*)\]$/, "$1").replace(/%.*$/, ""));
  const family = isIP(plain) === 6 ? "ipv6" : "ipv4";
  if (HOST.check(plain, family)) return 2;
  return NETWORK.check(plain, family) ? 1 : 0;
}

/** An address is further inside than it may be. */
export class FurtherInside extends Error {
  override readonly name = "FurtherInside";
}

/** Lets connections out to addresses that are no further inside than those of one host. */
export class Reach {
  readonly #outer: string;

  /**
   * Looks nothing up yet.
   *
   * @param outer a host's name or address
   */
  constructor(outer: string) {
    this.#outer = outer;
  }

  /**
   * Checks an address that stands in a URL itself, for which nothing is looked up.
   *
   * @throws {FurtherInside}
   */
  async check(hostname: string): Promise<void> {
    const plain = hostname.replace(/^\[(.*)\]$/, "$1");
    if (isIP(plain) !== 0) await this.#checkAll([plain]);
  }

  /** Looks a name up; what is connected to is what was checked. */
  readonly lookup: LookupFunction = (hostname, { all, family }, done) => {
    const find = async () => {
      const found = await lookup(hostname, { all: true, ...family ? { family } : {} });
      await this.#checkAll(found.map(({ address }) => address));
      return found;
    };
    find().then((found) => {
      const [first] = found;
      if (all || first === undefined) done(null, found);
      else done(null, first.address, first.family);
    }, (error) => done(error, []));
  };

  async #checkAll(addresses: readonly string[]): Promise<void> {
    const deepest = Math.max(...addresses.map(depthOf));
    if (deepest === 0) return;
    const outer = await lookup(this.#outer.replace(/^\[(.*)\]$/, "$1"), { all: true });
    if (deepest > Math.max(...outer.map(({ address }) => depthOf(address)))) {
      throw new FurtherInside();
    }
  }
}

function unmapped(address: string): string {
  const [, dotted, high, low] = WITHIN_V6.exec(address) ?? [];
  if (dotted !== undefined) return dotted;
  if (high === undefined || low === undefined) return address;
  const bytes = [high, low].flatMap((
    group,
  ) => [parseInt(group, 16) >> 8, parseInt(group, 16) & 255]);
  return bytes.join(".");
}

function blocks(v4: readonly string[], v6: readonly string[]): BlockList {
  const list = new BlockList();
  for (const [all, family] of [[v4, "ipv4"], [v6, "ipv6"]] as const) {
    for (const block of all) {
      const [address = "", prefix] = block.split("/");
      list.addSubnet(address, Number(prefix), family);
    }
  }
  return list;
}
