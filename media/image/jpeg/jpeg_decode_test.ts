import assert from "node:assert/strict";
import { decodePicture } from "../decode.ts";
import { encodePicture } from "../encode.ts";
import { scaleDownTo } from "../raster/scale_down.ts";
import { assertSame, paint, withOrientation } from "../test_pictures.ts";

const PICTURE = paint(3, (x, y) => [x / 2, y, (x + y) / 3], 400, 240);
const FILE = await encodePicture(PICTURE, "jpeg", { quality: 98 });

async function sizeOf(file: Uint8Array, widthPx: number, heightPx: number): Promise<number[]> {
  const decoded = await decodePicture(file, { atLeast: { widthPx, heightPx } });
  assert.equal(decoded.data.length, decoded.widthPx * decoded.heightPx * decoded.channels);
  return [decoded.widthPx, decoded.heightPx];
}

Deno.test("a JPEG is decoded no larger than it need be, and never smaller", async () => {
  assert.deepEqual(await sizeOf(FILE, 400, 240), [400, 240]);
  assert.deepEqual(await sizeOf(FILE, 201, 120), [400, 240]);
  assert.deepEqual(await sizeOf(FILE, 200, 120), [200, 120]);
  assert.deepEqual(await sizeOf(FILE, 101, 1), [200, 120]);
  assert.deepEqual(await sizeOf(FILE, 1, 61), [200, 120]);
  assert.deepEqual(await sizeOf(FILE, 100, 60), [100, 60]);
  assert.deepEqual(await sizeOf(FILE, 50, 30), [50, 30]);
  assert.deepEqual(await sizeOf(FILE, 1, 1), [50, 30]);
  assert.deepEqual(await sizeOf(FILE, 4000, 2400), [400, 240]);
});

Deno.test("sizes that are no multiple are rounded up", async () => {
  const file = await encodePicture(paint(3, (x, y) => [x, y, 9], 131, 67), "jpeg");
  assert.deepEqual(await sizeOf(file, 66, 34), [66, 34]);
  assert.deepEqual(await sizeOf(file, 33, 17), [33, 17]);
  assert.deepEqual(await sizeOf(file, 17, 9), [17, 9]);
});

Deno.test("sizes are those that are shown: a picture on its side is scaled by its own sides", async () => {
  const turned = withOrientation(FILE, 6);
  assert.deepEqual(await sizeOf(turned, 240, 400), [240, 400]);
  assert.deepEqual(await sizeOf(turned, 120, 200), [120, 200]);
  assert.deepEqual(await sizeOf(turned, 121, 10), [240, 400]);
});

Deno.test("small pictures are not scaled on decoding", async () => {
  const file = await encodePicture(paint(3, (x, y) => [x, y, 9], 300, 63), "jpeg");
  assert.deepEqual(await sizeOf(file, 1, 1), [300, 63]);
});

Deno.test("a picture that is scaled on decoding and after it is the picture", async () => {
  for (const [widthPx = 0, heightPx = 0] of [[150, 90], [90, 54], [40, 24]]) {
    const atLeast = { widthPx, heightPx };
    const decoded = await decodePicture(FILE, { atLeast });
    assertSame(scaleDownTo(decoded, atLeast), scaleDownTo(PICTURE, atLeast), 4);
  }
});

Deno.test("in grey and in planes as well", async () => {
  const atLeast = { widthPx: 100, heightPx: 60 };
  const grey = await decodePicture(FILE, { atLeast, channels: 1 });
  assert.deepEqual([grey.widthPx, grey.heightPx, grey.data.length], [100, 60, 6000]);
  const planar = await decodePicture(FILE, { atLeast, layout: "planar" });
  const rows = await decodePicture(FILE, { atLeast });
  assert.equal(planar.data[6000 + 59], rows.data[3 * 59 * 100 + 1]);
});
