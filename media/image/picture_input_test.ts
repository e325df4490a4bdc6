import assert from "node:assert/strict";
import { FrameboxError } from "../../base/errors/mod.ts";
import type { FileRange } from "./file_range.ts";
import { greyBelow, greyMean } from "./raster/grey.ts";
import { Picture } from "./picture.ts";
import { decodeInput, pictureInput, withDecodedInput } from "./picture_input.ts";
import { Pool } from "../../base/pool/mod.ts";
import type { RawFormat } from "./raw/raw_format.ts";
import { assertSame, colour, paint, testFile } from "./test_pictures.ts";
import { toInterleaved } from "./raster/planar.ts";
import { decodePicture } from "./decode.ts";

const PICTURE = paint(3, colour);
const BGR: RawFormat = { pixelFormat: "BGR24", widthPx: 37, heightPx: 29, strideBytes: 0 };
const PIXELS = toInterleaved(PICTURE, "BGR");

/** A file that holds `bytes` from byte 100 on, and where they are. */
async function withFile(
  bytes: Uint8Array,
  use: (range: FileRange) => void | Promise<void>,
): Promise<void> {
  const path = await Deno.makeTempFile();
  try {
    const content = new Uint8Array(100 + bytes.byteLength);
    content.set(bytes, 100);
    await Deno.writeFile(path, content);
    const { dev, ino } = await Deno.stat(path);
    assert.ok(ino !== null);
    const range = { path, device: dev, inode: ino, byteOffset: 100, byteLength: bytes.byteLength };
    await use(range);
  } finally {
    await Deno.remove(path).catch(() => {});
  }
}

function refusal(words: RegExp): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof FrameboxError);
    assert.equal(error.code, "INVALID_ARGUMENT");
    assert.match(error.message, words);
    return true;
  };
}

Deno.test("a pool task gets the same pixels of a file, a raster, raw bytes and a part of a file", () =>
  withFile(PIXELS, async (range) => {
    const pictures = [
      Picture.fromFile(testFile("rgb.png")),
      Picture.fromRaster(PICTURE),
      Picture.fromRaw(BGR, PIXELS),
      Picture.fromRaw(BGR, range),
    ];
    for (const picture of pictures) {
      const { input } = pictureInput(picture);
      assertSame(await decodeInput(input), PICTURE);
      const planes = await decodeInput(input, { layout: "planar", order: "BGR" });
      assert.deepEqual(toInterleaved(planes, "RGB"), PICTURE.data);
      const lent = await withDecodedInput(input, {}, (raster) => toInterleaved(raster, "RGB"));
      assert.deepEqual(lent, PICTURE.data);
      const grey = await decodeInput(input, { channels: 1 });
      const mean = grey.data.reduce((sum, value) => sum + value, 0) / grey.data.length;
      assert.equal(await greyMean(input), mean);
    }
  }));

Deno.test("a picture keeps the form that it came in when a pool task gets it", () => {
  const memory = new Uint8Array(PIXELS.byteLength + 10);
  const picture = Picture.fromRaw(BGR, memory.subarray(5, 5 + PIXELS.byteLength));
  const { input, transfer } = pictureInput(picture);
  structuredClone(input, { transfer });
  assert.equal(memory.byteLength, PIXELS.byteLength + 10);
});

Deno.test("bytes in shared memory and parts of files are not copied", () => {
  const shared = new Uint8Array(new SharedArrayBuffer(PIXELS.byteLength));
  const whole = pictureInput(Picture.fromRaw(BGR, shared));
  assert.ok(whole.input.kind === "raw" && whole.input.bytes === shared);
  const range = { path: "/x", device: 1, inode: 2, byteOffset: 0, byteLength: PIXELS.byteLength };
  const picture = Picture.fromRaw(BGR, range);
  assert.equal(picture.byteLength, 0);
  const { input, transfer } = pictureInput(picture);
  assert.ok(input.kind === "raw" && input.bytes === range);
  assert.deepEqual(transfer, []);
});

Deno.test("a pool task may overwrite what it decoded, shared memory stays as it is", async () => {
  const shared = new Uint8Array(new SharedArrayBuffer(PIXELS.byteLength));
  shared.set(PIXELS);
  const { input } = pictureInput(Picture.fromRaw(BGR, shared));
  const { data } = await decodeInput(input, { order: "BGR" });
  data.fill(0);
  assert.deepEqual(shared, PIXELS);
});

