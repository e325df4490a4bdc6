import assert from "node:assert/strict";
import fc from "fast-check";
import { greyOf } from "../raster/channels.ts";
import { greyBelow, greyMean } from "../raster/grey.ts";
import { Picture } from "../picture.ts";
import { decodeInput, pictureInput } from "../picture_input.ts";
import { colourOf } from "./raw_convert.ts";
import {
  chromaPlane,
  PIXEL_BYTES,
  PIXEL_FORMATS,
  type PixelFormat,
  rawBytes,
  type RawFormat,
} from "./raw_format.ts";
import { bytesReader } from "./raw_read.ts";
import { seeded } from "../test_pictures.ts";

/** The colours of a frame of one row. */
function rgb(pixelFormat: PixelFormat, widthPx: number, bytes: readonly number[]): number[] {
  const format = { pixelFormat, widthPx, heightPx: 1, strideBytes: 0 };
  return [...colourOf(format, bytesReader(Uint8Array.from(bytes)), "RGB")];
}

Deno.test("bytes of 24 and 32 bits are named in the order in which they lie; alpha is dropped", () => {
  assert.deepEqual(rgb("RGB24", 2, [1, 2, 3, 4, 5, 6]), [1, 2, 3, 4, 5, 6]);
  assert.deepEqual(rgb("BGR24", 2, [1, 2, 3, 4, 5, 6]), [3, 2, 1, 6, 5, 4]);
  assert.deepEqual(rgb("ARGB", 2, [0, 1, 2, 3, 255, 4, 5, 6]), [1, 2, 3, 4, 5, 6]);
  assert.deepEqual(rgb("RGBA", 2, [1, 2, 3, 0, 4, 5, 6, 255]), [1, 2, 3, 4, 5, 6]);
  assert.deepEqual(rgb("ABGR", 1, [0, 3, 2, 1]), [1, 2, 3]);
  assert.deepEqual(rgb("BGRA", 1, [3, 2, 1, 7]), [1, 2, 3]);
});

Deno.test("red has the high bits of 16, and missing low bits are 0", () => {
  const words = [0xf800, 0x07e0, 0x001f, 0x0841, 0xffff];
  const little = words.flatMap((word) => [word & 255, word >> 8]);
  const big = words.flatMap((word) => [word >> 8, word & 255]);
  const colours = [248, 0, 0, 0, 252, 0, 0, 0, 248, 8, 8, 8, 248, 252, 248];
  assert.deepEqual(rgb("RGB565LE", 5, little), colours);
  assert.deepEqual(rgb("RGB565BE", 5, big), colours);
  // The highest bit has no meaning.
  const words15 = [0x7c00, 0x03e0, 0x801f, 0x8421, 0x7fff];
  const little15 = words15.flatMap((word) => [word & 255, word >> 8]);
  const big15 = words15.flatMap((word) => [word >> 8, word & 255]);
  const colours15 = [248, 0, 0, 0, 248, 0, 0, 0, 248, 8, 8, 8, 248, 248, 248];
  assert.deepEqual(rgb("RGB555LE", 5, little15), colours15);
  assert.deepEqual(rgb("RGB555BE", 5, big15), colours15);
});

Deno.test("YUV has studio range: 16 is black, 235 white, and colours are clipped", () => {
  assert.deepEqual(rgb("YUV420P", 2, [16, 235, 128, 128]), [0, 0, 0, 255, 255, 255]);
  assert.deepEqual(rgb("YUV420P", 2, [0, 255, 128, 128]), [0, 0, 0, 255, 255, 255]);
  // The primaries of BT.601, as ITU-R BT.601-7 gives them in 8 bits; each is within one.
  const near = (actual: number[], expected: number[]) =>
    actual.forEach((value, i) => assert.ok(Math.abs(value - expected[i]!) <= 1, `${actual}`));
  near(rgb("YUV420P", 1, [81, 90, 240]), [254, 0, 0]);
  near(rgb("YUV420P", 1, [145, 54, 34]), [0, 255, 0]);
  near(rgb("YUV420P", 1, [41, 240, 110]), [0, 0, 255]);
});

