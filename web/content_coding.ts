/**
 * Compression of what browsers are sent: which coding a browser takes, and packing.
 *
 * @module
 */
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { MiddlewareHandler } from "hono";

/** Codings that are used. */
export type Coding = "br" | "gzip";

/** Codings that are read of a request; no honest browser sends more. */
const MAX_CODINGS = 16;
/** Of what is packed once and served often. */
const KEPT_QUALITY = 9;
/** Of what is packed for each answer: a page in under a millisecond, to a quarter of its size. */
const FRESH_QUALITY = 4;
/** Below, a header costs as much as it saves. */
const LEAST_BYTES = 1000;

/** The best coding that an Accept-Encoding header names (RFC 9110, 12.5.3). */
export function codingOf(accept: string | undefined): Coding | undefined {
  const codings = (accept ?? "").split(",", MAX_CODINGS).map((coding) => {
    const [name = "", ...parameters] = coding.toLowerCase().split(";").map((part) => part.trim());
    return parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter)) ? "" : name;
  });
  return codings.includes("br") ? "br" : codings.includes("gzip") ? "gzip" : undefined;
}

/** Packs bytes; `kept`: they are served often, so that more work pays. */
export function pack(bytes: Uint8Array, coding: Coding, kept: boolean): Uint8Array<ArrayBuffer> {
  if (coding === "gzip") return new Uint8Array(gzipSync(bytes));
  const quality = kept ? KEPT_QUALITY : FRESH_QUALITY;
  const params = { [constants.BROTLI_PARAM_QUALITY]: quality };
  return new Uint8Array(brotliCompressSync(bytes, { params }));
}

/**
 * Packs HTML as the browser takes it. Nothing in a page is secret (a session's id never stands in
 * one), so that its packed size gives nothing away.
 */
export function packedHtml(): MiddlewareHandler {
  return async (c, next) => {
    await next();
    if (!c.res.headers.get("content-type")?.startsWith("text/html")) return;
    c.res.headers.append("Vary", "Accept-Encoding");
    const coding = codingOf(c.req.header("accept-encoding"));
    const bytes = coding === undefined
      ? undefined
      : new Uint8Array(await c.res.clone().arrayBuffer());
    if (coding === undefined || bytes === undefined || bytes.length < LEAST_BYTES) return;
    c.res.headers.delete("Content-Length");
    c.res.headers.set("Content-Encoding", coding);
    c.res = new Response(pack(bytes, coding, false), c.res);
  };
}
