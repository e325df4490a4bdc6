import assert from "node:assert/strict";
import { FrameboxError } from "../../../base/errors/mod.ts";
import type { JpegFile, JpegPixels, ScaleDenominator } from "./jpeg_codec.ts";
import { readJpegHeader } from "./jpeg_header.ts";
import { WasmJpegCodec } from "./jpeg_wasm_codec.ts";
import { colour, seeded, testFile } from "../test_pictures.ts";

const codec = new WasmJpegCodec();

function fileOf(bytes: Uint8Array): JpegFile {
  return { bytes, ...readJpegHeader(bytes) };
}

/** Pixels to keep. */
function decode(bytes: Uint8Array, scaleDenominator: ScaleDenominator = 1): Promise<JpegPixels> {
  return codec.decode(fileOf(bytes), (pixels) => pixels, { scaleDenominator, owned: true });
}

function encode(
  widthPx: number,
  heightPx: number,
  channels: 1 | 3,
  data: Uint8Array,
  quality = 95,
): Promise<Uint8Array> {
  return codec.encode(
    { widthPx, heightPx, channels, fill: (target) => target.set(data) },
    quality,
  );
}

/** A soft slope, which JPEG keeps well. */
function slope(widthPx: number, heightPx: number, channels: 1 | 3): Uint8Array {
  return Uint8Array.from({ length: widthPx * heightPx * channels }, (_, i) => {
    const pixel = Math.floor(i / channels);
    return 40 + 2 * (pixel % widthPx) + Math.floor(pixel / widthPx) + 20 * (i % channels);
  });
}

function worst(actual: Uint8Array, expected: Uint8Array): number {
  assert.equal(actual.length, expected.length);
  return actual.reduce((max, value, i) => Math.max(max, Math.abs(value - expected[i]!)), 0);
}

/** The cause's message of a refusal. */
async function refusal(work: Promise<unknown>, sentence: RegExp): Promise<string> {
  const error = await work.then(() => assert.fail("it was not refused"), (error) => error);
  assert.ok(error instanceof FrameboxError, String(error));
  assert.equal(error.code, "INVALID_ARGUMENT");
  assert.match(error.message, sentence);
  assert.ok(error.cause instanceof Error);
  assert.ok(!(error.cause instanceof WebAssembly.RuntimeError), String(error.cause));
  return error.cause.message;
}

/** The file with another byte where `marker` has been found, so far behind it. */
function changed(bytes: Uint8Array, marker: number, behind: number, value: number): Uint8Array {
  const at = bytes.findIndex((byte, i) => byte === 0xff && bytes[i + 1] === marker);
  assert.ok(at >= 0);
  const copy = bytes.slice();
  copy[at + behind] = value;
  return copy;
}

Deno.test("pictures of every small size are written and read again, grey and colour", async () => {
  for (const channels of [1, 3] as const) {
    for (let widthPx = 1; widthPx <= 35; widthPx++) {
      for (const heightPx of [1, 2, 7, 8, 9, 16, 17, 33]) {
        const data = slope(widthPx, heightPx, channels);
        const found = await decode(await encode(widthPx, heightPx, channels, data));
        assert.deepEqual(
          [found.widthPx, found.heightPx, found.channels],
          [widthPx, heightPx, channels],
        );
        const difference = worst(found.data, data);
        assert.ok(difference <= 8, `${widthPx}×${heightPx}×${channels}: ${difference}`);
      }
    }
  }
});

Deno.test("a grey picture is written as grey", async () => {
  const file = await encode(1, 1, 1, Uint8Array.of(77), 100);
  assert.equal(readJpegHeader(file).channels, 1);
  assert.deepEqual([...(await decode(file)).data], [77]);
});

