import assert from "node:assert/strict";
import { Pool } from "../../base/pool/mod.ts";
import { DEFAULT_IMAGE_LIMITS, encodePicture, readPictureHeader } from "../../media/image/mod.ts";
import { raster } from "../testing/test_pictures.ts";
import { Thumbnails } from "./thumbnails.ts";

async function withThumbnails(test: (thumbnails: Thumbnails) => Promise<void>): Promise<void> {
  const pool = new Pool({ size: 1, entry: new URL("../../pool_worker.ts", import.meta.url) });
  try {
    await test(new Thumbnails(pool, DEFAULT_IMAGE_LIMITS));
  } finally {
    await pool.close();
  }
}

const { signal: never } = new AbortController();

Deno.test("a small picture keeps its proportions, and is never larger than it was", () =>
  withThumbnails(async (thumbnails) => {
    const wide = await encodePicture(raster(9, 640, 200), "png");
    const small = await thumbnails.make(() => Promise.resolve(wide), 320, never);
    const { format, widthPx, heightPx } = readPictureHeader(small);
    assert.deepEqual([format, widthPx, heightPx], ["jpeg", 320, 100]);
    const same = await thumbnails.make(() => Promise.resolve(wide), 800, never);
    assert.equal(readPictureHeader(same).widthPx, 640);
  }));

Deno.test("a small picture of a JPEG has the size that one of its pixels has, whatever the size", () =>
  withThumbnails(async (thumbnails) => {
    const sizes = [[640, 200], [200, 640], [333, 259], [97, 71], [64, 1000]] as const;
    for (const [width, height] of sizes) {
      for (const format of ["jpeg", "png"] as const) {
        const file = await encodePicture(raster(9, width, height), format);
        const small = await thumbnails.make(() => Promise.resolve(file), 160, never);
        const factor = Math.min(1, 160 / Math.max(width, height));
        const { widthPx, heightPx } = readPictureHeader(small);
        const expected = [Math.floor(width * factor), Math.floor(height * factor)];
        assert.deepEqual([widthPx, heightPx], expected, format);
      }
    }
  }));

Deno.test("two are made at once; the others wait, and an aborted one makes room", () =>
  withThumbnails(async (thumbnails) => {
    const file = await encodePicture(raster(), "jpeg");
    const open = Promise.withResolvers<void>();
    const two = Promise.withResolvers<void>();
    let begun = 0;
    const read = async () => {
      if (++begun === 2) two.resolve();
      await open.promise;
      return file;
    };
    const given = new AbortController();
    const all = [never, never, given.signal, never].map((signal) =>
      thumbnails.make(read, 160, signal)
    );
    await two.promise;
    assert.equal(begun, 2);
    given.abort(new Error("scrolled away"));
    await assert.rejects(all[2] ?? Promise.resolve(), /scrolled away/);
    open.resolve();
    await Promise.all([all[0], all[1], all[3]]);
    assert.equal(begun, 3);
  }));

Deno.test("a damaged picture fails alone", () =>
  withThumbnails(async (thumbnails) => {
    const file = await encodePicture(raster(), "jpeg");
    const cut = thumbnails.make(() => Promise.resolve(file.subarray(0, 100)), 160, never);
    await assert.rejects(cut, { code: "INVALID_ARGUMENT" });
    const lost = thumbnails.make(() => Promise.reject(new Error("gone")), 160, never);
    await assert.rejects(lost, /gone/);
    assert.ok((await thumbnails.make(() => Promise.resolve(file), 160, never)).byteLength > 0);
  }));
