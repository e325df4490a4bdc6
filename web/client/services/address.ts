/** Addresses of the tab: its own, and one for each service. */
import { serverUrl } from "../base/url.ts";

/** The tab's own. */
export function tabHref(): string {
  return serverUrl("/services");
}

/** The page's address of a service. */
export function hrefOf(name: string): string {
  return `${tabHref()}/${name.split("/").map(encodeURIComponent).join("/")}`;
}

/**
 * The service that an address names, as `cluster/service`.
 *
 * @param path of the address
 */
export function serviceIn(path: string): string | undefined {
  const start = `${tabHref()}/`;
  if (!path.startsWith(start)) return undefined;
  try {
    const parts = path.slice(start.length).split("/").map(decodeURIComponent);
    return parts.length === 2 && parts.every((part) => part !== "") ? parts.join("/") : undefined;
  } catch {
    return undefined;
  }
}
