import assert from "node:assert/strict";
import { Hono } from "hono";
import { AssetServer } from "./serve_assets.ts";

const script = {
  path: "js/a.js",
  contentType: "text/javascript; charset=utf-8",
  body: "let a = 1;",
};
const photo = { path: "b.jpg", contentType: "image/jpeg", body: new Uint8Array([1, 2, 3]) };

function app(assets = new AssetServer([script, photo])): Hono {
  return new Hono().get("/assets/*", (c) => assets.respond(c));
}

Deno.test("an asset's address changes when any of them changes", () => {
  const before = new AssetServer([script, photo]).url("js/a.js");
  const same = new AssetServer([script, photo]).url("js/a.js");
  const after = new AssetServer([script, { ...photo, body: new Uint8Array([9]) }]).url("js/a.js");
  assert.equal(before, same);
  assert.notEqual(before, after);
  assert.throws(() => new AssetServer([]).url("js/a.js"), { code: "INTERNAL" });
});

Deno.test("an asset may be kept for ever under its own address, and under no other", async () => {
  const assets = new AssetServer([script]);
  const current = await app(assets).request(assets.url("js/a.js"));
  assert.equal(await current.text(), "let a = 1;");
  assert.match(current.headers.get("cache-control") ?? "", /immutable/);
  const old = await app(assets).request("/assets/older/js/a.js");
  assert.equal(old.headers.get("cache-control"), "no-cache");
  const etag = old.headers.get("etag") ?? "";
  const again = await app(assets).request("/assets/older/js/a.js", {
    headers: { "if-none-match": etag },
  });
  assert.equal(again.status, 304);
});

Deno.test("text is compressed as the browser can, pictures are not", async () => {
  const assets = new AssetServer([{ ...script, body: "x".repeat(5000) }, photo]);
  const get = (path: string, accept: string) =>
    app(assets).request(assets.url(path), { headers: { "accept-encoding": accept } });
  const brotli = await get("js/a.js", "gzip, deflate, br");
  assert.equal(brotli.headers.get("content-encoding"), "br");
  assert.ok((await brotli.arrayBuffer()).byteLength < 100);
  const gzip = await get("js/a.js", "gzip");
  const plain = gzip.body!.pipeThrough(new DecompressionStream("gzip"));
  assert.equal((await new Response(plain).text()).length, 5000);
  assert.equal((await get("js/a.js", "identity")).headers.get("content-encoding"), null);
  assert.equal((await get("b.jpg", "br")).headers.get("content-encoding"), null);
});

Deno.test("what is not embedded is not found, whatever the path looks like", async () => {
  const assets = new AssetServer([script]);
  const routes = app(assets).onError((error, c) => c.text(error.message, 404));
  for (const path of ["/assets/", "/assets/x", "/assets/v/../js/a.js", "/assets/v/%2e%2e/mod.ts"]) {
    assert.equal((await routes.request(path)).status, 404, path);
  }
});
