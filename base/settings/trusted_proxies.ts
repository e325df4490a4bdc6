/** The setting TRUSTED_PROXIES: proxies whose `X-Forwarded-*` headers are trusted. */
import { isIP } from "node:net";
import type { SettingType } from "./types.ts";

/** A block of addresses; one address is a block of its full length. */
export interface AddressBlock {
  /** An IP address in digits. */
  readonly address: string;
  /** Bits of the address that count. */
  readonly prefix: number;
  /** Of the address. */
  readonly family: "ipv4" | "ipv6";
}

/** An IPv4 address as a socket has it that listens on IPv6 as well (RFC 4291, 2.5.5.2). */
const MAPPED = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i;

/** The word for this host itself. */
const LOOPBACK: readonly AddressBlock[] = [
  { address: "127.0.0.0", prefix: 8, family: "ipv4" },
  { address: "::1", prefix: 128, family: "ipv6" },
];

/** Addresses, blocks of addresses, and `loopback`, separated by commas. */
export function addressBlocks(): SettingType<readonly AddressBlock[]> {
  return {
    expects: "addresses of proxies separated by commas, each as 10.0.0.5, 10.0.0.0/8, fd00::/8 " +
      "or loopback",
    parse: (text) => {
      const read = entriesOf(text).map(readOne);
      return read.every((one) => one !== undefined) ? read.flat() : undefined;
    },
    problem: (text) => {
      const wrong = entriesOf(text).find((entry) => readOne(entry) === undefined);
      return wrong === undefined ? undefined : `${JSON.stringify(wrong)} is none`;
    },
    format: (value) =>
      Array.isArray(value)
        ? value.map(({ address, prefix }: AddressBlock) => `${address}/${prefix}`).join(",")
        : "",
  };
}

function entriesOf(text: string): string[] {
  return text.split(",").map((entry) => entry.trim()).filter((entry) => entry !== "");
}

function readOne(entry: string): readonly AddressBlock[] | undefined {
  if (entry === "loopback") return LOOPBACK;
  const mapped = MAPPED.exec(entry)?.[1];
  if (mapped !== undefined) return readOne(mapped);
  const [, address = "", bits] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(entry) ?? [];
  const version = isIP(address);
  // A zone (fe80::1%eth0) has no meaning where addresses are compared.
  if (version === 0 || address.includes("%")) return undefined;
  const full = version === 4 ? 32 : 128;
  const prefix = bits === undefined ? full : Number(bits);
  if (prefix > full) return undefined;
  return [{ address, prefix, family: version === 4 ? "ipv4" : "ipv6" }];
}
