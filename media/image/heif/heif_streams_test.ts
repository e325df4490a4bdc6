import assert from "node:assert/strict";
import type { HeifTiles } from "./heif_header.ts";
import type { HeifItems } from "./heif_items.ts";
import { codedStream } from "./heif_streams.ts";
import { BoxError } from "./isobmff.ts";

/** A configuration without parameter sets, whose units have their length in one byte. */
const HVCC = new Uint8Array(23);

function itemsOf(data: Uint8Array): HeifItems {
  return {
    primary: 1,
    type: () => "hvc1",
    properties: () => [{ type: "hvcC", body: HVCC }],
    references: () => [],
    referring: () => [],
    data: () => data,
  };
}

function tilesOf(count: number): HeifTiles {
  const size = { tileWidthPx: 64, tileHeightPx: 64, widthPx: 64 * count, heightPx: 64 };
  return { items: Array<number>(count).fill(1), columns: count, rows: 1, ...size };
}

Deno.test("HEIC: each unit gets a start code in the place of its length", () => {
  const { demuxer, bytes } = codedStream(itemsOf(Uint8Array.of(2, 7, 8, 1, 9)), tilesOf(2), "heic");
  assert.equal(demuxer, "hevc");
  const tile = [0, 0, 0, 1, 7, 8, 0, 0, 0, 1, 9];
  assert.deepEqual([...bytes], [...tile, ...tile]);
});

Deno.test("HEIC: a file of nothing but empty units is refused before they fill the memory", () => {
  assert.throws(
    () => codedStream(itemsOf(new Uint8Array(1_100_000)), tilesOf(1), "heic"),
    (error) => error instanceof BoxError && /too many parts/.test(error.message),
  );
});

Deno.test("tiles that share their bytes are refused before they fill the memory", () => {
  const unit = new Uint8Array(1024 * 1024);
  for (const format of ["heic", "avif"] as const) {
    assert.throws(
      () => codedStream(itemsOf(unit), tilesOf(1024), format),
      (error) => error instanceof BoxError,
      format,
    );
  }
});
