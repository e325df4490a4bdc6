import assert from "node:assert/strict";
import { compileWat, wasmOf, WAT_FILES } from "../../tools/wat.ts";

const ROOT = new URL("../../", import.meta.url);

Deno.test("each .wasm file is what its source gives (deno task wasm writes them)", async () => {
  for (const file of WAT_FILES) {
    const made = await compileWat(file, await Deno.readTextFile(new URL(file, ROOT)));
    const kept = await Deno.readFile(new URL(wasmOf(file), ROOT));
    assert.deepEqual(made.toBase64(), kept.toBase64(), file);
  }
});

Deno.test("there is no .wasm file without a source", async () => {
  const found: string[] = [];
  for (const folder of ["image/", "image/colour/"]) {
    for await (const { name } of Deno.readDir(new URL(folder, ROOT))) {
      if (name.endsWith(".wasm")) found.push(folder + name);
    }
  }
  assert.deepEqual(found.sort(), WAT_FILES.map(wasmOf).sort());
});
