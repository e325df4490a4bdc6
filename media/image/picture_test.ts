import assert from "node:assert/strict";
import { FrameboxError } from "../../base/errors/mod.ts";
import { decodePicture } from "./decode.ts";
import { Picture } from "./picture.ts";
import { Pool } from "../../base/pool/mod.ts";
import { toPlanar } from "./raster/planar.ts";
import { assertSame, colour, paint, testFile, withOrientation } from "./test_pictures.ts";

async function withPool(use: (pool: Pool) => Promise<void>): Promise<void> {
  const pool = new Pool({
    size: 2,
    entry: new URL("../../base/pool/test_worker.ts", import.meta.url),
  });
  try {
    await use(pool);
  } finally {
    await pool.close();
  }
}

Deno.test("a file stays as it came, turned or not, until another form is asked for", () =>
  withPool(async (pool) => {
    const bytes = withOrientation(testFile("colour.jpg"), 6);
    const picture = Picture.fromFile(bytes);
    assert.deepEqual([picture.widthPx, picture.heightPx], [29, 37]);
    assert.equal(picture.byteLength, bytes.byteLength);
    assert.equal(await picture.encoded("jpeg", pool), bytes);
    const raster = await picture.raster({}, pool);
    assertSame(raster, await decodePicture(bytes));
    assert.ok(bytes.byteLength > 0);
  }));

Deno.test("each form is made once, for however many ask, and anew after release", () =>
  withPool(async (pool) => {
    const picture = Picture.fromFile(testFile("rgba.png"));
    const [one, two] = await Promise.all([
      picture.encoded("jpeg", pool),
      picture.encoded("jpeg", pool),
    ]);
    assert.equal(one, two);
    assert.equal(await picture.encoded("jpeg", pool), one);
    assert.notEqual(await picture.encoded("jpeg", pool, undefined, 30), one);
    const planar = { layout: "planar" } as const;
    assert.equal(await picture.raster(planar, pool), await picture.raster(planar, pool));
    picture.release();
    const again = await picture.encoded("jpeg", pool);
    assert.notEqual(again, one);
    assert.deepEqual(again, one);
  }));

Deno.test("a file of its own is freed by release, unless it is kept or a part of something larger", () => {
  const whole = testFile("colour.jpg").slice();
  const { byteLength } = whole;
  const memory = new Uint8Array([...whole, 0]);
  const kept = whole.slice();
  const foreign = whole.slice();
  for (const bytes of [whole, memory.subarray(0, byteLength), kept, foreign]) {
    const picture = Picture.fromFile(bytes);
    if (bytes !== foreign) picture.own();
    if (bytes === kept) picture.keep();
    picture.release();
    picture.release();
    assert.deepEqual([picture.widthPx, picture.heightPx], [37, 29]);
  }
  const lengths = [whole, memory, kept, foreign].map((bytes) => bytes.byteLength);
  assert.deepEqual(lengths, [0, byteLength + 1, byteLength, byteLength]);
});

Deno.test("an outdated picture is the first file made of it, and its own pixels are freed", () =>
  withPool(async (pool) => {
    const own = () => {
      const raster = paint(3, colour);
      return { ...raster, data: new Uint8Array([7, ...raster.data]).subarray(1) };
    };
    for (const when of ["before", "meanwhile", "after"]) {
      const raster = own();
      const picture = Picture.fromRaster(raster, true);
      if (when === "before") picture.outdate();
      const making = picture.encoded("jpeg", pool);
      if (when === "meanwhile") picture.outdate();
      const jpeg = await making;
      if (when === "after") picture.outdate();
      assert.equal(raster.data.byteLength, 0, when);
      assert.equal(picture.byteLength, jpeg.byteLength);
      assert.equal(await picture.encoded("jpeg", pool), jpeg);
      assertSame(await picture.raster({}, pool), await decodePicture(jpeg));
      assert.ok((await picture.encoded("png", pool)).byteLength > 0);
    }
  }));

Deno.test("pixels that a caller has or may ask for are not freed", () =>
  withPool(async (pool) => {
    const unasked = Picture.fromRaster(paint(3, colour), true);
    unasked.outdate();
    assertSame(await decodePicture(await unasked.encoded("png", pool)), paint(3, colour));

    const lent = Picture.fromRaster(paint(3, colour), true);
    const pixels = await lent.raster({}, pool);
    await lent.encoded("jpeg", pool);
    lent.outdate();
    assertSame(pixels, paint(3, colour));

    const shared = paint(3, colour);
    const picture = Picture.fromRaster(shared);
    await picture.encoded("jpeg", pool);
    picture.outdate();
    assertSame(shared, paint(3, colour));
  }));

Deno.test("a raster is given in every form, and is not lost on the way", () =>
  withPool(async (pool) => {
    const raster = paint(4, colour);
    const memory = new Uint8Array(raster.data.length + 100);
    memory.set(raster.data, 50);
    const part = { ...raster, data: memory.subarray(50, 50 + raster.data.length) };
    const picture = Picture.fromRaster(part);
    assertSame(await decodePicture(await picture.encoded("png", pool), { channels: 4 }), raster);
    assert.equal(await picture.raster({ channels: 4 }, pool), part);
    const planes = await picture.raster({ channels: 4, layout: "planar", order: "BGR" }, pool);
    assert.deepEqual(planes.data, toPlanar(raster, "BGR"));
    assert.equal((await picture.raster({ channels: 1 }, pool)).data.length, 37 * 29);
    assert.equal(memory.byteLength, raster.data.length + 100);
  }));

Deno.test("a PNG is made of any file, with its alpha", () =>
  withPool(async (pool) => {
    const picture = Picture.fromFile(testFile("lossless_alpha.webp"));
    const png = await picture.encoded("png", pool);
    assertSame(await decodePicture(png, { channels: 4 }), paint(4, colour));
  }));

Deno.test("one who stops waiting for a form doesn't spoil it for the others", () =>
  withPool(async (pool) => {
    const picture = Picture.fromFile(testFile("rgb.png"));
    const controller = new AbortController();
    const leaves = picture.encoded("jpeg", pool, controller.signal);
    const stays = picture.encoded("jpeg", pool);
    controller.abort(new Error("left"));
    await assert.rejects(leaves, /left/);
    assert.ok((await stays).length > 0);
  }));

Deno.test("damage behind the header shows when the pixels are asked for", () =>
  withPool(async (pool) => {
    const picture = Picture.fromFile(testFile("colour.jpg").subarray(0, 700));
    const invalid = (error: unknown) =>
      error instanceof FrameboxError && error.code === "INVALID_ARGUMENT";
    await assert.rejects(picture.raster({}, pool), invalid);
    await assert.rejects(picture.encoded("png", pool), invalid);
    assert.throws(() => Picture.fromFile(testFile("rgb.png"), { maxBytes: 1e6, maxPixels: 9 }));
  }));
