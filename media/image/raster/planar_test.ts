import assert from "node:assert/strict";
import { FrameboxError } from "../../../base/errors/mod.ts";
import { toInterleaved, toPlanar } from "./planar.ts";
import type { ChannelCount, ChannelOrder, Raster } from "./raster.ts";
import { seeded } from "../test_pictures.ts";

/** Pixel by pixel, as the definition has it. */
function naivePlanar(raster: Raster, order: ChannelOrder): Uint8Array {
  const { widthPx, heightPx, channels, data } = raster;
  const out = new Uint8Array(data.length);
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      for (let c = 0; c < channels; c++) {
        const swapped = channels > 1 && c < 3 && order !== raster.order ? 2 - c : c;
        out[swapped * widthPx * heightPx + x * heightPx + y] =
          data[(y * widthPx + x) * channels + c]!;
      }
    }
  }
  return out;
}

function noise(widthPx: number, heightPx: number, channels: ChannelCount): Raster {
  const next = seeded(widthPx * 1000 + heightPx * 10 + channels);
  const data = Uint8Array.from({ length: widthPx * heightPx * channels }, () => next() & 255);
  return { widthPx, heightPx, channels, layout: "interleaved", order: "RGB", data };
}

/** On both sides of a block, of a band of columns, and of what a band may take. */
const SIZES = [
  ...[[1, 1], [1, 4], [7, 1], [3, 5], [32, 32], [33, 8], [31, 31], [65, 36], [100, 99]],
  ...[[3, 16], [4, 16], [5, 17], [6, 16], [15, 40], [16, 16], [17, 15], [17, 17], [64, 64]],
  ...[[69, 30], [70, 65], [79, 16], [80, 16], [129, 50], [256, 16], [16, 9000], [37, 9001]],
];

for (const channels of [1, 3, 4] as const) {
  Deno.test(`${channels} channels: planes follow the definition, and so does the way back`, () => {
    for (const [widthPx = 0, heightPx = 0] of SIZES) {
      const raster = noise(widthPx, heightPx, channels);
      for (const order of ["RGB", "BGR"] as const) {
        const planes = toPlanar(raster, order);
        assert.deepEqual(planes, naivePlanar(raster, order), `${widthPx}×${heightPx} ${order}`);
        const planar: Raster = { ...raster, layout: "planar", order, data: planes };
        assert.deepEqual(toInterleaved(planar, "RGB"), raster.data, `${widthPx}×${heightPx}`);
      }
    }
  });

  Deno.test(`${channels} channels: a given buffer is filled wherever it lies`, () => {
    const raster = noise(20, 12, channels);
    const length = raster.data.length;
    for (const offset of [0, 1, 2, 4]) {
      const memory = new Uint8Array(length + 8).fill(170);
      const out = memory.subarray(offset, offset + length);
      assert.equal(toPlanar(raster, "BGR", out), out);
      assert.deepEqual(out, naivePlanar(raster, "BGR"));
      assert.ok(memory.subarray(offset + length).every((byte) => byte === 170));
      const planar: Raster = { ...raster, layout: "planar", order: "BGR", data: out };
      assert.deepEqual(toInterleaved(planar, "RGB", new Uint8Array(length)), raster.data);
    }
  });

  Deno.test(`${channels} channels: only the order changes when the layout is right already`, () => {
    const raster = noise(6, 5, channels);
    const planar: Raster = { ...raster, layout: "planar", data: toPlanar(raster, "RGB") };
    assert.equal(toPlanar(planar, "RGB"), planar.data);
    assert.deepEqual(toPlanar(planar, "BGR"), toPlanar(raster, "BGR"));
    assert.deepEqual(toPlanar(planar, "RGB", new Uint8Array(planar.data.length)), planar.data);
    assert.equal(toInterleaved(raster, "RGB"), raster.data);
    const swapped: Raster = { ...raster, order: "BGR", data: toInterleaved(raster, "BGR") };
    assert.deepEqual(toInterleaved(swapped, "RGB"), raster.data);
    assert.deepEqual(naivePlanar(swapped, "BGR"), naivePlanar(raster, "BGR"));
  });
}

Deno.test("a raster whose bytes don't fit its size is refused, and so is such a buffer", () => {
  const raster = noise(4, 4, 3);
  const invalid = (error: unknown) =>
    error instanceof FrameboxError && error.code === "INVALID_ARGUMENT";
  assert.throws(() => toPlanar({ ...raster, widthPx: 5 }, "RGB"), invalid);
  assert.throws(() => toInterleaved({ ...raster, heightPx: 0 }, "RGB"), invalid);
  assert.throws(() => toPlanar({ ...raster, widthPx: -4, heightPx: -4 }, "RGB"), invalid);
  assert.throws(() => toPlanar(raster, "RGB", new Uint8Array(47)), invalid);
});

Deno.test("a picture beyond what the kernel keeps is moved all the same, and a small one after it", () => {
  for (const [widthPx = 0, heightPx = 0] of [[3400, 3301], [20, 20]]) {
    const raster = noise(1, 1, 3);
    const data = new Uint8Array(widthPx * heightPx * 3);
    for (let i = 0; i < data.length; i++) data[i] = i * 7 + (i >> 9);
    const large: Raster = { ...raster, widthPx, heightPx, data };
    const planes = toPlanar(large, "RGB");
    const at = 11 * heightPx + 13;
    assert.equal(planes[at], data[(13 * widthPx + 11) * 3]);
    const back = toInterleaved({ ...large, layout: "planar", data: planes }, "RGB");
    assert.ok(back.every((byte, i) => byte === data[i]));
  }
});
