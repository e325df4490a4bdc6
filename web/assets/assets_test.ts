import assert from "node:assert/strict";
import { ASSETS } from "./mod.ts";

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
