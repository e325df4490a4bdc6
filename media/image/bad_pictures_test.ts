import assert from "node:assert/strict";
import { crc32 } from "node:zlib";
import { FrameboxError } from "../../base/errors/mod.ts";
import { decodePicture } from "./decode.ts";
import { readPictureHeader } from "./header.ts";
import { sniffFormat } from "./kinds.ts";
import { seeded, testFile, withOrientation } from "./test_pictures.ts";

const FILES = [...Deno.readDirSync(new URL("./testdata/", import.meta.url))]
  .map(({ name }) => name).filter((name) => !name.endsWith(".py")).sort();

/** Those of each kind of JPEG, too. */
const JPEGS = [...Deno.readDirSync(new URL("./testdata/jpeg/", import.meta.url))]
  .map(({ name }) => `jpeg/${name}`).filter((name) => /(?<!arithmetic)\.jpg$/.test(name)).sort();

const SMALL = { maxBytes: 1e6, maxPixels: 100_000 };

function invalid(error: unknown): boolean {
  return error instanceof FrameboxError && error.code === "INVALID_ARGUMENT";
}

Deno.test("what is no picture is refused by its bytes, in words", () => {
  for (const text of ["", "x", "hello, world", "RIFF....WAVEfmt ", "\xff\xd8"]) {
    const bytes = Uint8Array.from(text, (char) => char.charCodeAt(0));
    assert.equal(sniffFormat(bytes), undefined);
    assert.throws(() => readPictureHeader(bytes), invalid);
  }
});

for (const ending of ["jpg", "png", "webp", "bmp"] as const) {
  Deno.test(`a ${ending} that is cut is refused, wherever the cut is`, async () => {
    const names = FILES.filter((name) => name.endsWith(ending));
    for (const name of ending === "jpg" ? [...names, ...JPEGS] : names) {
      const file = testFile(name);
      const step = Math.max(1, Math.floor(file.length / 60));
      // Behind the last pixel of a BMP its row is filled up; a JPEG's end mark may be missing, and a PNG's
      // last part with the checksum of its pixels.
      const spare = { bmp: 3, jpg: 2, png: 16, webp: 0 }[ending];
      const cuts = [1, 2, 3].map((bytes) => file.length - bytes - spare);
      for (let length = 0; length < file.length; length += step) cuts.push(length);
      for (const length of cuts.filter((length) => length < file.length - spare)) {
        await assert.rejects(
          decodePicture(file.subarray(0, length)),
          invalid,
          `${name} cut to ${length} bytes`,
        );
      }
    }
  });

  Deno.test(`a ${ending} with wrong bytes gives pixels or a sentence, nothing else`, async () => {
    const next = seeded(ending.length * 7 + ending.charCodeAt(0));
    const files = FILES.filter((name) => name.endsWith(ending)).map(testFile);
    const rounds = ending === "jpg" ? 1500 : 3000;
    let refused = 0;
    for (let round = 0; round < rounds; round++) {
      const file = mutate(files[round % files.length]!, next);
      if (ending === "png" && round % 2 === 0) repairChecksums(file);
      try {
        const { widthPx, heightPx, data } = await decodePicture(file, { limits: SMALL });
        assert.equal(data.length, 3 * widthPx * heightPx);
        assert.ok(widthPx * heightPx <= SMALL.maxPixels);
      } catch (error) {
        const known = error instanceof FrameboxError &&
          ["INVALID_ARGUMENT", "RESOURCE_EXHAUSTED"].includes(error.code);
        if (!known) throw error;
        refused++;
      }
    }
    assert.ok(refused > 0, "no mutation did any harm");
    for (const file of files) await decodePicture(file);
  });
}

Deno.test("random bytes behind a right beginning are refused", async () => {
  const next = seeded(5);
  for (const name of ["colour.jpg", "rgb.png", "lossy.webp", "lossless.webp"]) {
    for (let round = 0; round < 50; round++) {
      const file = testFile(name).slice();
      for (let i = 12; i < file.length; i++) file[i] = next() & 255;
      await assert.rejects(decodePicture(file), FrameboxError);
    }
  }
});

Deno.test("a size beyond the limit is refused by the header alone, naming the setting", () => {
  for (const [name, claim] of Object.entries(HUGE)) {
    const file = testFile(name).slice();
    claim(new DataView(file.buffer), file);
    assert.throws(() => readPictureHeader(file), (error) => {
      assert.ok(error instanceof FrameboxError, String(error));
      assert.equal(error.code, "RESOURCE_EXHAUSTED", error.message);
      assert.match(error.message, /MAX_MEGAPIXELS/);
      return true;
    }, name);
  }
});

