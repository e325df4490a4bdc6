import assert from "node:assert/strict";
import { Hono } from "hono";
import { CONTENT_SECURITY_POLICY, securityHeaders } from "./headers.ts";

function app(): Hono {
  return new Hono()
    .use(securityHeaders())
    .get("/", (c) => c.html("<p>page</p>"))
    .get("/kept", (c) => c.text("kept", 200, { "cache-control": "max-age=9" }))
    .get("/assets/v/a.js", (c) => c.body("1", 200, { "content-type": "text/javascript" }))
    .get("/assets/v/a.svg", (c) => c.body("<svg/>", 200, { "content-type": "image/svg+xml" }));
}

Deno.test("a document loads from this server alone, is framed by no page and cached nowhere", async () => {
  const { headers } = await app().request("/");
  assert.equal(headers.get("content-security-policy"), CONTENT_SECURITY_POLICY);
  assert.equal(headers.get("x-frame-options"), "DENY");
  assert.equal(headers.get("cache-control"), "no-store");
  const kept = await app().request("/kept");
  assert.equal(kept.headers.get("cache-control"), "max-age=9");
});

Deno.test("a script carries what it needs as a worker, and no more", async () => {
  const { headers } = await app().request("/assets/v/a.js");
  assert.equal(
    headers.get("content-security-policy"),
    "default-src 'none'; script-src 'self'",
  );
  assert.equal(headers.get("x-content-type-options"), "nosniff");
  assert.equal(headers.get("x-frame-options"), null);
});

Deno.test("a drawing can be opened as a document, so it carries all", async () => {
  const { headers } = await app().request("/assets/v/a.svg");
  assert.equal(headers.get("content-security-policy"), CONTENT_SECURITY_POLICY);
});
