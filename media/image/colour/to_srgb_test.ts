import assert from "node:assert/strict";
import { decodePicture } from "../decode.ts";
import { assertNear, colourFile, colourNames, difference, expectedSrgb } from "./test_colours.ts";

/**
 * LittleCMS goes straight from corner to corner within a table's cell where this goes along its sides, as Chromium
 * does: with few points that shows in single colours.
 */
const TABLES = { mean: 0.6, max: 8 };

for (const end of [".png", ".jpg", ".webp", ".bmp"]) {
  for (const name of colourNames(end).filter((each) => !each.startsWith("ink"))) {
    Deno.test(`${name} is decoded to the sRGB that LittleCMS and the standards' formulas give`, async () => {
      const rgb = await decodePicture(colourFile(name), { channels: 4 });
      const table = /lut|stages/.test(name);
      assertNear(rgb, expectedSrgb(name), name, table ? TABLES : undefined);
    });
  }
}

Deno.test("a profile of sRGB changes nothing, whichever program wrote it", async () => {
  for (const name of ["srgb_1024", "srgb_64", "srgb_lcms"]) {
    const file = `rgb_${name}.png`;
    const off = difference(await decodePicture(colourFile(file)), expectedSrgb(file));
    assert.equal(off.max, 0, file);
  }
});

Deno.test("alpha stays as it is", async () => {
  const rgba = await decodePicture(colourFile("rgba_a98.png"), { channels: 4 });
  assertNear(rgba, expectedSrgb("rgba_a98.png"), "colours");
  const plain = await decodePicture(colourFile("gama_45455.png"), { channels: 3 });
  for (let i = 0; i < rgba.data.length / 4; i++) {
    assert.equal(rgba.data[4 * i + 3], plain.data[3 * i]);
  }
  const grey = await decodePicture(colourFile("grey_alpha.png"), { channels: 4 });
  for (let i = 0; i < 256; i++) assert.equal(grey.data[4 * i + 3], 255 - i);
});

Deno.test("grey stays grey, and follows its profile in one channel, too", async () => {
  for (const name of ["grey_gamma18.png", "grey_dot20.png", "grey_by_a98.png", "grey.jpg"]) {
    const grey = await decodePicture(colourFile(name), { channels: 1 });
    assertNear(grey, expectedSrgb(name), name);
  }
});

Deno.test("planes, BGR and grey are made of what is sRGB already", async () => {
  const file = colourFile("rgb_prophoto.png");
  const { data, widthPx, heightPx } = await decodePicture(file);
  const planar = await decodePicture(file, { layout: "planar", order: "BGR" });
  const grey = await decodePicture(file, { channels: 1 });
  const [x, y] = [7, 13];
  const at = y * widthPx + x;
  const plane = widthPx * heightPx;
  assert.equal(planar.data[2 * plane + x * heightPx + y], data[3 * at]);
  const [r = 0, g = 0, b = 0] = data.subarray(3 * at, 3 * at + 3);
  assert.ok(Math.abs(grey.data[at]! - (0.299 * r + 0.587 * g + 0.114 * b)) <= 1);
});
