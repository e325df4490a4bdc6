/**
 * What a HEIC or AVIF file declares of its picture: size, tiles, alpha, how it is turned and cropped.
 *
 * Source: ISO/IEC 23008-12, sections 6.5 and 6.6 (HEIF); ISO/IEC 23000-22 (MIAF); the AV1 Image File
 * Format 1.1. A HEIF file's EXIF orientation doesn't count beside `irot` and `imir` (MIAF, 7.3.6.7).
 *
 * @module
 */

import type { FrameboxError } from "../../../base/errors/mod.ts";
import type { Orientation } from "../exif.ts";
import { type HeifItems, type HeifProperty, readHeifItems } from "./heif_items.ts";
import { asPictureError, BoxError, boxesIn, boxIn, Reader, textAt } from "./isobmff.ts";
import { damaged, unsupported } from "../picture_error.ts";

/** The two codecs of pictures in HEIF files that are read. */
export type HeifFormat = "heic" | "avif";

/** A change of the decoded picture. */
export type HeifChange = { readonly kind: "turn"; readonly orientation: Orientation } | HeifCrop;

/** Part of the picture that is left. */
export interface HeifCrop {
  readonly kind: "crop";
  readonly x: number;
  readonly y: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Coded tiles of one size, from left to right, then down. */
export interface HeifTiles {
  readonly items: readonly number[];
  readonly tileWidthPx: number;
  readonly tileHeightPx: number;
  readonly columns: number;
  readonly rows: number;
  /** Of all of them together, which may be cut right and below. */
  readonly widthPx: number;
  readonly heightPx: number;
}

/** How YUV becomes RGB (`colr` of type `nclx`; numbers of ITU-T H.273). */
export interface HeifColour {
  readonly primaries: number;
  readonly transfer: number;
  readonly matrix: number;
  readonly fullRange: boolean;
}

/** A HEIF file's picture. */
export interface HeifHeader {
  readonly items: HeifItems;
  /** As shown. */
  readonly widthPx: number;
  readonly heightPx: number;
  readonly channels: 1 | 3 | 4;
  readonly picture: HeifTiles;
  /** Where the picture has alpha. */
  readonly alpha: HeifTiles | undefined;
  /** In this order. */
  readonly changes: readonly HeifChange[];
  readonly colour: HeifColour | undefined;
  /** The ICC profile of its RGB, if it has one. */
  readonly profile: Uint8Array | undefined;
  /** Pictures in the sequence beside the still one, if there is one; else 1. */
  readonly pictures: number;
}

const TITLES = { heic: "HEIC", avif: "AVIF" } as const;
const CODEC = { heic: "hvc1", avif: "av01" } as const;
const MAX_TILES = 1024;

const AVIF_BRANDS = ["avif", "avis"];
const HEIC_BRANDS = ["heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs"];
const PICTURE_BRANDS = ["mif1", "mif2", "mif3", "msf1", "miaf"];

/** Which of the two a file is, by the brands in its first box. */
export function heifFormat(bytes: Uint8Array): HeifFormat | undefined {
  if (bytes.byteLength < 16 || textAt(bytes, 4) !== "ftyp") return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = Math.min(view.getUint32(0), bytes.byteLength, 4096);
  const brands: string[] = [textAt(bytes, 8)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(textAt(bytes, at));
  if (brands.some((brand) => AVIF_BRANDS.includes(brand))) return "avif";
  if (brands.some((brand) => HEIC_BRANDS.includes(brand))) return "heic";
  return brands.some((brand) => PICTURE_BRANDS.includes(brand)) ? "heic" : undefined;
}

/**
 * Reads a HEIF file's boxes; no pixels.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when it is cut, damaged or of a kind that is not read
 */
export function readHeifHeader(bytes: Uint8Array, format: HeifFormat): HeifHeader {
  try {
    return read(bytes, format);
  } catch (caught) {
    throw asPictureError(caught, (what): FrameboxError => damaged(TITLES[format], what));
  }
}

function read(bytes: Uint8Array, format: HeifFormat): HeifHeader {
  if (!boxIn(bytes, "meta") && boxIn(bytes, "moov")) {
    throw unsupported(TITLES[format], "a sequence without a still picture");
  }
  const items = readHeifItems(bytes);
  const { primary } = items;
  const properties = items.properties(primary);
  const picture = readTiles(items, primary, format);
  const alphaItem = items.referring("auxl", primary).find((item) => isAlpha(items, item));
  const alpha = alphaItem === undefined ? undefined : readTiles(items, alphaItem, format);
  const changes = changesOf(properties, picture, format);
  const [first = primary] = picture.items;
  const isGrey = isMonochrome(items.properties(first));
  return {
    items,
    ...shownSize(picture, changes),
    channels: alpha ? 4 : isGrey ? 1 : 3,
    picture,
    alpha,
    changes,
    colour: colourOf(properties) ?? colourOf(items.properties(first)),
    profile: profileOf(properties) ?? profileOf(items.properties(first)),
    pictures: sequenceLength(bytes),
  };
}

/** The size after the changes. */
export function shownSize(
  { widthPx, heightPx }: Pick<HeifTiles, "widthPx" | "heightPx">,
  changes: readonly HeifChange[],
): { widthPx: number; heightPx: number } {
  for (const change of changes) {
    if (change.kind === "crop") ({ widthPx, heightPx } = change);
    else if (change.orientation >= 5) [widthPx, heightPx] = [heightPx, widthPx];
  }
  return { widthPx, heightPx };
}

function readTiles(items: HeifItems, item: number, format: HeifFormat): HeifTiles {
  const type = items.type(item);
  const { widthPx, heightPx } = sizeOf(items.properties(item));
  if (type === CODEC[format]) {
    return {
      items: [item],
      tileWidthPx: widthPx,
      tileHeightPx: heightPx,
      columns: 1,
      rows: 1,
      widthPx,
      heightPx,
    };
  }
  if (type !== "grid") {
    const what = /^[\w ]{4}$/.test(type) ? `coded as “${type.trim()}”` : "coded in an unknown way";
    throw unsupported(TITLES[format], what);
  }
  const reader = new Reader(items.data(item));
  reader.uint(1);
  const isLarge = (reader.uint(1) & 1) !== 0;
  const rows = reader.uint(1) + 1;
  const columns = reader.uint(1) + 1;
  const size = { widthPx: reader.uint(isLarge ? 4 : 2), heightPx: reader.uint(isLarge ? 4 : 2) };
  const tiles = items.references("dimg", item);
  const [first] = tiles;
  if (tiles.length !== rows * columns || first === undefined || tiles.length > MAX_TILES) {
    throw new BoxError("it has not as many tiles as its grid");
  }
  const tile = sizeOf(items.properties(first));
  for (const one of tiles) {
    const { widthPx, heightPx } = sizeOf(items.properties(one));
    if (
      items.type(one) !== CODEC[format] || widthPx !== tile.widthPx || heightPx !== tile.heightPx
    ) throw new BoxError("its tiles are of different kinds or sizes");
  }
  const spare = {
    x: columns * tile.widthPx - size.widthPx,
    y: rows * tile.heightPx - size.heightPx,
  };
  if (spare.x < 0 || spare.y < 0 || spare.x >= tile.widthPx || spare.y >= tile.heightPx) {
    throw new BoxError("its tiles don't fit its size");
  }
  return {
    items: tiles,
    tileWidthPx: tile.widthPx,
    tileHeightPx: tile.heightPx,
    columns,
    rows,
    ...size,
  };
}

function sizeOf(properties: readonly HeifProperty[]): { widthPx: number; heightPx: number } {
  const ispe = find(properties, "ispe");
  if (!ispe) throw new BoxError("its size is missing");
  const reader = new Reader(ispe);
  reader.uint(4);
  const [widthPx, heightPx] = [reader.uint(4), reader.uint(4)];
  if (widthPx === 0 || heightPx === 0) throw new BoxError("it has no pixels");
  return { widthPx, heightPx };
}

function find(properties: readonly HeifProperty[], type: string): Uint8Array | undefined {
  return properties.find((property) => property.type === type)?.body;
}

function isAlpha(items: HeifItems, item: number): boolean {
  const auxC = find(items.properties(item), "auxC");
  if (!auxC) return false;
  const urn = new TextDecoder("latin1").decode(auxC.subarray(4, 100)).split("\0")[0] ?? "";
  return urn === "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha" ||
    urn === "urn:mpeg:hevc:2015:auxid:1";
}

function isMonochrome(properties: readonly HeifProperty[]): boolean {
  const av1C = find(properties, "av1C");
  if (av1C) return ((av1C[2] ?? 0) & 0x10) !== 0;
  const hvcC = find(properties, "hvcC");
  return hvcC !== undefined && ((hvcC[16] ?? 1) & 3) === 0;
}

function colourOf(properties: readonly HeifProperty[]): HeifColour | undefined {
  for (const { type, body } of properties) {
    if (type !== "colr" || textAt(body, 0) !== "nclx" || body.byteLength < 11) continue;
    const reader = new Reader(body.subarray(4));
    return {
      primaries: reader.uint(2),
      transfer: reader.uint(2),
      matrix: reader.uint(2),
      fullRange: (reader.uint(1) & 0x80) !== 0,
    };
  }
  return undefined;
}

/** Unrestricted (`prof`) or restricted (`rICC`). */
function profileOf(properties: readonly HeifProperty[]): Uint8Array | undefined {
  const isIcc = ({ type, body }: HeifProperty) =>
    type === "colr" && ["prof", "rICC"].includes(textAt(body, 0));
  return properties.find(isIcc)?.body.subarray(4);
}

/** `irot` counts quarter turns to the left; EXIF's 8 is one of them. */
const QUARTERS: readonly Orientation[] = [1, 8, 3, 6];

function changesOf(
  properties: readonly HeifProperty[],
  tiles: HeifTiles,
  format: HeifFormat,
): HeifChange[] {
  const changes: HeifChange[] = [];
  for (const { type, body } of properties) {
    if (type === "irot") {
      changes.push({ kind: "turn", orientation: QUARTERS[(body[0] ?? 0) & 3] ?? 1 });
    } else if (type === "imir") {
      // 0: top and bottom change places; 1: left and right.
      changes.push({ kind: "turn", orientation: ((body[0] ?? 0) & 1) === 0 ? 4 : 2 });
    } else if (type === "clap") {
      const crop = cropOf(body, shownSize(tiles, changes));
      // Of an AVIF Chromium crops only what begins in the corner.
      if (crop && (format === "heic" || (crop.x === 0 && crop.y === 0))) changes.push(crop);
    }
  }
  return changes.filter((change) => change.kind === "crop" || change.orientation !== 1);
}

/**
 * The clean aperture: four fractions, width, height, and how far its middle lies from the
 * picture's. One that is not of whole pixels or lies beyond the picture doesn't count.
 */
function cropOf(
  clap: Uint8Array,
  whole: { readonly widthPx: number; readonly heightPx: number },
): HeifCrop | undefined {
  const reader = new Reader(clap);
  const fraction = () => (reader.uint(4) | 0) / reader.uint(4);
  const [widthPx, heightPx, offsetX, offsetY] = [fraction(), fraction(), fraction(), fraction()];
  const x = (whole.widthPx - widthPx) / 2 + offsetX;
  const y = (whole.heightPx - heightPx) / 2 + offsetY;
  const fits = [widthPx, heightPx, x, y].every(Number.isSafeInteger) && widthPx > 0 &&
    heightPx > 0 && x >= 0 && y >= 0 && x + widthPx <= whole.widthPx &&
    y + heightPx <= whole.heightPx;
  return fits ? { kind: "crop", x, y, widthPx, heightPx } : undefined;
}

/** Samples of the longest track, 1 if there is none: the length of an image sequence. */
function sequenceLength(file: Uint8Array): number {
  const moov = boxIn(file, "moov");
  if (!moov) return 1;
  let longest = 1;
  for (const { type, body } of boxesIn(moov)) {
    if (type !== "trak") continue;
    let inside: Uint8Array | undefined = body;
    for (const next of ["mdia", "minf", "stbl", "stsz"]) inside = inside && boxIn(inside, next);
    if (inside && inside.byteLength >= 12) {
      longest = Math.max(longest, new Reader(inside.subarray(8)).uint(4));
    }
  }
  return longest;
}