Deno.test("a pool reads shared memory and parts of files, and makes files of them", () =>
  withFile(PIXELS, async (range) => {
    const pool = new Pool({
      size: 1,
      entry: new URL("../../base/pool/test_worker.ts", import.meta.url),
    });
    try {
      const shared = new Uint8Array(new SharedArrayBuffer(PIXELS.byteLength));
      shared.set(PIXELS);
      for (const bytes of [PIXELS, shared, range]) {
        const picture = Picture.fromRaw(BGR, bytes);
        assertSame(await picture.raster({}, pool), PICTURE);
        assertSame(await decodePicture(await picture.encoded("png", pool)), PICTURE);
        assertSame(await decodePicture(await picture.encoded("jpeg", pool)), PICTURE, 60);
      }
    } finally {
      await pool.close();
    }
  }));

Deno.test("a file that was removed or replaced is not read", () =>
  withFile(PIXELS, async (range) => {
    const { input } = pictureInput(Picture.fromRaw(BGR, range));
    await Deno.rename(range.path, `${range.path}.old`);
    try {
      await assert.rejects(decodeInput(input), refusal(/removed or replaced/));
      await Deno.writeFile(range.path, new Uint8Array(100 + PIXELS.byteLength));
      await assert.rejects(decodeInput(input), refusal(/removed or replaced/));
      await assert.rejects(async () => await greyMean(input), refusal(/removed or replaced/));
    } finally {
      await Deno.remove(`${range.path}.old`);
    }
  }));

Deno.test("a pipe in the place of a file is refused at once", () =>
  withFile(PIXELS, async (range) => {
    await Deno.remove(range.path);
    const { success } = await new Deno.Command("mkfifo", { args: [range.path] }).output();
    assert.ok(success);
    const { input } = pictureInput(Picture.fromRaw(BGR, range));
    await assert.rejects(decodeInput(input), refusal(/removed or replaced/));
  }));

Deno.test("a file that ends before its frame fails that frame alone", () =>
  withFile(PIXELS, async (range) => {
    const { input } = pictureInput(Picture.fromRaw(BGR, range));
    await Deno.truncate(range.path, 99 + PIXELS.byteLength);
    await assert.rejects(decodeInput(input), refusal(/ends before its frame/));
    await assert.rejects(async () => await greyMean(input), refusal(/ends before its frame/));
    assert.throws(() => greyBelow(input, 300), refusal(/ends before its frame/));
    await Deno.truncate(range.path, 100 + PIXELS.byteLength);
    assert.equal((await decodeInput(input)).data.byteLength, PIXELS.byteLength);
  }));

Deno.test("no pool task reads past the range that a picture was given", () =>
  withFile(PIXELS, async (range) => {
    const { input } = pictureInput(Picture.fromRaw(BGR, range));
    assert.ok(input.kind === "raw");
    const short = { ...input, bytes: { ...range, byteLength: PIXELS.byteLength - 1 } };
    await assert.rejects(decodeInput(short), refusal(/ends before its frame/));
    assert.throws(() => Picture.fromRaw(BGR, short.bytes), refusal(/3218 bytes; .* need 3219/));
    assert.throws(() => Picture.fromRaw(BGR, new Uint8Array(1)), refusal(/has 1 bytes/));
    assert.throws(() => Picture.fromRaw({ ...BGR, strideBytes: 3 }, PIXELS), refusal(/stride/));
  }));

Deno.test("a range that can be nowhere is refused", () => {
  const range = { path: "/x", device: 1, inode: 2, byteOffset: 0, byteLength: PIXELS.byteLength };
  for (const byteOffset of [-1, 0.5, Number.NaN, 2 ** 53, Number.MAX_SAFE_INTEGER]) {
    const start = () => Picture.fromRaw(BGR, { ...range, byteOffset });
    assert.throws(start, refusal(/can't start at byte/));
  }
  assert.throws(() => Picture.fromRaw(BGR, { ...range, byteLength: -1 }), refusal(/of -1 bytes/));
});

Deno.test("a range at the end of a file longer than 4 GB is read where it is", async () => {
  const path = await Deno.makeTempFile();
  try {
    const byteOffset = 5 * 2 ** 30 + 1;
    using file = await Deno.open(path, { write: true });
    await file.seek(byteOffset, Deno.SeekMode.Start);
    await file.write(PIXELS);
    const { dev, ino } = await file.stat();
    assert.ok(ino !== null);
    const range = { path, device: dev, inode: ino, byteOffset, byteLength: PIXELS.byteLength };
    assertSame(await decodeInput(pictureInput(Picture.fromRaw(BGR, range)).input), PICTURE);
  } finally {
    await Deno.remove(path);
  }
});
