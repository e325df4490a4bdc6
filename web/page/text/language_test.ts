import assert from "node:assert/strict";
import { languageOf } from "./language.ts";

Deno.test("the page speaks the language that a person prefers, of those that there are", () => {
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
    assert.equal(languageOf(accept), language, accept ?? "none");
  }
});

Deno.test("only so many ranges are read", () => {
  assert.equal(languageOf("de,".repeat(100_000) + "pt"), "en");
});
