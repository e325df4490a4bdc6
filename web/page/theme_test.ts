import assert from "node:assert/strict";
import { themeOf } from "./theme.ts";

Deno.test("a theme is read from its cookie, wherever it stands, and nothing else is", () => {
  assert.equal(themeOf("theme=dark"), "dark");
  assert.equal(themeOf("a=b; theme=light; c=d"), "light");
  assert.equal(themeOf("mytheme=dark"), undefined);
  assert.equal(themeOf("theme=darker"), undefined);
  assert.equal(themeOf(undefined), undefined);
});
