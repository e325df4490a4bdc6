import assert from "node:assert/strict";
import { TestDirectory } from "../../clusters/calls/test_directory.ts";
import { withFramebox } from "../test_framebox.ts";

const LOOPBACK = [{ address: "127.0.0.0", prefix: 8, family: "ipv4" }] as const;

Deno.test("the image set tab's address of before leads to it, with its query, below a path as well", async () => {
  for (const basePath of ["", "/box"]) {
    await withFramebox(async (framebox) => {
      const get = (path: string) =>
        fetch(framebox.url(`${basePath}${path}`), { redirect: "manual" });
      for (const query of ["", "?a=1&b=%20x"]) {
        const answer = await get(`/many${query}`);
        await answer.body?.cancel();
        assert.equal(answer.status, 308);
        assert.equal(answer.headers.get("location"), `${basePath}/image-set${query}`);
      }
      const page = await get("/image-set");
      assert.equal(page.status, 200);
      const html = await page.text();
      assert.match(html, /<body data-tab="image-set">/);
      assert.ok(html.includes(`href="${basePath}/image-set"`));
    }, { web: { basePath } });
  }
});

Deno.test("a proxy's prefix stands before the new address", () =>
  withFramebox(async (framebox) => {
    const answer = await fetch(framebox.url("/many?x"), {
      redirect: "manual",
      headers: { "x-forwarded-prefix": "/tools" },
    });
    await answer.body?.cancel();
    assert.equal(answer.headers.get("location"), "/tools/image-set?x");
  }, { web: { trustedProxies: LOOPBACK } }));

Deno.test("each service has an address of its own, where there are clusters", async () => {
  const paths = ["/services", "/services/lab/plants", "/services/lab/a%20b"];
  for (const clusters of [undefined, new TestDirectory({})]) {
    await withFramebox(async (framebox) => {
      for (const path of paths) {
        const answer = await fetch(framebox.url(path));
        const html = await answer.text();
        assert.equal(answer.status, clusters ? 200 : 404, path);
        assert.equal(html.includes('<body data-tab="services">'), clusters !== undefined);
      }
      for (const path of ["/services/lab", "/services/lab/plants/x"]) {
        const answer = await fetch(framebox.url(path));
        await answer.body?.cancel();
        assert.equal(answer.status, 404, path);
      }
    }, clusters ? { clusters } : {});
  }
});

Deno.test("the tab's words are sent where there are clusters, and only there", async () => {
  for (const clusters of [undefined, new TestDirectory({})]) {
    await withFramebox(async (framebox) => {
      const html = await (await fetch(framebox.url("/"))).text();
      assert.equal(html.includes("Runs since {time}"), clusters !== undefined);
      assert.equal(html.includes('data-tab-link="services"'), clusters !== undefined);
    }, clusters ? { clusters } : {});
  }
});
