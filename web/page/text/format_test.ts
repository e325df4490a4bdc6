import assert from "node:assert/strict";
import { bytesText, fill, limitText, numberText, plural } from "./format.ts";
import { TEXT } from "./mod.ts";

Deno.test("a sentence is filled in, and what is unknown stays to be seen", () => {
  assert.equal(fill("{name} has come, {n} s", { name: "a", n: 2 }), "a has come, 2 s");
  assert.equal(fill("{nobody}", {}), "{nobody}");
});

Deno.test("one worker, two workers; one variable, two variables in each language", () => {
  assert.equal(plural(TEXT.en.page.worker, 1, "en"), "1 worker");
  assert.equal(plural(TEXT.en.page.worker, 2, "en"), "2 workers");
  assert.equal(plural(TEXT.pt.page.variable, 1, "pt"), "1 variável");
  assert.equal(plural(TEXT.es.page.variable, 1200, "es"), "1200 variables");
});

Deno.test("sizes are written as users know them", () => {
  const bytes = [812, 34_400, 999_600, 6_220_800, 64e6, 2.5e9];
  const texts = bytes.map((n) => bytesText(n, "en"));
  assert.deepEqual(texts, ["812 B", "34 kB", "1.0 MB", "6.2 MB", "64 MB", "2.5 GB"]);
  assert.equal(bytesText(6_220_800, "pt"), "6,2 MB");
});

Deno.test("numbers are written as in the language", () => {
  assert.equal(numberText(1234567.25, "en", 1), "1,234,567.3");
  assert.equal(numberText(1234567.25, "pt", 1), "1.234.567,3");
  assert.equal(numberText(1234, "en"), "1234");
  assert.equal(numberText(0.5, "es", 2), "0,5");
});

Deno.test("a limit is shown in the unit of its setting", () => {
  assert.equal(limitText(32 * 2 ** 20, "en"), "32 MB");
});
