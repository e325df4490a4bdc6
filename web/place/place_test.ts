import assert from "node:assert/strict";
import { assertError, file, raw, type TestFramebox, withFramebox } from "../test_framebox.ts";

const LOOPBACK = [{ address: "127.0.0.0", prefix: 8, family: "ipv4" }] as const;
const BELOW = { web: { basePath: "/box" } };

/** Root-relative addresses in a text that are not below `base`. */
function strays(text: string, base: string): string[] {
  return [...text.matchAll(/(?:src|href|hx-get|data-[a-z]+)="(\/[^"]*)"/g)]
    .flatMap(([, value]) => value!.split(" "))
    .filter((value) => value.startsWith("/") && !value.startsWith(`${base}/`) && value !== base);
}

/** Checks that every address that a server sends of itself is below `base`, and there. */
async function everythingIsBelow(
  framebox: TestFramebox,
  base: string,
  ask: (path: string, init?: RequestInit) => Promise<Response>,
): Promise<void> {
  for (const path of ["/", "/camera", "/video", "/image-set", "/api"]) {
    const html = await (await ask(path)).text();
    assert.match(html, new RegExp(`data-base="${base}"`));
    assert.match(html, new RegExp(`src="${base}/assets/`));
    assert.deepEqual(strays(html, base), [], path);
  }
  const favicon = await ask("/favicon.ico", { redirect: "manual" });
  assert.match(favicon.headers.get("location") ?? "", new RegExp(`^${base}/assets/`));
  const document = await (await ask("/api/v1/openapi.json")).json();
  assert.deepEqual(document.servers, [{ url: base }]);

  const created = await ask("/api/v1/sessions", { method: "POST" });
  const { session } = await created.json();
  assert.equal(created.headers.get("location"), `${base}/api/v1/sessions/${session}`);
  const upload = await ask(`/api/v1/sessions/${session}/uploads`, {
    method: "POST",
    headers: { "upload-length": "3" },
  });
  assert.match(
    upload.headers.get("location") ?? "",
    new RegExp(`^${base}/api/v1/sessions/${session}/uploads/`),
  );
  const folder = await ask(`/api/v1/sessions/${session}/folders`, {
    method: "POST",
    body: JSON.stringify({ processor: "grey", total: 1 }),
  });
  assert.match(
    folder.headers.get("location") ?? "",
    new RegExp(`^${base}/api/v1/sessions/.*runs/`),
  );
  const answer = await (await ask(`/api/v1/sessions/${session}/images?processor=grey`, {
    method: "POST",
    body: await file(),
  })).json();
  assert.match(answer.image_url, new RegExp(`^${base}/api/v1/sessions/.*\\.jpg$`));
  const results = `/api/v1/sessions/${session}/runs/${answer.run}/results`;
  const { results: [entry] } = await (await ask(results)).json();
  assert.equal(entry.image_url, answer.image_url);
  const picture = await ask(answer.image_url.slice(base.length));
  assert.equal(picture.headers.get("content-type"), "image/jpeg");
  await Promise.all([favicon, upload, folder, picture].map((one) => one.body?.cancel()));
  assert.ok(framebox.log.every((line) => !line.includes("web_prefix_ignored")));
}

Deno.test("with BASE_PATH the page and the API are below it, and so is all that they name", () =>
  withFramebox(
    (framebox) =>
      everythingIsBelow(framebox, "/box", (path, init) => fetch(framebox.url(`/box${path}`), init)),
    { ...BELOW, builtIns: true },
  ));

Deno.test("a trusted proxy that strips a path sends it by X-Forwarded-Prefix", () =>
  withFramebox(
    (framebox) =>
      everythingIsBelow(framebox, "/tools/box", (path, init) => {
        const headers = new Headers(init?.headers);
        headers.set("x-forwarded-prefix", "/tools/box/");
        return fetch(framebox.url(path), { ...init, headers });
      }),
    { web: { trustedProxies: LOOPBACK }, builtIns: true },
  ));

Deno.test("a prefix that was stripped stands before BASE_PATH", () =>
  withFramebox(async (framebox) => {
    const headers = { "x-forwarded-prefix": "/tools" };
    const { servers } = await (await fetch(framebox.url("/box/api/v1/openapi.json"), { headers }))
      .json();
    assert.deepEqual(servers, [{ url: "/tools/box" }]);
  }, { web: { basePath: "/box", trustedProxies: LOOPBACK } }));

