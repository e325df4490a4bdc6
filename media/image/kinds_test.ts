import assert from "node:assert/strict";
import { FrameboxError } from "../../base/errors/mod.ts";
import { decodePicture } from "./decode.ts";
import { readPictureHeader } from "./header.ts";
import { readHeifHeader } from "./heif/heif_header.ts";
import { nameOfOther, sniffFormat } from "./kinds.ts";
import { kindFile, KINDS, needsFfmpeg, REFUSED } from "./test_kinds.ts";
import { seeded } from "./test_pictures.ts";
import { readTiffHeader } from "./tiff/tiff_header.ts";

const WHOLE = KINDS.filter((name) => !(name in REFUSED));

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}

Deno.test("each kind is known by its bytes", () => {
  for (const name of KINDS) {
    const ending = name.slice(name.lastIndexOf(".") + 1);
    assert.equal(sniffFormat(kindFile(name)), ending === "tif" ? "tiff" : ending, name);
  }
});

Deno.test("what is not read is named, with what is", () => {
  const others: Readonly<Record<string, string>> = {
    "%PDF-1.7\n": "a PDF document",
    "\xff\x0a\x00": "a JPEG XL picture",
    "\0\0\0\x0cJXL \r\n\x87\n": "a JPEG XL picture",
    "\0\0\0\x0cjP  \r\n\x87\n": "a JPEG 2000 picture",
    "8BPS\0\x01": "a Photoshop picture",
    "qoif\0\0": "a QOI picture",
    "\0\0\x01\0\x01\0": "an ICO picture",
    "P6\n4 3\n255\n": "a PNM picture",
    "\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41": "an MP4 or QuickTime video",
    "\x1a\x45\xdf\xa3": "a Matroska or WebM video",
    "RIFF....AVI LIST": "an AVI video",
    "<svg xmlns='http://www.w3.org/2000/svg'/>": "an SVG picture",
    "<?xml version='1.0'?>\n<!-- made by hand -->\n<svg width='4'>": "an SVG picture",
    "<?xml version='1.0'?><note/>": "an XML file",
    "  <!DOCTYPE html><title>x</title>": "an HTML page",
    "Dear all,\nplease find": "text",
    "PK\x03\x04": "a ZIP file",
    "\0\0\x02 … TRUEVISION-XFILE.\0": "a TGA picture",
    "\0\0\x02\0\0\0\0\0\0\0\0\0\x25\0\x1d\0\x18\0": "a TGA picture",
    "\0\0\x02\0\x01\0\x20\x20\0\0\0\0\0\0\x30\0\0\0": "a CUR picture",
    "\x8aMNG\r\n\x1a\n\0\0\0\x1cMHDR": "an MNG animation",
    "\x0a\x05\x01\x08": "a PCX picture",
    ["photo.png".padEnd(257, "\0") + "ustar\x0000"]: "a tar file",
  };
  for (const [start, name] of Object.entries(others)) {
    const bytes = bytesOf(start);
    assert.equal(nameOfOther(bytes), name, start);
    assert.throws(() => readPictureHeader(bytes), (error) => {
      assert.ok(error instanceof FrameboxError);
      assert.equal(error.code, "INVALID_ARGUMENT");
      assert.ok(error.message.includes(name), error.message);
      assert.match(error.message, /send a JPEG, PNG, WebP, BMP, GIF, AVIF, TIFF or HEIC file/);
      return true;
    });
  }
  assert.equal(nameOfOther(bytesOf("\x01\x02\x03\xfe\xff")), undefined);
});

Deno.test("a header names the size that is decoded", async () => {
  for (const name of WHOLE.filter((name) => !needsFfmpeg(name))) {
    const { widthPx, heightPx } = readPictureHeader(kindFile(name));
    const decoded = await decodePicture(kindFile(name));
    assert.deepEqual([decoded.widthPx, decoded.heightPx], [widthPx, heightPx], name);
  }
});

