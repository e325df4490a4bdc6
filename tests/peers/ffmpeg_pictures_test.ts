/** AVIF, HEIC and TIFF, decoded by a real ffmpeg. */
import assert from "node:assert/strict";
import { Pool } from "../../base/pool/mod.ts";
import {
  type ChannelCount,
  decodePicture,
  DEFAULT_IMAGE_LIMITS,
  Picture,
  type Raster,
  setUpImages,
} from "../../media/image/mod.ts";
import { kindFile, KINDS, needsFfmpeg, REFUSED } from "../../media/image/test_kinds.ts";
import {
  assertSame,
  colour,
  HEIGHT_PX,
  paint,
  seeded,
  WIDTH_PX,
} from "../../media/image/test_pictures.ts";

const FFMPEG = Deno.env.get("FFMPEG") ?? "ffmpeg";

function decode(name: string, channels: ChannelCount = 3): Promise<Raster> {
  setUpImages({ ffmpeg: FFMPEG });
  return decodePicture(kindFile(name), { channels });
}

/** What make_kinds.py puts into AVIF and HEIC files. */
const ramp = (x: number, y: number): number[] => [6 * x, 8 * y, 255 - 6 * x, 255 - 8 * y];
const bigRamp = (x: number, y: number): number[] => [x, 2 * y, 255 - x];

/** Where the pixel shown at (x, y) is stored, by orientation. */
function stored(orientation: number, x: number, y: number): readonly [number, number] {
  const [w, h] = [WIDTH_PX - 1, HEIGHT_PX - 1];
  return ([[x, y], [w - x, y], [w - x, h - y], [x, h - y], [y, x], [y, h - x], [w - y, h - x], [
    w - y,
    x,
  ]] as const)[orientation - 1]!;
}

function turned(orientation: number, pixel: typeof colour): Raster {
  const isSwapped = orientation >= 5;
  return paint(
    3,
    (x, y) => pixel(...stored(orientation, x, y)),
    isSwapped ? HEIGHT_PX : WIDTH_PX,
    isSwapped ? WIDTH_PX : HEIGHT_PX,
  );
}

Deno.test("TIFF: strips, tiles, planes, both orders of bytes, plain and big", async () => {
  const names = ["plain", "motorola", "big", "big_strips", "big_motorola", "strips", "tiles"];
  for (const name of [...names, "planar", "pages"]) {
    assertSame(await decode(`${name}.tif`), paint(3, colour));
  }
});

Deno.test("TIFF: its compressions, 16 bits, CMYK, grey and alpha", async () => {
  for (const name of ["deflate", "tiff_lzw", "packbits", "tiff_adobe_deflate"]) {
    assertSame(await decode(`${name}.tif`), paint(3, colour));
  }
  assertSame(await decode("rgb16.tif"), paint(3, colour), 1);
  for (const name of ["cmyk", "cmyk16", "cmyk_planar", "cmyk16_planar"]) {
    assertSame(await decode(`${name}.tif`), paint(3, colour), 1);
  }
  const grey = (x: number) => 6 * x;
  assertSame(await decode("grey.tif", 1), paint(1, (x) => [grey(x)]));
  assertSame(await decode("grey16.tif", 1), paint(1, (x) => [grey(x)]), 1);
  assertSame(await decode("white_is_zero.tif", 1), paint(1, (x) => [255 - grey(x)]));
  const bilevel = paint(1, (x) => [grey(x) > 99 ? 255 : 0]);
  assertSame(await decode("bilevel.tif", 1), bilevel);
  assertSame(await decode("fax4.tif", 1), bilevel);
  assertSame(await decode("alpha.tif", 4), paint(4, colour));
  assertSame(await decode("associated.tif", 4), paint(4, colour), 8);
});

Deno.test("TIFF: strips and tiles of JPEGs", async () => {
  for (const name of ["jpeg", "jpeg_strips", "jpeg_rgb"]) {
    assertSame(await decode(`${name}.tif`), paint(3, colour), 14);
  }
  assertSame(await decode("jpeg_tiles.tif"), paint(3, bigRamp, 64, 64), 6);
  assertSame(await decode("jpeg_grey.tif", 1), paint(1, (x) => [6 * x]), 4);
});

Deno.test("TIFF: its orientation is applied, once", async () => {
  for (let i = 2; i <= 8; i++) {
    assertSame(await decode(`turned_${i}.tif`), turned(i, colour));
  }
});

Deno.test("AVIF and HEIC: all samplings, ranges and depths, alpha and grey", async () => {
  for (const name of ["plain.avif", "limited.avif", "plain.heic"]) {
    assertSame(await decode(name), paint(3, ramp), 5);
  }
  // Colour at half the size can't follow so steep a ramp at its ends.
  for (const name of ["half.avif", "half_422.avif", "half.heic"]) {
    assertSame(await decode(name), paint(3, ramp), 12);
  }
  assertSame(await decode("grey.avif", 1), paint(1, (x) => [6 * x]), 3);
  assertSame(await decode("identity.avif"), paint(3, bigRamp, 64, 64), 4);
  assertSame(await decode("ten_bits.avif"), paint(3, bigRamp, 64, 64), 3);
  // Of this one ffmpeg writes no whole YUV4MPEG2.
  assertSame(await decode("ten_bits_odd.avif"), paint(3, bigRamp, 61, 64), 5);
  const { data } = await decode("alpha.avif", 4);
  const heic = await decode("alpha.heic", 4);
  for (let y = 0; y < HEIGHT_PX; y++) {
    const at = 4 * y * WIDTH_PX + 3;
    assert.ok(Math.abs(data[at]! - (255 - 8 * y)) <= 2, `row ${y} of the AVIF`);
    assert.ok(Math.abs(heic.data[at]! - (255 - 8 * y)) <= 2, `row ${y} of the HEIC`);
  }
});

