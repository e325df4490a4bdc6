// Colour profiles of the kinds of pictures that ffmpeg decodes, against LittleCMS's colours.
import assert from "node:assert/strict";
import { decodePicture, setUpImages } from "../../media/image/mod.ts";

const FOLDER = new URL("../../media/image/testdata/", import.meta.url);
const FFMPEG = "/usr/bin/ffmpeg";

async function decoded(bytes: Uint8Array): Promise<Uint8Array> {
  setUpImages({ ffmpeg: FFMPEG });
  return (await decodePicture(bytes)).data;
}

function meanDifference(one: Uint8Array, other: Uint8Array): number {
  assert.equal(one.length, other.length);
  return one.reduce((sum, value, i) => sum + Math.abs(value - other[i]!), 0) / one.length;
}

Deno.test("AVIF, HEIC and TIFF in Display P3 are decoded to sRGB", async () => {
  const expected = await Deno.readFile(new URL("colour/blocks_p3.srgb", FOLDER));
  for (const kind of ["avif", "heic", "tif"]) {
    const data = await decoded(await Deno.readFile(new URL(`colour/blocks_p3.${kind}`, FOLDER)));
    const off = meanDifference(data, expected);
    assert.ok(off < 0.5, `${kind}: ${off} levels on average`);
  }
});

Deno.test("an AVIF without a profile has the colours that its numbers name; unspecified is sRGB", async () => {
  const file = await Deno.readFile(new URL("kinds/plain.avif", FOLDER));
  const at = new TextDecoder("latin1").decode(file).indexOf("nclx");
  const numbered = (primaries: number, transfer: number) => {
    const copy = file.slice();
    new DataView(copy.buffer).setUint16(at + 4, primaries);
    new DataView(copy.buffer).setUint16(at + 6, transfer);
    return decoded(copy);
  };
  const plain = await numbered(1, 13);
  for (const [primaries, transfer] of [[2, 2], [1, 1], [1, 14], [99, 13]] as const) {
    assert.equal(meanDifference(await numbered(primaries, transfer), plain), 0);
  }
  for (const [primaries, transfer] of [[12, 13], [9, 1], [1, 8], [9, 16]] as const) {
    const off = meanDifference(await numbered(primaries, transfer), plain);
    assert.ok(off > 3, `${primaries}, ${transfer}: ${off}`);
  }
});