Deno.test("beside BASE_PATH there is nothing but a word about where the page is, and the probes", () =>
  withFramebox(async (framebox) => {
    for (const path of ["/", "/camera", "/boxer/", "/api/v1/status", "/BOX/"]) {
      await assertError(
        await fetch(framebox.url(path)),
        404,
        "NOT_FOUND",
        /page is at \/box\//,
      );
    }
    const page = await fetch(framebox.url("/"), { headers: { accept: "text/html" } });
    assert.equal(page.status, 404);
    assert.match(await page.text(), /<a href="\/box\/">/);
    const portuguese = await fetch(framebox.url("/"), {
      headers: { "accept": "text/html", "accept-language": "pt-BR" },
    });
    const words = await portuguese.text();
    assert.match(words, /<p lang="pt">Não há nada neste endereço; .* em \/box\/ \(BASE_PATH\)/);
    const bare = await fetch(framebox.url("/box"), { redirect: "manual" });
    assert.equal(bare.status, 302);
    assert.equal(bare.headers.get("location"), "/box/");
    for (const path of ["/healthz", "/readyz", "/box/healthz", "/box/readyz"]) {
      assert.equal((await fetch(framebox.url(path))).status, 200, path);
    }
  }, BELOW));

Deno.test("untrusted headers count for nothing, and are logged once", () =>
  withFramebox(async (framebox) => {
    const headers = {
      "x-forwarded-prefix": "/evil",
      "x-forwarded-proto": "https",
      "x-forwarded-host": "evil.example",
    };
    for (let i = 0; i < 3; i++) {
      const html = await (await fetch(framebox.url("/api"), { headers })).text();
      assert.doesNotMatch(html, /evil|https:\/\/127/);
    }
    const warnings = framebox.log.filter((line) => line.includes("web_prefix_ignored"));
    assert.equal(warnings.length, 1);
    assert.match(warnings[0]!, /if_yours="?TRUSTED_PROXIES=127\.0\.0\.1/);
  }));

Deno.test("a prefix that is no plain path is ignored", () =>
  withFramebox(async (framebox) => {
    for (const prefix of ["//evil.example", "/a/../b", "javascript:1", '/"><script>', "/a,/b"]) {
      const headers = { "x-forwarded-prefix": prefix };
      const html = await (await fetch(framebox.url("/"), { headers })).text();
      assert.match(html, /data-base=""/, prefix);
    }
  }, { web: { trustedProxies: LOOPBACK } }));

Deno.test("scheme, host and port of a trusted proxy's headers are what the page shows and checks", () =>
  withFramebox(async (framebox) => {
    const shown = async (lines: string) => {
      const answer = await raw(
        framebox,
        `GET /api HTTP/1.1\r\nHost: framebox_upstream\r\n${lines}\r\n`,
      );
      return /curl -T photo\.jpg -X POST (\S+)\/api\/v1\/images/.exec(answer)?.[1];
    };
    const https = "X-Forwarded-Proto: https\r\n";
    assert.equal(await shown(`X-Forwarded-Host: box.lab\r\n${https}`), "https://box.lab");
    assert.equal(
      await shown(`X-Forwarded-Host: other.example, box.lab:8443\r\n${https}`),
      "https://box.lab:8443",
    );
    assert.equal(
      await shown(`X-Forwarded-Host: box.lab\r\nX-Forwarded-Port: 8443\r\n${https}`),
      "https://box.lab:8443",
    );
    assert.equal(
      await shown(`X-Forwarded-Host: box.lab\r\nX-Forwarded-Port: 443\r\n${https}`),
      "https://box.lab",
    );
    const post = (forwarded: string, origin: string) =>
      raw(
        framebox,
        `POST /api/v1/sessions HTTP/1.1\r\nHost: framebox_upstream\r\nContent-Length: 0\r\n` +
          `Origin: ${origin}\r\n${forwarded}\r\n`,
      );
    const host = "X-Forwarded-Host: box.lab\r\nX-Forwarded-Port: 8443\r\n";
    assert.match(await post(host, "https://box.lab:8443"), /^HTTP\/1.1 201 /);
    assert.match(await post(host, "https://evil.example"), /^HTTP\/1.1 403 /);
    assert.match(
      await post("X-Forwarded-Host: evil.example\r\n", "https://evil.example"),
      /^HTTP\/1.1 403 /,
      "a name that was made to point at the proxy",
    );
  }, {
    web: { trustedProxies: LOOPBACK },
    allowedHosts: [{ name: "box.lab", port: "", isWildcard: false }],
  }));
