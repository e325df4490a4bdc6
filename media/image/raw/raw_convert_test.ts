import assert from "node:assert/strict";
import fc from "fast-check";
import { greyOf } from "../raster/channels.ts";
import { colourOf, greyFrom } from "./raw_convert.ts";
import { PIXEL_FORMATS, type PixelFormat, rawBytes, type RawFormat } from "./raw_format.ts";
import { bytesReader } from "./raw_read.ts";
import { seeded } from "../test_pictures.ts";
import { colourOneByOne } from "./test_raw.ts";

function randomBytes(byteLength: number, seed = 1): Uint8Array {
  const random = seeded(seed);
  const bytes = new Uint8Array(byteLength);
  for (let i = 0; i < byteLength; i++) bytes[i] = random();
  return bytes;
}

/** Large arrays take `deepEqual` seconds. */
function assertSameBytes(actual: Uint8Array, expected: Uint8Array, what: string): void {
  assert.equal(actual.length, expected.length, what);
  for (let i = 0; i < actual.length; i++) {
    if (actual[i] !== expected[i]) assert.equal(actual[i], expected[i], `byte ${i} of ${what}`);
  }
}

/** Fails unless colours, grey and sum are those of one pixel at a time. */
function assertConverts(format: RawFormat, bytes: Uint8Array): void {
  const what = JSON.stringify(format);
  const rgb = colourOneByOne(format, bytes);
  const grey = new Uint8Array(rgb.length / 3);
  let sum = 0;
  for (let i = 0; i < grey.length; i++) {
    grey[i] = greyOf(rgb[3 * i]!, rgb[3 * i + 1]!, rgb[3 * i + 2]!);
    sum += grey[i]!;
  }
  const readInto = bytesReader(bytes);
  if (format.pixelFormat !== "GREY8") {
    assertSameBytes(colourOf(format, readInto, "RGB"), rgb, what);
    const bgr = colourOf(format, readInto, "BGR");
    for (let i = 0; i < rgb.length; i += 3) bgr.subarray(i, i + 3).reverse();
    assertSameBytes(bgr, rgb, what);
  }
  const out = new Uint8Array(grey.length);
  assert.equal(greyFrom(format, readInto, out), sum, what);
  assertSameBytes(out, grey, what);
  assert.equal(greyFrom(format, readInto), sum, what);
}

function assertConvertsRandom(
  pixelFormat: PixelFormat,
  [widthPx, heightPx]: readonly [number, number],
  padding: number,
  seed = 1,
): void {
  const dense = { pixelFormat, widthPx, heightPx, strideBytes: 0 };
  const format = padding ? { ...dense, strideBytes: rawBytes(dense).row + padding } : dense;
  assertConverts(format, randomBytes(rawBytes(format).least, seed));
}

Deno.test("colours and grey are those of one pixel at a time, whatever format, size and padding", () => {
  const format = fc.constantFrom(...PIXEL_FORMATS);
  const padding = fc.constantFrom(0, 1, 2, 5, 64);
  const size = fc.tuple(fc.integer({ min: 1, max: 70 }), fc.integer({ min: 1, max: 9 }));
  fc.assert(fc.property(format, size, padding, fc.integer(), assertConvertsRandom), {
    numRuns: 500,
  });
});

Deno.test("every red, green and blue gives greyOf's grey", () => {
  // 64 values of each colour, the ends and what lies evenly between them.
  const value = (i: number) => Math.round((i & 63) * 255 / 63);
  const bytes = Uint8Array.from(
    { length: 3 * 64 ** 3 },
    (_, i) => value(Math.floor(i / 3) >> (6 * (i % 3))),
  );
  const size = { widthPx: 64 ** 2, heightPx: 64, strideBytes: 0 };
  assertConverts({ pixelFormat: "RGB24", ...size }, bytes);
});

Deno.test("every Y, U and V gives the colour that it should", () => {
  // A row of all Y for each pair of 64 U and 64 V, two rows high as a sample of U and V is.
  for (let u = 0; u < 256; u += 17) {
    const widthPx = 2 * 256;
    const luma = Uint8Array.from({ length: widthPx }, (_, x) => x >> 1);
    for (let v = 0; v < 256; v += 15) {
      const chroma = widthPx / 2;
      const bytes = new Uint8Array(widthPx + 2 * chroma);
      bytes.set(luma);
      bytes.fill(u, widthPx, widthPx + chroma).fill(v, widthPx + chroma);
      assertConverts({ pixelFormat: "YUV420P", widthPx, heightPx: 1, strideBytes: 0 }, bytes);
    }
  }
});

Deno.test("every pixel of 16 bits gives the colour that it should", () => {
  const words = new Uint8Array(new Uint16Array(65_536).map((_, i) => i).buffer);
  for (const pixelFormat of ["RGB565LE", "RGB565BE", "RGB555LE", "RGB555BE"] as const) {
    assertConverts({ pixelFormat, widthPx: 256, heightPx: 256, strideBytes: 0 }, words);
  }
});

Deno.test("pictures longer than a piece, rows longer than a piece, and padding longer still", () => {
  for (const pixelFormat of PIXEL_FORMATS) {
    for (const padding of [0, 1]) {
      assertConvertsRandom(pixelFormat, [641, 130], padding);
      assertConvertsRandom(pixelFormat, [33_001, 3], padding);
      assertConvertsRandom(pixelFormat, [66_003, 1 + padding], padding);
    }
    assertConvertsRandom(pixelFormat, [5, 3], 300_000);
    assertConvertsRandom(pixelFormat, [1, 66_001], 0);
  }
});

Deno.test("each byte of pixels is read once, and none behind the last", () => {
  for (const pixelFormat of PIXEL_FORMATS) {
    for (const padding of [0, 2]) {
      const dense = { pixelFormat, widthPx: 333, heightPx: 777, strideBytes: 0 };
      const format = { ...dense, strideBytes: rawBytes(dense).row + padding };
      const { least, max } = rawBytes(format);
      const times = new Uint8Array(max);
      greyFrom(format, (target, from) => {
        for (let i = from; i < from + target.byteLength; i++) times[i]!++;
      });
      const [first, last] = [times.indexOf(0), times.lastIndexOf(1)];
      assert.ok(times.every((each) => each <= 1), pixelFormat);
      assert.equal(last, least - 1, pixelFormat);
      if (padding === 0) assert.equal(first, least, pixelFormat);
    }
  }
});

Deno.test("the sum of a picture of 50 million white pixels is exact", () => {
  const size = { widthPx: 50_000_000, heightPx: 1, strideBytes: 0 };
  const sum = greyFrom({ pixelFormat: "RGB24", ...size }, (target) => target.fill(255));
  assert.equal(sum, 255 * 50_000_000);
});

Deno.test("what fails while it reads is the caller's to see, and the next picture is right", () => {
  const format = { pixelFormat: "BGR24", widthPx: 9, heightPx: 9, strideBytes: 30 } as const;
  const fails = () => {
    throw new RangeError("too short");
  };
  assert.throws(() => greyFrom(format, fails), /too short/);
  assertConverts(format, randomBytes(270));
});
