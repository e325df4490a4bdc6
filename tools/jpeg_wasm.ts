/** `deno task wasm:jpeg`: makes media/image/jpeg/wasm/jpeg.wasm and writes its checksums. */
import {
  buildJpegWasm,
  JPEG_CHECKSUMS,
  JPEG_WASM,
  jpegChecksums,
  recipeCache,
} from "./jpeg_recipe.ts";

await Deno.writeFile(JPEG_WASM, await buildJpegWasm(recipeCache()));
await Deno.writeTextFile(JPEG_CHECKSUMS, await jpegChecksums());
