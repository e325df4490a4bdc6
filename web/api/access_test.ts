import assert from "node:assert/strict";
import { assertError, withFramebox } from "../test_framebox.ts";

Deno.test("a client that may open a live socket learns so, and how much comes through", () =>
  withFramebox(async (framebox) => {
    assert.equal((await framebox.call("POST", "/api/v1/access")).status, 204);
    const body = new Uint8Array(1024 * 1024);
    assert.equal((await framebox.call("POST", "/api/v1/access", { body })).status, 204);
    assert.equal(framebox.parts.intake.budget.used, 0);
    const larger = new Uint8Array(1024 * 1024 + 1);
    const refused = await framebox.call("POST", "/api/v1/access", { body: larger });
    await assertError(refused, 413, "RESOURCE_EXHAUSTED", /MAX_UPLOAD_MB/);
  }));

Deno.test("what keeps a live socket out is explained in words", () =>
  withFramebox(async (framebox) => {
    const headers = { origin: "http://frames.example" };
    const other = await framebox.call("POST", "/api/v1/access", { headers });
    await assertError(other, 403, "PERMISSION_DENIED", /ALLOWED_HOSTS=frames\.example/);
    await framebox.live(await framebox.session());
    await assertError(
      await framebox.call("POST", "/api/v1/access"),
      429,
      "RESOURCE_EXHAUSTED",
      /Too many pages/,
    );
  }, { web: { maxSockets: 1 } }));
