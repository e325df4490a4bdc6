import assert from "node:assert/strict";
import { JPEG_CHECKSUMS, JPEG_WASM, jpegChecksums } from "../../tools/jpeg_recipe.ts";
import { compileWat, wasmOf, WAT_FILES } from "../../tools/wat.ts";

const ROOT = new URL("../../", import.meta.url);

Deno.test("each .wasm file is what its source gives (deno task wasm writes them)", async () => {
  for (const file of WAT_FILES) {
    const made = await compileWat(file, await Deno.readTextFile(new URL(file, ROOT)));
    const kept = await Deno.readFile(new URL(wasmOf(file), ROOT));
    assert.deepEqual(made.toBase64(), kept.toBase64(), file);
  }
});

Deno.test("jpeg.wasm was made from the sources that are here (deno task wasm:jpeg makes it)", async () => {
  assert.equal(await jpegChecksums(), await Deno.readTextFile(JPEG_CHECKSUMS));
});

Deno.test("there is no .wasm file without a source", async () => {
  const image = new URL("media/image/", ROOT);
  const found = (await wasmFilesIn(image)).map(({ href }) => href.slice(ROOT.href.length));
  const known = [...WAT_FILES.map(wasmOf), JPEG_WASM.href.slice(ROOT.href.length)];
  assert.deepEqual(found.sort(), known.sort());
});

async function wasmFilesIn(folder: URL): Promise<URL[]> {
  const found: URL[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) found.push(...await wasmFilesIn(new URL(`${name}/`, folder)));
    else if (name.endsWith(".wasm")) found.push(new URL(name, folder));
  }
  return found;
}
