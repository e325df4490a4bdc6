import assert from "node:assert/strict";
import { ASSETS } from "../assets/mod.ts";
import { bytesText, EN, fill, limitText, plural } from "./text.ts";

Deno.test("a sentence is filled in, and what is unknown stays to be seen", () => {
  assert.equal(fill("{name} has come, {n} s", { name: "a", n: 2 }), "a has come, 2 s");
  assert.equal(fill("{nobody}", {}), "{nobody}");
});

Deno.test("one worker, two workers", () => {
  assert.equal(plural(EN.page.worker, 1), "1 worker");
  assert.equal(plural(EN.page.worker, 2), "2 workers");
});

Deno.test("sizes are said as people know them", () => {
  const said = [812, 34_400, 999_600, 6_220_800, 64e6].map(bytesText);
  assert.deepEqual(said, ["812 B", "34 kB", "1.0 MB", "6.2 MB", "64 MB"]);
});

Deno.test("scripts say only what the catalogue has, and it has nothing that nobody says", () => {
  const scripts = ASSETS.filter(({ path }) => path.startsWith("js/") && !path.includes("htmx"));
  const said = new Set<string>();
  for (const { body } of scripts) {
    for (const [, key] of String(body).matchAll(/\btext\.(?!js\b|ts\b)([a-zA-Z]+)/g)) {
      said.add(key ?? "");
    }
  }
  assert.deepEqual([...said].sort(), Object.keys(EN.live).sort());
});

Deno.test("a limit is shown in the unit of its setting", () => {
  assert.equal(limitText(32 * 2 ** 20), "32 MB");
});
