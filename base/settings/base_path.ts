/** The setting BASE_PATH: the path below a host under which the page and the API are. */
import type { SettingType } from "./types.ts";

/** Longer ones are mistakes. */
const MAX_LENGTH = 200;

/** One segment: RFC 3986's unreserved characters, which mean the same in a URL, a cookie and HTML. */
const SEGMENTS = /^(?:\/[A-Za-z0-9._~-]+)+$/;

/**
 * A path below a host, without a slash at its end.
 *
 * @param text as it is written: `/box`, `/box/`; `/` or nothing for the host itself
 * @returns `""` for the host itself; `undefined` if the text is no such path
 */
export function parseBasePath(text: string): string | undefined {
  const path = text.replace(/\/$/, "");
  if (path === "") return "";
  if (path.length > MAX_LENGTH || !SEGMENTS.test(path)) return undefined;
  const isPlain = path.split("/").every((segment) => segment !== "." && segment !== "..");
  return isPlain ? path : undefined;
}

/** {@linkcode parseBasePath} as a setting's type. */
export function basePath(): SettingType<string> {
  return {
    expects: "a path that begins with /, of letters, digits, and . _ ~ -, e.g. /box, or nothing",
    parse: parseBasePath,
    format: String,
  };
}
