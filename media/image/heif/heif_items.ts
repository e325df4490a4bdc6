/**
 * The items of a HEIF file (HEIC, AVIF): what they are, their properties, where their bytes lie.
 *
 * Source: ISO/IEC 14496-12, section 8.11 (meta, iloc, iinf, iref, pitm, idat); ISO/IEC 23008-12,
 * sections 6 and 9.3 (iprp, ipco, ipma).
 *
 * @module
 */

import { BoxError, boxesIn, boxIn, Reader } from "./isobmff.ts";
import { bytesOf, joinBytes } from "../join_bytes.ts";

/** A property of an item: a box's type and what is in it. */
export interface HeifProperty {
  readonly type: string;
  readonly body: Uint8Array;
}

/** Where part of an item's bytes lies. */
interface Extent {
  readonly from: "file" | "idat";
  readonly offset: number;
  /** 0: all that is there. */
  readonly length: number;
}

/** The items of one file. */
export interface HeifItems {
  /** The item that is the picture. */
  readonly primary: number;
  /** An item's type: `hvc1`, `av01`, `grid`, … */
  type(item: number): string;
  /** In the order in which they apply. */
  properties(item: number): readonly HeifProperty[];
  /** The items that `item` refers to, or that refer to it. */
  references(type: string, item: number): readonly number[];
  referring(type: string, item: number): readonly number[];
  /**
   * An item's bytes, joined.
   *
   * @throws {BoxError} when they are not all there
   */
  data(item: number): Uint8Array;
}

/** More are nonsense: a grid of 50 million pixels has 200 tiles of 512×512. */
const MAX_ITEMS = 4096;
/** Of properties with items: each item has about five. */
const MAX_ASSOCIATIONS = 16 * MAX_ITEMS;

/**
 * Reads the `meta` box of a file.
 *
 * @throws {BoxError} when it has none, or it can't be read
 */
export function readHeifItems(file: Uint8Array): HeifItems {
  const meta = boxIn(file, "meta");
  if (!meta) throw new BoxError("it has no still picture in it");
  const inside = meta.subarray(4);
  const need = (type: string): Uint8Array => {
    const found = boxIn(inside, type);
    if (!found) throw new BoxError(`its part ${type} is missing`);
    return found;
  };
  const idat = boxIn(inside, "idat");
  const primary = readPrimary(need("pitm"));
  const types = readTypes(need("iinf"));
  const extents = readLocations(need("iloc"));
  const properties = readProperties(need("iprp"));
  const iref = boxIn(inside, "iref");
  const references = iref ? readReferences(iref) : [];
  return {
    primary,
    type: (item) => types.get(item) ?? "",
    properties: (item) => properties.get(item) ?? [],
    references: (type, item) =>
      references.find((one) => one.type === type && one.from === item)?.to ?? [],
    referring: (type, item) =>
      references.filter((one) => one.type === type && one.to.includes(item))
        .map(({ from }) => from),
    data: (item) => {
      const parts = (extents.get(item) ?? []).map((extent) => placed(extent, file, idat));
      return joined(parts, file.byteLength);
    },
  };
}

function placed(
  { from, offset, length }: Extent,
  file: Uint8Array,
  idat: Uint8Array | undefined,
): Uint8Array {
  const source = from === "idat" ? idat : file;
  if (!source || offset + length > source.byteLength) throw new BoxError("it is cut");
  return source.subarray(offset, length === 0 ? undefined : offset + length);
}

/** @param max bytes; parts that have more lie one over the other */
function joined(parts: readonly Uint8Array[], max: number): Uint8Array {
  const total = bytesOf(parts);
  if (total === 0) throw new BoxError("its pixels are missing");
  if (total > max) throw new BoxError("its parts lie one over the other");
  return joinBytes(parts);
}

function readPrimary(pitm: Uint8Array): number {
  const reader = new Reader(pitm);
  const version = reader.uint(1);
  reader.uint(3);
  return reader.uint(version === 0 ? 2 : 4);
}

