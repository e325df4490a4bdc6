import assert from "node:assert/strict";
import { Hono } from "hono";
import { languageOf } from "./language.ts";

/** The language for a request with that header. */
async function languageFor(accept: string | undefined): Promise<string> {
  const app = new Hono().get("/", (c) => c.text(languageOf(c)));
  const headers = accept === undefined ? {} : { "accept-language": accept };
  return await (await app.request("/", { headers })).text();
}

Deno.test("the page is in the language that a user prefers, of those that there are", async () => {
  const cases: [string | undefined, string][] = [
    [undefined, "en"],
    ["", "en"],
    ["*", "en"],
    ["de-DE,de;q=0.9", "en"],
    ["pt-BR,pt;q=0.9,en-US;q=0.8,en;q=0.7", "pt"],
    ["pt", "pt"],
    ["PT-pt", "pt"],
    ["es-419,es;q=0.9", "es"],
    ["de,es;q=0.5,en;q=0.4", "es"],
    ["en;q=0.4, es;q=0.5", "es"],
    ["pt;q=0, es;q=0.1", "es"],
    ["pto", "en"],
  ];
  for (const [accept, language] of cases) {
    assert.equal(await languageFor(accept), language, accept ?? "none");
  }
});

Deno.test("a bounded number of ranges is read", async () => {
  assert.equal(await languageFor("de,".repeat(100_000) + "pt"), "en");
});
