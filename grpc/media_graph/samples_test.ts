import assert from "node:assert/strict";
import { DEFAULT_IMAGE_LIMITS, encodePicture, type Raster } from "../../media/image/mod.ts";
import type { FileEncoding, FrameKind } from "./descriptor.ts";
import { SampleReader, slackBytes } from "./samples.ts";
import { SharedMemory } from "./shared_memory.ts";

/** 4×2 pixels in rows of 14 bytes. */
const RAW: FrameKind = {
  kind: "raw",
  format: { pixelFormat: "BGR24", widthPx: 4, heightPx: 2, strideBytes: 14 },
};

const file = (encoding: FileEncoding, widthPx = 4, heightPx = 2): FrameKind => ({
  kind: "file",
  encoding,
  widthPx,
  heightPx,
});

const RASTER: Raster = {
  widthPx: 4,
  heightPx: 2,
  channels: 3,
  layout: "interleaved",
  order: "RGB",
  data: new Uint8Array(24),
};

function embedded(frames: FrameKind, bytes: Uint8Array) {
  const reader = new SampleReader(frames, undefined, DEFAULT_IMAGE_LIMITS);
  return reader.read({ timestamp: "0", content_bytes: { bytes } });
}

function referenced(reader: SampleReader, offset: number, length: number) {
  return reader.read({
    timestamp: "0",
    content_reference: { address_offset: `${offset}`, length_bytes: `${length}` },
  });
}

/** A reader of frames in shared memory that holds these bytes. */
async function withMemory(
  frames: FrameKind,
  bytes: Uint8Array,
  test: (reader: SampleReader) => void,
): Promise<void> {
  const directory = await Deno.makeTempDir({ prefix: "samples-test-" });
  try {
    await Deno.writeFile(`${directory}/frames`, bytes);
    const properties = { handle_name: "frames", length_bytes: `${bytes.byteLength}` };
    const memory = await SharedMemory.open(directory, properties, slackBytes(frames));
    test(new SampleReader(frames, memory, DEFAULT_IMAGE_LIMITS));
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

Deno.test("raw frames in messages have the bytes that their format needs, with the last row's padding or without", () => {
  for (const length of [26, 27, 28]) {
    const picture = embedded(RAW, new Uint8Array(length));
    assert.deepEqual([picture?.widthPx, picture?.heightPx], [4, 2]);
  }
  for (const length of [0, 25, 29, 42]) {
    assert.throws(
      () => embedded(RAW, new Uint8Array(length)),
      { code: "INVALID_ARGUMENT", message: new RegExp(`has ${length} bytes; .* need 26`) },
    );
  }
});

Deno.test("raw frames in shared memory are not read, and may be declared up to a row too long", () =>
  withMemory(RAW, new Uint8Array(52), (reader) => {
    for (const length of [26, 27, 28, 42]) {
      const picture = referenced(reader, 0, length);
      assert.ok(picture?.source.kind === "raw");
      assert.ok(!(picture.source.bytes instanceof Uint8Array));
      assert.equal(picture.byteLength, 0);
    }
    // The last frame: its range ends behind the file, the frame does not.
    assert.ok(referenced(reader, 26, 27));
    for (const [offset, length] of [[0, 25], [0, 43], [27, 26], [26, 41], [52, 1]] as const) {
      assert.throws(() => referenced(reader, offset, length), { code: "INVALID_ARGUMENT" });
    }
  }));

Deno.test("picture files match the descriptor's encoding and size", async () => {
  const png = await encodePicture(RASTER, "png");
  const jpeg = await encodePicture(RASTER, "jpeg");
  assert.equal(embedded(file("PNG"), png)?.widthPx, 4);
  assert.equal(embedded(file("JPG", 0, 0), jpeg)?.heightPx, 2);
  const wrong: [FrameKind, Uint8Array, RegExp][] = [
    [file("JPG"), png, /not JPG/],
    [file("BMP"), jpeg, /not BMP/],
    [file("PNG", 5, 2), png, /has 4×2 pixels, but .* 5×2/],
    [file("PNG", 0, 3), png, /0×3/],
    [file("PNG"), png.subarray(0, 10), /can't be read as PNG/],
    [file("PNG"), new Uint8Array(9), /can't be read as PNG: This is no picture/],
    [file("JPG"), new Uint8Array(), /empty/],
  ];
  for (const [frames, bytes, message] of wrong) {
    assert.throws(() => embedded(frames, bytes), { code: "INVALID_ARGUMENT", message });
  }
});

Deno.test("a turned JPEG has the size of its stored pixels", async () => {
  const jpeg = await encodePicture(RASTER, "jpeg");
  const exif = [0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1];
  const entry = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
  const app1 = [0xff, 0xe1, 0, 2 + exif.length + entry.length];
  const turned = Uint8Array.from([0xff, 0xd8, ...app1, ...exif, ...entry, ...jpeg.subarray(2)]);
  assert.equal(embedded(file("JPG", 4, 2), turned)?.widthPx, 2);
  assert.throws(() => embedded(file("JPG", 2, 4), turned), { code: "INVALID_ARGUMENT" });
});

Deno.test("picture files in shared memory are read at once", async () => {
  const png = await encodePicture(RASTER, "png");
  const bytes = Uint8Array.from([...png, ...png]);
  await withMemory(file("PNG"), bytes, (reader) => {
    const picture = referenced(reader, png.length, png.length + 1);
    assert.ok(picture?.source.kind === "file");
    assert.deepEqual(picture.source.bytes, png);
  });
});

Deno.test("a sample without content is no picture, one without shared memory is refused", () => {
  const reader = new SampleReader(RAW, undefined, DEFAULT_IMAGE_LIMITS);
  assert.equal(reader.read({ timestamp: "0" }), undefined);
  assert.throws(
    () => referenced(reader, 0, 26),
    { code: "INVALID_ARGUMENT", message: /names no shared memory/ },
  );
});

Deno.test("clients may miscount by a row", () => {
  assert.equal(slackBytes(RAW), 14);
  assert.equal(slackBytes(file("JPG", 10, 10)), 30);
  assert.equal(slackBytes(file("JPG", 0, 0)), 1);
});