function readTypes(iinf: Uint8Array): Map<number, string> {
  const reader = new Reader(iinf);
  const version = reader.uint(1);
  reader.uint(3);
  checkCount(reader.uint(version === 0 ? 2 : 4));
  const types = new Map<number, string>();
  for (const box of boxesIn(reader.take(reader.left))) {
    if (box.type !== "infe") continue;
    const entry = new Reader(box.body);
    const entryVersion = entry.uint(1);
    entry.uint(3);
    if (entryVersion < 2) continue;
    const item = entry.uint(entryVersion === 2 ? 2 : 4);
    entry.uint(2);
    types.set(item, entry.text());
    checkCount(types.size);
  }
  return types;
}

function readLocations(iloc: Uint8Array): Map<number, Extent[]> {
  const reader = new Reader(iloc);
  const version = reader.uint(1);
  reader.uint(3);
  const sizes = reader.uint(2);
  const [offsetBytes, lengthBytes] = [sizes >> 12, sizes >> 8 & 15];
  const [baseBytes, indexBytes] = [sizes >> 4 & 15, version === 0 ? 0 : sizes & 15];
  for (const bytes of [offsetBytes, lengthBytes, baseBytes, indexBytes]) {
    if (bytes !== 0 && bytes !== 4 && bytes !== 8) throw new BoxError("its places can't be read");
  }
  const idBytes = version < 2 ? 2 : 4;
  const count = checkCount(reader.uint(idBytes));
  const all = new Map<number, Extent[]>();
  let extentsInAll = 0;
  for (let i = 0; i < count; i++) {
    const item = reader.uint(idBytes);
    const method = version === 0 ? 0 : reader.uint(2) & 15;
    const isElsewhere = reader.uint(2) !== 0;
    const base = reader.uint(baseBytes);
    const extentCount = reader.uint(2);
    extentsInAll += extentCount;
    checkCount(extentsInAll);
    const extents: Extent[] = [];
    for (let e = 0; e < extentCount; e++) {
      reader.uint(indexBytes);
      const offset = base + reader.uint(offsetBytes);
      extents.push({
        from: method === 1 ? "idat" : "file",
        offset,
        length: reader.uint(lengthBytes),
      });
    }
    // Bytes in another file, or made of another item, can't be read here.
    if (!isElsewhere && method <= 1) all.set(item, extents);
  }
  return all;
}

function readProperties(iprp: Uint8Array): Map<number, HeifProperty[]> {
  const container = boxIn(iprp, "ipco");
  if (!container) throw new BoxError("its part ipco is missing");
  const all: HeifProperty[] = [...boxesIn(container)];
  const ofItems = new Map<number, HeifProperty[]>();
  let total = 0;
  for (const box of boxesIn(iprp)) {
    if (box.type !== "ipma") continue;
    const reader = new Reader(box.body);
    const version = reader.uint(1);
    const isWide = (reader.uint(3) & 1) !== 0;
    const count = checkCount(reader.uint(4));
    for (let i = 0; i < count; i++) {
      const item = reader.uint(version === 0 ? 2 : 4);
      const own: HeifProperty[] = [];
      let left = reader.uint(1);
      total += left;
      if (total > MAX_ASSOCIATIONS) throw new BoxError("it has too many parts");
      for (; left > 0; left--) {
        // The first bit marks it as essential.
        const index = isWide ? reader.uint(2) & 0x7fff : reader.uint(1) & 0x7f;
        const property = all[index - 1];
        if (property) own.push(property);
      }
      ofItems.set(item, own);
    }
  }
  return ofItems;
}

interface Reference {
  readonly type: string;
  readonly from: number;
  readonly to: readonly number[];
}

function readReferences(iref: Uint8Array): Reference[] {
  const idBytes = iref[0] === 0 ? 2 : 4;
  const all: Reference[] = [];
  let total = 0;
  for (const { type, body } of boxesIn(iref.subarray(4))) {
    const reader = new Reader(body);
    const from = reader.uint(idBytes);
    const count = reader.uint(2);
    total += count;
    checkCount(total);
    all.push({ type, from, to: Array.from({ length: count }, () => reader.uint(idBytes)) });
    checkCount(all.length);
  }
  return all;
}

function checkCount(count: number): number {
  if (count > MAX_ITEMS) throw new BoxError("it has too many parts");
  return count;
}
