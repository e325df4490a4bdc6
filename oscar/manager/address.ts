/**
 * The address of a cluster, which may have a path of its own.
 *
 * @module
 */
import { because, FrameboxError } from "../../base/errors/mod.ts";

/**
 * Reads a cluster's address, e.g. `https://oscar.example.org/lab`.
 *
 * @returns its URL, whose path ends in `/`
 * @throws {FrameboxError} `INVALID_ARGUMENT`
 */
export function parseAddress(text: string): URL {
  const url = URL.parse(text.trim());
  const isPlain = url && /^https?:$/.test(url.protocol) && url.username === "" &&
    url.password === "" && url.search === "" && url.hash === "";
  if (!isPlain) {
    throw new FrameboxError(
      "INVALID_ARGUMENT",
      "The address of a cluster begins with http:// or https:// and has a host and perhaps a path; " +
        "it has no user, password, query or fragment.",
      undefined,
      because("cluster-address-invalid"),
    );
  }
  url.pathname = url.pathname.replace(/\/*$/, "/");
  return url;
}

/** An address as users know it. */
export function shownAddress(base: URL): string {
  return base.href.replace(/\/$/, "");
}

/** Where a call is: path segments below the cluster's address, each encoded. */
export function urlOf(
  base: URL,
  segments: readonly string[],
  query: Readonly<Record<string, string | undefined>> = {},
): URL {
  const url = new URL(base);
  url.pathname += segments.map(encodeURIComponent).join("/");
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  return url;
}

/** Names of services, jobs and buckets; another one would lead to another call. */
export function isName(name: string): boolean {
  return name.length <= 253 && /^[A-Za-z0-9]([\w.-]*[A-Za-z0-9])?$/.test(name);
}
