import assert from "node:assert/strict";
import { decodePicture, withDecoded } from "./decode.ts";
import {
  assertSame,
  colour,
  entry,
  grey,
  HEIGHT_PX,
  paint,
  testFile,
  WIDTH_PX,
  withOrientation,
} from "./test_pictures.ts";
import type { ChannelCount, Raster } from "./raster/raster.ts";

/** Decodes a file of testdata/ with the channels that it has. */
function decode(name: string, channels: ChannelCount): Promise<Raster> {
  return decodePicture(testFile(name), { channels });
}

for (const mark of ["", "_interlaced"]) {
  Deno.test(`PNG${mark}: colour, grey and alpha in 8 and 16 bits give their exact pixels`, async () => {
    for (const bits of ["", "16"]) {
      assertSame(await decode(`rgb${bits}${mark}.png`, 3), paint(3, colour));
      assertSame(await decode(`rgba${bits}${mark}.png`, 4), paint(4, colour));
      assertSame(await decode(`grey${bits}${mark}.png`, 1), paint(1, grey));
      assertSame(await decode(`grey_alpha${bits}${mark}.png`, 4), paint(4, grey));
    }
  });

  Deno.test(`PNG${mark}: grey of 1, 2 and 4 bits is stretched to 0–255`, async () => {
    for (const bits of [1, 2, 4]) {
      const max = 2 ** bits - 1;
      const expected = paint(1, (x, y) => [((x + 2 * y) % (max + 1)) * 255 / max]);
      assertSame(await decode(`grey${bits}${mark}.png`, 1), expected);
    }
  });

  Deno.test(`PNG${mark}: palettes of 1, 2, 4 and 8 bits give their colours`, async () => {
    for (const bits of [1, 2, 4, 8]) {
      assertSame(await decode(`palette${bits}${mark}.png`, 3), paint(3, entry(2 ** bits)));
    }
  });
}

Deno.test("PNG: a palette's alpha is honoured, entries without one are opaque", async () => {
  for (const bits of [1, 2, 4, 8]) {
    assertSame(await decode(`palette${bits}_alpha.png`, 4), paint(4, entry(2 ** bits)));
  }
});

Deno.test("PNG: the one transparent colour is transparent, the others are opaque", async () => {
  const clearAt = (pixel: typeof colour) => (x: number, y: number) => {
    const same = pixel(x, y).slice(0, 3).join() === pixel(2, 1).slice(0, 3).join();
    return [...pixel(x, y).slice(0, 3), same ? 0 : 255];
  };
  const grey4 = (x: number, y: number) => Array(3).fill(((x + 2 * y) % 16) * 17);
  assertSame(await decode("rgb_clear.png", 4), paint(4, clearAt(colour)));
  assertSame(await decode("rgb16_clear.png", 4), paint(4, clearAt(colour)));
  assertSame(await decode("grey_clear.png", 4), paint(4, clearAt(grey)));
  assertSame(await decode("grey4_clear.png", 4), paint(4, clearAt(grey4)));
});

Deno.test("JPEG: baseline, progressive and with restarts decode within its loss", async () => {
  for (const name of ["colour", "progressive", "restarts"]) {
    assertSame(await decode(`${name}.jpg`, 3), paint(3, colour), 14);
  }
  assertSame(await decode("grey.jpg", 1), paint(1, grey), 4);
});

Deno.test("JPEG: all eight EXIF orientations are shown the right way up", async () => {
  const [w, h] = [WIDTH_PX - 1, HEIGHT_PX - 1];
  // Where the pixel shown at (x, y) is stored: EXIF 2.32, tag 0x0112.
  const stored: Record<number, (x: number, y: number) => readonly [number, number]> = {
    1: (x, y) => [x, y],
    2: (x, y) => [w - x, y],
    3: (x, y) => [w - x, h - y],
    4: (x, y) => [x, h - y],
    5: (x, y) => [y, x],
    6: (x, y) => [y, h - x],
    7: (x, y) => [w - y, h - x],
    8: (x, y) => [w - y, x],
  };
  for (let orientation = 1; orientation <= 8; orientation++) {
    const turned = orientation >= 5;
    const expected = paint(
      3,
      (x, y) => colour(...stored[orientation]!(x, y)),
      turned ? HEIGHT_PX : WIDTH_PX,
      turned ? WIDTH_PX : HEIGHT_PX,
    );
    for (const little of [true, false]) {
      const file = withOrientation(testFile("colour.jpg"), orientation, little);
      assertSame(await decodePicture(file), expected, 14);
    }
  }
});

