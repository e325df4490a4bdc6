import assert from "node:assert/strict";
import { withoutComments } from "./without_comments.ts";
import { ASSETS, FILES } from "./mod.ts";

Deno.test("comments go, and every line stays where it was", () => {
  const script = [
    "/** What it is. */",
    "/**",
    " * @param {string} a",
    " */",
    'const at = "https://x/*y*/"; // why',
    "  // because",
    "  /** @type {Blob} */ (blob).size;",
    "  /** more */",
    "end();",
  ].join("\n");
  assert.deepEqual(withoutComments(script).split("\n"), [
    "",
    "",
    "",
    "",
    'const at = "https://x/*y*/"; // why',
    "",
    "  /** @type {Blob} */ (blob).size;",
    "",
    "end();",
  ]);
});

Deno.test("scripts are served without comments, libraries with their licences", () => {
  const bodyOf = (path: string) => String(ASSETS.find((asset) => asset.path === path)?.body);
  let scripts = 0;
  for (const { path, body } of FILES) {
    if (!path.startsWith("js/")) continue;
    const served = bodyOf(path);
    assert.equal(served.split("\n").length, String(body).split("\n").length, path);
    if (path === "js/uplot.js") assert.match(served, /^\/\*!\n.*Leon Sorokin/s);
    else assert.doesNotMatch(served, /^\s*(\/\*\*.*\*\/$|\/\/)/m, path);
    scripts += 1;
  }
  assert.ok(scripts > 50);
});
