/**
 * Compression of what browsers are sent: which coding a browser takes, and packing.
 *
 * @module
 */
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Context, MiddlewareHandler } from "hono";
import { accepts } from "hono/accepts";

/** Codings that are used, the better one first. */
const CODINGS = ["br", "gzip"] as const;

/** One of them. */
export type Coding = typeof CODINGS[number];

/** Codings that are read of a request; no honest browser sends more. */
const MAX_CODINGS = 16;
/** Of what is packed once and served often. */
const KEPT_QUALITY = 9;
/** Of what is packed for each answer: a page in under a millisecond, to a quarter of its size. */
const FRESH_QUALITY = 4;
/** Below, a header costs as much as it saves. */
const LEAST_BYTES = 1000;

/** The best coding that the client takes (RFC 9110, 12.5.3). */
export function codingOf(c: Context): Coding | undefined {
  const coding = accepts(c, {
    header: "Accept-Encoding",
    supports: [...CODINGS],
    default: "identity",
    // Of those that a browser takes, it has no preference that would be worth a larger answer.
    match: (given, { supports, default: none }) => {
      const taken = given.slice(0, MAX_CODINGS).filter(({ q }) => q > 0);
      const names = taken.map(({ type }) => type.toLowerCase());
      return supports.find((coding) => names.includes(coding)) ?? none;
    },
  });
  return CODINGS.find((known) => known === coding);
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
    const coding = codingOf(c);
    const bytes = coding === undefined
      ? undefined
      : new Uint8Array(await c.res.clone().arrayBuffer());
    if (coding === undefined || bytes === undefined || bytes.length < LEAST_BYTES) return;
    c.res.headers.delete("Content-Length");
    c.res.headers.set("Content-Encoding", coding);
    c.res = new Response(pack(bytes, coding, false), c.res);
  };
}
