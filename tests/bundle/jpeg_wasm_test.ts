// Needs cargo, Python with pip, and their registries at the first run; later ones use the cache.
import assert from "node:assert/strict";
import { buildJpegWasm, JPEG_WASM, recipeCache } from "../../tools/jpeg_recipe.ts";

Deno.test("jpeg.wasm is what its sources give (deno task wasm:jpeg writes it)", async () => {
  const made = await buildJpegWasm(recipeCache());
  assert.ok(made.toBase64() === (await Deno.readFile(JPEG_WASM)).toBase64());
});