Deno.test("the sizes of AVIF, HEIC and TIFF are read from their own headers", () => {
  const sizes: Readonly<Record<string, readonly [number, number, number]>> = {
    "plain.avif": [37, 29, 3],
    "alpha.avif": [37, 29, 4],
    "grey.avif": [37, 29, 1],
    "turned_6.avif": [29, 37, 3],
    "grid.avif": [150, 100, 3],
    "grid_turned.heic": [100, 150, 3],
    "crop_middle.heic": [40, 30, 3],
    "half.heic": [37, 29, 3],
    "plain.tif": [37, 29, 3],
    "big_motorola.tif": [37, 29, 3],
    "alpha.tif": [37, 29, 4],
    "grey16.tif": [37, 29, 1],
    "turned_8.tif": [29, 37, 3],
  };
  for (const [name, size] of Object.entries(sizes)) {
    const { widthPx, heightPx, channels } = readPictureHeader(kindFile(name));
    assert.deepEqual([widthPx, heightPx, channels], size, name);
  }
});

Deno.test("a sequence without a still picture is refused as such, not as damaged", () => {
  const box = (type: string, body = "") =>
    `\0\0\0${String.fromCharCode(8 + body.length)}${type}${body}`;
  const file = bytesOf(box("ftyp", "avis\0\0\0\0avismsf1") + box("moov"));
  assert.throws(() => readPictureHeader(file), {
    code: "INVALID_ARGUMENT",
    message: /AVIF picture is a sequence without a still picture/,
  });
});

Deno.test("tiles and strips that share their bytes don't fill the memory", async () => {
  // Each of a thousand strips covers the whole file.
  const file = bytesOf("II*\0").slice();
  const strips = 1000;
  const out = new Uint8Array(8 + 2 + 12 * 6 + 4 + 8 * strips + 20_000);
  out.set(file);
  const view = new DataView(out.buffer);
  view.setUint32(4, 8, true);
  view.setUint16(8, 6, true);
  const fields = [[256, 1], [257, strips], [262, 1], [273, 0], [278, 1], [279, 0]] as const;
  for (const [i, [tag, value]] of fields.entries()) {
    const at = 10 + 12 * i;
    const isList = tag === 273 || tag === 279;
    view.setUint16(at, tag, true);
    view.setUint16(at + 2, 4, true);
    view.setUint32(at + 4, isList ? strips : 1, true);
    view.setUint32(at + 8, isList ? 86 + (tag === 279 ? 4 * strips : 0) : value, true);
  }
  for (let i = 0; i < strips; i++) view.setUint32(86 + 4 * (strips + i), out.length, true);
  await assert.rejects(decodePicture(out), {
    code: "INVALID_ARGUMENT",
    message: /one over the other/,
  });
});

Deno.test("colour profiles of HEIC and TIFF are found", () => {
  const { profile: ofHeic } = readHeifHeader(kindFile("icc.heic"), "heic");
  const { profile: ofTiff } = readTiffHeader(kindFile("icc.tif"));
  for (const profile of [ofHeic, ofTiff]) {
    // "acsp" stands in every profile (ICC.1, 7.2.11).
    assert.equal(new TextDecoder().decode(profile?.subarray(36, 40)), "acsp");
  }
  assert.equal(readTiffHeader(kindFile("plain.tif")).profile, undefined);
});

Deno.test("a file with several pictures has a remark that the first is processed", () => {
  const several: Readonly<Record<string, number>> = {
    "animated.gif": 2,
    "animated_clear.gif": 2,
    "small_first.gif": 2,
    "apng.png": 2,
    "apng_default_hidden.png": 2,
    "apng_exif.png": 2,
    "animated.webp": 2,
    "animated_lossy_alpha.webp": 2,
    "animated.avif": 2,
    "pages.tif": 3,
  };
  for (const [name, pictures] of Object.entries(several)) {
    const [remark, ...more] = readPictureHeader(kindFile(name)).remarks;
    assert.equal(more.length, 0);
    assert.equal(remark?.code, "first-picture-only", name);
    assert.equal(remark.details["pictures"], pictures, name);
    assert.ok(remark.message.includes(String(remark.details["kind"])));
  }
  for (const name of ["plain.gif", "apng_one.png", "animated_one.webp", "plain.tif", "rle8.bmp"]) {
    assert.deepEqual(readPictureHeader(kindFile(name)).remarks, [], name);
  }
});