Deno.test("a sample of U and V is of two by two pixels, also at odd edges", () => {
  const format = { pixelFormat: "YUV420P", widthPx: 3, heightPx: 3, strideBytes: 0 } as const;
  const luma = [126, 126, 126, 126, 126, 126, 126, 126, 126];
  const bytes = Uint8Array.from([...luma, 128, 255, 128, 128, 128, 128, 0, 128]);
  const data = colourOf(format, bytesReader(bytes), "RGB");
  const pixel = (x: number, y: number) => [...data.subarray(3 * (3 * y + x), 3 * (3 * y + x) + 3)];
  const grey = pixel(0, 0);
  assert.deepEqual([grey[0], grey[1]], [grey[2], grey[2]]);
  for (const [x, y] of [[1, 0], [0, 1], [1, 1], [2, 2]] as const) {
    assert.deepEqual(pixel(x, y), grey);
  }
  assert.deepEqual(pixel(2, 0), pixel(2, 1));
  assert.ok(pixel(2, 0)[2]! > grey[2]!);
  assert.deepEqual(pixel(0, 2), pixel(1, 2));
  assert.ok(pixel(0, 2)[0]! < grey[0]!);
});

/** A frame's bytes with each row longer, filled with what is no pixel. */
function padded(dense: RawFormat, bytes: Uint8Array, strideBytes: number): Uint8Array {
  const { pixelFormat, widthPx, heightPx } = dense;
  const format = { ...dense, strideBytes };
  const out = new Uint8Array(rawBytes(format).max).fill(201);
  let from = 0;
  let to = 0;
  const plane = (row: number, width: number, height: number) => {
    for (let y = 0; y < height; y++, from += width, to += row) {
      out.set(bytes.subarray(from, from + width), to);
    }
  };
  plane(strideBytes, widthPx * PIXEL_BYTES[pixelFormat], heightPx);
  if (pixelFormat === "YUV420P") {
    const { row, widthPx: width } = chromaPlane(format);
    plane(row, width, 2 * Math.ceil(heightPx / 2));
  }
  return out;
}

Deno.test("padding and bytes behind the frame change nothing, in colour, grey and mean", async () => {
  const size = fc.integer({ min: 1, max: 41 });
  const arguments_ = [
    fc.constantFrom(...PIXEL_FORMATS),
    size,
    size,
    fc.nat(40),
    fc.integer(),
  ] as const;
  await fc.assert(
    fc.asyncProperty(...arguments_, async (pixelFormat, widthPx, heightPx, more, seed) => {
      const dense = { pixelFormat, widthPx, heightPx, strideBytes: 0 };
      const { least, row } = rawBytes(dense);
      const random = seeded(seed);
      const bytes = Uint8Array.from({ length: least }, () => random() & 255);
      const format = { ...dense, strideBytes: row + more };
      const a = pictureInput(Picture.fromRaw(dense, bytes)).input;
      const b = pictureInput(Picture.fromRaw(format, padded(dense, bytes, row + more))).input;
      const colour = await decodeInput(a);
      assert.equal(colour.data.byteLength, 3 * widthPx * heightPx);
      assert.deepEqual(await decodeInput(b), colour);
      const grey = await decodeInput(a, { channels: 1 });
      assert.deepEqual(await decodeInput(b, { channels: 1 }), grey);
      const expected = Uint8Array.from(
        { length: widthPx * heightPx },
        (_, i) => greyOf(colour.data[3 * i]!, colour.data[3 * i + 1]!, colour.data[3 * i + 2]!),
      );
      assert.deepEqual(grey.data, expected);
      const mean = expected.reduce((sum, value) => sum + value, 0) / expected.length;
      assert.deepEqual([await greyMean(a), await greyMean(b)], [mean, mean]);
      const limits = [mean - 1, mean, mean + 1e-6, mean + 1];
      assert.deepEqual(
        await Promise.all(limits.map((limit) => greyBelow(b, limit))),
        [false, false, true, true],
      );
    }),
  );
});

Deno.test("pixels that are wanted with alpha are opaque", async () => {
  const format = { pixelFormat: "BGRA", widthPx: 1, heightPx: 1, strideBytes: 0 } as const;
  const { input } = pictureInput(Picture.fromRaw(format, Uint8Array.of(1, 2, 3, 4)));
  assert.deepEqual([...(await decodeInput(input, { channels: 4 })).data], [3, 2, 1, 255]);
});