Deno.test("noise at the best quality, which is longer than its pixels, is written whole", async () => {
  const next = seeded(3);
  for (const channels of [1, 3] as const) {
    for (const [widthPx, heightPx] of [[3, 3], [300, 200], [64, 1000]] as const) {
      const data = Uint8Array.from(
        { length: widthPx * heightPx * channels },
        () => channels === 1 ? next() & 255 : 0,
      );
      // Colours of one value: 4:2:0 would change others.
      if (channels === 3) {
        for (let i = 0; i < data.length; i += 3) data.fill(next() & 255, i, i + 3);
      }
      const file = await encode(widthPx, heightPx, channels, data, 100);
      assert.ok(worst((await decode(file)).data, data) <= 3);
    }
  }
});

Deno.test("the scaled DCT gives the rounded-up size and the means of the pixels", async () => {
  for (const name of ["colour.jpg", "grey.jpg", "progressive.jpg", "restarts.jpg"]) {
    const whole = await decode(testFile(name));
    for (const denominator of [2, 4, 8] as const) {
      const small = await decode(testFile(name), denominator);
      assert.equal(small.widthPx, Math.ceil(whole.widthPx / denominator));
      assert.equal(small.heightPx, Math.ceil(whole.heightPx / denominator));
      assert.equal(small.data.length, small.widthPx * small.heightPx * small.channels);
      assert.ok(worst(small.data, means(whole, denominator)) <= 24, `${name} / ${denominator}`);
    }
  }
});

/** The means of squares of pixels. */
function means({ widthPx, heightPx, channels, data }: JpegPixels, side: number): Uint8Array {
  const width = Math.ceil(widthPx / side);
  const height = Math.ceil(heightPx / side);
  return Uint8Array.from({ length: width * height * channels }, (_, i) => {
    const left = (Math.floor(i / channels) % width) * side;
    const top = Math.floor(i / channels / width) * side;
    let sum = 0;
    let count = 0;
    for (let y = top; y < Math.min(top + side, heightPx); y++) {
      for (let x = left; x < Math.min(left + side, widthPx); x++, count++) {
        sum += data[(y * widthPx + x) * channels + i % channels]!;
      }
    }
    return sum / count;
  });
}

Deno.test("pixels are lent unless they are wanted to keep", async () => {
  const file = fileOf(testFile("colour.jpg"));
  const kept = await codec.decode(file, ({ data }) => data, { owned: true });
  const lent = await codec.decode(file, ({ data }) => data);
  const whole = kept.slice();
  assert.deepEqual(lent, kept);
  assert.notEqual(lent.buffer, kept.buffer);
  await codec.decode(fileOf(testFile("grey.jpg")), () => {});
  assert.deepEqual(kept, whole);
});

Deno.test("several pictures at once are each themselves", async () => {
  const names = ["colour.jpg", "grey.jpg", "progressive.jpg"];
  const alone = await Promise.all(names.map((name) =>
    new WasmJpegCodec().decode(
      fileOf(testFile(name)),
      ({ data }) => data.slice(),
    )
  ));
  const together = new WasmJpegCodec();
  const found = await Promise.all(
    names.map((name) => together.decode(fileOf(testFile(name)), ({ data }) => data.slice())),
  );
  assert.deepEqual(found, alone);
});

Deno.test("a refusal has libjpeg's own words as its cause, with their numbers", async () => {
  const file = testFile("colour.jpg");
  const cut = /it is cut or damaged/;
  assert.equal(
    await refusal(codec.decode(fileOf(file.subarray(0, file.length - 40)), () => {}), cut),
    "Premature end of JPEG file",
  );
  assert.equal(
    await refusal(decode(changed(file, 0xc0, 12, 3)), cut),
    "Quantization table 0x03 was not defined",
  );
  assert.equal(
    await refusal(decode(changed(file, 0xda, 6, 0x33)), cut),
    "Huffman table 0x03 was not defined",
  );
  const ended = Uint8Array.of(...file.subarray(0, file.length - 40), 0xff, 0xd9);
  assert.equal(
    await refusal(decode(ended), cut),
    "Corrupt JPEG data: premature end of data segment",
  );
});