Deno.test("what can't be read is an error with the reason, in words that name its kind", async () => {
  for (const [name, words] of Object.entries(REFUSED)) {
    // Those need ffmpeg to find out.
    if (name.startsWith("wrong_size") || name.startsWith("cut.") && !name.endsWith("gif")) continue;
    await assert.rejects(decodePicture(kindFile(name)), (error) => {
      assert.ok(error instanceof FrameboxError, String(error));
      assert.equal(error.code, "INVALID_ARGUMENT");
      assert.match(error.message, words, name);
      return true;
    });
  }
});

Deno.test("without ffmpeg, what it would decode is refused in a sentence that names the kind", async () => {
  for (
    const [name, words] of [
      ["plain.heic", /This is a HEIC picture, which this server can't read: it has no ffmpeg/],
      ["plain.avif", /This is an AVIF picture, which this server can't read/],
      ["plain.tif", /This is a TIFF picture, which this server can't read/],
    ] as const
  ) {
    await assert.rejects(decodePicture(kindFile(name)), {
      code: "INVALID_ARGUMENT",
      message: words,
    });
  }
});

Deno.test("a size beyond the limit is refused by the header alone, whatever the kind", () => {
  const limits = { maxBytes: 1e6, maxPixels: 37 * 29 - 1 };
  const names = [
    "plain.gif",
    "beyond_canvas.gif",
    "rle8.bmp",
    "plain.avif",
    "plain.heic",
    "grid.heic",
  ];
  for (const name of [...names, "plain.tif", "big.tif", "animated.webp", "apng.png"]) {
    assert.throws(() => readPictureHeader(kindFile(name), limits), {
      code: "RESOURCE_EXHAUSTED",
      message: /MAX_MEGAPIXELS/,
    }, name);
  }
  // What is coded counts, not only the part that is shown.
  const cropped = { maxBytes: 1e6, maxPixels: 64 * 64 - 1 };
  assert.throws(() => readPictureHeader(kindFile("crop_corner.heic"), cropped), {
    code: "RESOURCE_EXHAUSTED",
  });
});

const LIMITS = { maxBytes: 1e6, maxPixels: 100_000 };

for (const ending of ["gif", "bmp", "png", "webp", "avif", "heic", "tif"]) {
  Deno.test(`a ${ending} with wrong bytes gives its header's size or a sentence`, async () => {
    const next = seeded(ending.charCodeAt(0) * 31 + ending.length);
    const names = WHOLE.filter((name) => name.endsWith(ending));
    let refused = 0;
    for (let round = 0; round < 2500; round++) {
      const name = names[round % names.length]!;
      const file = mutate(kindFile(name), next);
      try {
        const { widthPx, heightPx } = readPictureHeader(file, LIMITS);
        assert.ok(widthPx * heightPx <= LIMITS.maxPixels);
        // Without an ffmpeg these end where it would be called, with their streams made.
        const decoded = await decodePicture(file, { limits: LIMITS });
        assert.deepEqual([decoded.widthPx, decoded.heightPx], [widthPx, heightPx]);
      } catch (error) {
        const known = error instanceof FrameboxError &&
          ["INVALID_ARGUMENT", "RESOURCE_EXHAUSTED"].includes(error.code);
        if (!known) throw new Error(`${name}, round ${round}`, { cause: error });
        refused++;
      }
    }
    assert.ok(refused > 0, "no change did any harm");
  });
}

function mutate(file: Uint8Array<ArrayBuffer>, next: () => number): Uint8Array {
  const bytes = file.slice();
  for (let n = next() % 4; n >= 0; n--) {
    const range = next() % 2 === 0 ? Math.min(400, bytes.length) : bytes.length;
    const values = [next() & 255, 0, 255, 1, 0x7f];
    bytes[next() % range] = values[next() % values.length]!;
  }
  return next() % 4 === 0 ? bytes.subarray(0, next() % bytes.length) : bytes;
}
