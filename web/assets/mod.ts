/**
 * The files that the browser needs, embedded in the program. `built/` is made of `web/client/`, `css/` and the
 * other folders here by `deno task build:page`.
 *
 * @module
 */
import type { Asset } from "../types.ts";
import { EMBEDDED } from "./built/mod.ts";

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  jpg: "image/jpeg",
  js: "text/javascript; charset=utf-8",
  mp4: "video/mp4",
  svg: "image/svg+xml",
};

/** Of code that users copy. */
const PLAIN = "text/plain; charset=utf-8";

function contentTypeOf(path: string): string {
  return (path.startsWith("code/") ? undefined : CONTENT_TYPES[/[^.]*$/.exec(path)?.[0] ?? ""]) ??
    PLAIN;
}

/** Every asset by its path; the web entrance serves them. */
export const ASSETS: readonly Asset[] = Object.entries(EMBEDDED)
  .map(([path, body]) => ({ path, contentType: contentTypeOf(path), body }));
