import assert from "node:assert/strict";
import { FrameboxError } from "../../../base/errors/mod.ts";
import {
  checkRawFormat,
  checkRawLength,
  PIXEL_FORMATS,
  type PixelFormat,
  rawBytes,
  type RawFormat,
} from "./raw_format.ts";

function format(
  pixelFormat: PixelFormat,
  widthPx: number,
  heightPx: number,
  strideBytes = 0,
): RawFormat {
  return { pixelFormat, widthPx, heightPx, strideBytes };
}

Deno.test("a frame's last row needs no padding, and one row may follow", () => {
  assert.deepEqual(rawBytes(format("BGR24", 1280, 720)), {
    row: 3840,
    least: 2_764_800,
    max: 2_768_640,
  });
  assert.deepEqual(rawBytes(format("BGRA", 3, 2, 16)), { row: 16, least: 28, max: 48 });
  assert.deepEqual(rawBytes(format("RGB565LE", 3, 2)), { row: 6, least: 12, max: 18 });
  assert.deepEqual(rawBytes(format("GREY8", 704, 576)), {
    row: 704,
    least: 405_504,
    max: 406_208,
  });
});

Deno.test("the U and V planes of an odd picture have half of its sides, rounded up", () => {
  assert.deepEqual(rawBytes(format("YUV420P", 4, 2)), { row: 4, least: 12, max: 16 });
  assert.deepEqual(rawBytes(format("YUV420P", 5, 3)), { row: 5, least: 15 + 12, max: 32 });
  // Rows of 7 bytes, and of 4 in the chroma planes, of which the last needs 3.
  assert.deepEqual(rawBytes(format("YUV420P", 5, 3, 7)), { row: 7, least: 21 + 15, max: 44 });
});

Deno.test("a frame of no size, with too short a stride or over a limit is refused", () => {
  const limits = { maxBytes: 1, maxPixels: 1000 };
  const refused = (raw: RawFormat, code: string, words: RegExp) =>
    assert.throws(() => checkRawFormat(raw, limits), (error) => {
      assert.ok(error instanceof FrameboxError);
      assert.equal(error.code, code);
      assert.match(error.message, words);
      return true;
    });
  refused(format("BGR24", 0, 5), "INVALID_ARGUMENT", /0×5 pixels can't be/);
  refused(format("BGR24", 5, -1), "INVALID_ARGUMENT", /at least one pixel/);
  refused(format("BGR24", 1.5, 1), "INVALID_ARGUMENT", /1\.5×1/);
  refused(format("BGR24", 5, 5, 14), "INVALID_ARGUMENT", /5 pixels BGR24 has 15 bytes; .* 14/);
  refused(format("YUV420P", 5, 5, 4), "INVALID_ARGUMENT", /5 pixels YUV420P has 5 bytes/);
  refused(format("BGR24", 5, 5, Number.NaN), "INVALID_ARGUMENT", /stride/);
  refused(format("BGR24", 1001, 1), "RESOURCE_EXHAUSTED", /1001×1/);
  refused(format("GREY8", 1, 2, 4001), "RESOURCE_EXHAUSTED", /2 rows of 4001 bytes/);
  for (const pixelFormat of PIXEL_FORMATS) {
    checkRawFormat(format(pixelFormat, 25, 40), limits);
    checkRawFormat(format(pixelFormat, 5, 5, 20), limits);
  }
});

Deno.test("too few bytes, or over a row too many, are not a frame", () => {
  for (const pixelFormat of PIXEL_FORMATS) {
    for (const strideBytes of [0, 33]) {
      const raw = format(pixelFormat, 7, 5, strideBytes);
      const { least, max } = rawBytes(raw);
      checkRawLength(raw, least);
      checkRawLength(raw, max);
      const words = new RegExp(`has ${least - 1} bytes; 7×5 pixels ${pixelFormat} .* ${least}`);
      assert.throws(() => checkRawLength(raw, least - 1), words);
      assert.throws(() => checkRawLength(raw, max + 1), FrameboxError);
    }
  }
});
