/**
 * Where the server is: below which path of its host, as the server has written it into the page. Every
 * address that a script makes goes through here.
 */

/** What stands before each path, e.g. `/box`; mostly nothing. */
const BASE = document.documentElement.dataset.base ?? "";

/**
 * @param path of the server, e.g. `/api/v1/sessions`
 * @returns root-relative
 */
export function serverUrl(path: string): string {
  return BASE + path;
}

/**
 * @param path of the server
 * @returns for a WebSocket
 */
export function socketUrl(path: string): string {
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  return `${scheme}//${location.host}${serverUrl(path)}`;
}

/** A name in the browser's storage: boxes below different paths of one host share it. */
export function storageKey(key: string): string {
  return key + BASE;
}
