import assert from "node:assert/strict";
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
