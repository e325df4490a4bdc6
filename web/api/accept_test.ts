import assert from "node:assert/strict";
import { Hono } from "hono";
import { type Wanted, wanted } from "./accept.ts";

/** The result of {@linkcode wanted} for a request with that header. */
async function wantedOf(
  accept: string | undefined,
  offered: readonly [Wanted, ...Wanted[]],
): Promise<string> {
  const app = new Hono().get("/", (c) => c.text(wanted(c, offered)));
  return await (await app.request("/", { headers: accept === undefined ? {} : { accept } })).text();
}

Deno.test("the highest quality wins; of equals, what is offered first", async () => {
  const offered = ["json", "jpeg", "png"] as const;
  const cases: [string | undefined, string][] = [
    [undefined, "json"],
    ["", "json"],
    ["*/*", "json"],
    ["image/*", "jpeg"],
    ["image/png", "png"],
    ["IMAGE/PNG ", "png"],
    ["image/jpeg;q=0.5, image/png;q=0.9", "png"],
    ["image/*;q=0.8, application/json;q=0.9", "json"],
    ["image/avif, image/webp, */*;q=0.8", "json"],
    ["image/png;q=0, image/*", "jpeg"],
    ["text/html", "json"],
    ["image/png;q=nonsense", "png"],
    ["image/png;q=0.1, */*", "json"],
    ["application/json;q=0, */*", "jpeg"],
  ];
  for (const [accept, form] of cases) {
    assert.equal(await wantedOf(accept, offered), form, accept ?? "none");
  }
});

Deno.test("only the maximum of ranges is read", async () => {
  const accept = "text/x,".repeat(100_000) + "image/png";
  assert.equal(await wantedOf(accept, ["json", "png"]), "json");
});
