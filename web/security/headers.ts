/**
 * Headers that every answer carries.
 *
 * @module
 */
import type { MiddlewareHandler } from "hono";

/** The page loads from this server alone, and nothing may be written into it. */
export const CONTENT_SECURITY_POLICY: string = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join("; ");

const HEADERS: Readonly<Record<string, string>> = {
  "Content-Security-Policy": CONTENT_SECURITY_POLICY,
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Permissions-Policy": "camera=(self), microphone=(self), geolocation=(), payment=(), usb=()",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "X-Frame-Options": "DENY",
};

/**
 * What a script, a style or a photo carries instead: it is no document, and a page asks for dozens
 * of them. The policy is that of a script that runs as a worker.
 */
const ASSET_HEADERS: Readonly<Record<string, string>> = {
  "Content-Security-Policy": "default-src 'none'; script-src 'self'",
  "X-Content-Type-Options": "nosniff",
  "Cross-Origin-Resource-Policy": "same-origin",
};
const ASSET_TYPES = /^(text\/(css|javascript|plain)|image\/jpeg|video\/mp4)\b/;

/** The middleware. An answer that doesn't declare its caching is not kept anywhere. */
export function securityHeaders(): MiddlewareHandler {
  return async (c, next) => {
    await next();
    const isAsset = c.req.path.startsWith("/assets/") &&
      ASSET_TYPES.test(c.res.headers.get("Content-Type") ?? "");
    const headers = isAsset ? ASSET_HEADERS : HEADERS;
    for (const [name, value] of Object.entries(headers)) {
      // A document that stands alone has a policy of its own, a stricter one.
      if (!c.res.headers.has(name)) c.res.headers.set(name, value);
    }
    if (!c.res.headers.has("Cache-Control")) c.res.headers.set("Cache-Control", "no-store");
  };
}
