import assert from "node:assert/strict";
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
