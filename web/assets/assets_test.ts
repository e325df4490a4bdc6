import assert from "node:assert/strict";
import { TABS } from "../page/mod.ts";
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

Deno.test("every tab has its script, which is one file that imports the page's", () => {
  for (const { name } of TABS) {
    const path = `js/${name.replaceAll("-", "_")}_tab.js`;
    const script = String(ASSETS.find((asset) => asset.path === path)?.body);
    assert.match(script, /openTab/, path);
    const imports = [...script.matchAll(/\bfrom"([^"]+)"/g)].map(([, specifier]) => specifier);
    assert.deepEqual([...new Set(imports)], ["./page.js"], path);
  }
});

Deno.test("the page's script brings no tab along, and imports nothing", () => {
  const script = String(ASSETS.find(({ path }) => path === "js/page.js")?.body);
  assert.doesNotMatch(script, /\bfrom"|openTab:/);
  assert.doesNotMatch(script, /video-seek|image-set-gallery|camera-pause/);
});
