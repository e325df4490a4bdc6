import assert from "node:assert/strict";
import { decodePicture } from "./decode.ts";
import type { ChannelCount, Raster } from "./raster/raster.ts";
import { kindFile } from "./test_kinds.ts";
import {
  assertSame,
  colour,
  entry,
  HEIGHT_PX,
  paint,
  testFile,
  WIDTH_PX,
} from "./test_pictures.ts";

function decode(name: string, channels: ChannelCount = 3): Promise<Raster> {
  return decodePicture(kindFile(name), { channels });
}

const steps = (x: number, y: number): number[] => {
  const i = (Math.floor(x / 5) + Math.floor(y / 3) * 4) % 16;
  return [255 - i, i, 7 * i];
};

Deno.test("BMP: runs give the same pixels, however they are coded", async () => {
  const same = ["rle8", "rle8_absolute", "rle8_mixed", "rle8_no_end", "rle8_too_many_rows"];
  for (const name of [...same, "rle8_os2_64", "rle8_v4", "rle4", "rle4_absolute", "rle4_odd"]) {
    assertSame(await decode(`${name}.bmp`), paint(3, steps));
  }
  const upsideDown = paint(3, (x, y) => steps(x, HEIGHT_PX - 1 - y));
  assertSame(await decode("rle8_top_down.bmp"), upsideDown);
});

Deno.test("BMP: what runs leave out is black, what they have too much is left out", async () => {
  const black = (x: number, y: number, isLeft: boolean) => isLeft ? [0, 0, 0] : steps(x, y);
  const short = paint(3, (x, y) => black(x, y, x >= 20));
  assertSame(await decode("rle8_short_rows.bmp"), short);
  assertSame(await decode("rle4_short_rows.bmp"), short);
  const bottom = HEIGHT_PX - 1;
  assertSame(await decode("rle8_early_end.bmp"), paint(3, (x, y) => black(x, y, y < bottom - 10)));
  assertSame(await decode("rle8_no_eol.bmp"), paint(3, (x, y) => black(x, y, y < bottom)));
  // From column 9 of the lowest row to column 15 of the third.
  const skipped = (x: number, y: number) =>
    (y === bottom && x >= 9) || y === bottom - 1 || (y === bottom - 2 && x < 15);
  assertSame(await decode("rle8_delta.bmp"), paint(3, (x, y) => black(x, y, skipped(x, y))));
  const long = paint(3, (x, y) => x < 20 ? steps(x, y) : [246, 9, 63]);
  assertSame(await decode("rle8_long_run.bmp"), long);
});

Deno.test("BMP: palettes of 2 bits and of OS/2's headers, short ones, and rows without their end", async () => {
  assertSame(await decode("palette2.bmp"), paint(3, entry(4)));
  assertSame(await decode("palette2_core.bmp"), paint(3, entry(4)));
  assertSame(await decode("palette8_os2_16.bmp"), paint(3, entry(256)));
  assertSame(await decode("palette8_os2_64.bmp"), paint(3, entry(256)));
  const nine = (x: number, y: number) => (x + 2 * y) % 16 < 9 ? entry(16)(x, y) : [0, 0, 0];
  assertSame(await decode("palette4_short.bmp"), paint(3, nine));
  assertSame(await decode("rgb24_last_pad.bmp"), paint(3, colour));
  assertSame(await decode("rgb24_os2_64.bmp"), paint(3, colour));
});

