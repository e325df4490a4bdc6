import assert from "node:assert/strict";
import { decodePicture } from "../decode.ts";
import { readPictureHeader } from "../header.ts";
import { bmpColour } from "./bmp_colour.ts";
import { assertNear, colourFile, expectedSrgb } from "./test_colours.ts";
import { webpColour } from "./webp_colour.ts";

/** Offsets in a BMP with BITMAPV5HEADER. */
const BMP_SPACE = 14 + 56;
const BMP_PROFILE_AT = 14 + 112;
const BMP_PROFILE_BYTES = 14 + 116;

function bmpWith(offset: number, value: number): Uint8Array {
  const file = colourFile("p3.bmp");
  new DataView(file.buffer).setUint32(offset, value, true);
  return file;
}

const codes = (file: Uint8Array) => readPictureHeader(file).remarks.map(({ code }) => code);

/** Fails unless the picture is as if it had no profile. */
async function assertPlain(file: Uint8Array): Promise<void> {
  assertNear(await decodePicture(file), expectedSrgb("gama_45455.png"), "plain", {
    mean: 0,
    max: 0,
  });
}

Deno.test("BMP: spaces that are sRGB by name, linked, or given by primaries are sRGB", async () => {
  for (const space of [0x73524742, 0x57696e20, 0x4c494e4b, 0]) {
    const file = bmpWith(BMP_SPACE, space);
    assert.equal(bmpColour(file), undefined);
    assert.deepEqual(codes(file), []);
    await assertPlain(file);
  }
});

Deno.test("BMP: a profile that lies beyond the file's end is passed over with a remark", async () => {
  const files = [bmpWith(BMP_PROFILE_AT, 0x7fffffff), bmpWith(BMP_PROFILE_BYTES, 20)];
  for (const file of files) {
    assert.deepEqual(codes(file), ["profile-ignored"]);
    await assertPlain(file);
  }
});

Deno.test("WebP: a profile counts only where the flags name it, and a missing one has a remark", async () => {
  const flags = 20;
  const without = colourFile("p3.webp");
  without[flags]! &= ~0x20;
  assert.equal(webpColour(without), undefined);
  await assertPlain(without);
  const renamed = colourFile("p3.webp");
  const at = new TextDecoder("latin1").decode(renamed).indexOf("ICCP");
  renamed.set(new TextEncoder().encode("UNKN"), at);
  assert.deepEqual(codes(renamed), ["profile-ignored"]);
  await assertPlain(renamed);
});
