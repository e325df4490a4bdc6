/** `deno task wasm`: makes each .wasm file from its .wat. */
import { compileWat, wasmOf, WAT_FILES } from "./wat.ts";

for (const file of WAT_FILES) {
  await Deno.writeFile(wasmOf(file), await compileWat(file, await Deno.readTextFile(file)));
}