Deno.test("AVIF and HEIC: tiles are joined, turned, mirrored and cropped as the file states", async () => {
  for (const ending of ["avif", "heic"]) {
    assertSame(await decode(`grid.${ending}`), paint(3, bigRamp, 150, 100), 4);
    assertSame(await decode(`one_tile.${ending}`), paint(3, bigRamp, 61, 59), 4);
    // A quarter to the left, then left and right change places.
    const onItsSide = paint(3, (x, y) => bigRamp(149 - y, 99 - x), 100, 150);
    assertSame(await decode(`grid_turned.${ending}`), onItsSide, 4);
    assertSame(await decode(`in_idat.${ending}`), paint(3, bigRamp, 64, 64), 4);
    assertSame(await decode(`no_nclx.${ending}`), paint(3, bigRamp, 64, 64), 4);
    assertSame(await decode(`crop_corner.${ending}`), paint(3, bigRamp, 40, 30), 4);
  }
  const middle = paint(3, (x, y) => bigRamp(x + 12, y + 17), 40, 30);
  assertSame(await decode("crop_middle.heic"), middle, 4);
  for (let i = 2; i <= 8; i++) assertSame(await decode(`turned_${i}.avif`), turned(i, ramp), 5);
});

Deno.test("what ffmpeg can't decode is refused in words that name the kind", async () => {
  for (const [name, words] of Object.entries(REFUSED)) {
    if (!needsFfmpeg(name)) continue;
    await assert.rejects(decode(name), { code: "INVALID_ARGUMENT", message: words }, name);
  }
  // Some ffmpegs decode these, and then the picture is right; none may call the file damaged.
  for (const name of ["float.tif", "grey_float.tif"]) {
    try {
      assert.equal((await decode(name)).widthPx, WIDTH_PX);
    } catch (error) {
      assert.match(String(error), /TIFF picture of 32-bit float samples/);
    }
  }
});

Deno.test("damaged pixels give the header's size or a sentence", async () => {
  const next = seeded(28);
  const names = KINDS.filter((name) => needsFfmpeg(name) && !(name in REFUSED));
  let refused = 0;
  for (let round = 0; round < 60; round++) {
    const name = names[next() % names.length]!;
    const file = kindFile(name);
    for (let n = next() % 8; n >= 0; n--) file[next() % file.length] = next() & 255;
    const limits = { maxBytes: 1e6, maxPixels: 100_000 };
    try {
      const { widthPx, heightPx, data } = await decodePicture(file, { limits });
      assert.equal(data.length, 3 * widthPx * heightPx);
    } catch (error) {
      const known = error instanceof Error && "code" in error &&
        ["INVALID_ARGUMENT", "RESOURCE_EXHAUSTED"].includes(String(error.code));
      if (!known) throw error;
      refused++;
    }
  }
  assert.ok(refused > 0, "no change did any harm");
});

Deno.test("a picture that is opened runs ffmpeg once, and is a PNG from then on", async () => {
  const entry = new URL("../../base/pool/test_worker.ts", import.meta.url);
  const log = await Deno.makeTempFile();
  const counting = await Deno.makeTempFile();
  await Deno.writeTextFile(
    counting,
    `#!/bin/sh\ncase "$*" in *pipe:0*) echo run >> ${log};; esac\nexec ${FFMPEG} "$@"\n`,
  );
  await Deno.chmod(counting, 0o700);
  const pool = new Pool({ size: 2, entry, setup: { ffmpeg: counting } });
  try {
    const picture = await Picture.open(kindFile("pages.tif"), DEFAULT_IMAGE_LIMITS, pool);
    assert.equal(picture.source.kind === "file" && picture.source.format, "png");
    assert.deepEqual(picture.remarks.map(({ code }) => code), ["first-picture-only"]);
    assertSame(await picture.raster({ channels: 3 }, pool), paint(3, colour));
    await picture.raster({ channels: 1 }, pool);
    await picture.encoded("jpeg", pool);
    assert.equal(await Deno.readTextFile(log), "run\n");
    const heic = await Picture.open(kindFile("turned_6.tif"), DEFAULT_IMAGE_LIMITS, pool);
    assert.deepEqual([heic.widthPx, heic.heightPx], [HEIGHT_PX, WIDTH_PX]);
  } finally {
    await pool.close();
    await Deno.remove(counting);
    await Deno.remove(log);
  }
});

Deno.test("an ffmpeg without the decoder is named", async () => {
  const fake = await Deno.makeTempFile();
  await Deno.writeTextFile(fake, "#!/bin/sh\necho ' V....D h264                 H.264'\n");
  await Deno.chmod(fake, 0o700);
  const entry = new URL("../../base/pool/test_worker.ts", import.meta.url);
  const pool = new Pool({ size: 1, entry, setup: { ffmpeg: fake } });
  try {
    await assert.rejects(
      async () => await Picture.open(kindFile("plain.heic"), DEFAULT_IMAGE_LIMITS, pool),
      { code: "INVALID_ARGUMENT", message: /a HEIC picture.*its ffmpeg has no decoder for it/ },
    );
  } finally {
    await pool.close();
    await Deno.remove(fake);
  }
});
