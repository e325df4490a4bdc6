/** What the tests of both JPEG codecs share. */
import {
  decodePicture,
  findTurbojpeg,
  type ImageSetup,
  type PictureWants,
  type Raster,
  setUpImages,
} from "../../media/image/mod.ts";

const TESTDATA = new URL("../../media/image/testdata/", import.meta.url);
const EXAMPLES = new URL("../../web/assets/examples/", import.meta.url);

const turbojpeg = await findTurbojpeg("auto");
if (turbojpeg === undefined) throw new Error("There is no libturbojpeg: apt install libturbojpeg0");

/** The setup that a thread decodes and encodes with. */
export const SETUPS = {
  libturbojpeg: { turbojpeg },
  WebAssembly: {},
} as const satisfies Readonly<Record<string, ImageSetup>>;

/** One of the two codecs. */
export type CodecName = keyof typeof SETUPS;

/** Has this thread work with a codec from now on. */
export function workWith(codec: CodecName): void {
  setUpImages(SETUPS[codec]);
}

/** Decodes with one codec. */
export async function decodeWith(
  codec: CodecName,
  file: Uint8Array,
  wants: PictureWants = {},
): Promise<Raster> {
  workWith(codec);
  return await decodePicture(file, wants);
}

/** The JPEGs of media/image/testdata/ that are read, and photographs, by their names. */
export function corpus(): Map<string, Uint8Array<ArrayBuffer>> {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const folder of [TESTDATA, new URL("jpeg/", TESTDATA), EXAMPLES]) {
    for (const { name } of Deno.readDirSync(folder)) {
      if (!name.endsWith(".jpg") || name === "arithmetic.jpg") continue;
      files.set(name, Deno.readFileSync(new URL(name, folder)));
    }
  }
  return files;
}
