/** WebAssembly from its text form; the same bytes each time. */
import wabt from "wabt";

/** What is written as .wat and kept as .wasm beside it. */
export const WAT_FILES: readonly string[] = [
  "media/image/colour/colour.wat",
  "media/image/raster/pixels.wat",
  "media/image/raster/transpose.wat",
];

/** Compiles and validates a module of text. */
export async function compileWat(name: string, text: string): Promise<Uint8Array> {
  const { parseWat } = await wabt();
  const module = parseWat(name, text, { simd: true });
  try {
    module.validate();
    return module.toBinary({}).buffer;
  } finally {
    module.destroy();
  }
}

/** The .wasm file that belongs to a .wat file. */
export function wasmOf(watFile: string): string {
  return watFile.replace(/\.wat$/, ".wasm");
}
