/** The settings OSCAR_ENDPOINT and MINIO_ENDPOINT: addresses of clusters and of their storage, with names. */
import { parsedBy, type SettingType } from "./types.ts";

/** An address, and the name of its cluster. */
export interface ClusterAddress {
  /** The cluster's name, as in `processor=name/service`. */
  readonly name: string;
  /** http or https, a host, and perhaps a path. */
  readonly address: string;
}

/** The name of a cluster that has no other. */
const ONLY_CLUSTER = "oscar";

/** Each has lists of services of its own. */
const MAX_CLUSTERS = 16;

const NAME = /^[a-z0-9][a-z0-9-]{0,30}$/;

/** One address, or several as `name=address`, separated by commas. */
export function clusterAddresses(): SettingType<readonly ClusterAddress[]> {
  return {
    expects: "an address, or several as name=address separated by commas, e.g. " +
      "https://oscar.example.org or lab=https://oscar.lab,hall=https://hall.example.org/oscar",
    ...parsedBy(readAll),
    format: (value) =>
      Array.isArray(value)
        ? value.map(({ name, address }: ClusterAddress) => `${name}=${address}`).join(",")
        : "",
  };
}

/** Whether a text can be the name of a cluster. */
export function isClusterName(text: string): boolean {
  return NAME.test(text);
}

/** All of them, or the sentence about the first wrong one. It shows no address: one may hold a password. */
function readAll(text: string): ClusterAddress[] | string {
  const entries = text.split(/[,\n]/).map((entry) => entry.trim()).filter((entry) => entry !== "");
  if (entries.length > MAX_CLUSTERS) return `there are more than ${MAX_CLUSTERS}`;
  const found: ClusterAddress[] = [];
  for (const [i, entry] of entries.entries()) {
    const [, name, address = ""] = /^(?:([^=:/?#]*)=)?(.*)$/s.exec(entry) ?? [];
    if (name === undefined && entries.length > 1) return `address ${i + 1} of several has no name`;
    if (name !== undefined && !isClusterName(name)) {
      return `name ${i + 1} must have up to 31 small letters, digits and -, and begin with no -`;
    }
    const url = URL.parse(address.trim());
    const isPlain = url && /^https?:$/.test(url.protocol) && url.username === "" &&
      url.password === "" && url.search === "" && url.hash === "";
    if (!isPlain) {
      return `address ${
        i + 1
      } must begin with http:// or https://, and has no user, password, query or #`;
    }
    const known = name ?? ONLY_CLUSTER;
    if (found.some((other) => other.name === known)) return `"${known}" is there twice`;
    found.push({ name: known, address: url.href });
  }
  return found;
}
