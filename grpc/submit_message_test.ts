import assert from "node:assert/strict";
import {
  DEFAULT_IMAGE_LIMITS,
  encodePicture,
  type PictureInput,
  type Raster,
  readPictureHeader,
} from "../media/image/mod.ts";
import { type MatNumeric, numberOf, readMat, textOf } from "../mat/mod.ts";
import genericBox from "../protos/generic_box.proto" with { type: "text" };
import { loadProtos } from "./proto.ts";
import { MIN_MAX_BYTES, type SubmitInput, submitMessage } from "./submit_message.ts";

/** Two by three pixels, each channel another ten. */
const SMALL: Raster = {
  widthPx: 2,
  heightPx: 3,
  channels: 3,
  layout: "interleaved",
  order: "RGB",
  data: Uint8Array.from({ length: 18 }, (_, i) => 10 * (i % 3) + Math.floor(i / 3)),
};

/** The same as raw pixels: a row of BGR24 has two bytes of padding. */
const SMALL_RAW: PictureInput = {
  kind: "raw",
  format: { pixelFormat: "BGR24", widthPx: 2, heightPx: 3, strideBytes: 8 },
  bytes: Uint8Array.from([0, 2, 4].flatMap((pixel) => {
    const bgr = (at: number) => [20 + at, 10 + at, at];
    return [...bgr(pixel), ...bgr(pixel + 1), 99, 99];
  })),
};

function input(
  source: Uint8Array | Raster | PictureInput,
  overrides: Partial<SubmitInput> = {},
): SubmitInput {
  return {
    picture: source instanceof Uint8Array
      ? { kind: "file", bytes: source, limits: DEFAULT_IMAGE_LIMITS }
      : "kind" in source
      ? source
      : { kind: "raster", raster: source },
    number: 7,
    hash: "a_b-C",
    format: "mat",
    maxBytes: Infinity,
    jpegQuality: 90,
    ...overrides,
  };
}

/** What a worker reads from the message, by the proto file. */
async function read(
  given: SubmitInput,
): Promise<{ im: MatNumeric; frame: unknown; hash: unknown }> {
  const { bytes: message } = await submitMessage(given);
  const display = loadProtos([{ name: "generic_box.proto", text: genericBox }])
    .service("GenericBoxService").methods.find((method) => method.name === "display");
  // A PlotInfo whose img is the message: tag, length, contents.
  const length: number[] = [];
  for (let rest = message.length; rest > 0; rest >>>= 7) length.push((rest & 0x7f) | 0x80);
  length.push(length.pop()! & 0x7f);
  const { img } = display?.decode(Uint8Array.from([10, ...length, ...message])) as {
    img: { file: Uint8Array };
  };
  const file = readMat(img.file);
  const im = file.get("im")?.value;
  assert.ok(im?.kind === "numeric");
  const frame = file.get("frame")?.value;
  assert.ok(frame?.kind === "numeric");
  assert.equal(frame.class, "int64");
  return { im, frame: numberOf(frame), hash: textOf(file.get("session_hash")?.value) };
}

Deno.test("the message holds im as HxWx3 RGB planes, frame and session_hash", async () => {
  const png = await encodePicture(SMALL, "png");
  for (const source of [png, SMALL, SMALL_RAW]) {
    const { im, frame, hash } = await read(input(source));
    assert.equal(im.class, "uint8");
    assert.deepEqual(im.dims, [3, 2, 3]);
    assert.deepEqual([...im.data], [
      ...[0, 2, 4, 1, 3, 5],
      ...[10, 12, 14, 11, 13, 15],
      ...[20, 22, 24, 21, 23, 25],
    ]);
    assert.deepEqual([frame, hash], [7, "a_b-C"]);
  }
});

Deno.test("a grey picture has three equal planes", async () => {
  const grey: Raster = { ...SMALL, channels: 1, data: Uint8Array.of(1, 2, 3, 4, 5, 6) };
  const { im } = await read(input(grey));
  assert.deepEqual(im.dims, [3, 2, 3]);
  const plane = [1, 3, 5, 2, 4, 6];
  assert.deepEqual([...im.data], [...plane, ...plane, ...plane]);
});

Deno.test("a message over 127 and over 16383 bytes has its length right", async () => {
  const data = new Uint8Array(100 * 90 * 3).fill(9);
  const { im } = await read(input({ ...SMALL, widthPx: 100, heightPx: 90, data }));
  assert.deepEqual(im.dims, [90, 100, 3]);
});

Deno.test("a picture is scaled down until its message fits, keeping its proportions", async () => {
  const data = new Uint8Array(400 * 200 * 3).fill(77);
  const large = { ...SMALL, widthPx: 400, heightPx: 200, data };
  const maxBytes = 60_000;
  const made = await submitMessage(input(large, { maxBytes }));
  assert.ok(made.bytes.length <= maxBytes);
  assert.ok(made.sourceBytes > data.length && made.sourceBytes < data.length + 1024);
  const { im } = await read(input(large, { maxBytes }));
  const [height = 0, width = 0] = im.dims;
  assert.deepEqual([made.widthPx, made.heightPx], [width, height]);
  assert.ok(Math.abs(width / height - 2) < 0.05, im.dims.join("x"));
  assert.ok(width * height * 3 > 0.9 * maxBytes - 2000);
  assert.ok(im.data.every((value) => value === 77));
});

