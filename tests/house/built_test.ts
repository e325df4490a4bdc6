import assert from "node:assert/strict";
import { exportsOf, importsOf, referencesIn } from "../../tools/script_links.ts";
import { ASSETS } from "../../web/assets/mod.ts";
import { TABS } from "../../web/page/mod.ts";
import { BUILT, bundlePage } from "../../tools/page_bundle.ts";

const ROOT = new URL("../../", import.meta.url);

Deno.test("the page's bundle is what its sources give (deno task build:page writes it)", async () => {
  const made = await bundlePage();
  const folder = new URL(`${BUILT}/`, ROOT);
  const names = (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name);
  assert.deepEqual(names.sort(), [...made.keys()].sort());
  for (const [name, text] of made) {
    // Not `assert.equal`, which would print two minified files.
    assert.ok(await Deno.readTextFile(new URL(name, folder)) === text, `${name} is another one`);
  }
});

Deno.test("every tab has its script, which is one file that imports the page's", () => {
  for (const { name } of TABS) {
    const path = `js/${name.replaceAll("-", "_")}_tab.js`;
    const script = String(ASSETS.find((asset) => asset.path === path)?.body);
    assert.ok(exportsOf(script).includes("openTab"), path);
    const imports = importsOf(script).map(({ from }) => from);
    assert.deepEqual([...new Set(imports)], ["./page.js"], path);
  }
});

Deno.test("the page's script imports nothing, and names no tab's script", () => {
  const script = String(ASSETS.find(({ path }) => path === "js/page.js")?.body);
  assert.deepEqual(importsOf(script), []);
  const now = new Set(referencesIn(script).map(({ path }) => path));
  assert.deepEqual([...now].filter((path) => path.endsWith("_tab.js")), []);
});
