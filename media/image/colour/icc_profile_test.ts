import assert from "node:assert/strict";
import { FrameboxError } from "../../../base/errors/mod.ts";
import { decodePicture } from "../decode.ts";
import { seeded } from "../test_pictures.ts";
import { IccBytes } from "./icc_bytes.ts";
import { MAX_PROFILE_BYTES, readIccProfile } from "./icc_profile.ts";
import { difference, expectedSrgb, iccpChunk, pngWith, profileIn } from "./test_colours.ts";
import { inksToSrgb } from "./to_srgb.ts";

const A98 = profileIn("rgb_a98.png");

/** A profile with other bytes at `at`. */
function changed(icc: Uint8Array, at: number, ...bytes: number[]): Uint8Array {
  const copy = icc.slice();
  copy.set(bytes, at);
  return copy;
}

const letters = (text: string) => [...new TextEncoder().encode(text)];

Deno.test("what is no profile for pictures is refused with the reason", () => {
  const faults: [Uint8Array, RegExp][] = [
    [new Uint8Array(0), /it is cut/],
    [A98.subarray(0, A98.length - 1), /it is cut/],
    [changed(A98, 36, ...letters("nope")), /no ICC profile/],
    [changed(A98, 8, 5), /version 5/],
    [changed(A98, 16, ...letters("Lab ")), /not for grey, RGB or CMYK/],
    [changed(A98, 16, ...letters("CMYK")), /no table/],
    [changed(A98, 20, ...letters("RGB ")), /no profile of a device/],
    [changed(A98, 68, 0, 0, 0xf3, 0x51), /not relative to D50/],
    [changed(A98, 128, 0xff, 0xff, 0xff, 0xff), /parts/],
    [changed(A98, 132 + 3 * 12, ...letters("zXYZ")), /part rXYZ is missing/],
    [new Uint8Array(MAX_PROFILE_BYTES + 1), /more than 4 MB/],
  ];
  for (const [icc, pattern] of faults) {
    assert.throws(
      () => readIccProfile(icc),
      (error) =>
        error instanceof FrameboxError && error.code === "INVALID_ARGUMENT" &&
        pattern.test(error.message),
      String(pattern),
    );
  }
});

Deno.test("a read beyond a profile's end fails", () => {
  const bytes = new IccBytes(new Uint8Array(4));
  assert.equal(bytes.u32(0), 0);
  for (const read of [() => bytes.u32(1), () => bytes.u8(-1), () => bytes.part(2, 3)]) {
    assert.throws(read, FrameboxError);
  }
});

Deno.test("a picture is never refused for its profile, however it is damaged", async () => {
  const random = seeded(20_261_130);
  const names = ["rgb_a98", "rgb_p3", "rgb_curves", "rgb_lut8", "rgb_stages", "grey_dot20"];
  const plain = expectedSrgb("gama_45455.png");
  let converted = 0;
  for (let i = 0; i < 240; i++) {
    const icc = profileIn(`${names[i % names.length]}.png`).slice();
    // Mostly in the header, the list of parts and the beginnings of curves and tables.
    const reach = i % 3 === 0 ? icc.length : 600;
    for (let n = random() % 4; n >= 0; n--) icc[random() % Math.min(reach, icc.length)] = random();
    const picture = pngWith(iccpChunk(i % 7 === 0 ? icc.subarray(0, random() % icc.length) : icc));
    if (difference(await decodePicture(picture), plain).max > 0) converted++;
  }
  assert.ok(converted > 20 && converted < 220, `${converted} were converted`);
});

Deno.test("the colours of inks are as LittleCMS gives them, by 8 and 16 bits and by stages", () => {
  const inks = Deno.readFileSync(new URL("../testdata/colour/inks.raw", import.meta.url));
  for (const name of ["ink8", "ink16", "ink_stages"]) {
    const source = { kind: "icc", space: "cmyk", icc: profileIn(`${name}.jpg`) } as const;
    const rgb = inksToSrgb(inks.map((ink) => 255 - ink), source);
    assert.ok(rgb);
    // The file shows each colour in a block of 8×8.
    const blocks = expectedSrgb(`${name}.jpg`);
    const expected = rgb.map((_, i) => {
      const [x, y] = [Math.floor(i / 3) % 8, Math.floor(i / 24)];
      return blocks[3 * (8 * y * 64 + 8 * x) + i % 3]!;
    });
    const off = difference({ channels: 3, data: rgb }, expected);
    assert.ok(off.mean < 0.3 && off.max <= 3, `${name}: ${off.mean}, ${off.max}`);
  }
});

Deno.test("inks without a profile of inks are left to others", () => {
  const inks = new Uint8Array(8);
  assert.equal(inksToSrgb(inks, undefined), undefined);
  assert.equal(inksToSrgb(inks, { kind: "icc", space: "cmyk", icc: A98 }), undefined);
});
