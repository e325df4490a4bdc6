import assert from "node:assert/strict";
import { FrameboxError } from "../../base/errors/mod.ts";
import { decodePicture } from "./decode.ts";
import { encodePicture } from "./encode.ts";
import { readPictureHeader } from "./header.ts";
import { toPlanar } from "./raster/planar.ts";
import type { ChannelCount, Raster } from "./raster/raster.ts";
import { assertSame, colour, grey, paint, seeded } from "./test_pictures.ts";

function planarBgr(raster: Raster): Raster {
  return { ...raster, layout: "planar", order: "BGR", data: toPlanar(raster, "BGR") };
}

Deno.test("a PNG gives back its exact pixels, from rows and from planes", async () => {
  for (const channels of [1, 3, 4] as const) {
    const raster = paint(channels, channels === 1 ? grey : colour);
    const expected = { ...raster };
    assertSame(await decodePicture(await encodePicture(raster, "png"), { channels }), expected);
    const file = await encodePicture(planarBgr(raster), "png");
    assert.equal(readPictureHeader(file).channels, channels);
    assertSame(await decodePicture(file, { channels }), expected);
  }
});

Deno.test("a JPEG gives back its pixels within its loss, from rows and from planes", async () => {
  for (const channels of [1, 3] as const) {
    const raster = paint(channels, channels === 1 ? grey : colour);
    for (const source of [raster, planarBgr(raster)]) {
      const file = await encodePicture(source, "jpeg", { quality: 95 });
      assert.equal(readPictureHeader(file).channels, channels);
      assertSame(await decodePicture(file, { channels }), raster, 14);
    }
  }
});

Deno.test("alpha is laid over white in a JPEG", async () => {
  const half = paint(4, () => [0, 100, 200, 128]);
  const shown = await decodePicture(await encodePicture(planarBgr(half), "jpeg"));
  assertSame(shown, paint(3, () => [127, 177, 227]), 3);
});

Deno.test("a lower quality makes a smaller JPEG", async () => {
  const next = seeded(3);
  const raster = paint(3, () => [next() & 255, next() & 255, next() & 255]);
  const good = await encodePicture(raster, "jpeg", { quality: 95 });
  const poor = await encodePicture(raster, "jpeg", { quality: 20 });
  assert.ok(poor.length < good.length);
});

Deno.test("pictures of a few pixels can be encoded, and neither harms the next", async () => {
  for (const channels of [1, 3, 4] as const) {
    for (const [widthPx, heightPx] of [[1, 1], [2, 1], [1, 17], [15, 16], [16, 16], [17, 17]]) {
      const raster = paint(channels, () => [90, 90, 90, 255], widthPx, heightPx);
      const expected = paint(3, () => [90, 90, 90], widthPx, heightPx);
      for (const format of ["jpeg", "png"] as const) {
        assertSame(await decodePicture(await encodePicture(raster, format)), expected, 2);
      }
    }
  }
});

Deno.test("the worst noise at the best quality fits the codec's buffer", async () => {
  for (const channels of [1, 3] satisfies ChannelCount[]) {
    for (const [widthPx = 0, heightPx = 0] of [[16, 16], [33, 17], [200, 150]]) {
      const next = seeded(9);
      const raster = paint(
        channels,
        () => [0, 0, 0].map(() => (next() & 1) * 255),
        widthPx,
        heightPx,
      );
      const file = await encodePicture(raster, "jpeg", { quality: 100 });
      assert.ok(file.length > widthPx * heightPx, `${file.length} bytes`);
      const header = readPictureHeader(file);
      assert.deepEqual([header.widthPx, header.heightPx], [widthPx, heightPx]);
      await decodePicture(file);
    }
  }
});

Deno.test("what can't be encoded is refused in words", async () => {
  const raster = paint(1, grey);
  const invalid = (error: unknown) =>
    error instanceof FrameboxError && error.code === "INVALID_ARGUMENT";
  await assert.rejects(encodePicture({ ...raster, widthPx: 5 }, "png"), invalid);
  for (const quality of [0, 101, NaN]) {
    await assert.rejects(encodePicture(raster, "jpeg", { quality }), invalid);
  }
  const long = paint(1, () => [7], 70_000, 1);
  await assert.rejects(encodePicture(long, "jpeg"), invalid);
  assertSame(await decodePicture(await encodePicture(long, "png"), { channels: 1 }), long);
});