Deno.test("bytes before the end mark are no damage", async () => {
  const file = testFile("colour.jpg");
  const longer = Uint8Array.of(...file.subarray(0, -2), 0, 0, 0, 0xff, 0xd9);
  assert.deepEqual((await decode(longer)).data, (await decode(file)).data);
});

Deno.test("another size or other channels than were checked are refused before memory is taken", async () => {
  const file = fileOf(testFile("colour.jpg"));
  for (const other of [{ widthPx: 36 }, { heightPx: 30 }, { channels: 1 as const }]) {
    const words = await refusal(
      codec.decode({ ...file, ...other }, () => {}),
      /its parts name different sizes/,
    );
    assert.equal(words, "The picture has 37 x 29 pixels of 3 channels");
  }
});

Deno.test("a file of hundreds of scans is refused, progressive or not", async () => {
  for (
    const [name, words] of [
      ["progressive.jpg", "Inconsistent progression sequence for component 0 coefficient 0"],
      ["jpeg/scans.jpg", "More than 200 scans"],
    ] as const
  ) {
    const file = testFile(name);
    const first = file.findIndex((byte, i) => byte === 0xff && file[i + 1] === 0xda);
    const second = file.findIndex((byte, i) => i > first && byte === 0xff && file[i + 1] === 0xda);
    const scan = [...file.subarray(first, second)];
    const bomb = [...file.subarray(0, first), ...Array(300).fill(scan).flat(), 0xff, 0xd9];
    const header = readJpegHeader(file);
    const work = codec.decode({ ...header, bytes: Uint8Array.from(bomb) }, () => {});
    assert.equal(await refusal(work, /cut or damaged/), words);
  }
});

Deno.test("a picture for which there is not enough memory is not called damaged", async () => {
  const file = testFile("progressive.jpg").slice();
  const frame = file.findIndex((byte, i) => byte === 0xff && file[i + 1] === 0xc2);
  new DataView(file.buffer).setUint16(frame + 5, 65_500);
  new DataView(file.buffer).setUint16(frame + 7, 65_500);
  await assert.rejects(decode(file), (error) => {
    assert.ok(error instanceof FrameboxError);
    assert.equal(error.code, "RESOURCE_EXHAUSTED");
    return true;
  });
  assert.equal((await decode(testFile("colour.jpg"))).widthPx, 37);
});

Deno.test("what the user of the pixels throws is passed on, and the next picture is right", async () => {
  const file = fileOf(testFile("colour.jpg"));
  await assert.rejects(codec.decode(file, () => assert.fail("mine")), /mine/);
  const { data } = await decode(file.bytes);
  const pixel = (
    x: number,
    y: number,
  ) => [...data.subarray((y * 37 + x) * 3, (y * 37 + x) * 3 + 3)];
  assert.ok(
    worst(Uint8Array.from(pixel(10, 20)), Uint8Array.from(colour(10, 20).slice(0, 3))) <= 12,
  );
});

Deno.test("memory is used again, and given back after a huge picture", async () => {
  const own = new WasmJpegCodec();
  const small = fileOf(testFile("colour.jpg"));
  await own.decode(small, () => {});
  const atFirst = own.memoryBytes;
  assert.ok(atFirst < 1024 * 1024, `${atFirst} bytes for a small picture`);
  for (let i = 0; i < 200; i++) await own.decode(small, () => {});
  assert.equal(own.memoryBytes, atFirst);
  const side = 8500;
  const fill = (target: Uint8Array) => void target.fill(128);
  const bytes = await own.encode({ widthPx: side, heightPx: side, channels: 1, fill }, 50);
  assert.equal(own.memoryBytes, 0);
  await own.decode(fileOf(bytes), ({ data }) => assert.equal(data[side * side - 1], 128));
  assert.equal(own.memoryBytes, 0);
});
