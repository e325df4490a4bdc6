import assert from "node:assert/strict";
import fc from "fast-check";
import { greyOf } from "./channels.ts";
import { type ColourRows, greyPixels } from "./grey_pixels.ts";
import { bytesReader } from "./raw_read.ts";
import { seeded } from "./test_pictures.ts";

type Shape = Omit<ColourRows, "readInto">;

function randomBytes(byteLength: number, seed = 1): Uint8Array {
  const random = seeded(seed);
  return Uint8Array.from({ length: byteLength }, () => random() & 255);
}

/** The grey of each pixel, one at a time. */
function oneByOne(shape: Shape, bytes: Uint8Array): Uint8Array {
  const { widthPx, heightPx, strideBytes, pixelBytes, red, green, blue } = shape;
  const grey = new Uint8Array(widthPx * heightPx);
  for (let i = 0; i < grey.length; i++) {
    const at = Math.floor(i / widthPx) * strideBytes + (i % widthPx) * pixelBytes;
    grey[i] = greyOf(bytes[at + red]!, bytes[at + green]!, bytes[at + blue]!);
  }
  return grey;
}

function sumOf(bytes: Uint8Array): number {
  return bytes.reduce((sum, value) => sum + value, 0);
}

function lengthOf(shape: Omit<Shape, "red" | "green" | "blue">): number {
  const { widthPx, heightPx, strideBytes, pixelBytes } = shape;
  return strideBytes * (heightPx - 1) + widthPx * pixelBytes;
}

/** Fails unless grey and sum are those of one pixel at a time. */
function assertGrey(shape: Shape, bytes: Uint8Array): void {
  const expected = oneByOne(shape, bytes);
  const out = new Uint8Array(expected.length);
  const sum = greyPixels({ ...shape, readInto: bytesReader(bytes) }, out);
  assert.deepEqual(out, expected);
  assert.equal(sum, sumOf(expected));
  assert.equal(greyPixels({ ...shape, readInto: bytesReader(bytes) }), sum);
}

Deno.test("grey is that of one pixel at a time, whatever the size, padding and order", () => {
  const places = fc.constantFrom([0, 1, 2], [2, 1, 0], [1, 2, 3], [3, 2, 1]);
  fc.assert(fc.property(
    ...[fc.integer({ min: 1, max: 70 }), fc.integer({ min: 1, max: 9 })] as const,
    ...[fc.constantFrom(0, 1, 2, 5, 64), places, fc.integer()] as const,
    (widthPx, heightPx, padding, [red = 0, green = 0, blue = 0], seed) => {
      const pixelBytes = Math.max(red, blue) === 2 ? 3 : 4;
      const strideBytes = widthPx * pixelBytes + padding;
      const shape = { widthPx, heightPx, strideBytes, pixelBytes, red, green, blue } as const;
      assertGrey(shape, randomBytes(lengthOf(shape), seed));
    },
  ));
});

Deno.test("every red, green and blue gives greyOf's grey", () => {
  // 64 values of each colour, the ends and what lies evenly between them.
  const value = (i: number) => Math.round((i & 63) * 255 / 63);
  const bytes = Uint8Array.from(
    { length: 3 * 64 ** 3 },
    (_, i) => value(Math.floor(i / 3) >> (6 * (i % 3))),
  );
  const shape = { widthPx: 64 ** 3, heightPx: 1, strideBytes: 3 * 64 ** 3, pixelBytes: 3 } as const;
  assertGrey({ ...shape, red: 0, green: 1, blue: 2 }, bytes);
});

Deno.test("pictures longer than a piece, rows longer than a piece, and padding of megabytes", () => {
  const places = { red: 2, green: 1, blue: 0 };
  for (
    const [widthPx, heightPx, strideBytes, pixelBytes] of [
      [1280, 200, 3840, 3],
      [1279, 200, 3841, 3],
      [70_003, 3, 210_009, 3],
      [70_003, 3, 210_200, 3],
      [50_001, 2, 200_004, 4],
      [50_001, 2, 200_064, 4],
      [5, 3, 1_000_000, 4],
    ] as const
  ) {
    const shape = { widthPx, heightPx, strideBytes, pixelBytes, ...places };
    assertGrey(shape, randomBytes(lengthOf(shape)));
  }
});

Deno.test("each byte of pixels is read once, and none behind the last", () => {
  const shape = { widthPx: 333, heightPx: 777, strideBytes: 1001, pixelBytes: 3 } as const;
  const times = new Uint8Array(lengthOf(shape) + 1001);
  greyPixels({
    ...shape,
    ...{ red: 0, green: 1, blue: 2 },
    readInto(target, from) {
      for (let i = from; i < from + target.byteLength; i++) times[i]!++;
    },
  });
  for (let y = 0; y < shape.heightPx; y++) {
    const row = times.subarray(y * 1001, y * 1001 + 999);
    assert.ok(row.every((each) => each === 1), `row ${y}`);
  }
  assert.ok(times.subarray(lengthOf(shape)).every((each) => each === 0));
});

Deno.test("the sum of a picture of 50 million white pixels is exact", () => {
  const shape = {
    widthPx: 50_000_000,
    heightPx: 1,
    strideBytes: 150_000_000,
    pixelBytes: 3,
  } as const;
  const readInto = (target: Uint8Array) => target.fill(255);
  const sum = greyPixels({ ...shape, red: 0, green: 1, blue: 2, readInto });
  assert.equal(sum, 255 * 50_000_000);
});

Deno.test("what fails while it reads is the caller's to see, and the next picture is right", () => {
  const shape = { widthPx: 100, heightPx: 100, strideBytes: 300, pixelBytes: 3 } as const;
  const places = { red: 0, green: 1, blue: 2 };
  const fails = () => {
    throw new RangeError("too short");
  };
  assert.throws(() => greyPixels({ ...shape, ...places, readInto: fails }), /too short/);
  assertGrey({ ...shape, ...places }, randomBytes(30_000));
});
