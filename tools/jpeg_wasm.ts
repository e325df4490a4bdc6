/** `deno task wasm:jpeg`: makes image/jpeg/jpeg.wasm and writes its checksums. */
import { buildJpegWasm, JPEG_CHECKSUMS, JPEG_WASM, jpegChecksums } from "./jpeg_recipe.ts";

const cacheHome = Deno.env.get("XDG_CACHE_HOME") ?? `${Deno.env.get("HOME")}/.cache`;

await Deno.writeFile(JPEG_WASM, await buildJpegWasm(`${cacheHome}/framebox-wasm`));
await Deno.writeTextFile(JPEG_CHECKSUMS, await jpegChecksums());