/** How each kind of file claims more pixels than it has. */
const HUGE: Record<string, (view: DataView, file: Uint8Array<ArrayBuffer>) => void> = {
  "rgb.png": (view, file) => {
    view.setUint32(16, 1 << 15);
    view.setUint32(20, 1 << 15);
    repairChecksums(file);
  },
  "colour.jpg": (view, file) => {
    const frame = file.findIndex((byte, i) => byte === 0xff && file[i + 1] === 0xc0);
    view.setUint16(frame + 5, 65_500);
    view.setUint16(frame + 7, 65_500);
  },
  "lossy.webp": (view) => view.setUint32(26, 0x3fff3fff, true),
  "lossless.webp": (view) => view.setUint32(21, 0x0fffffff, true),
  "rgb24.bmp": (view) => {
    view.setInt32(18, 0x7fffffff, true);
    view.setInt32(22, -0x80000000, true);
  },
};

Deno.test("a PNG of 16 bits may have half as many pixels", () => {
  const limits = { maxBytes: 1e6, maxPixels: 37 * 29 };
  assert.equal(readPictureHeader(testFile("rgb.png"), limits).widthPx, 37);
  assert.throws(() => readPictureHeader(testFile("rgb16.png"), limits), /MAX_MEGAPIXELS/);
});

Deno.test("a file over the byte limit is refused, naming the setting", () => {
  const file = testFile("rgb.png");
  assert.throws(() => readPictureHeader(file, { maxBytes: 100, maxPixels: 1e6 }), (error) => {
    assert.ok(error instanceof FrameboxError);
    assert.equal(error.code, "RESOURCE_EXHAUSTED");
    assert.match(error.message, /MAX_UPLOAD_MB/);
    return true;
  });
});

Deno.test("a PNG whose pixels inflate to more or less than its size is refused", async () => {
  for (const heightPx of [28, 30]) {
    const file = testFile("rgb.png").slice();
    new DataView(file.buffer).setUint32(20, heightPx);
    repairChecksums(file);
    await assert.rejects(decodePicture(file), invalid);
  }
});

Deno.test("a BMP of negative or no width, or of unknown depth, is refused", () => {
  for (const change of [[18, -5], [18, 0], [22, 0], [28, 7]]) {
    const file = testFile("rgb24.bmp").slice();
    const [offset = 0, value = 0] = change;
    const view = new DataView(file.buffer);
    if (offset === 28) view.setUint16(offset, value, true);
    else view.setInt32(offset, value, true);
    assert.throws(() => readPictureHeader(file), invalid);
  }
});

Deno.test("JPEGs of two channels, of 12 bits, arithmetically coded or lossless are refused in words", () => {
  const sof = (file: Uint8Array) =>
    file.findIndex((byte, i) => byte === 0xff && file[i + 1] === 0xc0);
  const changes: [RegExp, (file: Uint8Array) => void][] = [
    [/2 channels/, (file) => file[sof(file) + 9] = 2],
    [/12 bits/, (file) => file[sof(file) + 4] = 12],
    [/arithmetically/, (file) => file[sof(file) + 1] = 0xc9],
    [/lossless/, (file) => file[sof(file) + 1] = 0xc3],
  ];
  for (const [words, change] of changes) {
    const file = testFile("colour.jpg").slice();
    change(file);
    assert.throws(() => readPictureHeader(file), (error) => {
      assert.ok(invalid(error));
      assert.match(String(error), words);
      return true;
    });
  }
});

Deno.test("a progressive JPEG of very many scans is refused before it is decoded", () => {
  const file = testFile("progressive.jpg");
  const start = file.findIndex((byte, i) => byte === 0xff && file[i + 1] === 0xda);
  const scan = file.subarray(start, file.length - 2);
  const parts = [file.subarray(0, start), ...Array<Uint8Array>(300).fill(scan)];
  assert.throws(
    () => readPictureHeader(Uint8Array.from(parts.flatMap((part) => [...part]))),
    invalid,
  );
  assert.equal(readPictureHeader(file).format, "jpeg");
});

Deno.test("a nonsensical EXIF block is passed over", async () => {
  const file = withOrientation(testFile("colour.jpg"), 6);
  const upright = { widthPx: 37, heightPx: 29 };
  for (const [offset, value] of [[12, 0x58], [14, 41], [16, 200], [16, 255], [20, 0], [30, 9]]) {
    const bad = file.slice();
    bad[offset!] = value!;
    const { widthPx, heightPx } = await decodePicture(bad);
    assert.deepEqual({ widthPx, heightPx }, upright, `byte ${offset} = ${value}`);
  }
});

function mutate(file: Uint8Array, next: () => number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(file);
  for (let n = next() % 4; n >= 0; n--) {
    // Half of the changes hit the headers, where they can do most.
    const range = next() % 2 === 0 ? Math.min(80, bytes.length) : bytes.length;
    bytes[next() % range] = next() & 255;
  }
  return bytes;
}

function repairChecksums(png: Uint8Array<ArrayBuffer>): void {
  const view = new DataView(png.buffer);
  for (let at = 8; at + 12 <= png.length;) {
    const end = at + 8 + view.getUint32(at);
    if (end + 4 > png.length) return;
    view.setUint32(end, crc32(png.subarray(at + 4, end)));
    at = end + 4;
  }
}