Deno.test("a JPEG that is much too large has the size and the pixels that its raster would have", async () => {
  const data = new Uint8Array(800 * 400 * 3);
  for (let i = 0; i < data.length; i++) data[i] = (i % 2400) / 12 + 20 * (i % 3);
  const large = { ...SMALL, widthPx: 800, heightPx: 400, data };
  const jpeg = await encodePicture(large, "jpeg", { quality: 98 });
  for (const maxBytes of [12_000, 60_000, 250_000, 400_000]) {
    const made = await submitMessage(input(jpeg, { maxBytes }));
    const expected = await submitMessage(input(large, { maxBytes }));
    const { bytes: _made, ...sizes } = made;
    const { bytes: _expected, ...expectedSizes } = expected;
    assert.deepEqual(sizes, expectedSizes);
    const { im } = await read(input(jpeg, { maxBytes }));
    const { im: expectedIm } = await read(input(large, { maxBytes }));
    assert.deepEqual(im.dims, expectedIm.dims);
    let worst = 0;
    for (let i = 0; i < im.data.length; i++) {
      worst = Math.max(worst, Math.abs(Number(im.data[i]) - Number(expectedIm.data[i])));
    }
    assert.ok(worst <= 6, `${maxBytes}: ${worst}`);
  }
});

Deno.test("a picture that fits is not scaled", async () => {
  const { im } = await read(input(SMALL, { maxBytes: 4_000_000 }));
  assert.deepEqual(im.dims, [3, 2, 3]);
});

Deno.test("format jpeg gives a JPEG's own bytes as a row", async () => {
  const jpeg = await encodePicture(SMALL, "jpeg");
  const { im } = await read(input(jpeg, { format: "jpeg" }));
  assert.deepEqual(im.dims, [1, jpeg.length]);
  assert.deepEqual([...im.data], [...jpeg]);
});

Deno.test("format jpeg makes a JPEG of other pictures", async () => {
  const png = await encodePicture(SMALL, "png");
  for (const source of [png, SMALL, SMALL_RAW]) {
    const { im } = await read(input(source, { format: "jpeg" }));
    assert.ok(im.data instanceof Uint8Array);
    const { format, widthPx, heightPx } = readPictureHeader(im.data);
    assert.deepEqual([format, widthPx, heightPx], ["jpeg", 2, 3]);
  }
});

Deno.test("format jpeg is scaled down until its message fits", async () => {
  const noise = Uint8Array.from({ length: 300 * 300 * 3 }, (_, i) => (i * 2654435761) >>> 24);
  const jpeg = await encodePicture({ ...SMALL, widthPx: 300, heightPx: 300, data: noise }, "jpeg");
  const maxBytes = 20_000;
  assert.ok(jpeg.length > maxBytes);
  const made = await submitMessage(input(jpeg, { format: "jpeg", maxBytes }));
  assert.ok(made.bytes.length <= maxBytes, String(made.bytes.length));
  assert.ok(made.widthPx < 300 && Math.abs(made.widthPx - made.heightPx) <= 1);
  const { im } = await read(input(jpeg, { format: "jpeg", maxBytes }));
  assert.ok(im.data instanceof Uint8Array);
  const header = readPictureHeader(im.data);
  assert.deepEqual([header.widthPx, header.heightPx], [made.widthPx, made.heightPx]);
  const whole = await submitMessage(input(jpeg, { format: "jpeg" }));
  assert.deepEqual([whole.widthPx, whole.heightPx], [300, 300]);
  assert.equal(whole.sourceBytes, whole.bytes.length);
});

Deno.test("the least bound holds for pictures of any shape, in both formats", async () => {
  for (const [widthPx, heightPx] of [[900, 700], [40_000, 2], [1, 30_000]] as const) {
    const noise = Uint8Array.from(
      { length: widthPx * heightPx * 3 },
      (_, i) => Math.imul(i ^ (i >>> 7), 2654435761) >>> 24,
    );
    const large = { ...SMALL, widthPx, heightPx, data: noise };
    for (const format of ["mat", "jpeg"] as const) {
      const made = await submitMessage(
        input(large, { format, maxBytes: MIN_MAX_BYTES, jpegQuality: 100 }),
      );
      const what = `${format} ${made.widthPx}×${made.heightPx}: ${made.bytes.length}`;
      assert.ok(made.bytes.length <= MIN_MAX_BYTES, what);
      assert.ok(made.widthPx >= 1 && made.heightPx >= 1, what);
    }
  }
});

Deno.test("1080p and 4K fit 4,000,000 bytes and use nearly all of them", async () => {
  for (const [widthPx, heightPx] of [[1920, 1080], [3840, 2160]] as const) {
    const large = { ...SMALL, widthPx, heightPx, data: new Uint8Array(widthPx * heightPx * 3) };
    const { bytes, ...size } = await submitMessage(input(large, { maxBytes: 4_000_000 }));
    assert.ok(bytes.length <= 4_000_000 && bytes.length > 3_980_000, String(bytes.length));
    assert.deepEqual([size.widthPx, size.heightPx], [1539, 865]);
  }
});

Deno.test("a picture that is cut is INVALID_ARGUMENT", async () => {
  const png = await encodePicture(SMALL, "png");
  const cut = png.subarray(0, png.length - 20);
  await assert.rejects(submitMessage(input(cut)), { code: "INVALID_ARGUMENT" });
});