Deno.test("JPEG: what stands behind its end is of no concern", async () => {
  const file = testFile("colour.jpg");
  const longer = Uint8Array.from([...file, 1, 2, 3, 0xff, 0xd8]);
  assertSame(await decodePicture(longer), await decodePicture(file));
});

Deno.test("WebP: lossless is exact, lossy within its loss, alpha included", async () => {
  assertSame(await decode("lossless.webp", 3), paint(3, colour));
  assertSame(await decode("lossless_alpha.webp", 4), paint(4, colour));
  assertSame(await decode("lossy.webp", 3), paint(3, colour), 24);
  assertSame(await decode("lossy_alpha.webp", 4), paint(4, colour), 24);
});

Deno.test("BMP: 24 and 32 bits, from the bottom and the top, old and new headers", async () => {
  for (const name of ["rgb24", "rgb24_top_down", "rgb24_core", "rgb32"]) {
    assertSame(await decode(`${name}.bmp`, 3), paint(3, colour));
  }
  assertSame(await decode("rgba32_masks.bmp", 4), paint(4, colour));
});

Deno.test("BMP: 16 bits are stretched to 0–255, palettes give their colours", async () => {
  const stretch = (value: number, bits: number) =>
    Math.round((value >> (8 - bits)) * 255 / (2 ** bits - 1));
  const reduced = (bits: readonly number[]) => (x: number, y: number) =>
    colour(x, y).slice(0, 3).map((value, c) => stretch(value, bits[c]!));
  assertSame(await decode("rgb555.bmp", 3), paint(3, reduced([5, 5, 5])));
  assertSame(await decode("rgb565.bmp", 3), paint(3, reduced([5, 6, 5])));
  for (const bits of [1, 4, 8]) {
    assertSame(await decode(`palette${bits}.bmp`, 3), paint(3, entry(2 ** bits)));
  }
});

Deno.test("alpha that is not wanted is laid over white, grey is spread or made", async () => {
  const overWhite = (x: number, y: number) => {
    const [r = 0, g = 0, b = 0, alpha = 0] = colour(x, y);
    return [r, g, b].map((value) => Math.round((value * alpha + 255 * (255 - alpha)) / 255));
  };
  assertSame(await decode("rgba.png", 3), paint(3, overWhite));
  assertSame(await decode("grey.png", 3), paint(3, grey));
  assertSame(await decode("grey.png", 4), paint(4, (x, y) => [...grey(x, y).slice(0, 3), 255]));
  assertSame(await decode("rgb.png", 4), paint(4, (x, y) => [...colour(x, y).slice(0, 3), 255]));
  const luma = (pixel: readonly number[]) =>
    Math.round(0.299 * pixel[0]! + 0.587 * pixel[1]! + 0.114 * pixel[2]!);
  assertSame(await decode("rgb.png", 1), paint(1, (x, y) => [luma(colour(x, y))]), 1);
  assertSame(await decode("rgba.png", 1), paint(1, (x, y) => [luma(overWhite(x, y))]), 1);
});

Deno.test("planes and BGR are given when they are asked for", async () => {
  const planar = await decodePicture(testFile("rgb.png"), { layout: "planar", order: "BGR" });
  const at = 5 * HEIGHT_PX + 3;
  const plane = WIDTH_PX * HEIGHT_PX;
  const [red, green, blue] = colour(5, 3);
  assert.equal(planar.data[at], blue);
  assert.equal(planar.data[plane + at], green);
  assert.equal(planar.data[2 * plane + at], red);
  const swapped = await decodePicture(testFile("rgb.png"), { order: "BGR" });
  const pixel = 3 * (3 * WIDTH_PX + 5);
  assert.deepEqual([...swapped.data.subarray(pixel, pixel + 3)], [blue, green, red]);
});

Deno.test("lent pixels are marked, given ones stay", async () => {
  const file = testFile("colour.jpg");
  const first = await decodePicture(file);
  const copy = first.data.slice();
  await decodePicture(testFile("progressive.jpg"));
  await decodePicture(testFile("grey.jpg"));
  assert.deepEqual(first.data, copy);
  assert.equal(await withDecoded(file, {}, (_raster, borrowed) => borrowed), true);
  assert.equal(await withDecoded(testFile("rgb.png"), {}, (_raster, borrowed) => borrowed), false);
});
