import assert from "node:assert/strict";
import {
  decodePicture,
  encodePicture,
  type Raster,
  rasterFromMatlab,
} from "../../media/image/mod.ts";

const PYTHON = Deno.env.get("PYTHON") ?? "/usr/bin/python3";
const HERE = import.meta.dirname ?? ".";
const TESTDATA = `${HERE}/../../media/image/testdata`;
const EXAMPLES = `${HERE}/../../web/assets/examples`;

interface OpenCvPicture {
  readonly dims: readonly number[];
  readonly rows: Uint8Array;
  readonly planes: Uint8Array;
}

/** What OpenCV makes of files. */
async function readWithOpenCv(paths: readonly string[]): Promise<OpenCvPicture[]> {
  const command = new Deno.Command(PYTHON, { args: [`${HERE}/opencv_pixels.py`, ...paths] });
  const { success, stdout, stderr } = await command.output();
  assert.ok(success, new TextDecoder().decode(stderr));
  const pictures: { dims: number[]; rows: string; planes: string }[] = JSON.parse(
    new TextDecoder().decode(stdout),
  );
  return pictures.map(({ dims, rows, planes }) => ({
    dims,
    rows: Uint8Array.fromBase64(rows),
    planes: Uint8Array.fromBase64(planes),
  }));
}

function assertNear(actual: Uint8Array, expected: Uint8Array, tolerance: number, name: string) {
  assert.equal(actual.length, expected.length, name);
  let worst = 0;
  for (let i = 0; i < actual.length; i++) {
    worst = Math.max(worst, Math.abs(actual[i]! - expected[i]!));
  }
  assert.ok(worst <= tolerance, `${name} differs by ${worst}`);
}

/** Decodes each file as OpenCV does and compares rows and planes. */
async function compare(paths: readonly string[], tolerance: number): Promise<void> {
  const expected = await readWithOpenCv(paths);
  for (const [i, path] of paths.entries()) {
    const { dims: [height, width, last = 1], rows, planes } = expected[i]!;
    const channels = last === 4 ? 4 : last === 3 ? 3 : 1;
    const bytes = Deno.readFileSync(path);
    const raster = await decodePicture(bytes, { channels, order: "BGR" });
    assert.deepEqual([raster.heightPx, raster.widthPx], [height, width], path);
    assertNear(raster.data, rows, tolerance, path);
    const planar = await decodePicture(bytes, { channels, order: "BGR", layout: "planar" });
    assertNear(planar.data, planes, tolerance, `${path} in planes`);
  }
}

Deno.test("PNG, BMP and lossless WebP give the pixels that OpenCV gives", async () => {
  const names = [
    ...["rgb", "rgb16", "rgba", "rgba16", "grey", "grey16", "palette4", "palette8"]
      .flatMap((name) => [`${name}.png`, `${name}_interlaced.png`]),
    ...["rgb24.bmp", "rgb24_top_down.bmp", "rgb24_core.bmp", "palette1.bmp", "palette8.bmp"],
    ...["lossless.webp", "lossless_alpha.webp"],
  ];
  await compare(names.map((name) => `${TESTDATA}/${name}`), 0);
});

Deno.test("JPEG and lossy WebP give the pixels that OpenCV gives, within rounding", async () => {
  const names = ["colour.jpg", "progressive.jpg", "restarts.jpg", "lossy.webp", "lossy_alpha.webp"];
  // rocket.jpg is in Adobe RGB: OpenCV passes over profiles.
  const examples = ["astronaut", "chelsea", "coffee"];
  await compare([
    ...names.map((name) => `${TESTDATA}/${name}`),
    ...examples.map((name) => `${EXAMPLES}/${name}.jpg`),
  ], 3);
});

Deno.test("all eight EXIF orientations are turned as OpenCV turns them", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const jpeg = Deno.readFileSync(`${TESTDATA}/colour.jpg`);
    const paths = [1, 2, 3, 4, 5, 6, 7, 8].map((orientation) => {
      const exif = [0x45, 0x78, 0x69, 0x66, 0, 0];
      const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1];
      const entry = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
      const app1 = [0xff, 0xe1, 0, 2 + exif.length + tiff.length + entry.length];
      const file = [0xff, 0xd8, ...app1, ...exif, ...tiff, ...entry, ...jpeg.subarray(2)];
      const path = `${folder}/${orientation}.jpg`;
      Deno.writeFileSync(path, Uint8Array.from(file));
      return path;
    });
    await compare(paths, 3);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("what framebox encodes OpenCV reads: PNG exactly, JPEG within its loss", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const widthPx = 123;
    const heightPx = 77;
    const sources: Raster[] = ([1, 3, 4] as const).map((channels) => {
      const data = new Uint8Array(widthPx * heightPx * channels);
      for (let i = 0; i < data.length; i++) {
        const pixel = i % (widthPx * heightPx);
        data[i] = Math.floor(pixel / heightPx) + (pixel % heightPx) +
          20 * Math.floor(i / (widthPx * heightPx));
      }
      const dims = [heightPx, widthPx, channels];
      return rasterFromMatlab({ class: "uint8", logical: false, dims, data });
    });
    for (const source of sources) {
      const path = `${folder}/a.png`;
      Deno.writeFileSync(path, await encodePicture(source, "png"));
      const [read] = await readWithOpenCv([path]);
      assert.deepEqual(read!.planes, source.data);
    }
    const jpeg = `${folder}/a.jpg`;
    Deno.writeFileSync(jpeg, await encodePicture(sources[1]!, "jpeg", { quality: 95 }));
    const [read] = await readWithOpenCv([jpeg]);
    assertNear(read!.planes, sources[1]!.data, 8, "the JPEG");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
