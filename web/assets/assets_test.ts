import assert from "node:assert/strict";
import { ASSETS, AT_ONCE } from "./mod.ts";

const typeOf = (path: string) => ASSETS.find((asset) => asset.path === path)?.contentType;

Deno.test("what browsers run has a script's type, code that users copy that of text", () => {
  assert.equal(typeOf("js/page.js"), "text/javascript; charset=utf-8");
  assert.equal(typeOf("js/htmx.min.js"), "text/javascript; charset=utf-8");
  assert.equal(typeOf("css/styles.css"), "text/css; charset=utf-8");
  assert.equal(typeOf("favicon.svg"), "image/svg+xml");
  assert.equal(typeOf("examples/coffee.jpg"), "image/jpeg");
  assert.equal(typeOf("examples/clip.mp4"), "video/mp4");
  for (const ending of ["js", "py", "sh"]) {
    assert.equal(typeOf(`code/image.${ending}`), "text/plain; charset=utf-8");
  }
});

Deno.test("a page names every script that it needs at once, and none that it needs later", () => {
  assert.ok(AT_ONCE.includes("js/page.js"));
  assert.ok(AT_ONCE.length < 4);
  for (const path of AT_ONCE) assert.ok(typeOf(path), path);
  assert.ok(!AT_ONCE.some((path) => /\/(tab|panel|uPlot\.esm|browser_run)\b/.test(path)));
});
