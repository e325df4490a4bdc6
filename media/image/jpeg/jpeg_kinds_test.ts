import assert from "node:assert/strict";
import { FrameboxError } from "../../../base/errors/mod.ts";
import { decodePicture } from "../decode.ts";
import { readPictureHeader } from "../header.ts";
import {
  assertSame,
  colour,
  exifSegment,
  HEIGHT_PX,
  paint,
  testFile,
  WIDTH_PX,
  withOrientation,
} from "../test_pictures.ts";

const KINDS = [...Deno.readDirSync(new URL("../testdata/jpeg/", import.meta.url))]
  .map(({ name }) => name).filter((name) => name.endsWith(".jpg")).sort();

const SHOWN = paint(3, colour);
/** Under the black of make.py's CMYK pictures, as browsers show it. */
const UNDER_BLACK = paint(3, (x, y) => colour(x, y).map((value) => value * 215 / 255));

const kind = (name: string) => testFile(`jpeg/${name}`);

function joined(...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

async function assertCut(file: Uint8Array, name: string): Promise<void> {
  await assert.rejects(decodePicture(file), (error) => {
    assert.ok(error instanceof FrameboxError);
    assert.equal(error.code, "INVALID_ARGUMENT");
    assert.match(error.message, /it is cut/);
    return true;
  }, name);
}

/** Where a marker stands, after `from`. */
function find(file: Uint8Array, marker: number, from = 0): number {
  const at = file.findIndex((byte, i) => i >= from && byte === 0xff && file[i + 1] === marker);
  assert.ok(at >= 0, `no marker ${marker}`);
  return at;
}

for (const name of KINDS.filter((name) => name.startsWith("s_") || name.startsWith("scans"))) {
  Deno.test(`JPEG: the sampling of ${name} is read`, async () => {
    // Where colours are coarse, the picture's steep ones lose at its edges.
    assertSame(await decodePicture(kind(name)), SHOWN, 40);
  });
}

Deno.test("JPEG: grey of any sampling is read", async () => {
  const luma = ([r = 0, g = 0, b = 0]: number[]) => Math.round(0.299 * r + 0.587 * g + 0.114 * b);
  const expected = paint(1, (x, y) => [luma(colour(x, y))]);
  assertSame(await decodePicture(kind("grey_2x2.jpg"), { channels: 1 }), expected, 4);
});

Deno.test("JPEG: RGB is known by Adobe's segment or by the channels' names", async () => {
  for (const name of ["rgb.jpg", "rgb_named.jpg"]) {
    assertSame(await decodePicture(kind(name)), SHOWN, 10);
  }
});

Deno.test("JPEG: CMYK and YCCK are shown as browsers show them", async () => {
  for (const name of ["cmyk.jpg", "cmyk_unmarked.jpg"]) {
    assert.equal(readPictureHeader(kind(name)).channels, 3);
    assertSame(await decodePicture(kind(name)), UNDER_BLACK, 12);
  }
  assertSame(await decodePicture(kind("ycck.jpg")), UNDER_BLACK, 30);
  assertSame(await decodePicture(kind("ycck_4x1.jpg")), UNDER_BLACK, 40);
});

Deno.test("JPEG: sampling of 3 to 2, of which no decoder knows, is refused in words", () => {
  const file = kind("s_3x2.jpg").slice();
  file[find(file, 0xc0) + 11 + 3] = 0x21;
  assert.throws(() => readPictureHeader(file), /fractional sampling/);
});

Deno.test("JPEG: sampling factors of 0 or over 4 are damage", () => {
  for (const factors of [0x01, 0x10, 0x51, 0x15]) {
    const file = testFile("colour.jpg").slice();
    file[find(file, 0xc0) + 11] = factors;
    assert.throws(() => readPictureHeader(file), /sampling factors are not 1 to 4/);
  }
});

Deno.test("JPEG: a side that no library reads is refused in words", () => {
  const file = testFile("colour.jpg").slice();
  new DataView(file.buffer).setUint16(find(file, 0xc0) + 7, 65_501);
  assert.throws(() => readPictureHeader(file), /one of more than 65500 pixels a side/);
});

Deno.test("JPEG: what is not read is named, and is no damage", () => {
  const kinds: [number, RegExp][] = [
    [0xc3, /is lossless,/],
    [0xc5, /is hierarchical,/],
    [0xc7, /is lossless, hierarchical,/],
    [0xc9, /is arithmetically coded,/],
    [0xca, /is arithmetically coded,/],
    [0xcb, /is lossless, arithmetically coded,/],
    [0xce, /is hierarchical, arithmetically coded,/],
    [0xf7, /is in the lossless form JPEG-LS,/],
  ];
  for (const [marker, words] of kinds) {
    const file = testFile("colour.jpg").slice();
    file[find(file, 0xc0) + 1] = marker;
    assert.throws(() => readPictureHeader(file), words);
  }
  const tables = testFile("colour.jpg").slice();
  tables[find(tables, 0xc4) + 1] = 0xcc;
  assert.throws(() => readPictureHeader(tables), /arithmetically coded/);
  assert.throws(() => readPictureHeader(kind("arithmetic.jpg")), /arithmetically coded/);
});

Deno.test("JPEG: an end mark that is missing, in whole or in half, changes nothing", async () => {
  for (const name of ["colour.jpg", "progressive.jpg", "restarts.jpg", "jpeg/scans.jpg"]) {
    const file = testFile(name);
    const whole = await decodePicture(file);
    assertSame(await decodePicture(file.subarray(0, -2)), whole);
    assertSame(await decodePicture(file.subarray(0, -1)), whole);
  }
});

Deno.test("JPEG: bytes between the pixels and the end mark, or behind it, change nothing", async () => {
  for (const name of ["colour.jpg", "progressive.jpg", "restarts.jpg", "jpeg/scans.jpg"]) {
    const file = testFile(name);
    const [pixels, end] = [file.subarray(0, -2), file.subarray(-2)];
    const whole = await decodePicture(file);
    for (const padding of [[0], [0, 0, 0, 0, 0, 0, 0], [1, 2, 3]]) {
      assertSame(await decodePicture(joined(pixels, padding, end)), whole);
      assertSame(await decodePicture(joined(pixels, padding)), whole);
      assertSame(await decodePicture(joined(file, padding)), whole);
    }
    assertSame(await decodePicture(joined(file, file.subarray(0, 300))), whole);
  }
});

Deno.test("JPEG: an end mark in place of a restart marker is damage", async () => {
  const file = testFile("restarts.jpg");
  const restart = find(file, 0xd1);
  const cut = joined(file.subarray(0, restart), [0, 0, 0], file.subarray(-2));
  await assertCut(cut, "cut at a restart");
});

Deno.test("JPEG: without an end mark a scan that is missing is a cut", async () => {
  for (const name of ["progressive.jpg", "jpeg/scans.jpg", "jpeg/s_4x2_p.jpg"]) {
    const file = testFile(name);
    const scans = [];
    for (let at = 0; (at = file.indexOf(0xff, at)) >= 0; at++) {
      if (file[at + 1] === 0xda) scans.push(at);
    }
    assert.ok(scans.length > 1);
    for (const start of scans) {
      await assertCut(file.subarray(0, start), `${name} until ${start}`);
      await assertCut(file.subarray(0, start + 20), `${name} until behind ${start}`);
    }
  }
});

Deno.test("JPEG: a version, a transform or a scan's range that no decoder heeds is no damage", async () => {
  const changes: [string, (file: Uint8Array) => void][] = [
    ["colour.jpg", (file) => file[find(file, 0xe0) + 9] = 2],
    ["colour.jpg", (file) => {
      const scan = find(file, 0xda);
      file[scan + 4 + 7 + 1] = 0;
      file[scan + 4 + 7 + 2] = 0x11;
    }],
    ["jpeg/scans.jpg", (file) => {
      for (let at = 0; (at = file.indexOf(0xff, at)) >= 0; at++) {
        if (file[at + 1] === 0xda) file[at + 4 + 3 + 1] = 0;
      }
    }],
    ["jpeg/ycck.jpg", (file) => file[find(file, 0xee) + 4 + 11] = 7],
  ];
  for (const [name, change] of changes) {
    const file = testFile(name).slice();
    change(file);
    assert.notDeepEqual(file, testFile(name));
    assertSame(await decodePicture(file), await decodePicture(testFile(name)));
  }
  // Of three channels with an unknown transform, every decoder takes YCbCr.
  const file = testFile("colour.jpg");
  const adobe = [0xff, 0xee, 0, 14, ...new TextEncoder().encode("Adobe"), 0, 100, 0, 0, 0, 0, 9];
  const strange = joined(file.subarray(0, 2), adobe, file.subarray(2));
  assertSame(await decodePicture(strange), await decodePicture(file));
});

Deno.test("JPEG: of several EXIF segments the first counts, as in browsers", async () => {
  const file = testFile("colour.jpg");
  const upright = await decodePicture(file);
  const turned = await decodePicture(withOrientation(file, 6));
  assert.deepEqual([turned.widthPx, turned.heightPx], [HEIGHT_PX, WIDTH_PX]);
  const six = exifSegment(6);
  const with_ = (...segments: readonly (Uint8Array | readonly number[])[]) =>
    decodePicture(joined(file.subarray(0, 2), ...segments, file.subarray(2)));
  assertSame(await with_(six, exifSegment(3)), turned);
  // One that has no orientation, or is nonsense, counts as well.
  const other = exifSegment(6);
  other[4 + 6 + 11] = 0x0f;
  const nonsense = exifSegment(6);
  nonsense[4 + 6] = 0x58;
  for (const first of [other, nonsense, exifSegment(0), exifSegment(9)]) {
    assertSame(await with_(first, six), upright);
  }
  // An empty one doesn't.
  assertSame(await with_([0xff, 0xe1, 0, 8, 0x45, 0x78, 0x69, 0x66, 0, 0], six), turned);
});

Deno.test("JPEG: what stands between Exif's name and its block doesn't matter", () => {
  const file = withOrientation(testFile("colour.jpg"), 6);
  assert.deepEqual([...file.subarray(6, 12)], [..."Exif\0\0"].map((c) => c.charCodeAt(0)));
  file[11] = 0xff;
  const { widthPx, heightPx } = readPictureHeader(file);
  assert.deepEqual([widthPx, heightPx], [HEIGHT_PX, WIDTH_PX]);
});
