import assert from "node:assert/strict";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { Hono } from "hono";
import { codingOf, packedHtml } from "./content_coding.ts";

const PAGE = `<p>${"word ".repeat(1000)}</p>`;

function app(): Hono {
  const app = new Hono();
  app.use(packedHtml());
  app.get("/page", (c) => c.html(PAGE, 200, { vary: "cookie" }));
  app.get("/short", (c) => c.html("<p>word</p>"));
  app.get("/json", (c) => c.json({ text: PAGE }));
  return app;
}

const get = (path: string, accept: string) =>
  app().request(path, { headers: { "accept-encoding": accept } });

/** The coding for a request with that header. */
async function codingFor(accept: string | undefined): Promise<string | undefined> {
  const app = new Hono().get("/", (c) => c.json([codingOf(c)]));
  const headers = accept === undefined ? {} : { "accept-encoding": accept };
  const [coding]: [string | null] = await (await app.request("/", { headers })).json();
  return coding ?? undefined;
}

Deno.test("the best coding that a browser takes is used", async () => {
  assert.equal(await codingFor("gzip, deflate, br"), "br");
  assert.equal(await codingFor("gzip;q=0.5, br;q=0"), "gzip");
  assert.equal(await codingFor("GZIP"), "gzip");
  assert.equal(await codingFor("identity"), undefined);
  assert.equal(await codingFor(undefined), undefined);
});

Deno.test("a page is sent packed, and its Vary header names the coding", async () => {
  const brotli = await get("/page", "gzip, br");
  assert.equal(brotli.headers.get("content-encoding"), "br");
  assert.equal(brotli.headers.get("vary"), "cookie, Accept-Encoding");
  assert.match(brotli.headers.get("content-type") ?? "", /^text\/html/);
  const packed = new Uint8Array(await brotli.arrayBuffer());
  assert.ok(packed.length < PAGE.length / 4);
  assert.equal(brotliDecompressSync(packed).toString(), PAGE);
  const gzip = await get("/page", "gzip");
  assert.equal(gunzipSync(new Uint8Array(await gzip.arrayBuffer())).toString(), PAGE);
});

Deno.test("what a browser can't unpack, what is short and what is no page is sent as it is", async () => {
  const plain = await get("/page", "identity");
  assert.equal(await plain.text(), PAGE);
  assert.equal(plain.headers.get("vary"), "cookie, Accept-Encoding");
  for (const path of ["/short", "/json"]) {
    assert.equal((await get(path, "br")).headers.get("content-encoding"), null, path);
  }
});

Deno.test("from 1,000 bytes on a page is packed; below that it is sent as it is", async () => {
  const bytes = (count: number) => `<p>${"a".repeat(count - 3)}`;
  const app = new Hono();
  app.use(packedHtml());
  app.get("/:count", (c) => c.html(bytes(Number(c.req.param("count")))));
  for (const [count, coding] of [[999, null], [1000, "br"], [1001, "br"]] as const) {
    const page = await app.request(`/${count}`, { headers: { "accept-encoding": "br" } });
    assert.equal(page.headers.get("content-encoding"), coding, `${count} bytes`);
    const sent = new Uint8Array(await page.arrayBuffer());
    const text = coding === null ? sent : brotliDecompressSync(sent);
    assert.equal(new TextDecoder().decode(text), bytes(count));
  }
});