Deno.test("GIF: its first picture, with what it leaves clear", async () => {
  for (
    const [name, n] of [["plain", 256], ["gif87", 16], ["interlaced", 256], ["local", 16]] as const
  ) {
    assertSame(await decode(`${name}.gif`), paint(3, entry(n)));
  }
  for (const name of ["animated", "no_trailer", "last_byte_cut", "comment", "many_pixels"]) {
    assertSame(await decode(`${name}.gif`), paint(3, entry(16)));
  }
  const clear = (x: number, y: number) =>
    (x + 2 * y) % 16 === 3 ? [0, 0, 0, 0] : [...entry(16)(x, y).slice(0, 3), 255];
  assertSame(await decode("clear.gif", 4), paint(4, clear));
  const onCanvas = paint(
    4,
    (x, y) => {
      const isIn = x >= 10 && x < 10 + WIDTH_PX && y >= 13 && y < 13 + HEIGHT_PX;
      return isIn ? [...entry(16)(x - 10, y - 13).slice(0, 3), 255] : [0, 0, 0, 0];
    },
    60,
    50,
  );
  assertSame(await decode("small_on_canvas.gif", 4), onCanvas);
  assertSame(await decode("small_first.gif", 4), onCanvas);
  const larger = await decode("large_table_full.gif");
  const of = (x: number, y: number) => {
    const i = (200 * y + x) * 7919 % 251;
    return [255 - i, i, 7 * i % 256];
  };
  assertSame(larger, paint(3, of, 200, 150));
});

Deno.test("PNG: turned by the first eXIf before its pixels, if that is intact", async () => {
  const turned = paint(3, (x, y) => colour(y, HEIGHT_PX - 1 - x), HEIGHT_PX, WIDTH_PX);
  for (const name of ["exif_6", "exif_twice", "exif_both", "apng_exif"]) {
    assertSame(await decode(`${name}.png`), turned);
  }
  for (const name of ["after", "prefix", "bad_crc", "nonsense", "text", "text_plain"]) {
    assertSame(await decode(`exif_${name}.png`), paint(3, colour));
  }
});

Deno.test("PNG, WebP: the first picture of an animation, in its place on the canvas", async () => {
  const other = (x: number, y: number) => colour(WIDTH_PX - 1 - x, HEIGHT_PX - 1 - y);
  for (const name of ["apng.png", "apng_one.png", "apng_late_actl.png", "animated.webp"]) {
    assertSame(await decode(name), paint(3, colour));
  }
  assertSame(await decode("apng_default_hidden.png"), paint(3, other));
  const placed = (left: number, top: number) =>
    paint(4, (x, y) => {
      const isIn = x >= left && x < left + 11 && y >= top && y < top + 9;
      return isIn ? [...other(x - left, y - top).slice(0, 3), 255] : [0, 0, 0, 0];
    });
  assertSame(await decode("apng_default_hidden_small.png", 4), placed(5, 7));
  assertSame(await decode("animated_small.webp", 4), placed(4, 6));
});

Deno.test("WebP: an EXIF orientation is left alone, as browsers do", async () => {
  for (let i = 1; i <= 8; i++) assertSame(await decode(`exif_${i}.webp`), paint(3, colour));
  const { widthPx } = await decode("exif_lossy_alpha.webp", 4);
  assert.equal(widthPx, WIDTH_PX);
});

Deno.test("WebP: a frame with more pixels than it declares is refused before they are decoded", async () => {
  const file = kindFile("animated_small.webp");
  const at = new TextDecoder("latin1").decode(file).indexOf("VP8L");
  const view = new DataView(file.buffer, file.byteOffset + at + 9);
  // 16,384 × 16,384 pixels, which would be a gigabyte.
  view.setUint32(0, view.getUint32(0, true) | 0x0fffffff, true);
  await assert.rejects(decodePicture(file, { channels: 3 }), /its parts name different sizes/);
});

Deno.test("PNG: an end that is missing, in whole or in part, changes nothing", async () => {
  const names = [
    "rgb.png",
    "rgb_interlaced.png",
    "kinds/apng.png",
    "kinds/apng_default_hidden.png",
  ];
  for (const name of names) {
    const file = testFile(name);
    const whole = await decodePicture(file);
    // IEND has twelve bytes; before it is the checksum of the last pixels.
    for (const missing of [1, 4, 8, 12, 13, 16]) {
      assertSame(await decodePicture(file.subarray(0, -missing)), whole);
    }
  }
  const cut = testFile("rgb.png").subarray(0, -24);
  await assert.rejects(decodePicture(cut), /PNG picture can't be read: it is cut/);
});
