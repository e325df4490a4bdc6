/**
 * The pictures of testdata/, and the pixels that make.py put into them.
 *
 * @module
 */

import assert from "node:assert/strict";
import type { ChannelCount, Raster } from "./raster/raster.ts";

/** Size of the pictures of testdata/. */
export const WIDTH_PX = 37;
/** Size of the pictures of testdata/. */
export const HEIGHT_PX = 29;

/** A file of testdata/. */
export function testFile(name: string): Uint8Array<ArrayBuffer> {
  return Deno.readFileSync(new URL(`./testdata/${name}`, import.meta.url));
}

/** An interleaved RGB raster, made pixel by pixel. */
export function paint(
  channels: ChannelCount,
  pixel: (x: number, y: number) => readonly number[],
  widthPx: number = WIDTH_PX,
  heightPx: number = HEIGHT_PX,
): Raster {
  const data = new Uint8Array(widthPx * heightPx * channels);
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      data.set(pixel(x, y).slice(0, channels), (y * widthPx + x) * channels);
    }
  }
  return { widthPx, heightPx, channels, layout: "interleaved", order: "RGB", data };
}

/** The colours of every picture in testdata/ but those with a palette. */
export const colour = (
  x: number,
  y: number,
): number[] => [6 * x, 8 * y, 3 * x + 4 * y, 255 - 8 * y];

/** The grey ones among them. */
export const grey = (x: number, y: number): number[] => [6 * x, 6 * x, 6 * x, 255 - 8 * y];

/** The picture with a palette of `size` entries, the first two not opaque. */
export function entry(size: number): (x: number, y: number) => number[] {
  return (x, y) => {
    const i = (x + 2 * y) % size;
    return [255 - i, i, (7 * i) % 256, i < 2 ? 10 * i : 255];
  };
}

/** Fails when a raster's size differs, or one of its bytes by more than `tolerance`. */
export function assertSame(actual: Raster, expected: Raster, tolerance = 0): void {
  const { data: _a, ...form } = actual;
  const { data: _e, ...expectedForm } = expected;
  assert.deepEqual(form, expectedForm);
  assert.equal(actual.data.byteLength, expected.data.byteLength);
  let worst = 0;
  let at = 0;
  for (let i = 0; i < actual.data.length; i++) {
    const difference = Math.abs(actual.data[i]! - expected.data[i]!);
    if (difference > worst) [worst, at] = [difference, i];
  }
  assert.ok(worst <= tolerance, `byte ${at} differs by ${worst}`);
}

/** A JPEG with an EXIF segment that holds its orientation. */
export function withOrientation(jpeg: Uint8Array, orientation: number, little = true): Uint8Array {
  const [start, rest] = [jpeg.subarray(0, 2), jpeg.subarray(2)];
  return Uint8Array.from([...start, ...exifSegment(orientation, little), ...rest]);
}

/** A JPEG's EXIF segment with an orientation alone. */
export function exifSegment(orientation: number, little = true): Uint8Array {
  const tiff = new DataView(new ArrayBuffer(26));
  tiff.setUint16(0, little ? 0x4949 : 0x4d4d);
  tiff.setUint16(2, 42, little);
  tiff.setUint32(4, 8, little);
  tiff.setUint16(8, 1, little);
  tiff.setUint16(10, 0x0112, little);
  tiff.setUint16(12, 3, little);
  tiff.setUint32(14, 1, little);
  tiff.setUint16(18, orientation, little);
  const head = [0xff, 0xe1, 0, 2 + 6 + tiff.byteLength, 0x45, 0x78, 0x69, 0x66, 0, 0];
  return Uint8Array.from([...head, ...new Uint8Array(tiff.buffer)]);
}

/** Numbers that look random and are the same each time (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
}
