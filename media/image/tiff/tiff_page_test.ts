import assert from "node:assert/strict";
import { decodeTiff } from "./tiff_decode.ts";
import { readTiffHeader } from "./tiff_header.ts";
import { tiffPages } from "./tiff_page.ts";

const BYTE = 1;
const LONG = 4;

/** A field: its tag, its type, and its values. */
type Field = readonly [tag: number, type: number, values: Uint8Array | readonly number[]];

/** A TIFF of one directory, in Intel's order of bytes. */
function tiff(fields: readonly Field[], pixels: Uint8Array): Uint8Array {
  const values = fields.map(([, , given]) =>
    given instanceof Uint8Array ? given : new Uint8Array(Uint32Array.from(given).buffer)
  );
  const directory = 8 + pixels.length;
  let room = directory + 2 + 12 * fields.length + 4;
  const out = new Uint8Array(room + values.reduce((sum, { length }) => sum + length, 0));
  const view = new DataView(out.buffer);
  out.set([0x49, 0x49, 42, 0]);
  view.setUint32(4, directory, true);
  out.set(pixels, 8);
  view.setUint16(directory, fields.length, true);
  for (const [i, [tag, type]] of fields.entries()) {
    const at = directory + 2 + 12 * i;
    const value = values[i]!;
    view.setUint16(at, tag, true);
    view.setUint16(at + 2, type, true);
    view.setUint32(at + 4, type === LONG ? value.length / 4 : value.length, true);
    if (value.length > 4) view.setUint32(at + 8, room, true);
    out.set(value, value.length > 4 ? room : at + 8);
    if (value.length > 4) room += value.length;
  }
  return out;
}

/** 20 × 20 tiles of 16 × 16 grey pixels, all alike. */
function tiled(compression: number, others: readonly Field[]): Uint8Array {
  const count = 400;
  return tiff([
    [256, LONG, [320]],
    [257, LONG, [320]],
    [258, LONG, [8]],
    [259, LONG, [compression]],
    [262, LONG, [1]],
    [322, LONG, [16]],
    [323, LONG, [16]],
    [324, LONG, Array.from({ length: count }, (_, i) => 8 + 256 * i)],
    [325, LONG, Array<number>(count).fill(256)],
    ...others,
  ], Uint8Array.from({ length: 256 * count }, (_, i) => i));
}

Deno.test("TIFF: each tile becomes a picture of its own, all of one length", () => {
  const file = tiled(1, []);
  const pages = tiffPages(file, readTiffHeader(file));
  assert.equal(pages.bytes.length, 400 * pages.pageBytes);
  const second = pages.bytes.subarray(pages.pageBytes, 2 * pages.pageBytes);
  const { widthPx, heightPx, channels } = readTiffHeader(second);
  assert.deepEqual([widthPx, heightPx, channels], [16, 16, 1]);
  assert.deepEqual([...second.subarray(-256)], Array.from({ length: 256 }, (_, i) => i));
});

Deno.test("TIFF: tables that would be copied before each tile until the memory is full are refused", async () => {
  const table = new Uint8Array(700_000);
  const words = /tables that are longer than its pixels/;
  await assert.rejects(decodeTiff(tiled(1, [[320, BYTE, table]])), words);
  await assert.rejects(decodeTiff(tiled(7, [[347, BYTE, table]])), words);
});

Deno.test("TIFF: more strips than any picture has are refused", async () => {
  const file = tiff([
    [256, LONG, [1]],
    [257, LONG, [1]],
    [273, LONG, Array<number>(300_000).fill(8)],
    [279, LONG, [1]],
  ], new Uint8Array(1));
  await assert.rejects(decodeTiff(file), /too many parts/);
});

Deno.test("TIFF: pictures are counted along their chain, which may lead back", () => {
  const file = tiled(1, []);
  assert.equal(readTiffHeader(file).pictures, 1);
  const view = new DataView(file.buffer);
  const directory = view.getUint32(4, true);
  const next = directory + 2 + 12 * view.getUint16(directory, true);
  view.setUint32(next, directory, true);
  assert.equal(readTiffHeader(file).pictures, 1);
  // Behind the chain's end it is of no concern what stands there.
  view.setUint32(next, file.length + 10, true);
  assert.equal(readTiffHeader(file).pictures, 1);
});
