import assert from "node:assert/strict";
import { assertError, withBox } from "../test_box.ts";

Deno.test("whoever may open a live socket is told so, and how much comes through", () =>
  withBox(async (box) => {
    assert.equal((await box.call("POST", "/api/v1/access")).status, 204);
    const body = new Uint8Array(1024 * 1024);
    assert.equal((await box.call("POST", "/api/v1/access", { body })).status, 204);
    assert.equal(box.context.budget.used, 0);
    const larger = new Uint8Array(1024 * 1024 + 1);
    const refused = await box.call("POST", "/api/v1/access", { body: larger });
    await assertError(refused, 413, "RESOURCE_EXHAUSTED", /MAX_UPLOAD_MB/);
  }));

Deno.test("what keeps a live socket out is said in words", () =>
  withBox(async (box) => {
    const headers = { origin: "http://frames.example" };
    const other = await box.call("POST", "/api/v1/access", { headers });
    await assertError(other, 403, "PERMISSION_DENIED", /ALLOWED_HOSTS=frames\.example/);
    await box.live(await box.session());
    await assertError(
      await box.call("POST", "/api/v1/access"),
      429,
      "RESOURCE_EXHAUSTED",
      /Too many pages/,
    );
  }, { web: { maxSockets: 1 } }));
