import assert from "node:assert/strict";
import { greyOf } from "./channels.ts";
import { greyToLuma } from "./levels.ts";
import {
  negativePlanes,
  type Planes,
  planesBytes,
  planesFormat,
  planesOfRaster,
} from "./planes.ts";
import type { Raster } from "./raster.ts";
import { colourOf, greyFrom } from "../raw/raw_convert.ts";
import { rawRaster } from "../raw/raw_raster.ts";
import { bytesReader } from "../raw/raw_read.ts";
import { seeded } from "../test_pictures.ts";
import type { YuvMatrix } from "../raw/yuv_matrix.ts";

const MATRICES = ["bt601", "bt709"] as const;

/** Y, U and V of a colour in studio range, not rounded, by the recommendations' own formulas. */
function codedAs(matrix: YuvMatrix, [red, green, blue]: readonly number[]): number[] {
  const [kr, kb] = matrix === "bt601" ? [0.299, 0.114] : [0.2126, 0.0722];
  const y = kr * red! + (1 - kr - kb) * green! + kb * blue!;
  const u = (blue! - y) / (2 * (1 - kb));
  const v = (red! - y) / (2 * (1 - kr));
  return [16 + y * 219 / 255, 128 + u * 224 / 255, 128 + v * 224 / 255];
}

/** A picture whose blocks of two by two pixels have one colour. */
function blocks(widthPx: number, heightPx: number): Raster {
  const random = seeded(7);
  const data = new Uint8Array(3 * widthPx * heightPx);
  for (let y = 0; y < heightPx; y += 2) {
    for (let x = 0; x < widthPx; x += 2) {
      const colour = [random(), random(), random()];
      for (const at of [y * widthPx + x, (y + 1) * widthPx + x]) {
        data.set([...colour, ...colour], 3 * at);
      }
    }
  }
  return { widthPx, heightPx, channels: 3, layout: "interleaved", order: "RGB", data };
}

function maxApart(a: Uint8Array, b: Uint8Array): number {
  assert.equal(a.length, b.length);
  return a.reduce((max, value, i) => Math.max(max, Math.abs(value - b[i]!)), 0);
}

function colours(planes: Planes): Uint8Array {
  return colourOf(planesFormat(planes), bytesReader(planes.data), "RGB");
}

Deno.test("every level of grey becomes its Y, wherever it stands", () => {
  for (const length of [256, 1, 15, 17, 200_001]) {
    const grey = Uint8Array.from({ length }, (_, i) => i);
    const luma = new Uint8Array(length);
    greyToLuma(grey, luma);
    assert.deepEqual(luma, grey.map((value) => Math.round(16 + value * 219 / 255)));
  }
});

Deno.test("colours become planes by their matrix, and planes those colours", () => {
  for (const matrix of MATRICES) {
    for (const [widthPx, heightPx] of [[2, 2], [34, 6], [640, 360]] as const) {
      const picture = blocks(widthPx, heightPx);
      const planes = planesOfRaster(picture, matrix);
      assert.equal(planes.data.length, planesBytes(picture));
      for (let y = 0; y < heightPx; y += 2) {
        for (let x = 0; x < widthPx; x += 2) {
          const at = y * widthPx + x;
          const chromaAt = widthPx * heightPx + (y / 2) * (widthPx / 2) + x / 2;
          const coded = [at, chromaAt, chromaAt + widthPx * heightPx / 4].map((at) =>
            planes.data[at]!
          );
          const expected = codedAs(matrix, [...picture.data.subarray(3 * at, 3 * at + 3)]);
          for (const i of [0, 1, 2]) assert.ok(Math.abs(coded[i]! - expected[i]!) <= 0.51);
        }
      }
      // Half a step of Y and of U or V each: 2.2 steps of blue.
      assert.ok(maxApart(colours(planes), picture.data) <= 2, matrix);
    }
  }
});

Deno.test("grey pictures of any layout become Y without colour", () => {
  const data = Uint8Array.from({ length: 8 }, (_, i) => 30 * i);
  const grey = { widthPx: 4, heightPx: 2, channels: 1, order: "RGB" } as const;
  const rows = planesOfRaster({ ...grey, layout: "interleaved", data }, "bt709");
  const columns = Uint8Array.from([0, 4, 1, 5, 2, 6, 3, 7], (i) => data[i]!);
  const planar = planesOfRaster({ ...grey, layout: "planar", data: columns }, "bt709");
  assert.deepEqual(planar.data, rows.data);
  assert.deepEqual([...rows.data.subarray(8)], [128, 128, 128, 128]);
  assert.deepEqual([...rows.data.subarray(0, 3)], [16, 42, 68]);
});

Deno.test("the grey of planes is that of their colours", () => {
  for (const matrix of MATRICES) {
    const planes = planesOfRaster(blocks(640, 360), matrix);
    const rgb = colours(planes);
    const expected = Uint8Array.from(
      { length: 640 * 360 },
      (_, i) => greyOf(rgb[3 * i]!, rgb[3 * i + 1]!, rgb[3 * i + 2]!),
    );
    const out = new Uint8Array(640 * 360);
    const sum = greyFrom(planesFormat(planes), bytesReader(planes.data), out);
    assert.ok(maxApart(out, expected) <= 1, matrix);
    const mean = expected.reduce((sum, value) => sum + value, 0) / out.length;
    assert.ok(Math.abs(sum / out.length - mean) < 0.1, matrix);
  }
});

Deno.test("the negative of planes shows the negative of their colours", () => {
  for (const matrix of MATRICES) {
    const planes = planesOfRaster(blocks(640, 360), matrix);
    const negative = negativePlanes(planes);
    assert.ok(maxApart(colours(negative), colours(planes).map((value) => 255 - value)) <= 1);
    assert.deepEqual(negativePlanes(negative).data, planes.data);
  }
  const beyond = { widthPx: 2, heightPx: 2, matrix: "bt601" } as const;
  const data = new Uint8Array([0, 16, 235, 255, 0, 255]);
  const negative = negativePlanes({ ...beyond, data });
  assert.deepEqual([...negative.data], [251, 235, 16, 0, 255, 1]);
});

Deno.test("planes in shared memory are read as they lie there", () => {
  const planes = planesOfRaster(blocks(34, 6), "bt709");
  const shared = new Uint8Array(new SharedArrayBuffer(planes.data.length));
  shared.set(planes.data);
  const raster = rawRaster({ format: planesFormat(planes), bytes: shared }, "RGB");
  assert.deepEqual(raster.data, colours(planes));
});
