import assert from "node:assert/strict";
import { Ajv2020 } from "ajv/dist/2020.js";
import { createApp } from "./app.ts";
import { honoPath } from "./api/route.ts";
import { assertError, withFramebox } from "./test_framebox.ts";

Deno.test("every route under /api/v1 is in the OpenAPI document, and every path of it is a route", () =>
  withFramebox(async (framebox) => {
    const described = Object.entries((await framebox.document()).paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${honoPath(path)}`)
    );
    const routed = routesOf(createApp(framebox.parts)).filter((route) =>
      / \/(api\/v1|healthz|readyz)/.test(route)
    );
    assert.deepEqual(routed.sort(), described.sort());
  }));

Deno.test("the OpenAPI document's references lead somewhere and its schemas are schemas", () =>
  withFramebox(async (framebox) => {
    const document = await framebox.document();
    assert.equal(document.openapi, "3.1.0");
    const names = new Set<string>();
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, validateFormats: false });
    for (const [name, schema] of Object.entries(document.components.schemas)) {
      names.add(`#/components/schemas/${name}`);
      assert.ok(ajv.validateSchema(schema), `${name}: ${ajv.errorsText()}`);
    }
    for (const [, target] of JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)) {
      assert.ok(names.has(target!), `${target}`);
    }
    const ids = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId)
    );
    assert.equal(new Set(ids).size, ids.length);
  }));

Deno.test("each parameter of a path is described where it stands", () =>
  withFramebox(async (framebox) => {
    for (const [path, methods] of Object.entries((await framebox.document()).paths)) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const { parameters = [] } of Object.values(methods)) {
        const described = parameters.filter((one) => one.in === "path").map(({ name }) => name);
        assert.deepEqual(described, inPath, path);
      }
    }
  }));

Deno.test("the page about the API shows every call", () =>
  withFramebox(async (framebox) => {
    const page = await fetch(framebox.url("/api"));
    assert.equal(page.headers.get("content-type"), "text/html; charset=UTF-8");
    const html = await page.text();
    for (const path of Object.keys((await framebox.document()).paths)) {
      assert.ok(html.includes(path), path);
    }
  }));

Deno.test("the page itself is served, with the scripts and styles that it names", () =>
  withFramebox(async (framebox) => {
    const html = await (await fetch(framebox.url("/"))).text();
    const addresses = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) =>
      path!
    );
    assert.ok(addresses.length > 3);
    for (const address of addresses) {
      const asset = await fetch(framebox.url(address));
      assert.equal(asset.status, 200, address);
      assert.match(asset.headers.get("cache-control") ?? "", /immutable/);
      await asset.body?.cancel();
    }
  }));

Deno.test("an unknown address is a 404, a known one with another method a 405 with Allow", () =>
  withFramebox(async (framebox) => {
    await assertError(
      await fetch(framebox.url("/api/v1/nothing")),
      404,
      "NOT_FOUND",
      /\/api lists/,
    );
    await assertError(
      await fetch(framebox.url("/api/v1/sessions/x/y/z")),
      404,
      "NOT_FOUND",
      /\/api/,
    );
    const wrong = await fetch(framebox.url("/api/v1/images"));
    assert.equal(wrong.headers.get("allow"), "POST");
    await assertError(wrong, 405, "UNIMPLEMENTED", /takes POST/);
    const put = await fetch(framebox.url("/api/v1/sessions/abc"), { method: "PUT", body: "x" });
    assert.equal(put.headers.get("allow"), "GET, HEAD, DELETE");
    await put.body?.cancel();
  }));

Deno.test("the error of a JSON body over its limit names that limit, its reason and details", () =>
  withFramebox(async (framebox) => {
    const session = await framebox.session();
    const answer = await fetch(framebox.url(`/api/v1/sessions/${session}/folders`), {
      method: "POST",
      body: JSON.stringify({ processor: "x".repeat(5000) }),
    });
    assert.equal(answer.status, 413);
    assert.deepEqual(await answer.json(), {
      error: {
        code: "RESOURCE_EXHAUSTED",
        message: "The request's body is over the limit of 4 KB; send a shorter one.",
        reason: "body-too-large",
        details: { limit_bytes: 4096 },
      },
    });
  }));

Deno.test("an error of our own gives nothing away, and the log has it", () =>
  withFramebox(async (framebox) => {
    const app = createApp(framebox.parts);
    app.get("/boom", () => {
      throw new Error("/secret/path");
    });
    const answer = await app.request("http://127.0.0.1/boom");
    const text = await answer.text();
    assert.equal(answer.status, 500);
    assert.ok(!text.includes("secret"));
    assert.ok(framebox.log.some((line) => line.includes("/secret/path")));
  }));

function routesOf(app: ReturnType<typeof createApp>): string[] {
  return app.routes.filter(({ method }) => method !== "ALL").map(({ method, path }) =>
    `${method} ${path}`
  );
}
