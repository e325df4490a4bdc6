import assert from "node:assert/strict";
import { addInlineScript, postBlindly, tryWebSocket } from "./in_page.js";
import { sessionOf, withPage } from "./support.ts";

/** A page of another origin, as an attacker would serve it. */
async function withOtherSite(test: (url: string) => Promise<void>): Promise<void> {
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    () => new Response("<h1>Other site</h1>", { headers: { "content-type": "text/html" } }),
  );
  try {
    await test(`http://localhost:${server.addr.port}`);
  } finally {
    await server.shutdown();
  }
}

Deno.test("another site can neither open a session nor a live socket of this server", async () => {
  await withOtherSite(async (other) => {
    await withPage({}, async ({ context, page, url, expectConsole }) => {
      expectConsole(/./);
      const session = await sessionOf(page);
      const evil = await context.newPage();
      await evil.goto(other);
      const sessions = async () => (await (await fetch(`${url}/api/v1/status`)).json()).sessions;
      assert.equal(await sessions(), 1);
      await evil.evaluate(postBlindly, `${url}/api/v1/sessions`);
      assert.equal(await sessions(), 1, "the other site opened a session");
      await page.evaluate(postBlindly, `${url}/api/v1/sessions`);
      assert.equal(await sessions(), 2, "the page itself may");
      const live = `${url.replace("http", "ws")}/api/v1/sessions/${session}/live`;
      const opened = await evil.evaluate(tryWebSocket, live);
      assert.equal(opened, "refused");
      assert.equal(await page.evaluate(tryWebSocket, live), "opened", "the page itself may");
    });
  });
});

Deno.test("the page carries a strict policy, and nothing in it breaks it", async () => {
  await withPage({}, async ({ page, url }) => {
    const response = await page.goto(`${url}/api`);
    const policy = response?.headers()["content-security-policy"] ?? "";
    assert.match(policy, /default-src 'none'/);
    assert.doesNotMatch(policy, /unsafe/);
    await page.goto(url);
    await sessionOf(page);
  });
});

Deno.test("an inline script would not run", async () => {
  await withPage({}, async ({ page, expectConsole }) => {
    expectConsole(/Content Security Policy/);
    assert.equal(await page.evaluate(addInlineScript), false);
  });
});
