import assert from "node:assert/strict";
import fc from "fast-check";
import { greyBelow, greyMean } from "./grey.ts";
import { Picture } from "../picture.ts";
import { type PictureInput, pictureInput } from "../picture_input.ts";
import { greyFrom, greyFromBelow } from "../raw/raw_convert.ts";
import { PIXEL_FORMATS, rawBytes } from "../raw/raw_format.ts";
import { bytesReader } from "../raw/raw_read.ts";
import { seeded } from "../test_pictures.ts";

/** Half of its pixels may be of another colour. */
function frame(first: readonly number[], second = first): PictureInput {
  const format = { pixelFormat: "BGR24", widthPx: 640, heightPx: 2, strideBytes: 0 } as const;
  const bytes = new Uint8Array(640 * 2 * 3);
  for (let i = 0; i < bytes.length; i++) bytes[i] = (i % 6 < 3 ? first : second)[i % 3]!;
  return pictureInput(Picture.fromRaw(format, bytes)).input;
}

Deno.test("a frame is below a limit when the mean of its rounded grey is", async () => {
  const dark = frame([0, 0, 100]);
  assert.equal(await greyMean(dark), 30);
  assert.deepEqual([await greyBelow(dark, 127), await greyBelow(dark, 29)], [true, false]);
  // 126.886 that is rounded to 127, and 126.114 to 126.
  assert.equal(await greyBelow(frame([126, 127, 127]), 127), false);
  assert.equal(await greyBelow(frame([127, 126, 126]), 126), false);
  assert.equal(await greyBelow(frame([127, 126, 126]), 126.05), true);
  // Both of them in one frame: 126.5.
  const both = frame([126, 127, 127], [127, 126, 126]);
  assert.deepEqual([await greyBelow(both, 126.5), await greyBelow(both, 126.6)], [false, true]);
});

Deno.test("white, the largest sums, is not below 255, and below anything more", () => {
  for (const pixelFormat of ["RGB24", "ARGB"] as const) {
    const format = { pixelFormat, widthPx: 1001, heightPx: 200, strideBytes: 0 };
    const read = bytesReader(new Uint8Array(rawBytes(format).least).fill(255));
    assert.equal(greyFromBelow(format, read, 254.4), false);
    assert.equal(greyFromBelow(format, read, 255), undefined);
    assert.equal(greyFromBelow(format, read, 255.6), true);
  }
});

Deno.test("of whatever format, size and padding, the sums of colours decide as the grey does", () => {
  const arguments_ = [
    fc.constantFrom(...PIXEL_FORMATS),
    fc.integer({ min: 1, max: 400 }),
    fc.integer({ min: 1, max: 9 }),
    fc.nat(40),
    fc.integer(),
  ] as const;
  fc.assert(
    fc.property(...arguments_, (pixelFormat, widthPx, heightPx, more, seed) => {
      const { row } = rawBytes({ pixelFormat, widthPx, heightPx, strideBytes: 0 });
      const format = { pixelFormat, widthPx, heightPx, strideBytes: row + more };
      const random = seeded(seed);
      const { least } = rawBytes(format);
      const read = bytesReader(Uint8Array.from({ length: least }, () => random() & 255));
      const mean = greyFrom(format, read) / (widthPx * heightPx);
      const decisions = [mean - 1.1, mean - 0.4, mean, mean + 0.4, mean + 1.1]
        .map((limit) => greyFromBelow(format, read, limit));
      if (!/^(RGB24|BGR24|ARGB|RGBA|ABGR|BGRA)$/.test(pixelFormat)) {
        assert.deepEqual(decisions, decisions.map(() => undefined));
        return;
      }
      assert.deepEqual([decisions[0], decisions[4]], [false, true]);
      assert.ok(
        decisions[1] !== true && decisions[2] !== true && decisions[3] !== false,
        `${decisions}`,
      );
    }),
  );
});

Deno.test("of a frame that is clearly dark or light the rest is not read, but must be there", () => {
  const format = { pixelFormat: "BGR24", widthPx: 1280, heightPx: 720, strideBytes: 0 } as const;
  const { least } = rawBytes(format);
  for (const [value, isBelow] of [[30, true], [220, false]] as const) {
    let readBytes = 0;
    const read = (target: Uint8Array) => {
      target.fill(value);
      readBytes += target.byteLength;
    };
    assert.equal(greyFromBelow(format, read, 127), isBelow);
    assert.ok(readBytes < 0.7 * least, `${readBytes} of ${least}`);
  }
  const cut = (target: Uint8Array, from: number) => {
    if (from + target.byteLength > least - 1) throw new Error("cut");
    target.fill(0);
  };
  assert.throws(() => greyFromBelow(format, cut, 127), /cut/);
});
