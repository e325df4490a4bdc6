/**
 * The pictures of testdata/colour/, and their sRGB values by make.py.
 *
 * @module
 */

import assert from "node:assert/strict";
import { crc32, deflateSync } from "node:zlib";
import { sniffFormat } from "../kinds.ts";
import type { Raster } from "../raster/raster.ts";
import { colourOf } from "./colour_of.ts";

const FOLDER = new URL("../testdata/colour/", import.meta.url);

/** A file of testdata/colour/. */
export function colourFile(name: string): Uint8Array<ArrayBuffer> {
  return Deno.readFileSync(new URL(name, FOLDER));
}

/** Red, green and blue of each pixel of a picture, as make.py computed them. */
export function expectedSrgb(name: string): Uint8Array {
  return colourFile(name.replace(/\.\w+$/, ".srgb"));
}

/** Names of all pictures whose sRGB values make.py gives. */
export function colourNames(end: string): string[] {
  const names = [...Deno.readDirSync(FOLDER)].map(({ name }) => name);
  return names.filter((name) =>
    name.endsWith(end) && names.includes(name.replace(/\.\w+$/, ".srgb"))
  ).sort();
}

/** How far pixels are from what is expected. */
export interface Difference {
  readonly mean: number;
  readonly max: number;
}

/** Compares RGB of each pixel; `actual` may have alpha. */
export function difference(actual: Pick<Raster, "channels" | "data">, rgb: Uint8Array): Difference {
  const { channels, data } = actual;
  assert.equal(data.length / channels, rgb.length / 3);
  let sum = 0;
  let max = 0;
  for (let pixel = 0; pixel < rgb.length / 3; pixel++) {
    for (let c = 0; c < 3; c++) {
      const value = data[channels * pixel + (channels === 1 ? 0 : c)]!;
      const off = Math.abs(value - rgb[3 * pixel + c]!);
      sum += off;
      max = Math.max(max, off);
    }
  }
  return { mean: sum / rgb.length, max };
}

/** Fails when colours are further off than rounding and the points of tables explain. */
export function assertNear(
  actual: Pick<Raster, "channels" | "data">,
  rgb: Uint8Array,
  name: string,
  { mean, max }: Difference = { mean: 0.6, max: 3 },
): void {
  const off = difference(actual, rgb);
  assert.ok(off.mean <= mean && off.max <= max, `${name}: ${off.mean} on average, ${off.max}`);
}

/** A PNG's chunk. */
export function chunk(name: string, data: Uint8Array | readonly number[]): Uint8Array {
  const bytes = Uint8Array.from([...[0, 0, 0, 0], ...new TextEncoder().encode(name), ...data]);
  const view = new DataView(new ArrayBuffer(4));
  new DataView(bytes.buffer).setUint32(0, data.length);
  view.setUint32(0, crc32(bytes.subarray(4)));
  return Uint8Array.from([...bytes, ...new Uint8Array(view.buffer)]);
}

/** A chunk of a profile. */
export function iccpChunk(icc: Uint8Array): Uint8Array {
  return chunk("iCCP", [...new TextEncoder().encode("test\0\0"), ...deflateSync(icc)]);
}

/** A chunk of numbers of 32 bits. */
export function numbersChunk(name: string, ...numbers: number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * numbers.length));
  numbers.forEach((number, i) => view.setUint32(4 * i, number));
  return chunk(name, new Uint8Array(view.buffer));
}

/** The picture of all `rgb` files without any declaration of its colours, or with these chunks. */
export function pngWith(...chunks: readonly Uint8Array[]): Uint8Array {
  const file = colourFile("gama_45455.png");
  const IHDR_END = 33;
  const GAMA_END = IHDR_END + 16;
  return Uint8Array.from([
    ...file.subarray(0, IHDR_END),
    ...chunks.flatMap((each) => [...each]),
    ...file.subarray(GAMA_END),
  ]);
}

/** The profile in a file of testdata/colour/. */
export function profileIn(name: string): Uint8Array {
  const format = sniffFormat(colourFile(name));
  const source = format && colourOf(format, colourFile(name));
  assert.ok(source?.kind === "icc", name);
  return source.icc;
}
